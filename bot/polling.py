"""Long polling: the offset moves on only when the batch before it is committed, so no update is lost."""

import asyncio
from typing import Any

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.client import Client
from bot.receive import Receiver, numbered
from bot.timing import Timing

ALLOWED = ["message", "callback_query", "my_chat_member"]
LONGEST_REASON = 200
log = structlog.get_logger()


class Polling:
    def __init__(self, client: Client, receiver: Receiver, timing: Timing) -> None:
        self._client = client
        self._receiver = receiver
        self._timing = timing
        self._offset = 0

    async def run(self) -> None:
        """Polls until cancelled."""
        tries = 0
        while True:
            try:
                updates = await self._updates()
                tries = 0
            except TelegramError as error:
                log.warning("polling failed", error=_reason(error))
                await asyncio.sleep(self._timing.wait(tries, error))
                tries += 1
                continue
            await self._take(updates)

    async def _updates(self) -> list[dict[str, Any]]:
        content = {"offset": self._offset, "timeout": self._timing.poll, "allowed_updates": ALLOWED}
        found = await self._client.call("getUpdates", content, self._timing.poll + self._timing.spare)
        updates = [update for update in found if numbered(update)] if isinstance(found, list) else []
        if len(updates) == 0 and found != []:
            raise TelegramError("what came are no updates")
        return updates

    async def _take(self, updates: list[dict[str, Any]]) -> None:
        """Takes a batch, and again as long as the database does not keep it."""
        tries = 0
        while updates:
            results = await asyncio.gather(*map(self._receiver.take, updates), return_exceptions=True)
            failed = [result for result in results if isinstance(result, BaseException)]
            if not failed:
                self._offset = max(update["update_id"] for update in updates) + 1
                return
            log.error("updates not kept yet", count=len(failed), error=type(failed[0]).__name__)
            await asyncio.sleep(self._timing.wait(tries))
            tries += 1


def _reason(error: TelegramError) -> str:
    match error:
        case Conflict():
            return "another process polls with this token, or a webhook is set"
        case RetryAfter():
            return "too many requests"
        case _:
            return f"{type(error).__name__}: {error.message}"[:LONGEST_REASON]
