"""Reaching a stage: an application moves on in one tap, and what was tapped by mistake is taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from coaching import applications as rules
from coaching.applications import Moved
from dialogs import (
    application_subject,
    applications,
    board,
    interview_day,
    milestones,
    next_actions,
    offers,
    ways,
)
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, DateQuestion
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import participations as store
from storage.milestones import Milestone, latest
from storage.opportunities import WORK, Opportunity
from storage.participations import Participation, Stage, StageEvent

SAID: Mapping[Stage, Text] = MappingProxyType(
    {
        Stage.SAVED: _("Saved on your board."),
        Stage.APPLIED: _("Well done, that is sent!"),
        Stage.INTERVIEW: _("An interview, congratulations! They want to know you better."),
        Stage.OFFER: _("A job offer, congratulations! Read it calmly before you answer."),
        Stage.ACCEPTED: _("<b>Congratulations on the job!</b>"),
        Stage.REFUSED: _("That is a pity. A no is not about your worth: each application makes the next one better."),
        Stage.CLOSED: _("Noted: you go no further with this one."),
    }
)


class Where(StrEnum):
    """Where a job offer found the candidate."""

    ABROAD = "abroad"
    QUEBEC = "quebec"


WHERE: Mapping[Where, Text] = MappingProxyType(
    {Where.ABROAD: _("I was abroad"), Where.QUEBEC: _("I was in Québec")},
)


def offered(turn: Turn, row: Opportunity) -> Sequence[Button]:
    """What stands on the page of an offer: the way onto the board, or to where it stands there."""
    known = store.in_opportunity(turn.session, turn.candidate.id, row.id)
    if known:
        return (Button(_("On my board: {stage}", stage=rules.STAGES[known.stage]), applications.show.to(known.id)),)
    save = Button(_("🔖 Save"), take_up.to(row.id, Stage.SAVED), style="primary")
    return (
        (save, Button(applications.MOVES[Stage.APPLIED], take_up.to(row.id, Stage.APPLIED)))
        if row.kind in WORK
        else (save,)
    )


@action("apply/{offer}/{stage}")
def take_up(turn: Turn, offer: int, stage: Stage) -> Screen:
    """Puts an offer on the board, saved or applied to; one that is there already moves on, and never back."""
    about = turn.session.get(Opportunity, offer)
    if about is None:
        return offers.gone()
    if stage not in (Stage.SAVED, Stage.APPLIED):
        return offers.read(turn, offer)
    known = store.in_opportunity(turn.session, turn.candidate.id, offer)
    if known:
        return _moved(turn, known, stage)
    if sum(store.counted(turn.session, turn.candidate.id).values()) >= board.MOST:
        return Screen(_("Your board is full. Take off one that matters least."), (applications.back(),))
    return reached(turn, rules.begin(turn.session, turn.candidate.id, about, stage, application_subject.moment(turn)))


@action("application/{number}/to/{stage}")
def move(turn: Turn, number: int, stage: Stage) -> Screen:
    row = application_subject.mine(turn, number)
    return _moved(turn, row, stage) if row else applications.gone()


def _moved(turn: Turn, row: Participation, stage: Stage) -> Screen:
    abroad = not milestones.has_landed(turn)
    match rules.move(turn.session, row, stage, application_subject.moment(turn), abroad=abroad):
        case Moved.DONE:
            return reached(turn, row)
        case Moved.SAME:
            return applications.shown(turn, row)
        case Moved.FULL:
            return applications.shown(turn, row, FULL)


FULL = _(
    "<b>All places of this offer have just been taken.</b> I keep your job offer on the board. Write to the employer "
    "before you refuse anything else: what they promised you may still hold."
)


def reached(turn: Turn, row: Participation) -> Screen:
    """A stage that was just reached, with what can be said of it in one tap."""
    next_actions.follow(turn)
    event = row.events[-1]
    text = lines(
        SAID[row.stage],
        _("<b>{what}</b>", what=application_subject.named(row)),
        _("• {stage}: {date}", stage=rules.STAGES[row.stage], date=event.day) if row.stage is not Stage.SAVED else None,
        *next_actions.line(turn, row),
        *_asked(turn, row),
    )
    days = (
        Button(_("It was yesterday"), yesterday.to(row.id, event.id)),
        Button(_("Another day"), another_day.to(event.id)),
    )
    again = Button(_("↩️ Take back: {stage}", stage=rules.STAGES[row.stage]), undo.to(row.id, event.id))
    onward = Button(_("Open this application"), applications.show.to(row.id))
    dated = () if row.stage in (Stage.SAVED, Stage.CLOSED) else (days,)
    return Screen(text, (*_follow(turn, row), *dated, *ways.listed(onward, again), applications.back()))


def _asked(turn: Turn, row: Participation) -> tuple[Words, ...]:
    match row.stage:
        case Stage.OFFER:
            where = _("abroad") if row.events[-1].abroad else _("in Québec")
            return ("", _("I note that you were <b>{where}</b> when you got it. Is that right?", where=where))
        case Stage.ACCEPTED if _first_job(turn, row):
            return ("", _("Is it your first job in Québec? Then your plan and your counsellor follow."))
        case _:
            return ()


def _first_job(turn: Turn, row: Participation) -> bool:
    is_work = row.opportunity is None or row.opportunity.kind in WORK
    return is_work and Milestone.JOB not in latest(turn.session, turn.candidate.id)


def _follow(turn: Turn, row: Participation) -> tuple[Row, ...]:
    match row.stage:
        case Stage.INTERVIEW:
            return ways.listed(
                Button(_("🗓 Day and place of the interview"), interview_day.tell.to(row.id), style="primary")
            )
        case Stage.OFFER:
            event = row.events[-1].id
            was = [Button(label, place.to(row.id, event, where)) for where, label in WHERE.items()]
            return (tuple(was),)
        case Stage.ACCEPTED if _first_job(turn, row):
            return ways.listed(Button(_("💼 Yes, my first job"), milestones.how.to(Milestone.JOB), style="primary"))
        case _:
            return ()


@action("application/{number}/where/{event}/{where}")
def place(turn: Turn, number: int, event: int, where: Where) -> Screen:
    """Where the candidate was when the job was offered."""
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    found = next((each for each in row.events if each.id == event and each.stage is Stage.OFFER), None)
    if found:
        found.abroad = where is Where.ABROAD
    return applications.shown(turn, row, _("Noted, thank you."))


@action("application/{number}/undo/{event}")
def undo(turn: Turn, number: int, event: int) -> Screen:
    """Takes back what was tapped by mistake; a second tap takes back nothing more."""
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    told, only = application_subject.named(row), len(row.events) == 1
    match rules.undo(turn.session, row, event, application_subject.moment(turn)):
        case Moved.SAME:
            return applications.shown(turn, row)
        case Moved.FULL:
            return applications.shown(turn, row, FULL)
        case Moved.DONE:
            next_actions.follow(turn)
            if only:
                return Screen(_("Taken off your board: {what}.", what=told), (applications.back(),))
            return applications.shown(turn, row, _("Taken back."))


@action("application/{number}/yesterday/{event}")
def yesterday(turn: Turn, number: int, event: int) -> Screen:
    row = application_subject.mine(turn, number)
    found = _event_of(row, event)
    if row is None or found is None:
        return applications.gone()
    return _dated(turn, row, found, application_subject.moment(turn).day(found.at) - timedelta(days=1))


def _event_of(row: Participation | None, event: int) -> StageEvent | None:
    return next((each for each in row.events if each.id == event), None) if row else None


def _dated(turn: Turn, row: Participation, event: StageEvent, day: date) -> Screen:
    event.day = day
    if event is row.events[-1]:
        rules.propose(row, application_subject.moment(turn))
        next_actions.follow(turn)
    return applications.shown(turn, row, _("Noted: {stage}, {date}.", stage=rules.STAGES[event.stage], date=day))


@page("reached/{event}")
def another_day(turn: Turn, event: int) -> Screen:
    return DAYS.open_about(turn, event) if _found(turn, event) else applications.gone()


def _found(turn: Turn, event: int | str) -> StageEvent | None:
    found = turn.session.get(StageEvent, int(event)) if str(event).isdecimal() else None
    return found if found and found.participation.candidate_id == turn.candidate.id else None


def _day_heading(turn: Turn, event: int | str) -> Words | None:
    found = _found(turn, event)
    if found is None:
        return None
    what = application_subject.named(found.participation)
    return _("<b>{stage}: {what}</b>", stage=rules.STAGES[found.stage], what=what)


def _day_done(turn: Turn, answers: Answers) -> Screen:
    found, day = _found(turn, answers.subject), answers.of(DAY)
    return _dated(turn, found.participation, found, day) if found and day else board.show(turn)


def _onward(_subject: int | str) -> Link:
    return board.show.to()


DAY = DateQuestion(
    "day",
    _("On which day was it?"),
    hint=_("Tap one, or write the date."),
    options=lambda turn: milestones.days(turn),  # noqa: PLW0108 - the module may still be loading
    columns=2,
    days_back=365,
    days_ahead=0,
    good=("Yesterday",),
    bad=("soon", "2101-01-01"),
)
DAYS = Form("reached-on", (DAY,), _day_done, _onward, about=_day_heading, numbered=False)
