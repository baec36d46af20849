"""The wiring: every part is built here, once, and handed to those that need it."""

import asyncio
import os
import secrets
import socket
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

import structlog
from aiohttp import web
from sqlalchemy import text

import console.app
import sandbox.app
from bot import client
from bot.service import Address, Hook, Part, Service
from coaching import catalogue, classification, occupations
from coaching.programme import Programme
from console.settings import ConsoleSettings
from dialogs.front import site
from jalon.settings import Settings
from sandbox.server import WORLD
from sandbox.store import Store
from sandbox.world import World
from storage.database import Database
from storage.encryption import Keyring, derive
from storage.upgrade import upgrade

SANDBOX_TOKEN = "1000000:the-sandbox-opens-to-everyone-here"  # noqa: S105 - it opens nothing but this process
SANDBOX_BOT = "jalon_sandbox_bot"
HOOK, CONSOLE = "/telegram", "/console"
CODE_BYTES = 9
PATIENCE = 5.0
"""Seconds that a start waits for the Bot API to tell the bot's name."""
NAMING = 15.0
"""Seconds between tries to learn the name."""
SHUTDOWN = 3.0
log = structlog.get_logger()


class PortTakenError(Exception):
    """The port of the web server is in use, or no port of this machine."""


def now() -> datetime:
    return datetime.now(UTC)


def invitation_code() -> str:
    return secrets.token_urlsafe(CODE_BYTES)


def open_database(settings: Settings) -> Database:
    """Opens the database of the settings, brought to its newest revision."""
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database_url, Keyring(settings.keys()))
    upgrade(database.engine)
    return database


def content(database: Database | None = None) -> Programme:
    """The programme as it ships; with a database, as its office has made it by imports."""
    if database is None:
        return Programme(catalogue.shipped(), occupations.shipped())
    with database.session() as session:
        return Programme(catalogue.shipped(), classification.of_office(session))


class House:
    """One process of Jalon: what it serves, receives, delivers and minds, by its `parts`."""

    def __init__(self, settings: Settings, parts: Collection[Part] = tuple(Part)) -> None:
        self.settings = settings
        self.parts = parts
        self.database = open_database(settings)
        self.socket = listen(settings.host, settings.port) if Part.WEB in parts else None
        self.programme = replace(content(self.database), website=f"{self.address}{CONSOLE}" if self.address else "")
        self.world: World | None = None
        self.bot_link = ""
        self._naming: asyncio.Task[None] | None = None
        self._service: Service | None = None
        self._runner: web.AppRunner | None = None
        self._store: Store | None = None

    @property
    def address(self) -> str:
        """Where browsers find this process."""
        if self.settings.public_url:
            return self.settings.public_url
        return f"http://{self.settings.host}:{self.socket.getsockname()[1]}" if self.socket else ""

    async def start(self) -> None:
        self.bot_link = await self._find_bot_link()
        if not self.bot_link:
            self._naming = asyncio.create_task(self._learn_bot_link())
        self._service = self._build_service()
        if self.socket:
            self._runner = web.AppRunner(
                self._build_web(self._service), access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN
            )
            await self._runner.setup()
            await web.SockSite(self._runner, self.socket).start()
        await self._service.start()

    async def stop(self) -> None:
        """Finishes what is held, then closes: the bot before the server that its sandbox lives in."""
        if self._naming:
            self._naming.cancel()
        if self._service:
            await self._service.stop()
        if self._runner:
            await self._runner.cleanup()
        if self._store:
            self._store.close()
        self.database.close()

    async def _find_bot_link(self) -> str:
        if self.settings.sandbox:
            return f"https://t.me/{SANDBOX_BOT}"
        return await client.link(self.settings.bot_api, self._token, PATIENCE)

    async def _learn_bot_link(self) -> None:
        """Asks again until the Bot API tells the bot's name."""
        while not self.bot_link:
            await asyncio.sleep(NAMING)
            self.bot_link = await self._find_bot_link()

    @property
    def _token(self) -> str:
        return self.settings.bot_token.get_secret_value() if self.settings.bot_token else SANDBOX_TOKEN

    def _build_service(self) -> Service:
        api = f"{self.address}/sandbox" if self.settings.sandbox else self.settings.bot_api
        return Service(
            address=Address(api, self._token),
            database=self.database,
            site=site(),
            programme=self.programme,
            clock=now,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            hook=self._hook(),
            parts=self.parts,
        )

    def _hook(self) -> Hook | None:
        """The webhook's address and secret, the same for all processes; none where nobody outside can call us."""
        if self.settings.public_url is None or self.settings.sandbox:
            return None
        return Hook(f"{self.settings.public_url}{HOOK}/", derive(self.settings.keys()[0], "webhook").hex())

    def _build_web(self, service: Service) -> web.Application:
        app = web.Application()
        app.router.add_get("/", self._enter)
        app.router.add_get("/health", self._health)
        app.router.add_get(CONSOLE, _to_console)
        settings = ConsoleSettings(
            programme=self.programme,
            now=now,
            chance=invitation_code,
            bot_link=lambda: self.bot_link,
            fetch=service.client.fetch,
            public_url=self.settings.public_url or "",
            proxies=self.settings.proxies_in_front,
        )
        app.add_subapp(CONSOLE, console.app.create(self.database, settings, service.post))
        if self.settings.sandbox:
            self._store = Store(self.settings.folder / "messenger.sqlite")
            mounted = sandbox.app.create(self._store, SANDBOX_TOKEN, SANDBOX_BOT, now)
            self.world = mounted[WORLD]
            app.add_subapp("/sandbox", mounted)
        hook = service.webhook()
        if hook:
            app.add_subapp(HOOK, hook)
        return app

    async def _enter(self, _request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/sandbox/" if self.settings.sandbox else "/console/")

    async def _health(self, _request: web.Request) -> web.Response:
        """200 where the database answers: for whoever watches over processes."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.database.read(lambda session: session.execute(text("SELECT 1")))
        except TimeoutError:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text="the database does not answer\n")
        return web.Response(text="ok\n")


async def _to_console(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/console/")


def listen(host: str, port: int) -> socket.socket:
    """Takes the port; raises PortTakenError where it cannot."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise PortTakenError(
            f"port {port} of {host} cannot be used ({error.strerror}): stop what uses it, or set JALON_PORT to another"
        ) from error
