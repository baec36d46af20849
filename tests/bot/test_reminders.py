"""Reminders: due timers fire once, whoever looks; those that were moved or dropped do not."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.reminders import Reminders
from coaching import catalogue, occupations, plans, profiles
from coaching.profile import ImmigrationClass, Profile
from coaching.programme import Programme
from dialogs import consent, front
from storage import timers
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.database import Database
from storage.events import KEPT
from storage.timers import Timer
from tests.bot import records
from tests.bot.breaking import kill
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
        timers.drop(records.conversation(session, 201), "lesson")
        later = datetime(2027, 1, 20, 9, 0)  # noqa: DTZ001 - a wall time
        timers.set_(session, records.conversation(session, 202), "lesson", later)

    await database.run(meanwhile)
    for each in found:
        await service._turns.take(each)
    said = await database.read(out)
    ids = await database.read(lambda session: records.conversation(session, 203).id)
    assert [(message.conversation_id, message.body) for message in said] == [(ids, "Remember: lesson.")]
    assert await database.read(left) == ["lesson"]


async def test_a_reminder_whose_turn_raises_is_written_down_and_says_nothing_until_the_next_day(
    place: Place, database: Database
) -> None:
    place.known(101)
    await due(database, place.clock, "fall")
    await due(database, place.clock, "lesson")
    place.clock.pass_by(hours=2)
    await place.start(database)
    await records.until(lambda session: left(session) == ["fall"] and records.failed(session), database)
    await records.rest(database)
    [fall] = await database.read(records.failed)
    assert (fall.event["event"], fall.event["subject"]) == ("Reminded", "fall")
    assert place.shown(101) == ["Remember: lesson."]
    again = await database.read(lambda session: session.scalars(select(Timer)).one().due_at)
    assert again == datetime(2027, 1, 16, 13, 0, tzinfo=UTC)
    assert await database.read(lambda session: session.scalars(select(Timer)).one().data) == {"owed": True}
    place.clock.pass_by(days=1)
    await records.until(lambda session: len(records.failed(session)) == 2, database)


def crowd(session: Session, clock: Clock, chats: Iterable[int]) -> None:
    """Many people, each with a timer that is due now."""
    for chat in chats:
        known = Conversation(chat_id=chat, name="", locale="en", created_at=clock.at, state={})
        known.time_zone = "UTC"
        session.add(known)
        session.flush()
        timers.set_(session, known, "lesson", clock.at.replace(tzinfo=None))


async def test_more_reminders_than_one_look_finds_all_come(place: Place, sqlite: Database) -> None:
    chats = range(1001, 1251)
    await sqlite.run(lambda session: crowd(session, place.clock, chats))
    place.known(*chats)
    await place.start(sqlite, timing={"reminders": 60})
    await records.until(lambda session: len(out(session)) == 250, sqlite)
    await records.rest(sqlite)


CROWD = range(3001, 3041)
PROGRAMME = Programme(catalogue.shipped(), occupations.shipped())


def coached(session: Session, clock: Clock, chat_id: int) -> None:
    """A candidate with a plan, who has agreed to be coached."""
    candidate = Candidate(first_name="Amina", status=Status.ACTIVE, created_at=clock.at)
    known = Conversation(chat_id=chat_id, candidate=candidate, locale="en", created_at=clock.at, state={})
    known.locale_chosen, known.time_zone = True, "Africa/Algiers"
    session.add_all([candidate, known])
    session.flush()
    agreed = {"subject": consent.SUBJECT, "version": consent.VERSION, "decision": Decision.AGREED}
    session.add(Consent(candidate_id=candidate.id, locale="en", at=clock.at, **agreed))
    told = Profile(immigration=ImmigrationClass.SKILLED, landing=(clock.at + timedelta(days=100)).date())
    profiles.keep(session, candidate, told, clock.at)
    plans.make(plans.Hand(session, told, PROGRAMME, clock.at), candidate.id)


def said_to(session: Session) -> Counter[int]:
    """How many messages each chat of the crowd was written."""
    return Counter(session.get_one(Conversation, message.conversation_id).chat_id for message in out(session))


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2, 0.5])
async def test_plans_are_reminded_of_once_a_morning_by_workers_of_which_one_dies(
    place: Place, postgres: Database, moment: float
) -> None:
    place.known(*CROWD)
    for chat in CROWD:
        await postgres.run(partial(coached, clock=place.clock, chat_id=chat))
    first = await postgres.read(lambda session: session.scalars(select(Timer.due_at).distinct()).one())
    real: dict[str, Any] = {"site": front.site(), "programme": PROGRAMME, "timing": {"lease": 0.5}}
    dying = place.build(postgres, owner="one", **real)
    await dying.start()
    await place.start(postgres, owner="two", **real)
    place.clock.at = first + timedelta(seconds=3)
    await asyncio.sleep(moment)
    await kill(dying)
    await place.start(postgres, owner="three", **real)
    await records.until(lambda session: len(said_to(session)) == len(CROWD), postgres, patience=20)
    place.clock.pass_by(minutes=5)
    await records.rest(postgres)
    assert set((await postgres.read(said_to)).values()) == {1}
    assert not await postgres.read(records.failed)
    assert all(place.shown(chat) and len(set(place.shown(chat))) == 1 for chat in CROWD)
    assert await postgres.read(left) == ["plan"] * len(CROWD)


async def test_a_reminder_comes_once_through_kill_nine_of_workers_at_their_work(
    place: Place, postgres_url: str, postgres: Database
) -> None:
    """Their clock is the real one, on which the timers are due for years."""
    chats = range(4001, 4301)
    place.known(*chats)
    long_ago = Clock(datetime(2020, 1, 1, tzinfo=UTC))
    await postgres.run(lambda session: crowd(session, long_ago, chats))

    async def at_work(enough: int) -> None:
        await records.until(lambda session: len(out(session)) >= enough, postgres, patience=30)

    async def spawn() -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bot.child", place.url, postgres_url)

    workers = [await spawn(), await spawn()]
    for enough in (1, 101):
        await at_work(enough)
        workers[0].kill()
        await workers.pop(0).wait()
        workers.append(await spawn())
    await records.until(lambda session: not left(session), postgres, patience=30)
    for worker in workers:
        worker.kill()
        await worker.wait()
    assert await postgres.read(said_to) == Counter(chats)
    assert not await postgres.read(records.failed)


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
