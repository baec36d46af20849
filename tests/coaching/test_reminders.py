"""Laws of reminders: each moment told once, what was missed merged, one message on a day at most."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.reminders import (
    DAY,
    MOMENTS,
    Morning,
    Open,
    Outlook,
    Week,
    evening_of,
    is_quiet,
    morning_from,
    next_day,
    told,
)
from storage.plans import Pace

MONDAY = date(2027, 3, 1)
WEDNESDAY = MONDAY + timedelta(2)
LONG = timedelta(40)


def outlook(*dues: date | None, pace: Pace = Pace.DATES, **more: Any) -> Outlook:
    return Outlook(tuple(Open(f"s{number}", due) for number, due in enumerate(dues)), pace=pace, **more)


def days(morning: Morning | None) -> list[date | None]:
    return [step.due for step in morning.steps] if morning else []


def weekdays(since: date = MONDAY) -> Iterator[date]:
    """The days after a Monday up to the Sunday."""
    return (since + timedelta(number) for number in range(1, 7))


@pytest.mark.parametrize(("ahead", "tells"), [(8, False), (7, True), (6, False), (2, False), (1, True), (0, False)])
def test_a_step_is_told_a_week_and_a_day_before(ahead: int, *, tells: bool) -> None:
    due = WEDNESDAY + timedelta(ahead)
    assert bool(told(outlook(due), WEDNESDAY - DAY, WEDNESDAY)) is tells


def test_a_step_that_is_late_is_told_once_and_then_on_mondays() -> None:
    late = outlook(MONDAY)
    assert days(told(late, MONDAY, MONDAY + DAY)) == [MONDAY]
    assert not any(told(late, day - DAY, day) for day in list(weekdays())[1:])
    assert days(told(late, MONDAY + 6 * DAY, MONDAY + 7 * DAY)) == [MONDAY]


def test_a_message_of_the_week_that_comes_late_leaves_the_next_monday_to_its_own() -> None:
    sunday, following = MONDAY + 6 * DAY, MONDAY + 7 * DAY
    weekly = outlook(sunday, following, pace=Pace.WEEKLY)
    assert days(told(weekly, MONDAY - DAY, MONDAY)) == [sunday, following]
    assert days(told(weekly, MONDAY - DAY, sunday)) == [sunday]
    assert days(told(weekly, sunday, following)) == [sunday, following]


def test_what_was_missed_is_told_once_as_it_stands_now() -> None:
    missed = outlook(WEDNESDAY - DAY, WEDNESDAY, WEDNESDAY + DAY, WEDNESDAY + 5 * DAY)
    morning = told(missed, WEDNESDAY - 9 * DAY, WEDNESDAY)
    assert days(morning) == [WEDNESDAY - DAY, WEDNESDAY, WEDNESDAY + DAY, WEDNESDAY + 5 * DAY]
    assert days(told(missed, WEDNESDAY, WEDNESDAY + DAY)) == [WEDNESDAY]


def test_what_is_told_stands_in_the_order_of_its_days() -> None:
    morning = told(outlook(WEDNESDAY + 7 * DAY, WEDNESDAY - DAY, WEDNESDAY + DAY), WEDNESDAY - DAY, WEDNESDAY)
    assert days(morning) == [WEDNESDAY - DAY, WEDNESDAY + DAY, WEDNESDAY + 7 * DAY]


def test_what_was_told_as_late_before_stands_behind_what_is_new() -> None:
    late, lately, tomorrow = MONDAY - LONG, MONDAY - DAY, MONDAY + DAY
    assert days(told(outlook(late, lately, tomorrow), MONDAY - DAY, MONDAY)) == [lately, tomorrow, late]


def test_what_is_late_only_because_it_waits_goes_without_saying() -> None:
    first, second = Open("first", MONDAY - DAY), Open("second", MONDAY - DAY, after=("first",))
    both = told(Outlook((second, first)), MONDAY - DAY, MONDAY)
    assert both
    assert both.steps == (first,)
    alone = told(Outlook((second,)), MONDAY - DAY, MONDAY)
    assert alone
    assert alone.steps == (second,)
    coming = replace(second, due=MONDAY + DAY)
    assert told(Outlook((first, coming)), MONDAY - DAY, MONDAY) == Morning((first, coming), WEEK)


WEEK = Week(MONDAY - 7 * DAY, MONDAY)


def test_what_is_told_again_are_the_steps_and_the_landing_and_not_the_week() -> None:
    told_before = outlook(MONDAY - 2 * DAY, MONDAY + 8 * DAY, landing=MONDAY + DAY)
    wednesday = told(told_before, MONDAY + DAY, WEDNESDAY, again=MONDAY - DAY)
    assert wednesday == Morning((told_before.steps[1], told_before.steps[0]), landing=MONDAY + DAY)
    assert told(told_before, MONDAY + DAY, WEDNESDAY) is None
    weekly = replace(told_before, pace=Pace.WEEKLY)
    assert told(weekly, MONDAY + DAY, WEDNESDAY, again=MONDAY - DAY) == Morning(weekly.steps[:1], landing=MONDAY + DAY)
    assert told(weekly, MONDAY + DAY, WEDNESDAY, again=MONDAY) is None


def test_every_monday_looks_back_on_the_week_before() -> None:
    morning = told(outlook(MONDAY + 20 * DAY, done={MONDAY - DAY}), MONDAY - 3 * DAY, MONDAY)
    assert morning == Morning((), WEEK)
    assert MONDAY - 7 * DAY in WEEK
    assert MONDAY - DAY in WEEK
    assert MONDAY not in WEEK


def test_a_missed_monday_is_made_up_for_and_no_day_counts_twice() -> None:
    late = told(outlook(MONDAY + 20 * DAY), MONDAY - 4 * DAY, MONDAY + 2 * DAY)
    assert late == Morning((), WEEK)
    after = told(outlook(MONDAY + 20 * DAY), MONDAY + 2 * DAY, MONDAY + 7 * DAY)
    assert after == Morning((), Week(MONDAY, MONDAY + 7 * DAY))


def test_nothing_is_said_of_a_week_in_which_nothing_was_done_while_nothing_is_near() -> None:
    far = MONDAY + LONG
    assert told(outlook(far), MONDAY - DAY, MONDAY) is None
    assert told(outlook(far, done={MONDAY - DAY}), MONDAY - DAY, MONDAY)
    assert told(outlook(far, done={MONDAY}), MONDAY - DAY, MONDAY) is None
    assert told(outlook(None), MONDAY - DAY, MONDAY) is None
    assert told(Outlook((Open("early", None, early=True),)), MONDAY - DAY, MONDAY) == Morning((), WEEK)


def test_a_plan_that_is_done_is_congratulated_once() -> None:
    over = Outlook((), done={MONDAY - 2 * DAY})
    assert next_day(over, MONDAY - 2 * DAY, MONDAY - DAY) == MONDAY
    assert told(over, MONDAY - 2 * DAY, MONDAY) == Morning((), WEEK)
    assert next_day(over, MONDAY, MONDAY + DAY) is None


@pytest.mark.parametrize("pace", [Pace.DATES, Pace.WEEKLY])
def test_at_a_pace_of_weeks_all_is_told_on_mondays(pace: Pace) -> None:
    dues = (MONDAY - LONG, MONDAY, MONDAY + 3 * DAY, MONDAY + 7 * DAY, MONDAY + 8 * DAY)
    weekly = outlook(*dues, pace=pace)
    on_weekdays = [day for day in weekdays() if told(weekly, day - DAY, day)]
    on_monday = days(told(weekly, MONDAY - DAY, MONDAY))
    if pace is Pace.WEEKLY:
        assert on_weekdays == []
        assert on_monday == [*dues[1:-1], dues[0]]
    else:
        assert on_weekdays == [MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 4 * DAY, MONDAY + 6 * DAY]
        assert on_monday == [MONDAY + 7 * DAY, MONDAY - LONG]


def test_who_is_silent_is_told_of_dates_on_mondays_as_at_a_pace_of_weeks() -> None:
    dues = (MONDAY - LONG, MONDAY, MONDAY + 3 * DAY, MONDAY + 7 * DAY, MONDAY + 8 * DAY)
    silent = outlook(*dues, silent=True)
    for day in (MONDAY, *weekdays()):
        assert told(silent, day - DAY, day) == told(outlook(*dues, pace=Pace.WEEKLY), day - DAY, day)
    assert next_day(silent, MONDAY, MONDAY + DAY) == MONDAY + 7 * DAY
    assert told(replace(silent, pace=Pace.NEVER), MONDAY - DAY, MONDAY) is None


def test_who_is_silent_is_asked_after_the_landing_on_its_day_all_the_same() -> None:
    lands = outlook(WEDNESDAY + DAY, landing=WEDNESDAY, silent=True)
    assert next_day(lands, MONDAY, MONDAY + DAY) == WEDNESDAY
    assert told(lands, MONDAY, WEDNESDAY) == Morning((), landing=WEDNESDAY)
    assert told(lands, WEDNESDAY, WEDNESDAY + DAY) is None
    assert days(told(lands, WEDNESDAY, MONDAY + 7 * DAY)) == [WEDNESDAY + DAY]


def test_what_is_said_is_good_until_the_evening() -> None:
    paris = ZoneInfo("Europe/Paris")
    noon, night = datetime(2027, 3, 1, 12, tzinfo=paris), datetime(2027, 3, 1, 21, tzinfo=paris)
    assert evening_of(noon) == datetime(2027, 3, 1, 21)  # noqa: DTZ001 - a wall time
    assert evening_of(night) == datetime(2027, 3, 2, 21)  # noqa: DTZ001 - a wall time


def test_who_wants_no_reminders_gets_none() -> None:
    never = outlook(MONDAY, pace=Pace.NEVER, landing=MONDAY)
    assert told(never, MONDAY - LONG, MONDAY) is None
    assert next_day(never, MONDAY - LONG, MONDAY) is None


@pytest.mark.parametrize("late", [0, 1, 5])
def test_the_planned_day_of_landing_is_told_also_when_it_was_missed(late: int) -> None:
    lands = Outlook((), landing=WEDNESDAY)
    assert next_day(lands, MONDAY, MONDAY + DAY) == WEDNESDAY
    assert told(lands, MONDAY, WEDNESDAY + late * DAY) == Morning((), landing=WEDNESDAY)
    assert told(lands, WEDNESDAY, WEDNESDAY + DAY) is None


def test_a_landing_is_told_on_the_monday_after_at_a_pace_of_weeks() -> None:
    lands = Outlook((), landing=WEDNESDAY, pace=Pace.WEEKLY)
    assert next_day(lands, MONDAY, MONDAY + DAY) == MONDAY + 7 * DAY


def test_nothing_is_told_twice_on_a_day_nor_on_one_before() -> None:
    assert told(outlook(MONDAY + DAY), MONDAY, MONDAY) is None
    assert told(outlook(MONDAY + DAY), MONDAY, MONDAY - DAY) is None


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        (time(21), True),
        (time(23, 59), True),
        (time(0), True),
        (time(7, 59), True),
        (time(8), False),
        (time(20, 59), False),
    ],
)
def test_hours_are_quiet_from_nine_in_the_evening_to_eight_in_the_morning(clock: time, *, quiet: bool) -> None:
    assert is_quiet(clock) is quiet


def test_the_next_morning_is_still_today_before_nine() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert morning_from(datetime(2027, 3, 1, 8, 59, tzinfo=paris)) == MONDAY
    assert morning_from(datetime(2027, 3, 1, 9, 0, tzinfo=paris)) == MONDAY + DAY


SPAN = 60
days_of_a_while = st.integers(-10, SPAN).map(lambda number: MONDAY + timedelta(number))
paces = st.sampled_from([Pace.DATES, Pace.WEEKLY])


@st.composite
def outlooks(draw: st.DrawFn) -> Outlook:
    dues = draw(st.lists(st.none() | days_of_a_while, max_size=6))
    steps = tuple(
        Open(f"s{n}", due, tuple(draw(st.sets(st.sampled_from(["s0", "s1", "s9"]), max_size=2)) - {f"s{n}"}))
        for n, due in enumerate(dues)
    )
    done, landing = draw(st.sets(days_of_a_while, max_size=3)), draw(st.none() | days_of_a_while)
    return Outlook(steps, done, landing, draw(paces), draw(st.booleans()))


@given(outlooks(), st.integers(-5, 5), st.integers(-5, 20))
def test_the_next_day_is_the_first_that_tells_anything(looked: Outlook, since: int, earliest: int) -> None:
    last, first = MONDAY + timedelta(since), MONDAY + timedelta(earliest)
    looked = replace(looked, done={day for day in looked.done if day <= first})
    found = next_day(looked, last, first)
    every = (first + timedelta(number) for number in range(2 * SPAN))
    assert found == next((day for day in every if told(looked, last, day)), None)


@given(st.lists(days_of_a_while, max_size=8), st.lists(st.integers(0, 12), max_size=SPAN))
def test_over_any_mornings_each_moment_is_told_once_and_soon_and_no_day_has_two(
    dues: list[date], delays: list[int]
) -> None:
    """A morning comes when it is due or, after an outage or a pause, some days later."""
    looked = outlook(*dues)
    since, waits = MONDAY - 10 * DAY, iter(delays)
    heard: list[tuple[date, Morning]] = []
    while planned := next_day(looked, since, since + DAY):
        today = planned + timedelta(next(waits, 0))
        if today > MONDAY + timedelta(2 * SPAN):
            break
        morning = told(looked, since, today)
        assert morning
        heard.append((today, morning))
        passed = {step.key for step in looked.steps for at in MOMENTS if step.due and since < step.due + at <= today}
        late = {step.key for step in looked.steps if step.due and step.due < today} if morning.week else set()
        assert {step.key for step in morning.steps} == passed | late
        assert max(Counter(step.key for step in morning.steps).values(), default=1) == 1
        since = today
    assert len({today for today, _morning in heard}) == len(heard)
    first = {step: today for today, morning in reversed(heard) for step in morning.steps}
    assert all(step.due and today >= step.due - 7 * DAY for step, today in first.items())
