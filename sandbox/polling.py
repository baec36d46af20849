"""Long polls: one at a time, the older gives way to the newer."""

import asyncio

from sandbox.errors import conflict

SUPPLANTED = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Polls:
    def __init__(self) -> None:
        self._waiting: asyncio.Future[None] | None = None
        self._closed = False

    async def wait(self, seconds: float) -> None:
        """Until an update arrives or the time is over; raises the conflict if another poll takes the place."""
        self.supplant(SUPPLANTED)
        if self._closed:
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = turn
        try:
            await asyncio.wait_for(turn, seconds)
        except TimeoutError:
            return
        finally:
            if self._waiting is turn:
                self._waiting = None

    def wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def supplant(self, words: str) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(conflict(words))
        self._waiting = None

    def close(self) -> None:
        self._closed = True
        self.wake()
