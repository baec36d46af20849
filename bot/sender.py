"""The sender: takes what is pending out of the transcript, delivers it, and writes down what became of it.

One sender works at a time, elected by a lease. In memory: first in first out for each chat, one in flight for each
chat, a bucket for what is sent in bulk, answers before notices. One task both loads what is pending and settles what
was sent, so nothing is loaded again that is about to be settled. What a dead sender had in flight is sent again.
"""

import asyncio
from collections import deque
from contextlib import suppress
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.delivery import Delivery
from storage import leases, outbox
from storage.database import Database
from storage.outbox import Outcome, Outgoing

LEASE = "sender"
LEASE_LENGTH = timedelta(seconds=5)
STAND_DOWN = 0.8
"""The share of a lease after which a sender that could not renew it sends nothing more."""
LOOK = 0.2
"""Seconds between looks for what others wrote."""
SETTLE = 0.05
"""Seconds over which results are gathered before they are written."""
RENEW = 2.0
"""Seconds before it stands down at which a sender renews its lease."""
LARGEST_LOAD = 500
log = structlog.get_logger()


class Sender:
    """`owner` names this process; on SQLite, whose file belongs to one process, every start is the same owner."""

    def __init__(self, database: Database, delivery: Delivery, owner: str) -> None:
        self._database = database
        self._delivery = delivery
        self._owner = "the only process" if database.is_sqlite else owner
        self._queues: dict[int, deque[Outgoing]] = {}
        self._draining: set[asyncio.Task[None]] = set()
        self._known: set[int] = set()
        self._outcomes: list[Outcome] = []
        self._woken = asyncio.Event()
        self._stopping = False
        self._sends_until = 0.0

    def wake(self) -> None:
        """Says that there is something to send."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until `stop`; then finishes what is in flight, and settles it."""
        while not self._stopping:
            await self._exchange()
            await self._wait()
        if self._draining:
            await asyncio.wait(self._draining, timeout=LEASE_LENGTH.total_seconds())
        await self._exchange()
        await self._database.run(lambda session: leases.give_up(session, LEASE, self._owner))

    def stop(self) -> None:
        self._stopping = True
        self._delivery.stop()
        self._woken.set()

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK):
                await self._woken.wait()
        self._woken.clear()

    async def _exchange(self) -> None:
        """Settles results and loads what is pending, in one transaction."""
        outcomes, now = list(self._outcomes), asyncio.get_running_loop().time()
        renew = now > self._sends_until - RENEW
        try:
            rows = await self._database.run(lambda session: self._work(session, outcomes, renew=renew))
        except SQLAlchemyError as error:
            log.error("outbox out of reach", error=type(error).__name__)
            return
        del self._outcomes[: len(outcomes)]
        self._known.difference_update(outcome.id for outcome in outcomes)
        if rows is None:
            self._sends_until = 0
            return
        if renew:
            self._sends_until = now + LEASE_LENGTH.total_seconds() * STAND_DOWN
        self._queue(rows)

    def _work(self, session: Session, outcomes: list[Outcome], *, renew: bool) -> list[Outgoing] | None:
        """Returns None where another process is the sender."""
        outbox.settle(session, outcomes)
        if renew and not leases.take(session, LEASE, self._owner, LEASE_LENGTH):
            return None
        return [] if self._stopping else outbox.pending(session, self._known, LARGEST_LOAD)

    def _queue(self, rows: list[Outgoing]) -> None:
        for row in rows:
            self._known.add(row.id)
            if row.chat_id in self._queues:
                self._queues[row.chat_id].append(row)
                continue
            self._queues[row.chat_id] = deque([row])
            task = asyncio.create_task(self._drain(row.chat_id))
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    def _may_send(self) -> bool:
        return asyncio.get_running_loop().time() < self._sends_until

    async def _drain(self, chat_id: int) -> None:
        """Delivers what waits for one chat, in order, one at a time; what is left at a stop stays pending."""
        queue = self._queues[chat_id]
        while queue:
            outcome = await self._delivery.deliver(queue[0], self._may_send)
            if outcome is None:
                break
            queue.popleft()
            self._note(outcome)
        self._known.difference_update(row.id for row in queue)
        del self._queues[chat_id]

    def _note(self, outcome: Outcome) -> None:
        """Keeps a result, to be written together with those of the next moment."""
        if not self._outcomes:
            asyncio.get_running_loop().call_later(SETTLE, self._woken.set)
        self._outcomes.append(outcome)
