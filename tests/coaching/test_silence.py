"""Laws of reminders that could not be sent, and of those to which nobody answers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from coaching import silence
from coaching.mornings import OWED, PLAN
from storage import timers
from storage.database import Database
from storage.messages import Delivery, Message
from storage.plans import Pace
from tests.coaching.waking import NOON, Life, a_life, at_nine, dues
from tests.people import a_conversation, a_member_of_staff


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened, opened.begin():
        yield opened


@pytest.fixture
def life(session: Session) -> Life:
    return a_life(session)


def test_what_is_pending_still_is_taken_back_and_told_by_the_next(life: Life) -> None:
    life.adds(date(2027, 3, 6))
    life.adds(date(2027, 3, 7))
    assert dues(life.rings()) == [date(2027, 3, 6)]
    first = life.writes()
    assert dues(life.rings()) == [date(2027, 3, 6), date(2027, 3, 7)]
    assert life.session.get_one(Message, first).delivery is Delivery.RECALLED
    second = life.writes(Delivery.SENT)
    assert dues(life.rings()) == [date(2027, 3, 6)]
    assert life.session.get_one(Message, second).delivery is Delivery.SENT


def test_a_reminder_that_could_not_be_sent_is_made_up_for_the_next_morning(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    assert dues(life.rings()) == [date(2027, 3, 12)]
    life.now += timedelta(hours=12)
    assert life.due() == at_nine(date(2027, 3, 8))
    silence.untold(life.session, life.chat, life.now)
    assert life.due() == at_nine(date(2027, 3, 6))
    life.adds(date(2027, 3, 30))
    assert life.due() == at_nine(date(2027, 3, 6))
    assert dues(life.rings()) == [date(2027, 3, 12)]


def test_what_could_not_be_sent_before_a_pause_is_told_after_it(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    life.rings()
    timers.drop(life.chat, PLAN)
    life.chat.paused_until = datetime(2027, 3, 20, tzinfo=UTC)
    silence.untold(life.session, life.chat, life.now)
    assert life.due() == at_nine(date(2027, 3, 20))
    assert dues(life.rings()) == [date(2027, 3, 12)]


def test_a_timer_that_rings_before_stays_and_owes_what_could_not_be_sent(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    life.rings()
    life.adds(date(2027, 3, 7))
    life.now = at_nine(date(2027, 3, 6)) + timedelta(hours=1)
    silence.untold(life.session, life.chat, life.now)
    timer = life.timer()
    assert timer
    assert (life.due(), timer.data) == (at_nine(date(2027, 3, 6)), {OWED: True})


def test_what_could_not_be_sent_to_who_blocks_the_bot_is_told_when_they_are_back(life: Life) -> None:
    life.adds(date(2027, 3, 12))
    life.rings()
    life.chat.blocked_at = life.now
    planned = life.due()
    silence.untold(life.session, life.chat, life.now)
    assert life.due() == planned
    life.chat.blocked_at = None
    life.mornings.begin_anew()
    assert life.due() == at_nine(date(2027, 3, 6))
    assert dues(life.rings()) == [date(2027, 3, 12)]


def test_nothing_is_made_up_for_where_there_is_no_plan(session: Session) -> None:
    visitor = a_conversation(session)
    silence.untold(session, visitor, NOON)
    silence.heard(visitor, NOON)
    assert visitor.timers == {}


SILENT = [date(2027, 3, day) for day in range(5, 31)]


def mornings_of(life: Life, until: date) -> list[tuple[date, bool]]:
    """The days on which anything is told, and whether it says that it comes more rarely."""
    heard = []
    while (due := life.due()) and due <= at_nine(until):
        morning = life.rings()
        if morning:
            heard.append((life.local.date(), morning.slows))
    return heard


def test_after_two_silent_weeks_reminders_come_on_mondays_and_the_first_says_so(life: Life) -> None:
    for day in SILENT:
        life.adds(day)
    heard = mornings_of(life, date(2027, 4, 12))
    assert [day.day for day, _slows in heard if day <= date(2027, 3, 17)] == list(range(4, 18))
    assert [(day, slows) for day, slows in heard if day > date(2027, 3, 17)] == [
        (date(2027, 3, 22), True),
        (date(2027, 3, 29), False),
        (date(2027, 4, 5), False),
        (date(2027, 4, 12), False),
    ]


def test_who_does_anything_again_is_reminded_of_every_date_from_the_next_morning_on(life: Life) -> None:
    for day in SILENT:
        life.adds(day)
    mornings_of(life, date(2027, 3, 22))
    life.now = datetime(2027, 3, 24, 15, tzinfo=UTC)
    silence.heard(life.chat, life.now)
    life.chat.heard_at = life.now
    life.adds(date(2027, 5, 5))
    assert life.due() == at_nine(date(2027, 3, 25))
    heard = mornings_of(life, date(2027, 4, 20))
    assert heard[:2] == [(date(2027, 3, 25), False), (date(2027, 3, 26), False)]
    assert [day for day, slows in heard if slows] == [date(2027, 4, 12)]


def test_what_a_silent_candidate_changes_leaves_nothing_of_the_week_unsaid(life: Life) -> None:
    for day in SILENT:
        life.adds(day)
    mornings_of(life, date(2027, 3, 22))
    life.now = datetime(2027, 3, 24, 15, tzinfo=UTC)
    life.adds(date(2027, 5, 5))
    silence.heard(life.chat, life.now)
    life.chat.heard_at = life.now
    told = dues(life.rings())
    assert life.local.date() == date(2027, 3, 25)
    assert {date(2027, 3, day) for day in (22, 23, 24, 25, 26, 30)} <= {*told}


def test_two_weeks_with_fewer_than_two_reminders_are_no_silence(session: Session, life: Life) -> None:
    life.adds(date(2027, 4, 14))
    assert mornings_of(life, date(2027, 3, 17)) == [(date(2027, 3, 15), False)]
    life.now = datetime(2027, 3, 17, 13, tzinfo=UTC)
    life.adds(date(2027, 3, 25), by=a_member_of_staff(session).id)
    assert mornings_of(life, date(2027, 3, 26)) == [(date(2027, 3, 18), False), (date(2027, 3, 22), True)]


def test_at_a_pace_of_weeks_silence_changes_nothing(life: Life) -> None:
    for day in SILENT:
        life.adds(day)
    life.mornings.choose(Pace.WEEKLY)
    assert not any(slows for _day, slows in mornings_of(life, date(2027, 4, 12)))


def test_that_reminders_come_more_rarely_is_said_again_where_it_could_not_be_sent(life: Life) -> None:
    for day in SILENT:
        life.adds(day)
    assert mornings_of(life, date(2027, 3, 22))[-1] == (date(2027, 3, 22), True)
    silence.untold(life.session, life.chat, life.now)
    assert mornings_of(life, date(2027, 3, 23)) == [(date(2027, 3, 23), True)]
