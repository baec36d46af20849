"""Applications: the stages that each goes through, what is to be done next, and when it is told.

The next action of an application is proposed when it reaches a stage. All that is due on a day is told in one message
of the morning; the evening before an interview has a message of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coaching import opportunities
from coaching.reminders import DAY, WEEK
from locales.text import Text, _
from storage import participations as store
from storage.opportunities import Opportunity
from storage.participations import Action, Participation, Stage, StageEvent, Went

NEXT, EVE = "next", "interview"
"""The subjects of the timers: of the morning, and of the evening before an interview."""
EVENING = time(18)
ASK_AGAIN = 2 * WEEK
"""How long after a first question whether there is news a second one may follow."""
STAGES: Mapping[Stage, Text] = MappingProxyType(
    {
        Stage.SAVED: _("Saved"),
        Stage.APPLIED: _("Applied"),
        Stage.INTERVIEW: _("Interview"),
        Stage.OFFER: _("Job offer"),
        Stage.ACCEPTED: _("Accepted"),
        Stage.REFUSED: _("Refused"),
        Stage.CLOSED: _("Closed"),
    }
)
ACTIONS: Mapping[Action, Text] = MappingProxyType(
    {
        Action.APPLY: _("Apply"),
        Action.FOLLOW_UP: _("Ask the employer for news"),
        Action.DATE: _("Agree on the day of the interview"),
        Action.PREPARE: _("Prepare the interview"),
        Action.DEBRIEF: _("Tell me how the interview went"),
        Action.THANK: _("Thank the employer for the interview"),
        Action.ANSWER: _("Answer the job offer"),
    }
)
WENT: Mapping[Went, Text] = MappingProxyType(
    {Went.GOOD: _("Well"), Went.SO_SO: _("So-so"), Went.BADLY: _("Badly")},
)
MOVES: Mapping[Stage, tuple[Stage, ...]] = MappingProxyType(
    {
        Stage.SAVED: (Stage.APPLIED, Stage.CLOSED),
        Stage.APPLIED: (Stage.INTERVIEW, Stage.OFFER, Stage.REFUSED, Stage.CLOSED),
        Stage.INTERVIEW: (Stage.INTERVIEW, Stage.OFFER, Stage.REFUSED, Stage.CLOSED),
        Stage.OFFER: (Stage.ACCEPTED, Stage.REFUSED, Stage.CLOSED),
        Stage.ACCEPTED: (Stage.CLOSED,),
        Stage.REFUSED: (),
        Stage.CLOSED: (),
    }
)
"""Where an application can go from each stage, the likeliest first."""


class Moved(Enum):
    """What became of a wish to move on: done, nothing to do, or the last place is gone."""

    DONE = auto()
    SAME = auto()
    FULL = auto()


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, and the candidate's own zone."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        return self.day(self.now)

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Own:
    """An application that the candidate found elsewhere."""

    title: str
    employer: str
    link: str | None = None


def begin(session: Session, candidate_id: int, about: Opportunity | Own, stage: Stage, when: Moment) -> Participation:
    """Puts one on the board; an opportunity that is there already stays as it is."""
    known = store.in_opportunity(session, candidate_id, about.id) if isinstance(about, Opportunity) else None
    if known:
        return known
    row = Participation(candidate_id=candidate_id, stage=stage, began_at=when.now, touched_at=when.now, told=False)
    match about:
        case Opportunity():
            row.opportunity = about
        case Own(title, employer, link):
            row.title, row.employer, row.link = title, employer, link
    session.add(row)
    _reach(row, stage, when)
    session.flush()
    return row


def can_move(row: Participation, stage: Stage, when: Moment) -> bool:
    """A further interview follows one whose time is past."""
    if stage is row.stage:
        return stage is Stage.INTERVIEW and row.interview_at is not None and row.interview_at <= when.now
    return stage in MOVES[row.stage]


def move(session: Session, row: Participation, stage: Stage, when: Moment, *, abroad: bool | None = None) -> Moved:
    """Moves an application on, to a stage that follows its own; `abroad` is where an offer found the candidate."""
    if not can_move(row, stage, when):
        return Moved.SAME
    if stage is Stage.ACCEPTED and not _has_place(session, row):
        return Moved.FULL
    _reach(row, stage, when)
    row.events[-1].abroad = abroad if stage is Stage.OFFER else None
    session.flush()
    return Moved.DONE


def _has_place(session: Session, row: Participation) -> bool:
    return row.opportunity_id is None or opportunities.take_place(session, row.opportunity_id)


def _reach(row: Participation, stage: Stage, when: Moment) -> None:
    row.stage, row.touched_at = stage, when.now
    row.events.append(StageEvent(stage=stage, day=when.today, at=when.now))
    if stage is Stage.INTERVIEW:
        row.interview_at = row.interview_place = None
    propose(row, when)


def propose(row: Participation, when: Moment) -> None:
    """Sets the next action as this stage has it."""
    found = _proposed(row, when)
    plan(row, *found) if found else plan(row, None, None)


def _proposed(row: Participation, when: Moment) -> tuple[Action, date] | None:
    today, since = when.today, row.events[-1].day if row.events else when.today
    match row.stage:
        case Stage.SAVED:
            last = row.opportunity.expires_on if row.opportunity else date.max
            return Action.APPLY, max(today, min(today + 3 * DAY, last))
        case Stage.APPLIED:
            return Action.FOLLOW_UP, max(today + DAY, since + WEEK)
        case Stage.INTERVIEW:
            return _of_the_interview(row, when)
        case Stage.OFFER:
            return Action.ANSWER, today + 3 * DAY
        case Stage.ACCEPTED | Stage.REFUSED | Stage.CLOSED:
            return None


def _of_the_interview(row: Participation, when: Moment) -> tuple[Action, date]:
    if row.interview_at is None:
        return Action.DATE, when.today + 2 * DAY
    day = when.day(row.interview_at)
    if eve(row.interview_at, when.zone) > when.now.astimezone(ZoneInfo(when.zone)).replace(tzinfo=None):
        return Action.PREPARE, day - DAY
    return Action.DEBRIEF, max(day + DAY, when.today)


def plan(row: Participation, action: Action | None, day: date | None) -> None:
    """Sets the next action and its day; it is told anew."""
    row.next, row.next_on, row.told = action, day, False


def meet(row: Participation, at: datetime, place: str | None, when: Moment) -> None:
    """The day and place of the interview."""
    row.interview_at, row.interview_place, row.touched_at = at, place, when.now
    propose(row, when)


def debrief(row: Participation, went: Went, when: Moment) -> None:
    """How the interview went; thanks are worth something for two days. Told again, it only changes the word."""
    event = _interview(row)
    if event is None or row.interview_at is None:
        return
    event.went, row.touched_at = went, when.now
    if row.next is Action.DEBRIEF:
        day = when.day(row.interview_at)
        timely = when.today <= day + DAY
        plan(row, *((Action.THANK, day + 2 * DAY) if timely else (Action.FOLLOW_UP, when.today + WEEK)))


def _interview(row: Participation) -> StageEvent | None:
    return next((event for event in reversed(row.events) if event.stage is Stage.INTERVIEW), None)


def went(row: Participation) -> StageEvent | None:
    """The last interview that the candidate told of."""
    found = _interview(row)
    return found if found and found.went else None


def done(row: Participation, action: Action, when: Moment) -> bool:
    """The candidate has done what was next, and what follows is proposed; an old tap does nothing."""
    if row.next is not action:
        return False
    row.touched_at = when.now
    match action:
        case Action.FOLLOW_UP:
            plan(row, Action.FOLLOW_UP, when.today + ASK_AGAIN)
        case Action.THANK:
            plan(row, Action.FOLLOW_UP, when.today + WEEK)
        case Action.PREPARE:
            prepared(row, when)
        case Action.APPLY | Action.DATE | Action.DEBRIEF | Action.ANSWER:
            plan(row, None, None)
    return True


def prepared(row: Participation, when: Moment) -> None:
    """The evening before was told, or is past: what follows is how it went."""
    if row.next is Action.PREPARE and row.interview_at:
        plan(row, Action.DEBRIEF, when.day(row.interview_at) + DAY)


def undo(session: Session, row: Participation, event_id: int, when: Moment) -> Moved:
    """Takes back the last stage, if it is this one still; what was only just begun leaves the board."""
    if row.events[-1].id != event_id:
        return Moved.SAME
    if len(row.events) == 1:
        session.delete(row)
        session.flush()
        return Moved.DONE
    before = row.events[-2].stage
    if before is Stage.ACCEPTED and not _has_place(session, row):
        return Moved.FULL
    row.events.pop()
    row.stage, row.touched_at = before, when.now
    propose(row, when)
    session.flush()
    return Moved.DONE


def eve(at: datetime, zone: str) -> datetime:
    """The evening before, on the wall."""
    return datetime.combine(at.astimezone(ZoneInfo(zone)).date() - DAY, EVENING)


def due(session: Session, candidate_id: int, today: date) -> list[Participation]:
    """All that is told this morning."""
    return [row for row in store.untold(session, candidate_id) if _is_of_a_morning(row) and _day(row) <= today]


def next_morning(rows: Iterable[Participation], first: date) -> date | None:
    """The next morning, `first` or later, that tells something of these."""
    days = [_day(row) for row in rows if _is_of_a_morning(row)]
    return max(min(days), first) if days else None


def _is_of_a_morning(row: Participation) -> bool:
    return row.next is not Action.PREPARE


def _day(row: Participation) -> date:
    return row.next_on or date.max


def to_prepare(session: Session, candidate_id: int) -> list[Participation]:
    """Interviews whose evening before is still to be told, the first one first."""
    rows = [row for row in store.untold(session, candidate_id) if row.next is Action.PREPARE and row.interview_at]
    return sorted(rows, key=lambda row: (row.interview_at, row.id))


def has_interview(session: Session, candidate_id: int, day: date, zone: str) -> bool:
    """Whether the candidate is met on this day."""
    rows = store.at_stages(session, candidate_id, (Stage.INTERVIEW,), limit=100)
    return any(row.interview_at and row.interview_at.astimezone(ZoneInfo(zone)).date() == day for row in rows)


def week(today: date) -> tuple[date, date]:
    """Monday and Sunday of this week."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + 6 * DAY


def this_week(session: Session, candidate_id: int, today: date) -> int:
    """How many applications were sent and contacts were spoken to since Monday."""
    first, last = week(today)
    spoken = [each for each in store.contacts(session, candidate_id) if first <= each.last_on <= last]
    return store.applied_between(session, candidate_id, first, last) + len(spoken)
