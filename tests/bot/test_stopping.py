"""A stop finishes what is held, settles it, and ends soon, whatever else hangs."""

import asyncio
from time import monotonic

from bot.service import Part
from sandbox import faults
from storage.database import Database
from tests.bot import records
from tests.bot.breaking import locked
from tests.bot.conftest import Place, sandboxed
from tests.bot.records import out, pressed, say, typed


async def test_what_was_said_before_a_stop_is_answered_and_settled_when_it_ends(
    place: Place, database: Database
) -> None:
    line = await place.hook(database)
    place.known(*range(201, 211))
    posts = [asyncio.create_task(line.post(typed("hello", chat))) for chat in range(201, 211)]
    await records.eventually(lambda: line.service._turns._worker)
    await asyncio.gather(*posts)
    await line.service.stop()
    assert {message.delivery for message in await database.read(out)} == {"sent"}
    assert all(place.shown(chat) == ["hello"] for chat in range(201, 211))


async def test_a_tap_that_a_stop_meets_is_answered_with_its_spinner(place: Place, sqlite: Database) -> None:
    service = place.build(sqlite)
    await service.start()
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(sqlite)
    with locked(sqlite):
        query = await amina.presses("Count")
        await records.eventually(lambda: service._turns._worker and not service._turns._worker.done())
        stopping = asyncio.create_task(service.stop())
        await asyncio.sleep(0.02)
    await stopping
    await amina.waits_for("Counted 1")
    assert await amina.waits_for_answer(query)
    assert await sqlite.read(records.delivered)


async def test_what_is_in_flight_at_a_stop_is_finished_and_settled(place: Place, sqlite: Database) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", faults.slow(0.2))
    service = place.build(sqlite)
    await service.start()
    await say(sqlite, 201, "slow")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    await service.stop()
    [message] = await sqlite.read(out)
    assert message.delivery == "sent"
    assert place.shown(201) == ["slow"]


async def test_a_stop_while_the_platform_hangs_ends_soon_and_loses_nothing(place: Place, sqlite: Database) -> None:
    place.known(201, 202)
    service = place.build(sqlite, timing={"grace": 0.3})
    await service.start()
    place.world.faults.plan("sendMessage", faults.hanging(), times=2)
    await say(sqlite, 201, "one", "two")
    await say(sqlite, 202, "one", "two")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 2)
    began = monotonic()
    await service.stop()
    assert monotonic() - began < 2
    assert {message.delivery for message in await sqlite.read(out)} == {"pending"}
    await place.start(sqlite)
    await records.rest(sqlite)
    assert place.shown(201) == place.shown(202) == ["one", "two"]


async def test_a_stop_during_a_flood_wait_ends_at_once_and_loses_nothing(place: Place, sqlite: Database) -> None:
    place.known(201)
    service = place.build(sqlite, timing={"grace": 10})
    await service.start()
    place.world.faults.plan("sendMessage", faults.flood(60))
    await say(sqlite, 201, "one", "two")
    await say(sqlite, 201, "a notice", "another", priority=1)
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    began = monotonic()
    await service.stop()
    assert monotonic() - began < 5
    assert {message.delivery for message in await sqlite.read(out)} == {"pending"}


async def test_a_stop_while_a_spinner_hangs_ends_soon(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite, timing={"grace": 0.2})
    place.known(101)
    place.world.faults.plan("answerCallbackQuery", faults.hanging())
    assert await line.post(pressed("count")) == 200
    await records.eventually(lambda: place.world.calls["answercallbackquery"] == 1)
    began = monotonic()
    await line.service.stop()
    assert monotonic() - began < 3
    assert await sqlite.read(records.delivered)


async def test_a_stop_while_the_database_is_locked_ends_soon_and_the_platform_keeps_what_came(
    place: Place, sqlite: Database
) -> None:
    service = place.build(sqlite, timing={"grace": 0.2})
    await service.start()
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    await records.rest(sqlite)
    with locked(sqlite):
        await amina.types("Are you there?")
        await records.eventually(lambda: service._turns._worker and not service._turns._worker.done())
        began = monotonic()
        await service.stop()
        assert monotonic() - began < 5
        assert place.held
    await place.start(sqlite)
    await amina.waits_for("Are you there")
    await records.rest(sqlite)
    assert await sqlite.read(records.heard) == ["hello", "Are you there?"]


async def test_a_stop_while_nothing_can_be_reached_ends_soon(sqlite: Database, place: Place) -> None:
    async with sandboxed(place.clock) as gone:
        pass
    service = gone.build(sqlite)
    await service.start()
    await say(sqlite, 201, "nobody there")
    await asyncio.sleep(0.05)
    began = monotonic()
    await service.stop()
    assert monotonic() - began < 3


async def test_a_service_that_is_stopped_as_soon_as_it_started_ends(place: Place, sqlite: Database) -> None:
    service = place.build(sqlite)
    await service.start()
    await service.stop()
    await service.stop()


async def test_a_process_that_does_not_deliver_sends_nothing_when_it_stops(place: Place, database: Database) -> None:
    line = await place.hook(database, parts=(Part.WEB,))
    place.known(101)
    assert await line.post(typed("hello")) == 200
    await line.service.stop()
    assert place.shown(101) == []
    await place.start(database, parts=(Part.DELIVER,))
    await records.rest(database)
    assert place.shown(101) == ["hello"]
