"""The webhook: for the platform only, and 200 after the commit only."""

import asyncio
import json

import aiohttp
import pytest

from bot.webhook import SECRET_HEADER
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import SECRET, Place
from tests.bot.records import pressed, typed


async def test_a_person_is_answered_by_webhook(place: Place, database: Database) -> None:
    await place.hook(database)
    await records.eventually(lambda: place.world.webhook.target)
    amina = place.person()
    await amina.opens("CODE")
    await amina.waits_for("This is home")
    await amina.waits_for_answer(await amina.presses("Count"))
    await amina.waits_for("Counted 1")


async def test_the_platform_is_told_the_address_the_secret_and_what_we_want(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    await records.eventually(lambda: place.world.webhook.target)
    target = place.world.webhook.target
    assert target is not None
    assert (target.url, target.secret, target.connections) == (line.url, SECRET, 100)
    assert place.world.store.setting("allowed_updates") == ["message", "callback_query", "my_chat_member"]
    assert place.world.calls["getupdates"] == 0


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "é"])
async def test_who_does_not_know_the_secret_is_turned_away(place: Place, sqlite: Database, secret: str) -> None:
    line = await place.hook(sqlite)
    assert await line.post(typed("let me in"), secret) == 403
    async with line.session.post(line.url, json=typed("let me in")) as answer:
        assert answer.status == 403
        assert await answer.text() == ""
    assert await sqlite.read(records.keys) == []


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"\xff\xfe", b"null", b"[]", b'"words"', b"{}", b"[" * 100_000),
        *(b'{"update_id": "7"}', b'{"update_id": Infinity}', b'{"update_id": true}', b'{"update_id": null}'),
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_what_is_no_update_is_a_bad_request(place: Place, sqlite: Database, body: bytes) -> None:
    line = await place.hook(sqlite)
    async with line.session.post(line.url, data=body, headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 400


async def test_an_alphabet_that_nobody_knows_is_a_bad_request(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json; charset=klingon"}
    async with line.session.post(line.url, data=b"{}", headers=headers) as answer:
        assert answer.status == 400


async def test_only_posting_is_answered(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    async with line.session.get(line.url, headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 405


async def test_two_hundred_is_said_after_the_commit(place: Place, database: Database) -> None:
    line = await place.hook(database)
    for number in range(1, 6):
        assert await line.post(pressed("count")) == 200
        assert await database.read(records.counted) == number


async def test_an_update_of_no_interest_is_taken(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    assert await line.post({"update_id": 1, "poll": {}}) == 200
    assert await line.post({"update_id": 2}) == 200


async def test_a_platform_that_hangs_up_before_our_answer_is_answered_once_when_it_repeats(
    place: Place, database: Database
) -> None:
    line = await place.hook(database)
    place.known(101)
    tap = pressed("count")
    _reader, writer = await asyncio.open_connection("127.0.0.1", int(line.url.rstrip("/").rpartition(":")[2]))
    body = json.dumps(tap).encode()
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()
    writer.close()
    assert await line.post(tap) == 200
    await records.rest(database)
    assert await database.read(records.counted) == 1
    assert [message.body for message in await database.read(records.out)] == ["Counted 1."]


async def test_a_hook_is_set_once_the_platform_answers(place: Place, sqlite: Database) -> None:
    place.world.faults.plan("setWebhook", records.BROKEN, times=3)
    await place.hook(sqlite)
    await records.eventually(lambda: place.world.webhook.target)


async def test_a_service_that_polls_has_no_webhook(place: Place, sqlite: Database) -> None:
    assert place.build(sqlite).webhook() is None


async def test_a_crowd_is_answered_at_once_each_once(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    chats = range(1001, 1201)
    place.known(*chats)
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=100)) as session:
        line.session = session
        assert await records.together(*(line.post(typed("hello", chat)) for chat in chats)) == [200] * len(chats)
    await records.rest(sqlite)
    assert len(await sqlite.read(records.out)) == len(chats)
