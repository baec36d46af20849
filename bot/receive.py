"""Receiving: a raw update is dropped if it was seen, read, answered, and its button's spinner stopped."""

import asyncio
from collections import OrderedDict
from typing import Any

import structlog
from telegram.error import TelegramError

from bot import arrivals
from bot.arrivals import Arrival
from bot.client import Client
from bot.turns import Answered, Turns

REMEMBERED = 10_000
log = structlog.get_logger()


class Receiver:
    """Remembers the last updates that were committed, so that one that comes again costs nothing."""

    def __init__(self, client: Client, turns: Turns) -> None:
        self._client = client
        self._turns = turns
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._answering: set[asyncio.Task[None]] = set()

    async def take(self, raw: dict[str, Any]) -> None:
        """Returns when the update is committed. Raises where it could not be, and must come again."""
        update_id = int(raw["update_id"])
        if update_id in self._seen:
            return
        arrival = _read(raw)
        if arrival is not None:
            answered = await self._turns.take(arrival)
            if arrival.callback_id is not None:
                self._stop_spinner(arrival.callback_id, answered)
        self._remember(update_id)

    async def finish(self) -> None:
        if self._answering:
            await asyncio.wait(self._answering, timeout=5)

    def _remember(self, update_id: int) -> None:
        self._seen[update_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _stop_spinner(self, callback_id: str, answered: Answered) -> None:
        task = asyncio.create_task(self._answer(callback_id, answered))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, callback_id: str, answered: Answered) -> None:
        content = {"callback_query_id": callback_id}
        if answered.toast:
            content["text"] = answered.toast
        try:
            await self._client.call("answerCallbackQuery", content)
        except TelegramError as error:
            log.debug("callback not answered", error=type(error).__name__)


def _read(raw: dict[str, Any]) -> Arrival | None:
    """Reads an update; one that is none of Telegram's would be as unreadable the next time, so it is let go."""
    try:
        return arrivals.read(raw)
    except (KeyError, TypeError, AttributeError) as error:
        log.error("unreadable update", update=raw.get("update_id"), error=type(error).__name__)
        return None
