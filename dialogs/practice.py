"""Questions of interviews, and answers practised with them: situation, task, action, result."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coaching import interviews
from coaching.interviews import HINTS, Part, Question
from dialogs import application_subject, applications, board, seeking, sourcing, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import participations as store
from storage.participations import Practice

LONGEST = 500
LONGEST_LABEL = 60
PARTS: Mapping[Part, Text] = MappingProxyType(
    {
        Part.SITUATION: _("Situation"),
        Part.TASK: _("Task"),
        Part.ACTION: _("Action"),
        Part.RESULT: _("Result"),
    }
)


@page("practice")
def show(turn: Turn) -> Screen:
    return _list(turn, seeking.mine_of(turn).occupation, (Button(_("‹ My applications"), board.show.to()),))


@page("practice/for/{number}")
def show_for(turn: Turn, number: int) -> Screen:
    """The questions for the work of one application."""
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    offered = row.opportunity.occupation if row.opportunity else None
    back = Button(_("‹ This application"), applications.show.to(number))
    return _list(turn, offered or seeking.mine_of(turn).occupation, (back,))


def _list(turn: Turn, code: str | None, back: Row) -> Screen:
    kept, asked = store.practices(turn.session, turn.candidate.id), interviews.shipped().of(code)
    done = sum(each.key in kept for each in asked)
    text = lines(
        _("<b>Practise for interviews</b>"),
        _("They often ask for a real example from your work: the situation, your task, what you did, the result."),
        _("Write each answer once. It stays here, and you can read it again before an interview."),
        "",
        ngettext("{count} question, {done} practised", "{count} questions, {done} practised", len(asked), done=done),
    )
    buttons = [
        Button(_("✅ {question}", question=each.ask) if each.key in kept else each.ask, one.to(each.key))
        for each in asked
    ]
    others = Button(_("💬 Asked nearly every time"), told.to())
    return Screen(text, (*ways.listed(others, *buttons), (*back, *ways.homeward())))


def _opening(question: Question, *, practised: bool) -> Button:
    label = _("✅ {question}", question=question.ask) if practised else question.ask
    return Button(label, one.to(question.key))


@page("practice/told")
def told(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    """What is asked nearly every time, and how one answers."""
    known = interviews.shipped()
    said: list[Words] = [_("<b>Asked nearly every time</b>")]
    for each in known.told:
        said += ["", _("<b>{question}</b>", question=each.ask), each.tip or ""]
    return Screen(
        lines(*said, "", *sourcing.listed(known.rest.sources, known.rest.reviewed)),
        ((Button(_("‹ Questions"), show.to()), *ways.homeward()),),
    )


def _found(key: str) -> Question | None:
    return interviews.shipped().questions.get(key)


@page("practice/{key}")
def one(turn: Turn, key: str) -> Screen:
    """A question, with the answer that was practised, if there is one."""
    question, kept = _found(key), store.practices(turn.session, turn.candidate.id).get(key)
    if question is None:
        return show(turn)
    if kept is None:
        text = lines(
            _("<b>{question}</b>", question=question.ask),
            "",
            _("Answer in four short parts. Then I put them together, and tell you what may be missing."),
        )
        return Screen(text, (*ways.listed(Button(_("Begin"), write.to(key), style="primary")), _back()))
    return _answer(question, kept)


def _answer(question: Question, kept: Practice) -> Screen:
    """The four parts as one answer, with hints."""
    found = interviews.hints(kept.told)
    text = lines(
        _("<b>{question}</b>", question=question.ask),
        *(
            line
            for part, name in PARTS.items()
            if kept.told.get(part)
            for line in ("", _("<b>{part}</b>: {said}", part=name, said=kept.told[part]))
        ),
        "",
        *(_("💡 {hint}", hint=HINTS[hint]) for hint in found),
        _("Say it aloud once: two minutes are enough.") if not found else None,
    )
    parts = tuple(Button(_("✏️ {part}", part=name), change.to(question.key, part)) for part, name in PARTS.items())
    return Screen(
        text, (parts[:2], parts[2:], *ways.listed(Button(_("Write it anew"), write.to(question.key))), _back())
    )


def _back() -> Row:
    return (Button(_("‹ Questions"), show.to()), *ways.homeward())


@page("practice/{key}/write")
def write(turn: Turn, key: str) -> Screen:
    return FORM.open_about(turn, key) if _found(key) else show(turn)


@page("practice/{key}/{part}")
def change(turn: Turn, key: str, part: Part) -> Screen:
    """Asks one part anew."""
    kept = store.practices(turn.session, turn.candidate.id).get(key)
    if kept is None or _found(key) is None:
        return one(turn, key)
    screen = FORM.open_about(turn, key)
    given = {name: said for name, said in kept.told.items() if name != part}
    turn.state.answers[FORM.name].update(given)
    return FORM.open(turn) if given else screen


def _done(turn: Turn, answers: Answers) -> Screen:
    question = _found(str(answers.subject))
    if question is None:
        return show(turn)
    kept = store.practices(turn.session, turn.candidate.id).get(question.key)
    if kept is None:
        kept = Practice(candidate_id=turn.candidate.id, question=question.key)
        turn.session.add(kept)
    kept.told, kept.at = {part: answers.get(part) or "" for part in Part}, turn.now
    turn.session.flush()
    return _answer(question, kept)


def _heading(_turn: Turn, key: str) -> Words | None:
    question = _found(str(key))
    return _("<i>{question}</i>", question=question.ask) if question else None


def _onward(key: str) -> Link:
    return one.to(str(key))


def _part(part: Part, ask: Text, hint: Text, good: str) -> Sentence:
    return Sentence(part, ask, hint=hint, longest=LONGEST, good=(good,), bad=("x" * (LONGEST + 1),))


QUESTIONS: Sequence[Sentence] = (
    _part(
        Part.SITUATION,
        _("<b>Situation:</b> where was it, and what happened?"),
        _("Two sentences: the place, the team, the problem."),
        "A night on the ward, two colleagues were ill.",
    ),
    _part(Part.TASK, _("<b>Task:</b> what did you have to do?"), _("One sentence."), "Twenty patients were mine."),
    _part(
        Part.ACTION,
        _("<b>Action:</b> what did you do yourself?"),
        _("Step by step. Say “I”, not “we”."),
        "I sorted the patients by need and called for help.",
    ),
    _part(
        Part.RESULT,
        _("<b>Result:</b> what came of it?"),
        _("With a figure if you can: how many, how long, how much."),
        "All 20 had their care by 6, and nobody was hurt.",
    ),
)
FORM = Form("star", QUESTIONS, _done, _onward, about=_heading)
