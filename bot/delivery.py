"""Delivering one message to one chat: what each error of the Bot API means, and when to try again.

A send has no idempotency key, so one whose answer was lost is made again: at least once. An edit repeats freely.
"""

import asyncio
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.exc import DBAPIError
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot import words
from bot.client import Client
from bot.pace import Pace
from bot.timing import Timing
from storage.database import Database, passing
from storage.messages import Delivery as Became
from storage.messages import File
from storage.outbox import Outcome, Outgoing, file, is_wanted

SAME = "message is not modified"
UNPARSED = "can't parse entities"
TOO_LONG = "is too long"
CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    UNPARSED,
    TOO_LONG,
)
CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
TOO_LARGE = ("request entity too large", "(413)")
PICTURES, LARGEST_PICTURE = ("image/png", "image/jpeg"), 10_000_000
"""What the platform shows in the chat; those that are larger, or of a shape that it does not take, go as documents."""
NO_PREVIEW = {"is_disabled": True}
LONGEST_FAILURE = 300
log = structlog.get_logger()


class Delivery:
    """Sends through `client`, at the pace that the platform allows, one message at a time for each chat."""

    def __init__(self, client: Client, database: Database, clock: Callable[[], datetime], timing: Timing) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._timing = timing
        self._pace = Pace(timing.bulk)
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._stopping = asyncio.Event()

    def now(self) -> datetime:
        return self._clock()

    def stop(self) -> None:
        """Ends waiting; what would have to wait stays pending."""
        self._stopping.set()

    async def deliver(self, message: Outgoing, may_send: Callable[[], bool]) -> Outcome | None:
        """Tries until the message is sent or can never be; None where this process may not, or not yet, send it."""
        chat = self._chats.setdefault(message.chat_id, asyncio.Lock())
        tries = 0
        while await self._pace.turn(message, self._stopping):
            async with chat:
                if not may_send():
                    return None
                if self._pace.holds(message.chat_id):
                    continue
                outcome = await self._try(message, tries)
            if outcome:
                return outcome
            tries += 1
        return None

    async def _try(self, message: Outgoing, tries: int) -> Outcome | None:
        """Sends once; None where it is to be tried again, once the chat is held no more."""
        try:
            if lapsed := await self._lapsed(message):
                return self._became(message, lapsed)
            return self._became(message, Became.SENT, platform_id=await self._attempt(message))
        except RetryAfter as error:
            log.warning("too many requests", message=message.id, seconds=self._timing.wait(tries, error))
            self._pace.hold(message.chat_id, self._timing.wait(tries, error))
        except (TelegramError, DBAPIError) as error:
            if outcome := self._hopeless(message, error):
                return outcome
            log.warning("delivery postponed", message=message.id, error=type(error).__name__)
            self._pace.hold(message.chat_id, self._timing.wait(tries))
        except Exception as error:  # noqa: BLE001 - our mistake must not hold up what comes after it
            log.error("message cannot be sent", message=message.id, traceback=traceback.format_exc())
            return self._became(message, Became.FAILED, failure=f"{type(error).__name__}: {error}")
        return None

    async def _lapsed(self, message: Outgoing) -> Became | None:
        """What became, while it waited here, of a message that is good for a time only; None where it is to be sent."""
        now = self._clock()
        if message.good_until is None:
            return None
        if now >= message.good_until:
            return Became.EXPIRED
        wanted = await self._database.read(lambda session: is_wanted(session, message.id, now))
        return None if wanted else Became.RECALLED

    def _hopeless(self, message: Outgoing, error: TelegramError | DBAPIError) -> Outcome | None:
        """Tells an error that trying again cannot mend from one that passes.

        A token that is refused is mended by who runs the bot: what waits is not to be lost by it.
        """
        text = error.message if isinstance(error, TelegramError) else str(error)
        if isinstance(error, Forbidden) or any(sign in text.lower() for sign in CHAT_GONE):
            return self._became(message, Became.BLOCKED, failure=text)
        lost = isinstance(error, DBAPIError) and not passing(error)
        if lost or isinstance(error, BadRequest | ChatMigrated) or any(sign in text.lower() for sign in TOO_LARGE):
            log.error("message refused", message=message.id, error=text)
            return self._became(message, Became.FAILED, failure=text)
        return None

    async def _attempt(self, message: Outgoing) -> int:
        """Returns the platform's id of what stands in the chat then."""
        if message.file_id is not None:
            return await self._document(message, message.file_id)
        if message.edits is not None:
            return await self._edit(message, message.edits)
        return await self._send(message)

    async def _send(self, message: Outgoing) -> int:
        content = _content(message)
        try:
            return _id(await self._client.call("sendMessage", content))
        except BadRequest as error:
            if not _says(error, UNPARSED, TOO_LONG):
                raise
            log.error("message sent without its markup", message=message.id, error=error.message)
        return await self._send_plainly(content)

    async def _send_plainly(self, content: dict[str, Any]) -> int:
        """Without markup, and in pieces where it is too long; the buttons are under the last."""
        common = {name: content[name] for name in ("chat_id", "link_preview_options")}
        *first, last = words.pieces(words.plain(content["text"])) or [content["text"]]
        for piece in first:
            await self._client.call("sendMessage", {**common, "text": piece})
        markup = {name: content[name] for name in content if name == "reply_markup"}
        return _id(await self._client.call("sendMessage", {**common, "text": last, **markup}))

    async def _edit(self, message: Outgoing, shown: int) -> int:
        try:
            await self._client.call("editMessageText", {**_content(message), "message_id": shown})
        except BadRequest as error:
            if _says(error, *CANNOT_EDIT):
                return await self._send(message)
            if not _says(error, SAME):
                raise
        return shown

    async def _document(self, message: Outgoing, file_id: int) -> int:
        """Sends a file with its caption, a picture as one; words that are not taken as a caption come after it."""
        found = await self._database.read(lambda session: file(session, file_id))
        caption = {"chat_id": message.chat_id, "caption": message.body, "parse_mode": "HTML", **_keyboard(message)}
        if found.type in PICTURES and len(found.content) <= LARGEST_PICTURE:
            try:
                return _id(await self._client.call("sendPhoto", {**caption, "photo": _input(found)}))
            except BadRequest as error:
                log.warning("picture sent as a document", message=message.id, error=error.message)
        try:
            return _id(await self._client.call("sendDocument", {**caption, "document": _input(found)}))
        except BadRequest as error:
            if not _says(error, UNPARSED, TOO_LONG):
                raise
            log.error("document sent without its caption", message=message.id, error=error.message)
        await self._client.call("sendDocument", {"chat_id": message.chat_id, "document": _input(found)})
        return await self._send(message)

    def _became(
        self, message: Outgoing, became: Became, platform_id: int | None = None, failure: str | None = None
    ) -> Outcome:
        why = failure and failure[:LONGEST_FAILURE]
        return Outcome(message.id, message.chat_id, became, self._clock(), platform_id, why)


def _says(error: TelegramError, *signs: str) -> bool:
    """The library writes some words of the platform's in small letters and others as they come."""
    return any(sign in error.message.lower() for sign in signs)


def _id(sent: dict[str, Any]) -> int:
    return int(sent["message_id"])


def _input(found: File) -> InputFile:
    """The file under its own name and type, on one line whatever its name holds."""
    made = InputFile(found.content, " ".join(found.name.split()))
    made.mimetype = found.type
    return made


def _content(message: Outgoing) -> dict[str, Any]:
    text = {"text": message.body, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    return {"chat_id": message.chat_id, **text, **_keyboard(message)}


def _keyboard(message: Outgoing) -> dict[str, Any]:
    if not message.keyboard:
        return {}
    return {"reply_markup": {"inline_keyboard": [[_button(button) for button in row] for row in message.keyboard]}}


def _button(button: dict[str, str]) -> dict[str, str]:
    style = {"style": button["style"]} if "style" in button else {}
    if "path" in button:
        return {"text": button["text"], "callback_data": button["path"], **style}
    return {"text": button["text"], "url": button["url"], **style}
