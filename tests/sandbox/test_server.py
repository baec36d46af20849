"""The Bot API over HTTP: its statuses, its forms of parameters, its faults."""

import asyncio
import time
from datetime import timedelta
from io import BytesIO

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from sandbox import faults
from sandbox.faults import Fault
from sandbox.person import Person
from tests.sandbox.conftest import TOKEN, Place


async def test_a_wrong_token_and_an_unknown_method_get_telegrams_answers(place: Place) -> None:
    async with aiohttp.ClientSession() as session:
        answer = await session.get(f"{place.url}/bot{TOKEN}x/getMe")
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        answer = await session.get(place.method("getYou"))
        assert answer.status == 404
        assert await answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
        assert (await session.get(f"{place.url}/file/bot{TOKEN}x/documents/file_1.pdf")).status == 401
        assert (await session.get(f"{place.url}/file/bot{TOKEN}/documents/file_1.pdf")).status == 404


async def test_parameters_come_in_any_form(place: Place, amina: Person) -> None:
    form = aiohttp.FormData({"chat_id": "101", "text": "bonjour"}, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        for answer in (
            await session.get(place.method("SENDMESSAGE"), params={"chat_id": 101, "text": "bonjour"}),
            await session.post(place.method("sendMessage"), json={"chat_id": 101, "text": "bonjour"}),
            await session.post(place.method("sendMessage"), data={"chat_id": 101, "text": "bonjour"}),
            await session.post(place.method("sendMessage"), data=form),
        ):
            assert (await answer.json())["result"]["text"] == "bonjour"
    assert place.world.calls["sendmessage"] == 4


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "can't parse JSON object"),
        ("[]", "message text is empty"),
        ('{"chat_id":101,"text":"x","reply_markup":"{"}', "can't parse reply keyboard markup JSON object"),
        ('{"chat_id":101,"text":"x","reply_parameters":7}', "can't parse the parameters of the request"),
        ('{"chat_id":101,"text":"x","entities":7}', "expected an Array of MessageEntity"),
        ('{"chat_id":101,"text":"x","reply_to_message_id":"x"}', ""),
    ],
)
async def test_parameters_that_cannot_be_read_are_refused(place: Place, amina: Person, body: str, words: str) -> None:
    async with aiohttp.ClientSession() as session:
        headers = {"Content-Type": "application/json"}
        answer = await (await session.post(place.method("sendMessage"), data=body, headers=headers)).json()
    assert answer.get("description", "") == (f"Bad Request: {words}" if words else "")


async def test_a_body_that_is_too_large_is_a_413(place: Place, amina: Person) -> None:
    form = aiohttp.FormData({"chat_id": "101"})
    form.add_field("document", BytesIO(b"\0" * (53 << 20)), filename="large.bin")
    async with aiohttp.ClientSession() as session:
        assert (await session.post(place.method("sendMessage"), data=BytesIO(b"\0" * (2 << 20)))).status == 413
        assert (await session.post(place.method("sendDocument"), data=form)).status == 413


async def test_planned_faults_meet_the_next_calls_and_no_others(place: Place, bot: Bot, amina: Person) -> None:
    place.world.faults.plan("sendMessage", faults.flood(7))
    place.world.faults.plan("*", faults.blocked())
    place.world.faults.plan("*", Fault(400, "Bad Request: chat not found"))
    place.world.faults.plan("*", faults.bad_gateway())
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(101, "x")
    assert flood.value.retry_after == timedelta(seconds=7)
    with pytest.raises(Forbidden):
        await bot.send_message(101, "x")
    with pytest.raises(BadRequest):
        await bot.get_me()
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(101, "x")
    assert (await bot.send_message(101, "x")).text == "x"


async def test_a_dropped_call_is_not_done_and_a_lost_answer_is(place: Place, bot: Bot, amina: Person) -> None:
    place.world.faults.plan("sendMessage", faults.dropped())
    place.world.faults.plan("sendMessage", faults.lost_answer())
    for text in ("un", "deux"):
        with pytest.raises(NetworkError):
            await bot.send_message(101, text)
    await amina.reads()
    assert [bubble.text for bubble in amina.heard] == ["deux"]


async def test_a_hung_call_waits_until_it_is_released(place: Place, bot: Bot, amina: Person) -> None:
    place.world.faults.plan("sendMessage", faults.hanging())
    place.world.faults.plan("sendMessage", faults.hanging_after())
    for text in ("un", "deux"):
        with pytest.raises(TimedOut):
            await bot.send_message(101, text, read_timeout=0.1)
    place.world.faults.release()
    assert (await amina.waits_for("deux")).text == "deux"
    assert [bubble.text for bubble in amina.heard] == ["deux"]


async def test_a_slow_call_is_only_late(place: Place, bot: Bot, amina: Person) -> None:
    place.world.faults.plan("sendMessage", faults.slow(0.1))
    begun = time.monotonic()
    assert (await bot.send_message(101, "x")).text == "x"
    assert time.monotonic() - begun >= 0.1
    place.world.faults.plan("*", faults.flood(1), times=3)
    place.world.faults.clear()
    await bot.get_me()


async def test_closing_ends_every_wait(place: Place, bot: Bot, amina: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await place.gets("getUpdates")
    place.world.close()
    assert await asyncio.wait_for(poll, 1) == ()
    assert await asyncio.wait_for(bot.get_updates(timeout=5), 1) == ()
