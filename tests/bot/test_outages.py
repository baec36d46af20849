"""A database that is locked or gone for a while: who waits is answered afterwards; nothing is lost or done twice."""

import asyncio
from typing import Any

import psycopg
from structlog.testing import capture_logs

from bot.service import Service
from sandbox import faults
from storage.database import Database
from tests.bot import records
from tests.bot.breaking import Severed, locked
from tests.bot.conftest import Place
from tests.bot.records import pressed, say, typed


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
