"""The pace that the platform allows: a bucket for what is sent in bulk, and waits that it asked for.

Answers to a person's own message are not bulk. A wait that was asked for one chat holds that chat, and all bulk.
"""

import asyncio

from storage.outbox import Outgoing


class Pace:
    """`bulk` messages a second where no person waits for them."""

    def __init__(self, bulk: float = 30) -> None:
        self._gap = 1 / bulk
        self._next_bulk = 0.0
        self._held: dict[int, float] = {}

    def hold(self, chat_id: int, seconds: float) -> None:
        """Sends nothing to a chat for a while; a hold is never shortened by another."""
        until = asyncio.get_running_loop().time() + seconds
        self._held[chat_id] = max(until, self._held.get(chat_id, 0))
        self._next_bulk = max(until, self._next_bulk)

    async def turn(self, message: Outgoing, stopping: asyncio.Event) -> bool:
        """Waits until a message may be sent; False where everything is about to stop."""
        loop = asyncio.get_running_loop()
        while not stopping.is_set():
            now = loop.time()
            at = self._held.get(message.chat_id, 0)
            if message.priority:
                at = max(at, self._next_bulk)
            if at <= now:
                self._held.pop(message.chat_id, None)
                if message.priority:
                    self._next_bulk = max(now, self._next_bulk) + self._gap
                return True
            await _until(stopping, at - now)
        return False


async def _until(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
