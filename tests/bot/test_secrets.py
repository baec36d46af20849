"""The token and the secret never show: in no log, no error's text, nothing that an object says of itself."""

import logging
import traceback

import pytest
from structlog.testing import capture_logs
from telegram.error import TelegramError

from bot.client import Client, TokenRefusedError, link
from bot.service import Address, Hook
from sandbox import faults
from sandbox.faults import Fault
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import SECRET, TOKEN, Place
from tests.bot.records import typed

TROUBLE = (
    faults.bad_gateway(),
    faults.dropped(),
    faults.lost_answer(),
    faults.flood(1),
    Fault(401, "Unauthorized"),
    Fault(409, "Conflict"),
    Fault(400, "Bad Request: no"),
    Fault(200, raw="{"),
)


async def test_no_log_line_shows_the_token_or_the_secret(
    place: Place, sqlite: Database, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for method in ("getUpdates", "sendMessage", "setMyCommands", "answerCallbackQuery", "deleteWebhook", "setWebhook"):
        for fault in TROUBLE[:4]:
            place.world.faults.plan(method, fault)
    with capture_logs() as logs:
        line = await place.hook(sqlite)
        place.known(101)
        assert await line.post(typed("fall")) == 200
        assert await line.post(typed("let me in"), "wrong") == 403
        await place.start(sqlite)
        await records.rest(sqlite)
        await line.service.stop()
    printed = capfd.readouterr()
    everything = f"{logs}{caplog.text}{printed.out}{printed.err}"
    assert "delivery postponed" in everything
    number, _, words = TOKEN.partition(":")
    for secret in (TOKEN, words, f"{number}:", SECRET):
        assert secret not in everything


@pytest.mark.parametrize("fault", TROUBLE, ids=str)
async def test_no_error_of_a_call_shows_the_token(place: Place, fault: Fault) -> None:
    client = Client(place.url, TOKEN)
    await client.open()
    place.world.faults.plan("getMe", fault)
    with pytest.raises(TelegramError) as caught:
        await client.call("getMe", {})
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    await client.close_all()


@pytest.mark.parametrize(
    "api", ["http://127.0.0.1:9", "http://nowhere.invalid", "no address", "http://[::1", "ftp://x"]
)
async def test_no_error_of_an_address_shows_the_token(api: str) -> None:
    client = Client(api, TOKEN, seconds=2)
    await client.open()
    with pytest.raises(TelegramError) as caught:
        await client.call("getMe", {})
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert TOKEN not in repr(caught.value)
    await client.close_all()


async def test_a_client_that_is_closed_says_so_without_the_token(place: Place) -> None:
    client = Client(place.url, TOKEN)
    with pytest.raises(TelegramError, match="shut down") as caught:
        await client.call("getMe", {})
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    await client.open()
    await client.open()
    assert (await client.call("getMe", {}))["username"] == "town_bot"
    await client.close_all()
    await client.close_all()


async def test_what_holds_a_secret_does_not_say_it_of_itself(place: Place, sqlite: Database) -> None:
    service = place.build(sqlite, hook=Hook("https://jalon.example.org/", SECRET))
    for said in (
        repr(Address(place.url, TOKEN)),
        str(Hook("https://jalon.example.org/", SECRET)),
        repr(service.client),
        str(service.client),
        repr(service),
    ):
        assert TOKEN not in said
        assert SECRET not in said
    assert repr(Address("https://api.example.org", TOKEN)) == "Address(https://api.example.org)"


async def test_the_link_that_opens_the_bot_is_found_or_done_without(place: Place) -> None:
    assert await link(place.url, TOKEN, 5) == "https://t.me/town_bot"
    place.world.faults.plan("getMe", faults.hanging())
    assert not await link(place.url, TOKEN, 0.05)
    place.world.faults.plan("getMe", faults.bad_gateway())
    assert not await link(place.url, TOKEN, 5)


async def test_a_token_that_is_refused_is_told_at_once_and_not_shown(place: Place) -> None:
    mistyped = TOKEN[:-1]
    with pytest.raises(TokenRefusedError, match="JALON_BOT_TOKEN") as caught:
        await link(place.url, mistyped, 5)
    assert mistyped not in "".join(traceback.format_exception(caught.value))
