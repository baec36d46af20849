"""The messenger's own doors: JSON, files, the stream of happenings, and who is let in."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from sandbox.person import PIXEL, Person
from tests.sandbox.conftest import Place


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def result(answer: aiohttp.ClientResponse) -> Any:
    return (await answer.json())["result"]


async def test_a_new_person_gets_an_id_and_a_chat(place: Place, session: aiohttp.ClientSession) -> None:
    about = {"first_name": " Mei ", "language_code": "zh"}
    made = await result(await session.post(f"{place.url}/people", json=about))
    [person] = await result(await session.get(f"{place.url}/people"))
    assert (person["id"], person["first_name"], person["started"]) == (made["id"], "Mei", False)
    refused = await session.post(f"{place.url}/people", json={"first_name": " "})
    assert (refused.status, await refused.json()) == (409, {"error": "a person needs a name"})


@pytest.mark.parametrize(
    ("address", "body", "words"),
    [
        ("people/101/deeds", b"{", "the body must be JSON"),
        ("people/101/deeds", b"[]", "no such deed: "),
        ("people/101/deeds", b'{"do":"dances"}', "no such deed: dances"),
        ("people/101/deeds", b'{"do":"presses","message_id":99}', "there is no such message"),
        ("people/999/deeds", b'{"do":"blocks"}', "no such person: 999"),
        ("people/101/files?kind=song", b"x", "no such kind of file: song"),
        ("people/101/files?kind=photo", b"x", "Bad Request: IMAGE_PROCESS_FAILED"),
    ],
)
async def test_what_cannot_be_done_is_a_409_with_the_reason(
    place: Place, session: aiohttp.ClientSession, amina: Person, address: str, body: bytes, words: str
) -> None:
    answer = await session.post(f"{place.url}/{address}", data=body)
    assert (answer.status, await answer.json()) == (409, {"error": words})


async def test_a_chat_of_nobody_is_a_409(place: Place, session: aiohttp.ClientSession) -> None:
    assert (await session.get(f"{place.url}/people/999")).status == 409


async def test_other_sites_are_not_let_in(place: Place, session: aiohttp.ClientSession) -> None:
    answer = await session.get(f"{place.url}/people", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403
    led_here = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await session.get(f"{place.url}/people", headers=led_here)).status == 200
    assert (await session.post(f"{place.url}/people", headers=led_here)).status == 403


async def test_pictures_are_shown_and_other_files_are_saved(
    place: Place, session: aiohttp.ClientSession, amina: Person
) -> None:
    await amina.sends_photo(PIXEL)
    await amina.sends_document(b"<script>alert(1)</script>", "page.html", "text/html")
    photo = await session.get(f"{place.url}/files/1/photo.png")
    assert (photo.content_type, photo.headers["Content-Disposition"]) == ("image/png", "inline")
    page = await session.get(f"{place.url}/files/2/page.html")
    assert (page.content_type, page.headers["Content-Disposition"]) == ("application/octet-stream", "attachment")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert (await session.get(f"{place.url}/files/99/x")).status == 404


async def test_the_stream_tells_what_happens(
    place: Place, session: aiohttp.ClientSession, bot: Bot, amina: Person
) -> None:
    stream = await session.get(f"{place.url}/events")
    assert stream.content_type == "text/event-stream"

    async def told() -> dict[str, Any]:
        while not (line := await stream.content.readline()).startswith(b"data: {"):
            pass
        happening: dict[str, Any] = json.loads(line[6:])
        return happening

    await stream.content.readuntil(b"ready")
    sent = await bot.send_message(101, "Bonjour")
    happening = await told()
    assert (happening["kind"], happening["chat_id"]) == ("message", 101)
    assert happening["message"]["text"] == "Bonjour"
    await bot.send_chat_action(101, "typing")
    assert await told() == {"kind": "typing", "chat_id": 101, "action": "typing"}
    await bot.delete_message(101, sent.message_id)
    assert (await told())["message"]["deleted"]
    place.world.close()
    assert (await stream.content.read()).strip() == b""
    stream.close()
