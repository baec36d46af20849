"""Death in the middle: what was committed is sent by the next, each once if it can be; one sender at a time."""

import asyncio
import sys
from datetime import timedelta

import pytest

from bot.sender import LEASE
from bot.service import Part
from sandbox import faults
from storage import leases
from storage.database import Database
from storage.encryption import Keyring
from tests.bot import records
from tests.bot.breaking import Severed, kill, locked
from tests.bot.conftest import Place
from tests.bot.records import out, pressed, say, typed

DELIVERING = (Part.DELIVER,)


async def test_what_a_dead_process_had_committed_and_not_sent_is_sent_once_by_the_next(
    place: Place, database: Database
) -> None:
    place.known(101)
    dying = await place.hook(database, parts=(Part.WEB,))
    assert [await dying.post(typed("hello")), await dying.post(pressed("count"))] == [200, 200]
    await kill(dying.service)
    assert place.shown(101) == []
    await place.start(database)
    await records.rest(database)
    assert place.shown(101) == ["hello", "Counted 1."]


async def test_what_was_sent_by_a_process_that_died_before_it_wrote_that_down_is_sent_again_and_nothing_else(
    place: Place, database: Database
) -> None:
    place.known(201, 202, 203)
    dying = place.build(database, parts=DELIVERING, timing={"settle": 60, "look": 60, "lease": 2})
    for chat in (201, 202, 203):
        await say(database, chat, "one", "two")
    await dying.start()
    await records.eventually(lambda: place.world.calls["sendmessage"] == 6)
    await kill(dying)
    await place.start(database, owner="two")
    await records.rest(database)
    for chat in (201, 202, 203):
        assert place.shown(chat)[:2] == ["one", "two"]
        assert place.shown(chat)[2:] == ["one", "two"]


async def test_a_process_that_died_in_the_middle_of_a_call_leaves_one_message_of_each_chat_in_doubt(
    place: Place, database: Database
) -> None:
    place.known(201, 202)
    place.world.faults.plan("sendMessage", faults.hanging_after(), times=2)
    for chat in (201, 202):
        await say(database, chat, "one", "two", "three")
    dying = place.build(database, parts=DELIVERING, timing={"lease": 0.3})
    await dying.start()
    await records.eventually(lambda: place.shown(201) == place.shown(202) == ["one"])
    await kill(dying)
    await place.start(database, owner="two")
    await records.rest(database)
    assert place.shown(201) == place.shown(202) == ["one", "one", "two", "three"]


async def test_a_conversation_goes_on_at_the_same_question_after_a_death(place: Place, database: Database) -> None:
    dying = place.build(database)
    await dying.start()
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await amina.presses("Ask me")
    await amina.waits_for("What are you called")
    await records.rest(database)
    await kill(dying)
    await amina.types("Amina")
    await place.start(database)
    await amina.waits_for("Which colour")
    await amina.presses("Blue")
    await amina.waits_for("And why")
    await amina.types("The sea")
    await amina.waits_for("All said: Amina, blue, The sea")
    await records.rest(database)
    assert await database.read(records.heard) == ["/home", "Ask me", "Amina", "Blue", "The sea"]


async def test_only_one_of_two_senders_sends(place: Place, postgres: Database) -> None:
    chats = range(201, 211)
    place.known(*chats)
    await place.start(postgres, owner="one", parts=DELIVERING)
    await place.start(postgres, owner="two", parts=DELIVERING)
    bodies = [f"number {number}" for number in range(10)]
    for chat in chats:
        await say(postgres, chat, *bodies)
    await records.rest(postgres)
    assert place.world.calls["sendmessage"] == 100
    assert all(place.shown(chat) == bodies for chat in chats)


async def test_the_other_sender_takes_over_when_the_first_dies(place: Place, postgres: Database) -> None:
    place.known(201)
    first = place.build(postgres, owner="one", parts=DELIVERING, timing={"lease": 0.5})
    await first.start()
    await say(postgres, 201, "by the first")
    await records.rest(postgres)
    await place.start(postgres, owner="two", parts=DELIVERING, timing={"lease": 0.5})
    await kill(first)
    await say(postgres, 201, "by the second")
    await records.rest(postgres)
    assert place.shown(201) == ["by the first", "by the second"]
    assert (await postgres.read(lambda session: session.get_one(leases.Lease, LEASE))).owner == "two"


async def test_the_other_sender_takes_over_at_once_when_the_first_is_stopped(place: Place, postgres: Database) -> None:
    place.known(201)
    first = place.build(postgres, owner="one", parts=DELIVERING, timing={"lease": 60})
    await first.start()
    await place.start(postgres, owner="two", parts=DELIVERING, timing={"lease": 60})
    await say(postgres, 201, "by the first")
    await records.rest(postgres)
    await first.stop()
    await say(postgres, 201, "by the second")
    await records.rest(postgres)


async def test_a_sender_that_cannot_renew_its_lease_sends_nothing_more(place: Place, sqlite: Database) -> None:
    """It cannot know whether another has taken it."""
    place.known(201)
    await say(sqlite, 201, "before")
    service = await place.start(sqlite, parts=DELIVERING, timing={"lease": 0.5})
    await records.rest(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(1))
    await say(sqlite, 201, "held", "behind it")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 2)
    with locked(sqlite):
        await records.eventually(lambda: not service._sender._queues)
        assert not service._sender._delivery._pace.holds(201)
        assert place.shown(201) == ["before"]
    await records.rest(sqlite)
    assert place.shown(201) == ["before", "held", "behind it"]


async def test_a_sender_that_lost_its_lease_meanwhile_sends_nothing_that_the_other_sent(
    place: Place, postgres: Database
) -> None:
    place.known(201)
    first = await place.start(postgres, owner="one", parts=DELIVERING, timing={"lease": 0.5})
    await records.until(lambda session: session.get(leases.Lease, LEASE), postgres)
    place.world.faults.plan("sendMessage", faults.flood(1))
    await say(postgres, 201, "one", "two")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    await postgres.run(lambda session: leases.give_up(session, LEASE, "one"))
    second = await place.start(postgres, owner="two", parts=DELIVERING, timing={"lease": 60})
    await records.rest(postgres)
    await records.eventually(lambda: not first._sender._sends_until)
    await second.stop()
    await say(postgres, 201, "three")
    await records.rest(postgres)
    assert place.shown(201) == ["one", "two", "three"]
    assert first._sender._term > 1


async def test_a_lease_that_another_holds_is_waited_for(place: Place, postgres: Database) -> None:
    place.known(201)
    await postgres.run(lambda session: leases.take(session, LEASE, "the dead", timedelta(seconds=0.5)))
    await say(postgres, 201, "late")
    await place.start(postgres, parts=DELIVERING)
    await records.rest(postgres)
    assert place.shown(201) == ["late"]


@pytest.mark.parametrize("moment", [0.0, 0.01, 0.03])
async def test_severed_connections_lose_nothing(
    place: Place, postgres: Database, postgres_server: object, moment: float
) -> None:
    place.known(*range(201, 206))
    await place.start(postgres, parts=DELIVERING)
    for chat in range(201, 206):
        await say(postgres, chat, *(f"number {number}" for number in range(5)))
    await asyncio.sleep(moment)
    with Severed(postgres, postgres_server):  # type: ignore[arg-type]
        await asyncio.sleep(0.2)
    await records.rest(postgres)
    for chat in range(201, 206):
        assert list(dict.fromkeys(place.shown(chat))) == [f"number {number}" for number in range(5)]
    assert {message.delivery for message in await postgres.read(out)} == {"sent"}


async def test_a_conversation_survives_kill_nine_again_and_again(
    place: Place, sqlite_url: str, keyring: Keyring
) -> None:
    amina = place.person()

    async def spawn() -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bot.child", place.url, sqlite_url)

    async def kill_nine(child: asyncio.subprocess.Process) -> None:
        child.kill()
        await child.wait()

    child = await spawn()
    await amina.types("/home")
    await amina.waits_for("This is home", patience=30)
    await amina.presses("Ask me")
    await amina.waits_for("What are you called")
    await kill_nine(child)
    await amina.types("Amina")
    child = await spawn()
    await amina.waits_for("Which colour", patience=30)
    await amina.presses("Red")
    await kill_nine(child)
    child = await spawn()
    await amina.waits_for("And why", patience=30)
    await amina.types("The sun")
    await amina.waits_for("All said: Amina, red, The sun")
    await records.eventually(lambda: not place.held)
    await kill_nine(child)
    database = Database(sqlite_url, keyring)
    assert await database.read(records.heard) == ["/home", "Ask me", "Amina", "Red", "The sun"]
    assert not await database.read(records.failed)
    database.close()
