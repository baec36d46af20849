"""The bot as a whole: its parts, started and stopped in order."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import structlog
from aiohttp import web
from telegram import BotCommand
from telegram.error import TelegramError

from bot import webhook
from bot.arrivals import Arrival
from bot.client import Client
from bot.delivery import Delivery
from bot.pace import Pace
from bot.polling import ALLOWED, Polling
from bot.receive import Receiver
from bot.reminders import Reminders
from bot.sender import Sender
from bot.turns import Answered, Turns
from coaching.programme import Programme
from dialogs.engine.site import Site
from dialogs.engine.staffing import StaffEvent
from locales.catalogs import DEFAULT, LANGUAGES, reader
from storage.database import Database

RETRY = 3.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Address:
    """Where the Bot API answers, as `https://api.telegram.org`, and the token, which is never printed."""

    api: str
    token: str

    def __repr__(self) -> str:
        return f"Address({self.api})"


class Part(StrEnum):
    """What a process of many may do: receive and answer, deliver, or mind the clock."""

    WEB = "web"
    DELIVER = "deliver"
    JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class Hook:
    """The public address that Telegram calls, and the secret that it shows."""

    url: str
    secret: str

    def __repr__(self) -> str:
        return f"Hook({self.url})"


class Service:
    """Receives, answers, delivers and reminds; with a `hook` by webhook, otherwise by long polling."""

    def __init__(  # noqa: PLR0913 - built once, by the front door
        self,
        *,
        address: Address,
        database: Database,
        site: Site,
        programme: Programme,
        clock: Callable[[], datetime],
        owner: str,
        hook: Hook | None = None,
        parts: Collection[Part] = tuple(Part),
    ) -> None:
        self.client = Client(address.api, address.token)
        self._site = site
        self._hook = hook
        self._parts = parts
        self._sender = Sender(database, Delivery(self.client, database, Pace(), clock), owner)
        self._turns = Turns(database, site, programme, clock, self._sender.wake)
        self._receiver = Receiver(self.client, self._turns)
        self._reminders = Reminders(database, self._turns, clock)
        self._sending: asyncio.Task[None] | None = None
        self._running: list[asyncio.Task[None]] = []

    def webhook(self) -> web.Application | None:
        """The application that Telegram calls, to be mounted where the hook's address leads."""
        return webhook.app(self._receiver, self._hook.secret) if self._hook else None

    async def post(self, event: StaffEvent) -> Answered:
        """Takes what staff did in a conversation; returns when it is committed."""
        return await self._turns.take(Arrival(key=event.key, event=event, conversation_id=event.conversation_id))

    async def start(self) -> None:
        """Starts all parts; the Bot API may still be out of reach."""
        await self.client.open()
        if Part.DELIVER in self._parts:
            self._sending = asyncio.create_task(self._sender.run())
        if Part.WEB in self._parts:
            self._running.append(asyncio.create_task(self._listen()))
        if Part.JOBS in self._parts:
            self._running.append(asyncio.create_task(self._reminders.run()))

    async def stop(self) -> None:
        """Stops receiving, then finishes what is held: turns, then what they say."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._turns.finish()
        await self._receiver.finish()
        self._sender.stop()
        if self._sending:
            await self._sending
        await self.client.close_all()

    async def _listen(self) -> None:
        await self._patiently(self._introduce)
        if self._hook:
            await self._patiently(self._set_webhook)
        else:
            await self._patiently(lambda: self.client.call("deleteWebhook", {}))
            await Polling(self.client, self._receiver).run()

    async def _patiently(self, call: Callable[[], Any]) -> None:
        while True:
            try:
                await call()
            except TelegramError as error:
                log.warning("the Bot API does not answer", error=type(error).__name__)
                await asyncio.sleep(RETRY)
            else:
                return

    async def _set_webhook(self) -> None:
        hook = self._hook
        if hook:
            await self.client.set_webhook(
                hook.url, secret_token=hook.secret, allowed_updates=ALLOWED, max_connections=100
            )

    async def _introduce(self) -> None:
        """Tells the platform the commands of the menu, in each language."""
        for language in LANGUAGES:
            words = reader(language, "UTC")
            commands = [
                BotCommand(page.command.name, words.plain(page.command.description))
                for page in self._site.commands.values()
                if page.command
            ]
            await self.client.set_my_commands(commands, language_code=None if language == DEFAULT else language)
