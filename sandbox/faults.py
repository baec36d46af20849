"""Faults that a test plans: the next calls of a method are answered as it says."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call: wait `before`, do it if `done`, wait `after`, then close, hang, or answer `status`.

    A fault without status, close or hang only delays the true answer. `raw` is sent instead of Telegram's JSON.
    """

    status: int = 0
    description: str = ""
    parameters: dict[str, int] = field(default_factory=dict)
    raw: str = ""
    before: float = 0
    after: float = 0
    done: bool = False
    close: bool = False
    hang: bool = False

    @property
    def only_delays(self) -> bool:
        return not (self.status or self.close or self.hang)


def flood(seconds: int) -> Fault:
    return Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def blocked() -> Fault:
    return Fault(403, "Forbidden: bot was blocked by the user")


def bad_gateway() -> Fault:
    return Fault(502, "Bad Gateway", raw="<html><h1>502 Bad Gateway</h1></html>")


def dropped() -> Fault:
    """The connection closes and nothing was done."""
    return Fault(close=True)


def lost_answer() -> Fault:
    """It is done, and the connection closes without an answer: the caller cannot know."""
    return Fault(done=True, close=True)


def hanging() -> Fault:
    """Nothing is done and nothing is answered, until `Faults.release`."""
    return Fault(hang=True)


def hanging_after() -> Fault:
    """It is done, and nothing is answered, until `Faults.release`."""
    return Fault(done=True, hang=True)


def slow(seconds: float) -> Fault:
    return Fault(before=seconds)


class Faults:
    def __init__(self) -> None:
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)
        self._released = asyncio.Event()

    def plan(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of a method, or of any ("*"), meet this fault, in the order of planning."""
        self._planned[method.lower()].extend([fault] * times)

    def clear(self) -> None:
        self._planned.clear()

    def take(self, method: str) -> Fault | None:
        for planned in (self._planned[method.lower()], self._planned[ANY]):
            if planned:
                return planned.popleft()
        return None

    def release(self) -> None:
        """Lets those hang no longer that hang, nor any that come."""
        self._released.set()

    async def hang(self) -> None:
        await self._released.wait()
