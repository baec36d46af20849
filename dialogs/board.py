"""The board: all applications of a candidate by how far they are, and those found elsewhere put on it."""

from collections.abc import Sequence

from coaching import applications as rules
from coaching.applications import Moment, Own
from dialogs import (
    application_subject,
    applications,
    contacts,
    goal,
    next_actions,
    offers,
    practice,
    reaching,
    ways,
)
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Choice, Option, Reading, Retry, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage import participations as store
from storage.participations import Participation, Stage

LIVE = (Stage.OFFER, Stage.INTERVIEW, Stage.APPLIED, Stage.SAVED)
SHOWN, PART = 8, 8
MOST = 300
"""So many applications a board holds."""


@page("applications")
def show(turn: Turn) -> Screen:
    """What is under way, the next action that comes first in front, and how many are at each stage."""
    counts = store.counted(turn.session, turn.candidate.id)
    if not counts:
        return _empty()
    rows = store.at_stages(turn.session, turn.candidate.id, LIVE, SHOWN)
    names = {stage: name for stage, name in rules.STAGES.items() if stage in counts}
    text = lines(
        _("<b>My applications</b>"),
        *(
            _("{mark} {stage}: {count}", mark=application_subject.MARKS[stage], stage=name, count=counts[stage])
            for stage, name in names.items()
        ),
        "",
        *goal.line(turn),
        *_first(turn, rows),
    )
    columns = [
        Button(_("{stage} ({count})", stage=name, count=counts[stage]), column.to(stage, 1))
        for stage, name in names.items()
    ]
    pairs = tuple(tuple(columns[at : at + 2]) for at in range(0, len(columns), 2))
    return Screen(text, (*ways.listed(*(opening(row) for row in rows)), *pairs, *_more(), ways.searchward()))


def _empty() -> Screen:
    text = lines(
        _("<b>My applications</b>"),
        _("Here you follow each application, from the day you find it to the answer. I remind you of what comes next."),
        _("Nothing is here yet. Save an offer, or add one that you found elsewhere."),
    )
    look = Button(_("🔎 Look for offers"), offers.begin.to(), style="primary")
    return Screen(text, (*ways.listed(look), *_more(), ways.searchward()))


def _first(turn: Turn, rows: Sequence[Participation]) -> Sequence[Words]:
    """What is to be done first."""
    row = next((each for each in rows if each.next and each.next_on), None)
    if row is None:
        return ()
    return (_("<b>First of all:</b> {what}", what=application_subject.named(row)), *next_actions.line(turn, row))


def opening(row: Participation) -> Button:
    label = ways.shortened(application_subject.title(row), application_subject.LONGEST_LABEL)
    return Button(
        _("{mark} {title}", mark=application_subject.MARKS[row.stage], title=label), applications.show.to(row.id)
    )


def _more() -> tuple[Row, ...]:
    add = Button(_("➕ Add one from elsewhere"), FORM.to())
    practise = Button(_("🎤 Practise for interviews"), practice.show.to())
    aim = Button(_("🎯 My weekly goal"), goal.show.to())
    people = Button(_("👥 My contacts"), contacts.show.to())
    return (*ways.listed(add, practise), (people, aim))


@page("applications/{stage}/{part}")
def column(turn: Turn, stage: Stage, part: int) -> Screen:
    """All of one stage, a few at a time."""
    at = max(part, 1)
    if at > MOST:
        return show(turn)
    rows = store.at_stages(turn.session, turn.candidate.id, (stage,), PART + 1, (at - 1) * PART)
    if not rows and at > 1:
        return column(turn, stage, 1)
    told = [_("• {what}", what=application_subject.named(row)) for row in rows[:PART]]
    text = lines(_("<b>{stage}</b>", stage=rules.STAGES[stage]), *(told or [_("Nothing is here yet.")]))
    less = Button(_("‹ Before"), column.to(stage, at - 1)) if at > 1 else None
    more = Button(_("More ›"), column.to(stage, at + 1)) if len(rows) > PART else None
    paging = tuple(button for button in (less, more) if button)
    back = (Button(_("‹ My applications"), show.to()), *ways.homeward())
    return Screen(text, (*ways.listed(*(opening(row) for row in rows[:PART])), *((paging,) if paging else ()), back))


class _Address(Sentence):
    """An address of the web; with or without https in front."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        told = super().read_text(turn, text)
        if not isinstance(told, str):
            return told
        whole = told if told.startswith(("https://", "http://")) else f"https://{told}"
        host = whole.partition("://")[2].partition("/")[0]
        if " " in whole or "." not in host.strip(".") or any(sign in whole for sign in '<>"'):
            return Retry(_("Please write the address of the page, for example https://example.org/offer."))
        return whole


def _stages(_turn: Turn) -> Sequence[Option]:
    return (
        Option(Stage.APPLIED, _("I have applied")),
        Option(Stage.SAVED, _("Not yet, I keep it")),
        Option(Stage.INTERVIEW, _("I have an interview")),
    )


def _done(turn: Turn, answers: Answers) -> Screen:
    title, employer, stage = answers.of(TITLE), answers.of(EMPLOYER), answers.of(STAGE)
    if title is None or employer is None or stage is None:
        return show(turn)
    if sum(store.counted(turn.session, turn.candidate.id).values()) >= MOST:
        return Screen(_("Your board is full. Take off one that matters least."), (ways.searchward(),))
    when = Moment(turn.now, turn.conversation.time_zone)
    row = rules.begin(turn.session, turn.candidate.id, Own(title, employer, answers.of(LINK)), stage, when)
    return reaching.reached(turn, row)


def _later() -> Link:
    return show.to()


TITLE = Sentence(
    "title",
    _("<b>Which job is it?</b>"),
    hint=_("Its title, as the offer says it."),
    longest=200,
    good=("Préposée aux bénéficiaires",),
    bad=("x" * 201,),
)
EMPLOYER = Sentence(
    "employer",
    _("<b>Which employer?</b>"),
    longest=200,
    good=("CHUS Sherbrooke",),
    bad=("x" * 201,),
)
LINK = _Address(
    "link",
    _("<b>Where did you see it?</b>"),
    hint=_("The address of the page, if there is one."),
    optional=True,
    longest=500,
    good=("https://example.org/offer/1", "example.org/offer"),
    bad=("in the newspaper", "x" * 501),
)
STAGE = Choice(
    "stage",
    _("<b>How far are you?</b>"),
    options=_stages,
    kind=Stage,
    good=("I have applied",),
    bad=("perhaps",),
)
FORM = Form("found", (TITLE, EMPLOYER, LINK, STAGE), _done, _later)
