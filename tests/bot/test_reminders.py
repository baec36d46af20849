"""Reminders: due timers fire once, whoever looks; those that were moved or dropped do not."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.reminders import Reminders
from storage import timers
from storage.conversations import Conversation
from storage.database import Database
from storage.events import KEPT
from storage.timers import Timer
from tests.bot import records
from tests.bot.conftest import QUICK, Clock, Place
from tests.bot.records import out, say


async def due(database: Database, clock: Clock, subject: str = "lesson", chat_id: int = 101) -> None:
    """A timer that is due in an hour."""
    await say(database, chat_id)
    wall = (clock.at + timedelta(hours=1)).replace(tzinfo=None)

    def set_timer(session: Session) -> None:
        known = records.conversation(session, chat_id)
        known.time_zone = "UTC"
        timers.set_(session, known, subject, wall)

    await database.run(set_timer)


def left(session: Session) -> list[str]:
    return list(session.scalars(select(Timer.subject)))


async def test_a_reminder_comes_when_it_is_due_and_once(place: Place, database: Database) -> None:
    place.known(101)
    await due(database, place.clock)
    await place.start(database)
    amina = place.person()
    await amina.hears_nothing(0.1)
    place.clock.pass_by(hours=1)
    await amina.waits_for("Remember: lesson")
    assert await database.read(left) == []
    await amina.types("I do")
    await amina.waits_for("I do")
    assert place.shown(101) == ["Remember: lesson.", "I do"]


async def test_a_reminder_that_two_workers_find_comes_once(place: Place, postgres: Database) -> None:
    chats = range(201, 231)
    place.known(*chats)
    for chat in chats:
        await due(postgres, place.clock, chat_id=chat)
    place.clock.pass_by(hours=2)
    await place.start(postgres, owner="one")
    await place.start(postgres, owner="two")
    await records.until(lambda session: not left(session), postgres)
    await records.rest(postgres)
    assert all(place.shown(chat) == ["Remember: lesson."] for chat in chats)
    assert not await postgres.read(records.failed)


async def test_a_reminder_that_was_dropped_or_moved_since_it_was_found_does_not_come(
    place: Place, database: Database
) -> None:
    """Between the look at the timers and the turn, somebody was quicker."""
    place.known(201, 202, 203)
    for chat in (201, 202, 203):
        await due(database, place.clock, chat_id=chat)
    place.clock.pass_by(hours=2)
    service = place.build(database)
    reminders = Reminders(database, service._turns, place.clock, QUICK)
    found = await database.run(reminders._due)

    def meanwhile(session: Session) -> None:
        timers.drop(session, records.conversation(session, 201), "lesson")
        later = datetime(2027, 1, 20, 9, 0)  # noqa: DTZ001 - a wall time
        timers.set_(session, records.conversation(session, 202), "lesson", later)

    await database.run(meanwhile)
    for arrival in found:
        await service._turns.take(arrival)
    said = await database.read(out)
    ids = await database.read(lambda session: records.conversation(session, 203).id)
    assert [(message.conversation_id, message.body) for message in said] == [(ids, "Remember: lesson.")]
    assert await database.read(left) == ["lesson"]


async def test_a_reminder_whose_turn_raises_is_written_down_used_up_and_says_nothing(
    place: Place, database: Database
) -> None:
    place.known(101)
    await due(database, place.clock, "fall")
    await due(database, place.clock, "lesson")
    place.clock.pass_by(hours=2)
    await place.start(database)
    await records.until(lambda session: not left(session), database)
    await records.rest(database)
    [fall] = await database.read(records.failed)
    assert (fall.event["event"], fall.event["subject"]) == ("Reminded", "fall")
    assert place.shown(101) == ["Remember: lesson."]


async def test_more_reminders_than_one_look_finds_all_come(place: Place, sqlite: Database) -> None:
    def crowd(session: Session) -> None:
        for chat in range(1001, 1251):
            known = Conversation(chat_id=chat, name="", locale="en", created_at=place.clock.at, state={})
            known.time_zone = "UTC"
            session.add(known)
            session.flush()
            timers.set_(session, known, "lesson", place.clock.at.replace(tzinfo=None))

    await sqlite.run(crowd)
    place.known(*range(1001, 1251))
    await place.start(sqlite, timing={"reminders": 60})
    await records.until(lambda session: len(out(session)) == 250, sqlite)
    await records.rest(sqlite)


@pytest.mark.parametrize(("age", "kept"), [(KEPT - timedelta(hours=1), True), (KEPT + timedelta(hours=1), False)])
async def test_keys_of_events_are_kept_longer_than_anybody_repeats_them(
    place: Place, database: Database, age: timedelta, *, kept: bool
) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    [key] = await database.read(records.keys)
    place.clock.at += age
    if kept:
        await amina.types("hello again")
        await amina.waits_for("hello again")
        assert key in await database.read(records.keys)
    else:
        await records.until(lambda session: not records.keys(session), database)
