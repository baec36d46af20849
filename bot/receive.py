"""Receiving: a raw update is dropped if it was seen, read, answered, and its button's spinner stopped."""

import asyncio
from collections import OrderedDict
from functools import partial
from typing import Any, TypeGuard

import structlog
from telegram.error import BadRequest, TelegramError

from bot import arrivals
from bot.arrivals import Arrival, Json
from bot.client import Client
from bot.timing import Timing
from bot.turns import Answered, Turns
from bot.words import LONGEST_TOAST, cut

REMEMBERED = 10_000
TRIES = 3
"""How often a spinner is stopped: it turns for seconds only."""
log = structlog.get_logger()


class Receiver:
    """Remembers the last updates that were committed, so that one that comes again costs nothing."""

    def __init__(self, client: Client, turns: Turns, timing: Timing) -> None:
        self._client = client
        self._turns = turns
        self._timing = timing
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._answering: set[asyncio.Task[None]] = set()

    async def take(self, raw: Json) -> None:
        """Returns when the update is committed. Raises where it could not be, and must come again."""
        update_id = raw["update_id"]
        if update_id in self._seen:
            return
        arrival = _read(raw)
        if arrival is not None:
            answered = self._turns.begin(arrival)
            if arrival.callback_id is not None:
                answered.add_done_callback(partial(self._stop_spinner, arrival.callback_id))
            await asyncio.shield(answered)
        self._remember(update_id)

    async def finish(self) -> None:
        """Waits a little for the spinners that are being stopped."""
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=self._timing.grace)
            for task in late:
                task.cancel()

    def _remember(self, update_id: int) -> None:
        self._seen[update_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _stop_spinner(self, callback_id: str, answered: asyncio.Future[Answered]) -> None:
        if answered.cancelled() or answered.exception():
            return
        task = asyncio.create_task(self._answer(callback_id, answered.result().toast))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, callback_id: str, toast: str | None) -> None:
        content = {"callback_query_id": callback_id} | ({"text": cut(toast, LONGEST_TOAST)} if toast else {})
        for tries in range(TRIES):
            try:
                await self._client.call("answerCallbackQuery", content)
            except TelegramError as error:
                log.debug("callback not answered", error=type(error).__name__)
                if isinstance(error, BadRequest):
                    return
                await asyncio.sleep(self._timing.wait(tries, error))
            else:
                return


def numbered(raw: Any) -> TypeGuard[Json]:
    """Whether something that came can be an update."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def _read(raw: Json) -> Arrival | None:
    """Reads an update; one that is none of Telegram's would be as unreadable the next time, so it is let go."""
    try:
        return arrivals.read(raw)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        log.error("unreadable update", update=raw.get("update_id"), error=type(error).__name__)
        return None
