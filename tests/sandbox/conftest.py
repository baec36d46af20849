"""A sandbox on a port of its own, PTB's Bot as a real client, and persons with telephones."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from telegram import Bot
from telegram.request import HTTPXRequest

from sandbox import app
from sandbox.person import Person
from sandbox.server import WORLD
from sandbox.store import Store
from sandbox.world import World

TOKEN = "7000000001:sandbox-token-of-a-test"


@dataclass
class Clock:
    """A clock that a test sets."""

    at: datetime = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Place:
    """A running sandbox."""

    world: World
    url: str
    clock: Clock

    def person(self, user_id: int = 101, first_name: str = "Amina", language_code: str = "fr") -> Person:
        return Person(self.world, user_id, first_name, language_code)

    async def gets(self, method: str, times: int = 1) -> None:
        """Until the bot has called a method so many times."""
        async with asyncio.timeout(20):
            while self.world.calls[method.lower()] < times:
                await asyncio.sleep(0.005)

    def method(self, name: str) -> str:
        return f"{self.url}/bot{TOKEN}/{name}"


@pytest.fixture(autouse=True)
def _spans_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def place(clock: Clock) -> AsyncIterator[Place]:
    store = Store(":memory:")
    async for running in serve(store, clock):
        yield running
    store.close()


async def serve(store: Store, clock: Clock) -> AsyncIterator[Place]:
    """Mounted below a prefix, as the front door does."""
    sandbox = app.create(store, TOKEN, "jalon_bot", clock)
    front = web.Application()
    front.add_subapp("/sandbox/", sandbox)
    runner = web.AppRunner(front, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield Place(sandbox[WORLD], f"http://127.0.0.1:{port}/sandbox", clock)
    await runner.cleanup()


@pytest.fixture
async def bot(place: Place) -> AsyncIterator[Bot]:
    request = HTTPXRequest(read_timeout=5, connect_timeout=5)
    polling = HTTPXRequest(read_timeout=10)
    root = f"{place.url}"
    async with Bot(
        TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=request, get_updates_request=polling
    ) as client:
        yield client


@pytest.fixture
async def amina(place: Place) -> Person:
    """She has begun the conversation, and the bot has taken her first message."""
    person = place.person()
    await person.types("/start")
    place.world.store.write("DELETE FROM updates")
    return person
