from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage import timers
from storage.conversations import Conversation
from storage.database import Database
from storage.timers import Timer
from tests.people import NOW, a_conversation


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - a wall time has no zone


def test_a_wall_time_is_an_instant_of_its_zone_in_summer_and_winter() -> None:
    assert timers.instant(wall(2027, 1, 15, 9), "America/Montreal") == datetime(2027, 1, 15, 14, tzinfo=UTC)
    assert timers.instant(wall(2027, 7, 15, 9), "America/Montreal") == datetime(2027, 7, 15, 13, tzinfo=UTC)
    assert timers.instant(wall(2027, 7, 15, 9), "Africa/Casablanca") == datetime(2027, 7, 15, 8, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_or_repeat_is_still_an_instant() -> None:
    assert timers.instant(wall(2027, 3, 14, 2, 30), "America/Montreal") == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert timers.instant(wall(2027, 11, 7, 1, 30), "America/Montreal") == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_a_wall_time_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone of its own"):
        timers.instant(NOW, "America/Montreal")


def test_a_timer_is_due_at_the_hour_on_the_persons_wall(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session, time_zone="Asia/Kathmandu")
        timer = timers.set_(session, chat, "reminder", wall(2027, 3, 1, 9), step=17)
        session.commit()
        session.refresh(timer)
        assert timer.due_at == datetime(2027, 3, 1, 3, 15, tzinfo=UTC)
        assert (timer.wall, timer.data) == (wall(2027, 3, 1, 9), {"step": 17})
        assert timers.due(session, timer.due_at - timedelta(seconds=1)) == []
        assert timers.due(session, timer.due_at) == [timer]


def test_a_timer_set_again_replaces_the_earlier_one(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        first = timers.set_(session, chat, "reminder", wall(2027, 3, 1, 9), step=17)
        chat.time_zone = "Europe/Paris"
        again = timers.set_(session, chat, "reminder", wall(2027, 3, 2, 9))
        timers.set_(session, chat, "landing", wall(2027, 3, 1, 9))
        timers.set_(session, other, "reminder", wall(2027, 3, 1, 9))
        assert again is first
        assert (again.data, again.zone, again.due_at) == ({}, "Europe/Paris", datetime(2027, 3, 2, 8, tzinfo=UTC))
        assert session.scalar(select(func.count()).select_from(Timer)) == 3


def test_a_timer_of_a_conversation_that_has_just_begun_is_its_own(database: Database) -> None:
    with database.session() as session:
        for chat_id in (1, 2):
            chat = Conversation(chat_id=chat_id, created_at=NOW, time_zone="Europe/Paris")
            session.add(chat)
            timers.set_(session, chat, "reminder", wall(2027, 3, 1, 9))
        assert {timer.key for timer in session.scalars(select(Timer))} == {"reminder:1", "reminder:2"}


def test_a_dropped_timer_is_never_due(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        timers.set_(session, chat, "reminder", wall(2027, 1, 1, 9))
        kept = timers.set_(session, chat, "landing", wall(2027, 1, 1, 9))
        assert timers.of(chat, "landing") is kept
        timers.drop(chat, "reminder")
        timers.drop(chat, "never set")
        assert timers.of(chat, "reminder") is None
        assert timers.due(session, NOW) == [kept]


def test_the_longest_due_come_first_and_no_more_than_asked_for(database: Database) -> None:
    with database.session() as session:
        for hour in (11, 9, 10):
            timers.set_(session, a_conversation(session), "reminder", wall(2027, 1, 1, hour))
        assert [timer.wall.hour for timer in timers.due(session, NOW, limit=2)] == [9, 10]


def test_a_timer_whose_zone_changed_its_rules_moves_and_is_not_due(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        timer = timers.set_(session, chat, "reminder", wall(2027, 1, 15, 9))
        timer.due_at = NOW
        session.flush()
        assert timers.due(session, NOW) == []
        assert timer.due_at == datetime(2027, 1, 15, 14, tzinfo=UTC)
        assert timers.due(session, timer.due_at) == [timer]


def test_two_workers_never_hold_the_same_timer(postgres: Database) -> None:
    with postgres.session() as session:
        for _ in range(3):
            timers.set_(session, a_conversation(session), "reminder", wall(2027, 1, 1, 9))
        session.commit()

    def other() -> int:
        with postgres.session() as session:
            return len(timers.due(session, NOW))

    with postgres.session() as session, ThreadPoolExecutor(1) as pool:
        assert len(timers.due(session, NOW, limit=2)) == 2
        assert pool.submit(other).result(10) == 1
