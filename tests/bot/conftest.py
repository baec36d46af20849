"""A bot at work: the service, on a real database, against a sandbox that stands at an address of its own."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import event

from bot.service import Address, Hook, Service
from bot.timing import Timing
from bot.webhook import SECRET_HEADER
from sandbox import app, people
from sandbox.errors import Json
from sandbox.person import Person
from sandbox.server import WORLD
from sandbox.store import Store
from sandbox.world import World
from storage.database import Database
from storage.encryption import Keyring
from tests.bot import town

TOKEN = "7000000001:a-token-that-nobody-may-ever-read"
SECRET = "a-secret-that-only-the-platform-knows"
QUICK = Timing(
    poll=20,
    call=10,
    retries=(0.02, 0.04, 0.1),
    look=0.05,
    settle=0.01,
    lease=2,
    reminders=0.1,
    clean=0.02,
    grace=1,
    bulk=0.01,
)


@dataclass
class Clock:
    """A clock that a test sets."""

    at: datetime = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Line:
    """A webhook as the platform calls it."""

    service: Service
    url: str
    session: aiohttp.ClientSession

    async def post(self, update: Any, secret: str = SECRET) -> int:
        """The status that the webhook answers."""
        async with self.session.post(self.url, json=update, headers={SECRET_HEADER: secret}) as answer:
            return answer.status


@dataclass
class Place:
    """A sandbox at an address, and the services that a test starts there."""

    world: World
    url: str
    clock: Clock
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    def person(self, user_id: int = 101, first_name: str = "Amina", language_code: str = "en") -> Person:
        return Person(self.world, user_id, first_name, language_code)

    def known(self, *chat_ids: int) -> None:
        """Persons who began the conversation before."""
        for chat_id in chat_ids:
            self.world.store.ensure_person(chat_id, "Amina", language_code="en")
            people.start(self.world.store, chat_id)

    def build(self, database: Database, *, timing: Json | None = None, **given: Any) -> Service:
        """A service that is not started; `timing` names what differs from quick."""
        usual: Json = {
            "address": Address(self.url, TOKEN),
            "database": database,
            "site": town.site(),
            "programme": town.PROGRAMME,
            "clock": self.clock,
            "owner": "one",
        }
        return Service(**usual | given, timing=replace(QUICK, **timing or {}))

    async def start(self, database: Database, **given: Any) -> Service:
        """A service that polls, stopped at the test's end."""
        service = self.build(database, **given)
        await service.start()
        self.stack.push_async_callback(service.stop)
        return service

    async def hook(self, database: Database, **given: Any) -> Line:
        """A service that is called by webhook, stopped at the test's end."""
        listening = socket.create_server(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        service = self.build(database, hook=Hook(url, SECRET), **given)
        hooked = service.webhook()
        assert hooked is not None
        runner = web.AppRunner(hooked, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        self.stack.push_async_callback(runner.cleanup)
        await service.start()
        self.stack.push_async_callback(service.stop)
        session = await self.stack.enter_async_context(aiohttp.ClientSession())
        return Line(service, url, session)

    def shown(self, chat_id: int) -> list[str]:
        """What the bot said that stands in a chat, as the platform has it."""
        query = "SELECT json_extract(body, '$.text') AS text FROM messages WHERE chat_id = ? AND from_bot"
        return [row["text"] for row in self.world.store.rows(f"{query} ORDER BY message_id", chat_id)]

    @property
    def held(self) -> list[int]:
        """The updates that the platform holds for the bot still."""
        return [row["update_id"] for row in self.world.store.rows("SELECT update_id FROM updates ORDER BY update_id")]

    @property
    def newest(self) -> tuple[Any, ...]:
        """The update that came last, to be delivered again."""
        [row] = self.world.store.rows("SELECT * FROM updates ORDER BY update_id DESC LIMIT 1")
        return tuple(row)

    def deliver(self, *row: Any) -> None:
        """Puts an update into what the bot will get, under a number that it may have had before."""
        self.world.store.write("INSERT INTO updates VALUES (?, ?, ?, ?, ?, ?)", *row)
        self.world.arrived()

    def deliver_json(self, update_id: int, body: Json) -> None:
        self.deliver(update_id, "chat:101", 101, None, self.world.time() + 1000, json.dumps(body))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def sandboxed(clock: Clock, port: int = 0) -> AsyncIterator[Place]:
    store = Store(":memory:")
    sandbox = app.create(store, TOKEN, "town_bot", clock)
    runner = web.AppRunner(sandbox, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    place = Place(sandbox[WORLD], f"http://127.0.0.1:{runner.addresses[0][1]}", clock)
    async with place.stack:
        yield place
    await runner.cleanup()
    store.close()


@pytest.fixture
async def place(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[Place]:
    """Its services stop before the test's database is closed."""
    for name in {"database", "sqlite", "postgres", "hasty", "hurried"} & set(request.fixturenames):
        request.getfixturevalue(name)
    async with sandboxed(clock) as running:
        yield running


@pytest.fixture
def hasty(sqlite_url: str, keyring: Keyring) -> Iterator[Database]:
    """A database that loses patience soon, where it usually waits a second for each lock."""
    opened = Database(sqlite_url, keyring, patience=0.1)
    event.listen(opened.engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=20"))
    yield opened
    opened.close()


@pytest.fixture
def hurried(postgres_url: str, keyring: Keyring) -> Iterator[Database]:
    """The same on PostgreSQL, where it waits for no lock either."""
    opened = Database(f"{postgres_url}?options=-clock_timeout%3D20", keyring, patience=0.1)
    yield opened
    opened.close()
