"""Delivery by webhook: in order and one at a time per chat, again and again until the bot says 2xx."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime

import aiohttp

from sandbox import updates
from sandbox.errors import Json
from sandbox.store import Store
from sandbox.updates import Pending

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
LONGEST_PAUSE = 120
SUCCESS = range(200, 300)
ANSWER_WITHIN = 60.0


def telegrams_pause(failures: int) -> float:
    """At once, then after 2, 4, 8... up to 120 seconds."""
    return 0 if failures == 1 else min(2.0 ** (failures - 1), LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Target:
    url: str
    secret: str = field(default="", repr=False)
    connections: int = 40


class Webhook:
    """`pause` says how long to wait after so many failures in a row, `patience` for an answer; tests shorten them."""

    def __init__(self, store: Store, now: Callable[[], datetime], received: Callable[[set[int]], None]) -> None:
        self._store = store
        self._now = now
        self._received = received
        self._couriers: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(40)
        self._error: Json = {}
        self.pause: Callable[[int], float] = telegrams_pause
        self.patience = ANSWER_WITHIN
        kept = store.setting("webhook")
        self.target = Target(**kept) if kept else None

    def info(self) -> Json:
        """Telegram's `WebhookInfo`."""
        url = self.target.url if self.target else ""
        waiting = updates.count(self._store)
        connections = {"max_connections": self.target.connections} if self.target else {}
        allowed = self._store.setting("allowed_updates")
        kinds = {"allowed_updates": allowed} if allowed else {}
        about = {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}
        return {**about, **connections, **kinds, **(self._error if self.target else {})}

    def set(self, target: Target | None) -> None:
        """Points the deliveries elsewhere, or ends them."""
        self._stop()
        self.target = target
        self._error = {}
        self._store.remember("webhook", asdict(target) if target else None)
        self._places = asyncio.Semaphore(target.connections if target else 1)
        self.wake()

    def wake(self) -> None:
        """Sends a courier for each chat that has something waiting and none under way."""
        if self.target is None or self._session is None:
            return
        for queue in updates.queues(self._store):
            if queue not in self._couriers:
                courier = asyncio.create_task(self._deliver(self.target, self._session, queue))
                self._couriers[queue] = courier

    async def open(self) -> None:
        self._session = aiohttp.ClientSession()
        self.wake()

    async def close(self) -> None:
        couriers = list(self._couriers.values())
        self._stop()
        await asyncio.gather(*couriers, return_exceptions=True)
        if self._session:
            await self._session.close()

    def _stop(self) -> None:
        for courier in self._couriers.values():
            courier.cancel()
        self._couriers.clear()

    async def _deliver(self, target: Target, session: aiohttp.ClientSession, queue: str) -> None:
        failures = 0
        while update := updates.first(self._store, queue, self._now()):
            async with self._places:
                error = await _post(target, session, update, self.patience)
            if error:
                failures += 1
                self._error = {"last_error_date": int(self._now().timestamp()), "last_error_message": error}
                await asyncio.sleep(self.pause(failures))
            else:
                failures = 0
                updates.settle(self._store, update.update_id)
                self._received({update.chat_id})
        del self._couriers[queue]


async def _post(target: Target, session: aiohttp.ClientSession, update: Pending, patience: float) -> str:
    """What went wrong, or an empty string."""
    headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: target.secret} if target.secret else {})
    try:
        async with asyncio.timeout(patience), session.post(target.url, data=update.body, headers=headers) as answer:
            if answer.status in SUCCESS:
                return ""
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientConnectorError:
        return "Connection refused"
    except aiohttp.ClientError:
        return "Connection closed"
