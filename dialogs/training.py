"""The training: which modules there are, which fit now, and how far one is."""

from collections.abc import Sequence

from coaching import learning, profiles, recommending, rows
from coaching.cards import Reading, texts
from coaching.learning import Learner
from coaching.modules import Lesson, Module
from coaching.profile import Profile
from coaching.recommending import Recommendation
from dialogs import certificates, checks, group, intake, lessons, plan, reviews, vocabulary, ways
from dialogs.engine.pages import Audience, Command, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import participations
from storage import training as store
from storage.plans import of_candidate
from storage.training import Enrolment, Phase

READ_A_MINUTE, ANSWER_MINUTES = 90, 0.5
"""Words that a learner reads on a phone, and what thinking about a question takes."""


@page("learn", Audience.CANDIDATE, Command("learn", _("Training: how work works in Québec")))
def show(turn: Turn) -> Screen:
    taken = enrolments(turn)
    begun = {enrolment.module: enrolment for enrolment in taken}
    finished = [enrolment.module for enrolment in taken if enrolment.finished_at]
    fitting = recommended(turn, finished)
    text = lines(
        _("<b>How work works in Québec</b>"),
        _("Short lessons of a few minutes. Stop at any moment: you go on where you were."),
        _so_far(turn, finished),
        *_recommended(fitting),
        "",
        _("Choose a module."),
    )
    return Screen(text, (*_going_on(turn, taken), *_modules(turn, begun, fitting), *_around()))


def enrolments(turn: Turn) -> Sequence[Enrolment]:
    return store.enrolments(turn.session, turn.candidate.id)


def recommended(turn: Turn, finished: Sequence[str]) -> list[Recommendation]:
    told = profiles.of(turn.candidate, turn.programme.occupations) or Profile()
    mine = of_candidate(turn.session, turn.candidate.id)
    steps = plan.next_steps(turn, mine) if mine else []
    coming = [rows.template_of(step, turn.programme.catalogue) for step in steps]
    return recommending.recommended(
        turn.programme.training, told, turn.today, coming, finished, _before_interview(turn)
    )


def _before_interview(turn: Turn) -> Recommendation | None:
    moment = participations.next_interview(turn.session, turn.candidate.id, turn.now)
    step = turn.programme.catalogue.get(recommending.INTERVIEW)
    if moment is None or step is None:
        return None
    return recommending.before_interview(turn.programme.training, step, intake.local(turn, moment).date())


def _so_far(turn: Turn, finished: Sequence[str]) -> Text | None:
    if not finished:
        return None
    total = len(turn.programme.training)
    return ngettext(
        "You have finished {count} module of {total}.",
        "You have finished {count} modules of {total}.",
        len(finished),
        total=total,
    )


def _recommended(fitting: Sequence[Recommendation]) -> list[Words]:
    told: list[Words] = []
    for each in fitting:
        told += ["", _("⭐ <b>{module}</b>", module=each.module.title), _("<i>{because}</i>", because=each.because)]
    return told


def _going_on(turn: Turn, taken: Sequence[Enrolment]) -> tuple[Row, ...]:
    """To the lesson that was left open last."""
    found = lessons.left_open(turn, taken)
    if found is None:
        return ()
    label = _("▶ Go on: {lesson}", lesson=found[1].lesson.title)
    return ((Button(label, lessons.go_on.to(), style="primary"),),)


def _modules(turn: Turn, begun: dict[str, Enrolment], fitting: Sequence[Recommendation]) -> tuple[Row, ...]:
    starred = {each.module.key for each in fitting}
    return ways.listed(
        *(
            Button(
                _("{mark} {module}", mark=_mark(begun.get(module.key), module, starred), module=module.title),
                open_module.to(module.key),
            )
            for module in turn.programme.training
        )
    )


def _mark(enrolment: Enrolment | None, module: Module, starred: set[str]) -> str:
    if enrolment and enrolment.finished_at:
        return "✅"
    if enrolment and learning.lessons_done(enrolment, module):
        return "🔹"
    return "⭐" if module.key in starred else "▫️"


def _around() -> tuple[Row, ...]:
    mine = (Button(_("My words"), vocabulary.show.to()), Button(_("My certificates"), certificates.show.to()))
    missed = Button(_("What I missed"), reviews.show.to())
    return (mine, (missed, Button(_("Join a session"), group.CODE.to())), ways.homeward())


@page("learn/{module}")
def open_module(turn: Turn, module: str) -> Screen:
    """What a module is about, its lessons, and where one is in it."""
    found = turn.programme.training.get(module)
    if found is None:
        return gone(turn, module)
    enrolment = learner(turn).in_module(found)
    text = lines(
        _("<b>{module}</b>", module=found.title),
        "",
        found.promise,
        "",
        *(_lesson(lesson, enrolment) for lesson in found.lessons),
        "",
        checks.standing(found, enrolment),
    )
    onward = checks.onward(found, enrolment)
    return Screen(text, (*ways.listed(*onward), *_lessons(found), _back()))


def _lesson(lesson: Lesson, enrolment: Enrolment | None) -> Text:
    mark, count = "✅" if enrolment and lesson.key in enrolment.done else "▫️", minutes(lesson)
    return ngettext(
        "{mark} {lesson}: {count} minute",
        "{mark} {lesson}: {count} minutes",
        count,
        mark=mark,
        lesson=lesson.title,
    )


def minutes(lesson: Lesson) -> int:
    """How long a lesson takes on a phone."""
    read = sum(len(text.msgid.split()) for card in lesson.cards for text in texts(card))
    asked = sum(not isinstance(card, Reading) for card in lesson.cards)
    return max(1, round(read / READ_A_MINUTE + asked * ANSWER_MINUTES))


def _lessons(module: Module) -> tuple[Row, ...]:
    return ways.listed(
        *(
            Button(
                _("{number}. {title}", number=number, title=each.title), lessons.open_lesson.to(module.key, each.key)
            )
            for number, each in enumerate(module.lessons, 1)
        )
    )


def gone(turn: Turn, module: str) -> Screen:
    """What was there has left the content; what was done there is kept."""
    known = turn.programme.training.get(module)
    text = _("This lesson is not there any more: the training has been renewed. What you have done is kept.")
    here = Button(_("‹ {module}", module=known.title), open_module.to(module)) if known else None
    return Screen(text, (*ways.listed(here), _back()))


def _back() -> Row:
    return (Button(_("‹ Training"), show.to()), *ways.homeward())


def learner(turn: Turn) -> Learner:
    profile = turn.candidate.profile
    immigration = profile.immigration_class if profile else None
    return Learner(turn.session, turn.candidate.id, intake.local(turn), turn.conversation.locale, immigration)


def lesson(turn: Turn, module: str, lesson: str) -> tuple[Module, Lesson] | None:
    found = turn.programme.training.get(module)
    taught = found.lesson(lesson) if found else None
    return (found, taught) if found and taught else None


def keep(  # noqa: PLR0913 - the columns of an answer
    turn: Turn, module: Module, phase: Phase, lesson: str, card: str, chosen: str, *, right: bool | None, said: str = ""
) -> None:
    """Keeps what was answered."""
    learner(turn).answer(module, phase, lesson, card, chosen, right=right, said=said)
    reviews.follow(turn)
