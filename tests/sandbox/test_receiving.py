"""How updates reach the bot: by long polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from sandbox import faults, webhook
from sandbox.person import Person
from tests.sandbox.conftest import Place


async def texts(bot: Bot, **parameters: Any) -> list[str]:
    return [update.message.text or "" for update in await bot.get_updates(**parameters) if update.message]


async def test_an_update_comes_again_until_the_offset_moves_on(bot: Bot, amina: Person) -> None:
    for text in ("un", "deux", "trois"):
        await amina.types(text)
    first = (await bot.get_updates())[0]
    assert await texts(bot, limit=2) == ["un", "deux"]
    assert await texts(bot, offset=first.update_id + 1) == ["deux", "trois"]
    assert await texts(bot) == ["deux", "trois"]
    assert await texts(bot, offset=-1) == ["trois"]
    assert await texts(bot, offset=-5) == ["trois"]


async def test_a_person_sees_when_the_bot_has_taken_a_message(bot: Bot, amina: Person) -> None:
    await amina.types("un")
    await amina.reads()
    assert not amina.messages[-1].raw["received"]
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    fresh = Person(amina._reach, 101)
    await fresh.reads()
    assert fresh.messages[-1].raw["received"]


async def test_a_long_poll_ends_as_soon_as_something_arrives(place: Place, bot: Bot, amina: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await place.gets("getUpdates")
    await amina.types("bonjour")
    [update] = await asyncio.wait_for(poll, 1)
    assert update.message is not None


async def test_a_long_poll_ends_empty_when_its_time_is_over(bot: Bot, amina: Person) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_the_older_of_two_polls_gives_way(place: Place, bot: Bot, amina: Person) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=5))
    await place.gets("getUpdates")
    async with aiohttp.ClientSession() as session:
        newer = asyncio.create_task(session.get(place.method("getUpdates"), params={"timeout": 5}))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        await place.gets("getUpdates", 2)
        await amina.types("bonjour")
        assert len((await (await newer).json())["result"]) == 1


async def test_only_the_kinds_asked_for_are_kept(bot: Bot, amina: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await amina.types("un")
    assert await bot.get_updates(allowed_updates=[]) == ()
    await amina.types("deux")
    assert await texts(bot) == ["deux"]


async def test_what_nobody_takes_is_kept_for_a_day_and_a_press_for_150_seconds(
    place: Place, bot: Bot, amina: Person
) -> None:
    message_id = await amina.types("un")
    await amina.forges("plan", on=message_id)
    place.clock.pass_by(seconds=151)
    assert len(await bot.get_updates()) == 1
    place.clock.pass_by(days=1)
    assert await bot.get_updates() == ()


async def test_update_ids_grow_by_one_and_never_start_again(place: Place, bot: Bot, amina: Person) -> None:
    await amina.types("un")
    [first] = await bot.get_updates()
    await bot.get_updates(offset=first.update_id + 1)
    await amina.types("deux")
    [second] = await bot.get_updates()
    assert second.update_id == first.update_id + 1


@dataclass
class Listener:
    """A bot's webhook that answers as it is told, then 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    pause: float = 0
    drops: int = 0
    all_heard: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def hear(self, request: web.Request) -> web.Response:
        if self.drops:
            self.drops -= 1
            request.transport.close()  # type: ignore[union-attr]
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.secrets.append(request.headers.get(webhook.SECRET_HEADER, ""))
        update = await request.json()
        await asyncio.sleep(self.pause)
        self.at_once -= 1
        async with self.all_heard:
            self.heard.append(update)
            self.all_heard.notify_all()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def hears(self, number: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(20), self.all_heard:
            await self.all_heard.wait_for(lambda: len(self.heard) >= number)
        return self.heard


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    app = web.Application()
    app.router.add_post("/telegram", found.hear)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield found
    await runner.cleanup()


async def test_a_webhook_gets_each_update_with_the_secret(bot: Bot, amina: Person, listener: Listener) -> None:
    await bot.set_webhook(listener.url, secret_token="s3cret")
    await amina.types("un")
    [update] = await listener.hears(1)
    assert update["message"]["text"] == "un"
    assert listener.secrets == ["s3cret"]
    async with asyncio.timeout(20):
        while (info := await bot.get_webhook_info()).pending_update_count:
            await asyncio.sleep(0.005)
    assert info.url == listener.url


async def test_a_refused_update_comes_again_before_those_after_it(
    place: Place, bot: Bot, amina: Person, listener: Listener
) -> None:
    place.world.webhook.pause = lambda failures: 0.01 * failures
    listener.answers = [500, 503]
    await bot.set_webhook(listener.url)
    await amina.types("un")
    await amina.types("deux")
    assert [update["message"]["text"] for update in await listener.hears(4)] == ["un", "un", "un", "deux"]
    assert (await bot.get_webhook_info()).last_error_message == (
        "Wrong response from the webhook: 503 Service Unavailable"
    )


async def test_one_chat_waits_for_itself_and_not_for_others(
    place: Place, bot: Bot, amina: Person, listener: Listener
) -> None:
    listener.pause = 0.1
    await bot.set_webhook(listener.url)
    await amina.types("un")
    await amina.types("deux")
    await place.person(102, "Luis").types("tres")
    await listener.hears(3)
    assert listener.most_at_once == 2


async def test_a_bot_that_is_away_is_tried_again(place: Place, bot: Bot, amina: Person, listener: Listener) -> None:
    place.world.webhook.pause = lambda _: 0.01
    await bot.set_webhook("http://127.0.0.1:9/telegram")
    await amina.types("un")
    async with asyncio.timeout(20):
        while not (info := await bot.get_webhook_info()).last_error_message:
            await asyncio.sleep(0.005)
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)
    await bot.set_webhook(listener.url)
    await listener.hears(1)


async def test_a_bot_that_hangs_up_or_is_too_slow_is_tried_again(
    place: Place, bot: Bot, amina: Person, listener: Listener
) -> None:
    errors: list[str] = []

    def pause(_: int) -> float:
        errors.append(str(place.world.webhook.info()["last_error_message"]))
        listener.pause = 0
        return 0

    place.world.webhook.pause = pause
    listener.drops, listener.pause = 1, 0.3
    place.world.webhook.patience = 0.1
    await bot.set_webhook(listener.url)
    await amina.types("un")
    await listener.hears(1)
    assert errors == ["Connection closed"]
    listener.pause = 0.3
    await amina.types("deux")
    await listener.hears(2)
    assert errors == ["Connection closed", "Read timeout expired"]


async def test_the_first_try_again_is_at_once_and_the_others_ever_later() -> None:
    assert [webhook.telegrams_pause(failures) for failures in range(1, 10)] == [0, 2, 4, 8, 16, 32, 64, 120, 120]


async def test_polling_and_a_webhook_exclude_each_other(
    place: Place, bot: Bot, amina: Person, listener: Listener
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await place.gets("getUpdates")
    await bot.set_webhook(listener.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).url == ""
    await bot.set_webhook(listener.url)
    await bot.set_webhook("")
    assert await bot.get_updates() == ()


async def test_pending_updates_are_dropped_on_request(bot: Bot, amina: Person) -> None:
    await amina.types("un")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("ftp://exemple.ca", "", "Invalid webhook url specified"),
        ("https://exemple.ca", "é", "Secret token contains unallowed characters"),
        ("https://exemple.ca", "x" * 257, "Secret token is too long"),
    ],
)
async def test_a_webhook_that_cannot_work_is_refused(bot: Bot, url: str, secret: str, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.set_webhook(url, secret_token=secret)


async def test_an_answer_lost_on_the_way_lets_the_updates_come_again(place: Place, bot: Bot, amina: Person) -> None:
    await amina.types("un")
    place.world.faults.plan("getUpdates", faults.lost_answer())
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await session.post(place.method("getUpdates"))
    assert await texts(bot) == ["un"]
