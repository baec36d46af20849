"""Tells those who look at a chat that something happened in it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.errors import Json


class Hub:
    """Listeners get every happening after they began to listen; one None says that the sandbox closes."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json | None]] = set()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Json | None]]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def tell(self, kind: str, chat_id: int, **details: object) -> None:
        for listener in self._listeners:
            listener.put_nowait({"kind": kind, "chat_id": chat_id, **details})

    def close(self) -> None:
        for listener in self._listeners:
            listener.put_nowait(None)
