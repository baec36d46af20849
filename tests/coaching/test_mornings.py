"""Laws of the timer of a plan: set by every change, on the candidate's own clock, whatever that does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from coaching import plans, steps
from coaching.mornings import AGAIN, PLAN
from coaching.reminders import MORNING, Morning
from storage.candidates import Status
from storage.database import Database
from storage.milestones import Milestone, Report
from storage.plans import Pace
from tests.coaching.waking import NOBODY, NOON, Life, a_life, at_nine, dues
from tests.people import a_member_of_staff


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened, opened.begin():
        yield opened


@pytest.fixture
def life(session: Session) -> Life:
    return a_life(session)


def test_a_plan_that_is_made_has_its_timer(session: Session) -> None:
    life = a_life(session, zone="Asia/Kathmandu")
    session.delete(life.plan)
    session.flush()
    life.plan = plans.make(plans.Hand(session, NOBODY, life.programme, life.local), life.chat.candidate_id or 0)
    first = min(step.due for step in life.plan.steps if step.due)
    assert life.due() == at_nine(first - timedelta(1), "Asia/Kathmandu")


def test_every_change_moves_the_timer(life: Life) -> None:
    key = life.adds(date(2027, 3, 20))
    assert life.due() == at_nine(date(2027, 3, 8))
    life.adds(date(2027, 3, 6))
    assert life.due() == at_nine(date(2027, 3, 5))
    step = next(each for each in life.plan.steps if each.template != key)
    steps.postpone(life.hand(), step, date(2027, 3, 5))
    assert life.due() == at_nine(date(2027, 3, 4))
    steps.finish(life.hand(), step)
    assert life.due() == at_nine(date(2027, 3, 8))


def test_a_date_that_the_candidate_chose_today_is_not_told_tomorrow(life: Life) -> None:
    life.adds(date(2027, 3, 10))
    assert life.due() == at_nine(date(2027, 3, 8))
    assert life.told(at_nine(date(2027, 3, 9)))[-1] == (datetime(2027, 3, 9, 9), [date(2027, 3, 10)])  # noqa: DTZ001 - a wall time


def test_what_a_counsellor_adds_is_told_the_next_morning(session: Session, life: Life) -> None:
    life.adds(date(2027, 4, 20))
    life.now += timedelta(days=1)
    life.adds(date(2027, 3, 11), by=a_member_of_staff(session).id)
    assert life.due() == at_nine(date(2027, 3, 5))
    assert dues(life.rings()) == [date(2027, 3, 11)]


def test_a_change_of_who_has_left_or_blocked_the_bot_sets_nothing(session: Session, life: Life) -> None:
    staff = a_member_of_staff(session).id
    life.chat.blocked_at = NOON
    life.adds(date(2027, 3, 10), by=staff)
    life.chat.blocked_at = None
    assert life.chat.candidate
    life.chat.candidate.status = Status.LEFT
    life.adds(date(2027, 3, 11), by=staff)
    life.mornings.begin_anew()
    assert life.timer() is None
    life.chat.candidate.status = Status.ACTIVE
    life.mornings.begin_anew()
    assert life.due() == at_nine(date(2027, 3, 4))


def test_a_change_leaves_a_timer_that_is_about_to_ring(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.now = at_nine(date(2027, 3, 6))
    life.adds(date(2027, 3, 30))
    assert life.due() == at_nine(date(2027, 3, 5))
    assert dues(life.rings()) == [date(2027, 3, 6)]


def test_a_change_leaves_a_timer_that_was_put_off(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.now = at_nine(date(2027, 3, 5))
    life.mornings.put_off(PLAN, date(2027, 3, 8))
    life.adds(date(2027, 3, 7))
    assert life.due() == at_nine(date(2027, 3, 8))
    assert dues(life.rings()) == [date(2027, 3, 6), date(2027, 3, 7)]


def test_what_passes_in_a_pause_is_told_on_the_first_morning_after(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.chat.paused_until = datetime(2027, 3, 20, tzinfo=UTC)
    life.adds(date(2027, 3, 10))
    assert life.due() == at_nine(date(2027, 3, 20))
    life.chat.paused_until = None
    life.mornings.begin_anew()
    assert life.due() == at_nine(date(2027, 3, 5))


def test_who_chose_silence_is_not_told_what_passed_in_it(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.mornings.choose(Pace.NEVER)
    assert life.timer() is None
    life.now += timedelta(days=7)
    life.mornings.choose(Pace.DATES)
    assert life.due() == at_nine(date(2027, 3, 15))
    assert dues(life.rings()) == [date(2027, 3, 6)]


def test_at_another_pace_what_was_not_told_yet_is(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.mornings.choose(Pace.WEEKLY)
    assert life.due() == at_nine(date(2027, 3, 8))
    life.now += timedelta(days=3)
    life.mornings.choose(Pace.DATES)
    assert life.due() == at_nine(date(2027, 3, 7))


@pytest.mark.parametrize("first", [PLAN, AGAIN])
def test_the_last_message_is_told_again_together_with_what_is_new(life: Life, first: str) -> None:
    life.adds(date(2027, 3, 7))
    life.adds(date(2027, 3, 12))
    assert dues(life.rings()) == [date(2027, 3, 12)]
    assert life.mornings.tell_again(1) == date(2027, 3, 6)
    assert life.due(PLAN) == life.due(AGAIN) == at_nine(date(2027, 3, 6))
    assert dues(life.rings(first)) == [date(2027, 3, 7), date(2027, 3, 12)]
    assert life.timer(AGAIN) is None
    assert life.due(PLAN) == at_nine(date(2027, 3, 8))


def test_what_comes_due_before_it_is_told_again_is_told_in_time(life: Life) -> None:
    life.adds(date(2027, 3, 7))
    life.adds(date(2027, 3, 12))
    life.rings()
    assert life.mornings.tell_again(7) == date(2027, 3, 12)
    assert dues(life.rings()) == [date(2027, 3, 7)]
    assert dues(life.rings()) == [date(2027, 3, 7)]
    assert life.local.date() == date(2027, 3, 8)
    assert dues(life.rings()) == [date(2027, 3, 12)]
    assert dues(life.rings(AGAIN)) == [date(2027, 3, 7), date(2027, 3, 12)]
    assert life.local.date() == date(2027, 3, 12)


def test_what_is_told_again_can_be_told_again_again(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    life.rings()
    for day in (6, 7):
        life.mornings.tell_again(1)
        assert dues(life.rings(AGAIN)) == [date(2027, 3, 12)]
        assert life.local.date() == date(2027, 3, day)


def test_nothing_is_told_again_on_a_day_that_has_had_its_message(life: Life) -> None:
    """Who flies west has the same morning twice."""
    life.adds(date(2027, 3, 12))
    life.rings()
    life.mornings.tell_again(1)
    life.adds(date(2027, 3, 7))
    life.chat.time_zone = "Pacific/Honolulu"
    life.mornings.begin_anew()
    life.plan.told_until = date(2027, 3, 6)
    for subject in (AGAIN, PLAN):
        life.now = at_nine(date(2027, 3, 6), "Pacific/Honolulu")
        assert life.mornings.tell(subject) is None
        assert life.due(AGAIN) == at_nine(date(2027, 3, 7), "Pacific/Honolulu")
        assert life.due(PLAN) == at_nine(date(2027, 3, 8), "Pacific/Honolulu")


def test_what_a_pause_put_off_comes_the_morning_after_it_is_ended(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    life.rings()
    life.mornings.put_off(AGAIN, date(2027, 4, 5))
    life.mornings.begin_anew()
    assert life.due(AGAIN) == at_nine(date(2027, 3, 6))


def test_again_is_not_before_the_end_of_a_pause(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    life.rings()
    life.chat.paused_until = datetime(2027, 3, 20, tzinfo=UTC)
    assert life.mornings.tell_again(1) == date(2027, 3, 20)


def test_the_planned_landing_is_told_unless_it_was_reported(session: Session) -> None:
    life = a_life(session, landing=date(2027, 3, 10))
    life.mornings.begin_anew()
    assert life.due() == at_nine(date(2027, 3, 10))
    assert life.rings() == Morning((), landing=date(2027, 3, 10))
    assert life.timer() is None
    early = a_life(session, landing=date(2027, 3, 10))
    early.mornings.begin_anew()
    report = Report(
        candidate_id=early.plan.candidate_id, milestone=Milestone.LANDING, day=date(2027, 3, 9), told_at=early.now
    )
    session.add(report)
    assert early.rings() is None


def test_a_landing_that_is_not_known_is_not_told(session: Session) -> None:
    life = a_life(session)
    life.mornings.begin_anew()
    assert life.timer() is None


@pytest.mark.parametrize(
    ("zone", "begins", "offsets"),
    [
        ("Europe/Paris", date(2027, 3, 25), {1, 2}),
        ("Europe/Paris", date(2027, 10, 28), {2, 1}),
        ("America/Sao_Paulo", date(2018, 11, 1), {-3, -2}),
        ("America/Sao_Paulo", date(2019, 2, 14), {-2, -3}),
        ("Africa/Casablanca", date(2027, 2, 4), {1, 0}),
        ("Africa/Casablanca", date(2027, 3, 11), {0, 1}),
        ("Australia/Lord_Howe", date(2027, 4, 1), {11, 10.5}),
        ("Asia/Kolkata", date(2028, 2, 26), {5.5}),
        ("America/Montreal", date(2028, 2, 26), {-5}),
    ],
)
def test_reminders_come_at_nine_whatever_the_clocks_do(
    session: Session, zone: str, begins: date, offsets: set[float]
) -> None:
    """One a day, each at nine on the wall, also where the clock is changed between two of them."""
    life = a_life(session, datetime.combine(begins, time(12), ZoneInfo(zone)), zone)
    for day in range(2, 9):
        life.adds(begins + timedelta(day))
    heard: list[datetime] = []
    seen = set()
    while (due := life.due()) and len(heard) < 7:
        seen.add((due.utcoffset() or timedelta()).total_seconds() / 3600)
        assert life.rings()
        heard.append(life.local.replace(tzinfo=None))
    assert heard == [datetime.combine(begins + timedelta(day), MORNING) for day in range(1, 8)]
    assert seen == offsets


def test_a_day_that_a_zone_leaves_out_is_made_up_for_on_the_next(session: Session) -> None:
    """Samoa had no 30 December 2011."""
    life = a_life(session, datetime(2011, 12, 27, 12, tzinfo=ZoneInfo("Pacific/Apia")), "Pacific/Apia")
    life.adds(date(2011, 12, 29))
    life.adds(date(2011, 12, 31))
    told = life.told(datetime(2012, 1, 1, 12, tzinfo=ZoneInfo("Pacific/Apia")))
    assert [day for day, _steps in told] == [nine(28), nine(31), nine(1)]
    assert told[1][1] == [date(2011, 12, 29), date(2011, 12, 31)]


def nine(day: int) -> datetime:
    return datetime(2012 if day == 1 else 2011, 1 if day == 1 else 12, day, 9)  # noqa: DTZ001 - a wall time


def test_a_timer_follows_a_candidate_to_another_zone(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.chat.time_zone = "America/Vancouver"
    life.mornings.begin_anew()
    assert life.due() == at_nine(date(2027, 3, 5), "America/Vancouver")
