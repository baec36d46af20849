"""Delivering one message to one chat: what each error of the Bot API means, and when to try again.

A send has no idempotency key, so one whose answer was lost is made again: at least once. An edit repeats freely.
"""

import asyncio
import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.client import Client
from bot.pace import Pace
from storage.database import Database
from storage.messages import Delivery as Became
from storage.messages import File
from storage.outbox import Outcome, Outgoing, file

WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds between tries while the Bot API is out of order; the last is repeated."""
SAME = "message is not modified"
UNPARSED = "can't parse entities"
CANNOT_EDIT = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
NO_PREVIEW = {"is_disabled": True}
TAGS = re.compile(r"<[^>]*>")
LONGEST_FAILURE = 300
log = structlog.get_logger()


class Delivery:
    """Sends through `client`, at the pace that the platform allows."""

    def __init__(self, client: Client, database: Database, pace: Pace, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._database = database
        self._pace = pace
        self._clock = clock
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends waiting; what is not sent stays pending."""
        self._stopping.set()

    async def deliver(self, message: Outgoing, may_send: Callable[[], bool]) -> Outcome | None:
        """Tries until the message is sent or can never be; None where this process may not, or not yet, send it."""
        tries = 0
        while True:
            if not await self._pace.turn(message, self._stopping) or not may_send():
                return None
            try:
                return await self._attempt(message)
            except RetryAfter as error:
                self._pace.hold(message.chat_id, _seconds(error.retry_after))
            except TelegramError as error:
                outcome = self._hopeless(message, error)
                if outcome:
                    return outcome
                log.warning("delivery postponed", message=message.id, error=type(error).__name__)
                self._pace.hold(message.chat_id, WAITS[min(tries, len(WAITS) - 1)])
            tries += 1

    def _hopeless(self, message: Outgoing, error: TelegramError) -> Outcome | None:
        """Tells an error that trying again cannot mend from one that passes."""
        text = error.message
        if isinstance(error, Forbidden) or any(sign in text.lower() for sign in CHAT_GONE):
            return self._became(message, Became.BLOCKED, failure=text)
        if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
            log.error("message refused", message=message.id, error=text)
            return self._became(message, Became.FAILED, failure=text)
        return None

    async def _attempt(self, message: Outgoing) -> Outcome:
        if message.file_id is not None:
            return self._sent(message, await self._document(message, message.file_id))
        if message.edits is not None:
            return self._sent(message, await self._edit(message, message.edits))
        return self._sent(message, await self._send(message))

    async def _send(self, message: Outgoing) -> int:
        content = _content(message)
        try:
            sent = await self._client.call("sendMessage", content)
        except BadRequest as error:
            if UNPARSED not in error.message:
                raise
            log.error("markup refused", message=message.id, error=error.message)
            sent = await self._client.call("sendMessage", _unmarked(content))
        return int(sent["message_id"])

    async def _edit(self, message: Outgoing, shown: int) -> int:
        try:
            await self._client.call("editMessageText", {**_content(message), "message_id": shown})
        except BadRequest as error:
            if SAME in error.message.lower():
                return shown
            if any(sign in error.message.lower() for sign in (*CANNOT_EDIT, UNPARSED)):
                return await self._send(message)
            raise
        return shown

    async def _document(self, message: Outgoing, file_id: int) -> int:
        found: File = await self._database.read(lambda session: file(session, file_id))
        sent = await self._client.send_document(
            message.chat_id,
            InputFile(found.content, found.name),
            caption=message.body,
            parse_mode=ParseMode.HTML,
            api_kwargs={"reply_markup": _markup(message.keyboard)} if message.keyboard else None,
        )
        return sent.message_id

    def _sent(self, message: Outgoing, platform_id: int) -> Outcome:
        return self._became(message, Became.SENT, platform_id=platform_id)

    def _became(
        self, message: Outgoing, became: Became, platform_id: int | None = None, failure: str | None = None
    ) -> Outcome:
        why = failure and failure[:LONGEST_FAILURE]
        return Outcome(message.id, message.chat_id, became, self._clock(), platform_id, why)


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _content(message: Outgoing) -> dict[str, Any]:
    content: dict[str, Any] = {
        "chat_id": message.chat_id,
        "text": message.body,
        "parse_mode": "HTML",
        "link_preview_options": NO_PREVIEW,
    }
    if message.keyboard:
        content["reply_markup"] = _markup(message.keyboard)
    return content


def _unmarked(content: dict[str, Any]) -> dict[str, Any]:
    without = {name: value for name, value in content.items() if name != "parse_mode"}
    return {**without, "text": html.unescape(TAGS.sub("", content["text"]))}


def _markup(rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: dict[str, str]) -> dict[str, str]:
    style = {"style": button["style"]} if "style" in button else {}
    if "path" in button:
        return {"text": button["text"], "callback_data": button["path"], **style}
    return {"text": button["text"], "url": button["url"], **style}
