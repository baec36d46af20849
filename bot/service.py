"""The bot as a whole: its parts, started and stopped in order."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

import structlog
from aiohttp import web
from telegram import BotCommand
from telegram.error import BadRequest, TelegramError

from bot import webhook
from bot.arrivals import Arrival
from bot.client import Client
from bot.delivery import Delivery
from bot.fetching import Fetching
from bot.polling import ALLOWED, Polling
from bot.receive import Receiver
from bot.reminders import Reminders
from bot.sender import Sender
from bot.timing import Timing
from bot.turns import Answered, Turns
from coaching.programme import Programme
from dialogs.engine.site import Site
from dialogs.engine.staffing import StaffEvent
from locales.catalogs import DEFAULT, LANGUAGES, reader
from locales.text import _
from storage.database import Database

DESCRIPTION = _(
    "I coach people whom Québec has selected and who are still abroad: a plan of your own, step by step, "
    "and a person who answers you. Open the link of your invitation, or tap Start to look around."
)
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


class TurnFailedError(Exception):
    """What staff did could not be done: our mistake, written down with its traceback. It may be tried again."""


class Service:
    """Receives, answers, delivers, reminds and fetches; with a `hook` by webhook, otherwise by long polling."""

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
        timing: Timing = Timing(),  # noqa: B008 - frozen
    ) -> None:
        self.client = Client(address.api, address.token, timing.call)
        self._site = site
        self._hook = hook
        self._parts = parts
        self._timing = timing
        self._sender = Sender(database, Delivery(self.client, database, clock, timing), owner, timing)
        self._turns = Turns(database, site, programme, clock, self._wake)
        self._receiver = Receiver(self.client, self._turns, timing)
        self._reminders = Reminders(database, self._turns, clock, timing)
        files = Client(address.api, address.token, timing.fetch)
        self._fetching = Fetching(files, database, self._turns, clock, owner, timing)
        self._receiving: list[asyncio.Task[None]] = []
        self._sending: list[asyncio.Task[None]] = []

    def webhook(self) -> web.Application | None:
        """The application that Telegram calls, to be mounted where the hook's address leads."""
        return webhook.app(self._receiver, self._hook.secret) if self._hook else None

    async def post(self, event: StaffEvent) -> Answered:
        """Takes what staff did in a conversation; returns when it is committed. Raises TurnFailedError."""
        answered = await self._turns.take(Arrival(event.key, event, conversation_id=event.conversation_id))
        if answered.failed:
            raise TurnFailedError(event.key)
        return answered

    def _wake(self) -> None:
        """After each commit: there may be something to send, or a proof to fetch."""
        self._sender.wake()
        self._fetching.wake()

    async def start(self) -> None:
        """Starts all parts; the Bot API may still be out of reach."""
        await self.client.open()
        if Part.DELIVER in self._parts:
            self._sending.append(self._kept_up("sender", self._sender.run))
        if Part.WEB in self._parts:
            self._receiving.append(self._kept_up("menu", self._introduce))
            self._receiving.append(self._kept_up("receiver", self._listen))
        if Part.JOBS in self._parts:
            self._receiving.append(self._kept_up("reminders", self._reminders.run))
            self._receiving.append(self._kept_up("proofs", self._fetching.run))

    async def stop(self) -> None:
        """Stops receiving, then finishes what is held: turns, then what they say."""
        await self._cancel(self._receiving)
        await self._turns.finish(self._timing.grace)
        sender = [self._sender.finish()] if self._sending else []
        await self._cancel(self._sending)
        await asyncio.gather(self._receiver.finish(), *sender)
        await self.client.close_all()

    @staticmethod
    async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        tasks.clear()

    def _kept_up(self, part: str, run: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        return asyncio.create_task(self._keep_up(part, run))

    async def _keep_up(self, part: str, run: Callable[[], Awaitable[None]]) -> None:
        """Runs a part, and again where it ends by a mistake of ours: a bot that is deaf or dumb must not go unseen."""
        tries = 0
        while True:
            try:
                await run()
            except Exception:  # noqa: BLE001 - whatever it is
                # A text and no exc_info, of which a console would show the variables, and with them the token.
                log.critical("part failed", part=part, traceback=traceback.format_exc())
                await asyncio.sleep(self._timing.wait(tries))
                tries += 1
            else:
                return

    async def _listen(self) -> None:
        if self._hook:
            await self._patiently(partial(self._set_webhook, self._hook))
        else:
            await self._patiently(lambda: self.client.call("deleteWebhook", {}))
            await Polling(self.client, self._receiver, self._timing).run()

    async def _patiently(self, call: Callable[[], Awaitable[Any]]) -> None:
        tries = 0
        while True:
            try:
                await call()
            except TelegramError as error:
                log.warning("the Bot API does not answer", error=type(error).__name__)
                await asyncio.sleep(self._timing.wait(tries, error))
                tries += 1
            else:
                return

    async def _set_webhook(self, hook: Hook) -> None:
        await self.client.set_webhook(hook.url, secret_token=hook.secret, allowed_updates=ALLOWED, max_connections=100)

    async def _introduce(self) -> None:
        """Tells the platform who we are and the commands of the menu, in each language; nobody waits for that."""
        for language in LANGUAGES:
            for tell in (self._tell_commands, self._tell_who_we_are):
                await self._patiently(partial(self._tell, tell, language))

    @staticmethod
    async def _tell(tell: Callable[[str], Awaitable[None]], language: str) -> None:
        """What the platform refuses once, it refuses always."""
        try:
            await tell(language)
        except BadRequest as error:
            log.error("introduction refused", language=language, error=error.message)

    async def _tell_commands(self, language: str) -> None:
        words = reader(language, "UTC")
        commands = [
            BotCommand(page.command.name, words.plain(page.command.description))
            for page in self._site.commands.values()
            if page.command
        ]
        await self.client.set_my_commands(commands, language_code=None if language == DEFAULT else language)

    async def _tell_who_we_are(self, language: str) -> None:
        """What stands in the empty chat, before anybody has written."""
        words = reader(language, "UTC").plain(DESCRIPTION)
        await self.client.set_my_description(words, language_code=None if language == DEFAULT else language)
