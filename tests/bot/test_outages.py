"""A database or the platform is gone for a while: who waits is answered afterwards; nothing is lost or done twice.

A reminder that the platform did not take in time is not sent: the next morning tells all.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.service import Service
from dialogs import front
from sandbox import faults
from storage.conversations import Speaker
from storage.database import Database
from storage.messages import Delivery, Message
from storage.timers import Timer
from tests.bot import records
from tests.bot.breaking import Severed, locked
from tests.bot.conftest import Place
from tests.bot.records import pressed, say, typed
from tests.bot.test_reminders import PROGRAMME, coached

CHAT = 301


def working(service: Service) -> bool:
    """Whether a turn is under way."""
    worker = service._turns._worker
    return worker is not None and not worker.done()


async def test_what_is_said_while_the_database_is_locked_is_answered_afterwards_once(
    place: Place, sqlite: Database
) -> None:
    service = await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(sqlite)
    with locked(sqlite):
        query = await amina.presses("Count")
        await records.eventually(lambda: working(service))
        await asyncio.sleep(0.05)
        await amina.reads()
        assert not amina.heard
        assert place.held, "the platform keeps what is not committed"
    await amina.waits_for("Counted 1")
    await amina.waits_for_answer(query)
    assert await sqlite.read(records.counted) == 1


async def test_the_platform_keeps_updates_as_long_as_the_database_does_not(place: Place, hasty: Database) -> None:
    """Longer than we have patience: each try fails, and the offset stays where it was."""
    await place.start(hasty)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(hasty)
    with locked(hasty), capture_logs() as logs:
        await amina.presses("Count")
        press = place.newest[0]
        await amina.types("Are you there?")
        await records.eventually(lambda: sum(line["event"] == "updates not kept yet" for line in logs) > 1, patience=15)
        assert press in place.held
    await amina.waits_for("Are you there")
    await records.rest(hasty)
    assert await hasty.read(records.counted) == 1
    assert await hasty.read(records.heard) == ["/home", "Count", "Are you there?"]
    assert not await hasty.read(records.failed)


async def test_answers_wait_for_a_locked_database_and_are_written_down_afterwards(
    place: Place, hasty: Database
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", faults.slow(0.1))
    await say(hasty, 201, "one", "two")
    await place.start(hasty)
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    with locked(hasty), capture_logs() as logs:
        await records.eventually(lambda: any(line["event"] == "outbox out of reach" for line in logs))
        assert place.shown(201)
    await records.rest(hasty)
    assert place.shown(201) == ["one", "two"]


async def test_what_is_said_while_the_server_is_gone_is_answered_afterwards_once(
    place: Place, postgres: Database, postgres_server: psycopg.Connection[Any]
) -> None:
    service = await place.start(postgres)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(postgres)
    with Severed(postgres, postgres_server):
        await amina.presses("Count")
        await records.eventually(lambda: working(service))
        await asyncio.sleep(0.05)
        assert place.held
    await amina.waits_for("Counted 1")
    await records.rest(postgres)
    assert await postgres.read(records.counted) == 1


async def test_a_webhook_is_told_to_come_again_while_the_database_is_away_and_then_answers_once(
    place: Place, hasty: Database
) -> None:
    line = await place.hook(hasty)
    place.known(101)
    assert await line.post(typed("hello")) == 200
    tap = pressed("count")
    with locked(hasty):
        assert await line.post(tap) == 503
    assert [await line.post(tap), await line.post(tap)] == [200, 200]
    await records.rest(hasty)
    assert await hasty.read(records.counted) == 1
    assert place.shown(101) == ["hello", "Counted 1."]


async def test_a_failure_that_cannot_be_written_down_yet_comes_again(
    place: Place, hurried: Database, postgres_url: str
) -> None:
    line = await place.hook(hurried)
    place.known(101)
    fatal = typed("fall")
    with psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE failed_turns IN ACCESS EXCLUSIVE MODE")
        assert await line.post(fatal) == 503
    assert await line.post(fatal) == 200
    assert len(await hurried.read(records.failed)) == 1


async def test_reminders_survive_a_database_that_is_away(place: Place, hasty: Database) -> None:
    with locked(hasty), capture_logs() as logs:
        await place.start(hasty)
        await records.eventually(lambda: any(line["event"] == "reminders out of reach" for line in logs), patience=10)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")


async def reminded(place: Place, database: Database, **given: Any) -> datetime:
    """A candidate with a plan, in a bot that runs on the real conversations; returns when the first reminder comes."""
    place.known(CHAT)
    await database.run(partial(coached, clock=place.clock, chat_id=CHAT))
    await place.start(database, site=front.site(), programme=PROGRAMME, **given)
    return await database.read(lambda session: session.scalars(select(Timer.due_at)).one())


def reminders(session: Session) -> list[Message]:
    return [message for message in records.out(session, CHAT) if message.good_until]


def are(*deliveries: Delivery) -> Callable[[Session], bool]:
    return lambda session: [message.delivery for message in reminders(session)] == [*deliveries]


def titles(message: Message) -> set[str]:
    return set(re.findall(r"\d\. <b>(.*)</b>", message.body))


async def test_what_telegram_refuses_for_a_day_comes_in_one_message_with_what_is_new_the_morning_after(
    place: Place, database: Database
) -> None:
    first = await reminded(place, database)
    place.world.faults.plan("sendMessage", faults.bad_gateway(), times=10_000)
    place.clock.at = first
    await records.until(are(Delivery.PENDING), database)
    await records.eventually(lambda: place.world.calls["sendmessage"] > 2)
    place.clock.at = first.replace(hour=20)
    await records.until(are(Delivery.EXPIRED), database)
    assert place.shown(CHAT) == []
    place.world.faults.clear()
    await asyncio.sleep(0.3)
    assert place.shown(CHAT) == [], "it is evening in Algiers"
    place.clock.at = first + timedelta(days=1)
    await records.until(are(Delivery.EXPIRED, Delivery.SENT), database)
    late, sent = await database.read(reminders)
    assert titles(late) <= titles(sent)
    assert len(place.shown(CHAT)) == 1


async def test_a_reminder_that_waits_is_taken_back_when_the_candidate_pauses_and_told_after_the_pause(
    place: Place, database: Database
) -> None:
    first = await reminded(place, database)
    place.world.faults.plan("sendMessage", faults.bad_gateway(), times=10_000)
    place.clock.at = first
    await records.until(are(Delivery.PENDING), database)
    tap = pressed("settings/pause/7", chat_id=CHAT)
    place.deliver_json(tap.pop("update_id"), tap)
    await records.until(are(Delivery.RECALLED), database)
    place.world.faults.clear()
    place.clock.at = first + timedelta(days=7)
    await records.until(are(Delivery.RECALLED, Delivery.SENT), database)


async def test_a_reminder_that_waits_is_taken_back_when_a_counsellor_takes_over(
    place: Place, database: Database
) -> None:
    first = await reminded(place, database)
    place.world.faults.plan("sendMessage", faults.bad_gateway(), times=10_000)
    place.clock.at = first
    await records.until(are(Delivery.PENDING), database)

    def take_over(session: Session) -> None:
        records.conversation(session, CHAT).speaker = Speaker.COUNSELLOR

    await database.run(take_over)
    await records.until(are(Delivery.RECALLED), database)


async def test_a_reminder_that_a_dead_process_left_behind_expires_with_the_evening(
    place: Place, database: Database
) -> None:
    place.known(CHAT)
    await say(database, CHAT, "a reminder", priority=1, good_until=place.clock.at - timedelta(hours=1))
    await place.start(database)
    await records.until(are(Delivery.EXPIRED), database)
    assert place.shown(CHAT) == []


async def test_who_was_silent_is_reminded_from_the_next_morning_on_once_they_write(
    place: Place, database: Database
) -> None:
    await reminded(place, database)

    def silent(session: Session) -> None:
        chat = records.conversation(session, CHAT)
        assert chat.candidate
        plan = chat.candidate.plan
        assert plan
        chat.heard_at, plan.unanswered = place.clock.at - timedelta(days=15), 2
        plan.told_until = (place.clock.at - timedelta(days=1)).date()
        [timer] = chat.timers.values()
        timer.wall, timer.due_at = timer.wall + timedelta(days=90), timer.due_at + timedelta(days=90)

    await database.run(silent)
    amina = place.person(CHAT)
    await amina.types("hello")
    await records.until(lambda session: "hello" in records.heard(session), database)
    wall = await database.read(lambda session: session.scalars(select(Timer.wall)).one())
    assert wall == datetime(2027, 1, 16, 9)  # noqa: DTZ001 - a wall time
