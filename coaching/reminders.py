"""Reminders of a plan: what a morning tells, and which morning is the next that tells anything.

A step has three moments: a week before its day, the day before, and the day after if it is still open. All that passed
since the last morning is told by one message, as it stands now; so what was missed is merged, and nothing comes twice.
Who does nothing for two weeks, though reminded, hears of the plan on Mondays only, until they do anything.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coaching.plan import SOON
from storage.plans import Pace

MORNING = time(9)
"""When reminders come, on the candidate's own clock."""
EVENING, DAWN = time(21), time(8)
"""Quiet hours begin and end."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
AFTER = DAY
PATIENCE, ENOUGH = 2 * WEEK, 2
"""After which time, and how many reminders in it, silence is an answer."""
MOMENTS = (-WEEK, -DAY, AFTER)


@dataclass(frozen=True, slots=True)
class Open:
    """A step that is still to do.

    `due` is None until the landing is known; `early` tells that it comes before the landing all the same. `after` are
    the keys of the steps that it waits for.
    """

    key: str
    due: date | None
    after: tuple[str, ...] = ()
    early: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What reminders look at: `done` are the days on which steps were done.

    `landing` is the planned day; None where none is known, or it was reported. `silent` tells of a candidate who does
    nothing about the reminders: a pace of dates becomes one of weeks, but for the landing.
    """

    steps: tuple[Open, ...]
    done: Collection[date] = ()
    landing: date | None = None
    pace: Pace = Pace.DATES
    silent: bool = False

    @property
    def slows(self) -> bool:
        return self.silent and self.pace is Pace.DATES

    @property
    def kept(self) -> Pace:
        """The pace that is kept, whatever was chosen."""
        return Pace.WEEKLY if self.slows else self.pace


@dataclass(frozen=True, slots=True)
class Week:
    """What an encouragement looks back on: from a day up to a Monday, which is not in it."""

    first: date
    monday: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.monday


@dataclass(frozen=True, slots=True)
class Morning:
    """What one message tells: steps by their days, behind them those that were late before; a week to look back on.

    `landing` is the planned day of it, which has come. `slows` tells to say that messages come on Mondays only now.
    """

    steps: tuple[Open, ...]
    week: Week | None = None
    landing: date | None = None
    slows: bool = False


def is_quiet(clock: time) -> bool:
    return clock >= EVENING or clock < DAWN


def evening_of(local: datetime) -> datetime:
    """The end, on the wall, of the evening until which what is said now is good."""
    return datetime.combine(local.date() if local.time() < EVENING else local.date() + DAY, EVENING)


def morning_from(local: datetime) -> date:
    """The day of the first morning that is still to come."""
    return local.date() if local.time() < MORNING else local.date() + DAY


def told(outlook: Outlook, since: date, today: date, again: date | None = None) -> Morning | None:
    """What is told today, where the last message was of the day `since`; None where there is nothing to say.

    Who asked for that message again is told of steps and landing what was told since the day `again`.
    """
    begins, monday = again or since, _monday(today)
    if outlook.pace is Pace.NEVER or today <= since:
        return None
    landing = outlook.landing if outlook.landing and begins < outlook.landing <= today else None
    if outlook.kept is Pace.WEEKLY and monday <= begins:
        return Morning((), landing=landing) if landing and outlook.slows else None
    week = Week(_monday(since), monday) if monday > since else None
    morning = Morning(
        tuple(sorted(_steps(outlook, begins, today), key=lambda step: (_was_late(step, begins), step.due))),
        week if week and _is_worth_it(outlook, week) else None,
        landing,
    )
    return morning if morning.steps or morning.week or morning.landing else None


def _steps(outlook: Outlook, since: date, today: date) -> Iterator[Open]:
    """Of what is late, only what can be done: the rest waits for it."""
    keys = {step.key for step in outlook.steps}
    for step in outlook.steps:
        if step.due is None or not _is_told(step.due, outlook.kept, since, today):
            continue
        if step.due >= today or keys.isdisjoint(step.after):
            yield step


def _is_told(due: date, pace: Pace, since: date, today: date) -> bool:
    """At its own moments; in the message of the week too while it is late, and, at that pace, until the next.

    A message of the week that comes late leaves what is due on the next Monday to that Monday.
    """
    monday = _monday(today)
    if monday > since and due < today:
        return True
    if pace is Pace.WEEKLY:
        return due <= monday + WEEK if today == monday else due < monday + WEEK
    return any(since < due + moment <= today for moment in MOMENTS)


def _is_worth_it(outlook: Outlook, week: Week) -> bool:
    """A week in which nothing was done is not spoken of while nothing is to do for a month."""
    near = any(step.early or (step.due and step.due <= week.monday + SOON) for step in outlook.steps)
    return near or any(day in week for day in outlook.done)


def next_day(outlook: Outlook, since: date, earliest: date) -> date | None:
    """The first day from `earliest` on that tells something, as things stand; None where there is none."""
    first = max(earliest, since + DAY)
    return next((day for day in sorted({*_chances(outlook, since, first)}) if told(outlook, since, day)), None)


def _chances(outlook: Outlook, since: date, first: date) -> Iterator[date]:
    """The days, `first` among them, on which something new may be to tell."""
    yield first
    yield _monday_from(first)
    yield _monday_from(first) + WEEK
    if outlook.landing and outlook.landing > since:
        yield max(outlook.landing, first)
        yield _monday_from(max(outlook.landing, first))
    for due in (step.due for step in outlook.steps if step.due):
        yield _monday_from(max(due - SOON, first))
        yield from (max(due + moment, first) for moment in MOMENTS if due + moment > since)


def _was_late(step: Open, since: date) -> bool:
    """Whether a message told that it is late."""
    return step.due is not None and step.due + AFTER <= since


def _monday(day: date) -> date:
    """The last Monday, perhaps the day itself."""
    return day - timedelta(days=day.weekday())


def _monday_from(day: date) -> date:
    """The next Monday, perhaps the day itself."""
    return day + timedelta(days=-day.weekday() % 7)
