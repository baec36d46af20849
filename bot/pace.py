"""The pace that the platform allows: a bucket for what is sent in bulk, and waits that it asked for.

Answers to a person's own message are not bulk. A wait that was asked for one chat holds that chat, and all bulk.
"""

import asyncio
from collections.abc import Callable

from storage.outbox import Outgoing


class Pace:
    """`gap` seconds lie between two messages for which no person waits."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._next_bulk = 0.0
        self._held: dict[int, float] = {}
        self._bulk = asyncio.Lock()

    def hold(self, chat_id: int, seconds: float) -> None:
        """Sends nothing to a chat for a while; a hold is never shortened by another."""
        until = asyncio.get_running_loop().time() + seconds
        self._held[chat_id] = max(until, self._held.get(chat_id, 0))
        self._next_bulk = max(until, self._next_bulk)

    def holds(self, chat_id: int) -> bool:
        return self._held.get(chat_id, 0) > asyncio.get_running_loop().time()

    async def turn(self, message: Outgoing, stopping: asyncio.Event) -> bool:
        """Waits until a message may be sent; False where everything is about to stop first."""
        if message.priority:
            return await self._bulk_turn(message, stopping)
        return await self._reached(lambda: self._held.get(message.chat_id, 0), message, stopping)

    async def _bulk_turn(self, message: Outgoing, stopping: asyncio.Event) -> bool:
        """Only the first of those that wait looks at the clock, so that a thousand cost no more than one."""
        async with self._bulk:
            if stopping.is_set():
                return False
            reached = await self._reached(
                lambda: max(self._held.get(message.chat_id, 0), self._next_bulk), message, stopping
            )
            self._next_bulk = max(asyncio.get_running_loop().time(), self._next_bulk) + self._gap
            return reached

    async def _reached(self, due: Callable[[], float], message: Outgoing, stopping: asyncio.Event) -> bool:
        loop = asyncio.get_running_loop()
        while due() > loop.time():
            if stopping.is_set():
                return False
            await _until(stopping, due() - loop.time())
        self._held.pop(message.chat_id, None)
        return True


async def _until(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
