"""What goes out: in order for each chat, at the platform's pace, and one chat's trouble is no other's."""

import asyncio
from itertools import pairwise

from bot.pace import Pace
from sandbox import faults
from sandbox.faults import Fault
from storage.database import Database
from storage.outbox import Outgoing
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import say


async def test_many_messages_arrive_in_order_in_every_chat_each_once(place: Place, database: Database) -> None:
    chats, bodies = range(201, 211), [f"number {number}" for number in range(20)]
    place.known(*chats)
    for chat in chats:
        await say(database, chat, *bodies)
    await place.start(database)
    await records.rest(database)
    for chat in chats:
        assert place.shown(chat) == bodies


async def test_order_holds_while_the_platform_stumbles(place: Place, sqlite: Database) -> None:
    bodies = [f"number {number}" for number in range(12)]
    place.known(201, 202)
    for fault in (faults.bad_gateway(), faults.dropped(), faults.flood(0), Fault(500, "Internal Server Error")):
        place.world.faults.plan("sendMessage", fault, times=2)
    await say(sqlite, 201, *bodies)
    await say(sqlite, 202, *bodies)
    await place.start(sqlite)
    await records.rest(sqlite)
    assert place.shown(201) == place.shown(202) == bodies


async def test_a_chat_that_must_wait_holds_no_other(place: Place, sqlite: Database) -> None:
    place.known(201, 202)
    await place.start(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(60))
    await say(sqlite, 201, "wait", "wait more")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    await say(sqlite, 202, "go", "go on")
    await records.eventually(lambda: place.shown(202) == ["go", "go on"])
    assert place.shown(201) == []


async def test_a_flood_wait_is_as_long_as_the_platform_asks_and_nothing_releases_it_early(
    place: Place, sqlite: Database
) -> None:
    place.known(201, 202)
    await place.start(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(1))
    loop = asyncio.get_running_loop()
    await say(sqlite, 201, "first")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    held_at = loop.time()
    await say(sqlite, 201, "second")
    await say(sqlite, 202, "another's")
    await records.eventually(lambda: place.shown(202) == ["another's"])
    assert place.shown(201) == []
    await records.eventually(lambda: place.shown(201) == ["first", "second"])
    assert loop.time() - held_at >= 0.95


async def test_a_flood_wait_holds_all_that_is_bulk_while_answers_flow(place: Place, sqlite: Database) -> None:
    place.known(201, 202, 203)
    await place.start(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(1))
    await say(sqlite, 201, "first")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    await say(sqlite, 202, "a notice", priority=1)
    await say(sqlite, 203, "an answer")
    await records.eventually(lambda: place.shown(203) == ["an answer"])
    assert place.shown(202) == []
    await records.eventually(lambda: place.shown(202) == ["a notice"])
    assert place.shown(201) == ["first"]


async def test_bulk_keeps_to_its_rate(place: Place, sqlite: Database) -> None:
    chats = range(201, 213)
    place.known(*chats)
    for chat in chats:
        await say(sqlite, chat, "a notice", priority=1)
    began = asyncio.get_running_loop().time()
    await place.start(sqlite, timing={"bulk": 0.05})
    await records.rest(sqlite)
    assert asyncio.get_running_loop().time() - began >= 0.05 * (len(chats) - 1)


async def test_an_answer_does_not_wait_behind_a_notice_to_the_same_person(place: Place, sqlite: Database) -> None:
    place.known(201, 202)
    await place.start(sqlite, timing={"bulk": 60})
    await say(sqlite, 201, "a notice", priority=1)
    await records.eventually(lambda: place.shown(201) == ["a notice"])
    await say(sqlite, 202, "a notice", priority=1)
    await say(sqlite, 202, "an answer")
    await records.eventually(lambda: place.shown(202) == ["an answer"])


async def test_a_notice_does_not_slip_through_a_wait_that_was_asked_for_its_chat_meanwhile(
    place: Place, sqlite: Database
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", Fault(429, "Too Many Requests", {"retry_after": 1}, before=0.2))
    await say(sqlite, 201, "an answer")
    await say(sqlite, 201, "a notice", priority=1)
    began = asyncio.get_running_loop().time()
    await place.start(sqlite)
    await records.rest(sqlite)
    assert asyncio.get_running_loop().time() - began >= 1.1
    assert sorted(place.shown(201)) == ["a notice", "an answer"]
    assert place.world.calls["sendmessage"] == 3


async def test_one_message_at_a_time_goes_to_a_chat(place: Place, sqlite: Database) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", faults.slow(0.1))
    await say(sqlite, 201, "slow", "quick")
    await place.start(sqlite)
    await records.rest(sqlite)
    assert place.shown(201) == ["slow", "quick"]


async def test_hundreds_of_notices_that_wait_cost_no_more_than_one() -> None:
    """Only the first of them looks at the clock."""
    pace, stopping = Pace(0.0005), asyncio.Event()
    messages = [Outgoing(number, number, "a notice", None, None, None, 1) for number in range(500)]
    sent: list[float] = []
    loop = asyncio.get_running_loop()

    async def send(message: Outgoing) -> None:
        assert await pace.turn(message, stopping)
        sent.append(loop.time())

    await asyncio.gather(*map(send, messages))
    assert sent == sorted(sent)
    assert min(later - sooner for sooner, later in pairwise(sent[::10])) >= 0.0045
