"""One application: how far it is, what is next, and the ways on."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching import applications as rules
from dialogs import application_subject, board, interview, interview_day, next_actions, offers, reaching, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage.participations import Participation, Stage, StageEvent

MOVES: Mapping[Stage, Text] = MappingProxyType(
    {
        Stage.APPLIED: _("📨 I have applied"),
        Stage.INTERVIEW: _("🗓 I have an interview"),
        Stage.OFFER: _("🤝 They offer me the job"),
        Stage.ACCEPTED: _("✅ I accept the job"),
        Stage.REFUSED: _("They said no"),
        Stage.CLOSED: _("I give it up"),
    }
)


def gone() -> Screen:
    text = _("This application is not on your board any more.")
    return Screen(text, (back(),))


def back() -> Row:
    return (Button(_("‹ My applications"), board.show.to()), *ways.homeward())


@page("application/{number}")
def show(turn: Turn, number: int) -> Screen:
    row = application_subject.mine(turn, number)
    return shown(turn, row) if row else gone()


def shown(turn: Turn, row: Participation, *said: Words) -> Screen:
    """All that is known of it; what was just `said` stands first."""
    text = lines(
        *said,
        "" if said else None,
        _("<b>{what}</b>", what=application_subject.named(row)),
        *(_event(event) for event in row.events),
        *interview.when(turn, row),
        *next_actions.line(turn, row),
        _("<i>Your note: {note}</i>", note=ways.shortened(row.note)) if row.note else None,
    )
    return Screen(text, (*_moves(turn, row), *_rest(turn, row), back()))


INVITED = _("Invited to an interview")
"""The day of this stage is that of the news; the interview has a day of its own."""


def _event(event: StageEvent) -> Text:
    stage, day = INVITED if event.stage is Stage.INTERVIEW else rules.STAGES[event.stage], event.day
    if event.abroad is not None:
        where = _("you were abroad") if event.abroad else _("you were in Québec")
        return _("• {stage}: {date}, {where}", stage=stage, date=day, where=where)
    if event.went:
        return _("• {stage}: {date}. It went: {how}", stage=stage, date=day, how=rules.WENT[event.went])
    return _("• {stage}: {date}", stage=stage, date=day)


def _moves(turn: Turn, row: Participation) -> tuple[Row, ...]:
    """The likeliest way on first, alone; the others two by two."""
    when = application_subject.moment(turn)
    stages = [stage for stage in rules.MOVES[row.stage] if rules.can_move(row, stage, when)]
    if row.stage is Stage.INTERVIEW and row.interview_at is None:
        first: Button | None = Button(
            _("🗓 Day and place of the interview"), interview_day.tell.to(row.id), style="primary"
        )
    elif row.stage is Stage.INTERVIEW:
        first = Button(_("🎤 Prepare the interview"), interview.show.to(row.id), style="primary")
    else:
        first = None
    buttons = [
        Button(
            _("🗓 Another interview") if stage is row.stage else MOVES[stage],
            reaching.move.to(row.id, stage),
            style="primary" if place == 0 and first is None and stage is not Stage.CLOSED else "",
        )
        for place, stage in enumerate(stages)
    ]
    lead, rest = ([first], buttons) if first else (buttons[:1], buttons[1:])
    return (*ways.listed(*lead), *(tuple(rest[at : at + 2]) for at in range(0, len(rest), 2)))


def _rest(turn: Turn, row: Participation) -> tuple[Row, ...]:
    link = offers.read.to(row.opportunity_id) if row.opportunity_id else row.link
    read = Button(_("Read the offer"), link) if link else None
    note = Button(_("✏️ My note"), write.to(row.id))
    last = row.events[-1]
    back = Button(_("↩️ Take back: {stage}", stage=rules.STAGES[last.stage]), reaching.undo.to(row.id, last.id))
    return (*next_actions.buttons(turn, row), tuple(each for each in (read, note) if each), (back,))


@page("application/{number}/note")
def write(turn: Turn, number: int) -> Screen:
    return NOTES.open_about(turn, number) if application_subject.mine(turn, number) else gone()


def _onward(number: int | str) -> Link:
    return show.to(int(number))


def _noted(turn: Turn, answers: Answers) -> Screen:
    row = application_subject.mine(turn, answers.subject)
    if row is None:
        return gone()
    row.note, row.touched_at = answers.of(WORDS), turn.now
    return shown(turn, row)


WORDS = Sentence(
    "words",
    _("What do you want to remember?"),
    hint=_("Names, salary, what was said. “Skip” deletes the note."),
    optional=True,
    longest=application_subject.NOTE,
    good=("Mme Roy, 31 $ an hour",),
    bad=("x" * 1001,),
)
NOTES = Form("application-note", (WORDS,), _noted, _onward, about=application_subject.heading, numbered=False)
