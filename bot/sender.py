"""The sender: takes what is pending out of the transcript, delivers it, and writes down what became of it.

One sender works at a time, elected by a lease. In memory: first in first out for each chat, one in flight for each
chat, a bucket for what is sent in bulk, answers before notices. One task both loads what is pending and settles what
was sent, so nothing is loaded again that is about to be settled. What a dead sender had in flight is sent again.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.delivery import Delivery
from bot.timing import Timing
from coaching import silence
from storage import leases, outbox
from storage.conversations import Conversation
from storage.database import Database
from storage.messages import Delivery as Became
from storage.outbox import Outcome, Outgoing

LEASE = "sender"
STAND_DOWN = 0.8
"""The share of a lease after which a sender that could not renew it sends nothing more."""
RENEW = 0.4
"""The share of a lease after which a sender renews it."""
LARGEST_LOAD = 500
Lane: TypeAlias = tuple[int, bool]
"""A chat, and whether what goes there is bulk: an answer does not wait behind a notice."""
log = structlog.get_logger()


class Sender:
    """`owner` names this process; on SQLite, whose file belongs to one process, every start is the same owner."""

    def __init__(self, database: Database, delivery: Delivery, owner: str, timing: Timing) -> None:
        self._database = database
        self._delivery = delivery
        self._owner = "the only process" if database.is_sqlite else owner
        self._timing = timing
        self._queues: dict[Lane, deque[Outgoing]] = {}
        self._draining: set[asyncio.Task[None]] = set()
        self._known: set[int] = set()
        self._outcomes: list[Outcome] = []
        self._woken = asyncio.Event()
        self._exchanging: asyncio.Task[None] | None = None
        self._term = 0
        self._sends_until = 0.0

    def wake(self) -> None:
        """Says that there is something to send."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until cancelled."""
        while True:
            self._exchanging = asyncio.create_task(self._exchange())
            await asyncio.shield(self._exchanging)
            await self._wait()

    async def finish(self) -> None:
        """Sends what the last turns said, waits for what is in flight, and settles it, each within the grace."""
        self._delivery.stop()
        if self._exchanging and not self._exchanging.done():
            await self._within_grace(self._exchanging)
        await self._within_grace(self._exchange())
        now, grace = asyncio.get_running_loop().time(), self._timing.grace
        self._sends_until = min(self._sends_until, now + grace / 2)
        if self._draining:
            _, late = await asyncio.wait(self._draining, timeout=grace)
            for task in late:
                task.cancel()
        await self._within_grace(self._database.run(self._give_up))

    async def _within_grace(self, work: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(self._timing.grace):
                await work
        except (SQLAlchemyError, TimeoutError) as error:
            log.error("outbox out of reach at the end", error=type(error).__name__)

    def _give_up(self, session: Session) -> None:
        self._settle(session, self._outcomes)
        leases.give_up(session, LEASE, self._owner)

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timing.look):
                await self._woken.wait()
        self._woken.clear()

    async def _exchange(self) -> None:
        """Settles results and loads what is pending, in one transaction."""
        outcomes, now = list(self._outcomes), asyncio.get_running_loop().time()
        length = self._timing.lease
        renew = now > self._sends_until - (STAND_DOWN - RENEW) * length
        try:
            rows = await self._database.run(lambda session: self._work(session, outcomes, renew=renew))
        except SQLAlchemyError as error:
            log.error("outbox out of reach", error=type(error).__name__)
            return
        del self._outcomes[: len(outcomes)]
        self._known.difference_update(outcome.id for outcome in outcomes)
        self._settle_soon()
        if rows is None:
            self._sends_until = 0
            return
        if renew:
            self._prolong(now)
        self._queue(rows)

    def _prolong(self, since: float) -> None:
        """A lease that had run out may have been another's meanwhile: what was queued under it is not sent any more."""
        if since > self._sends_until:
            self._term += 1
        self._sends_until = since + self._timing.lease * STAND_DOWN

    def _work(self, session: Session, outcomes: list[Outcome], *, renew: bool) -> list[Outgoing] | None:
        """Returns None where another process is the sender."""
        self._settle(session, outcomes)
        if renew and not leases.take(session, LEASE, self._owner, timedelta(seconds=self._timing.lease)):
            return None
        if renew:
            self._tell_again(session, outbox.expire(session, self._delivery.now()))
        return outbox.pending(session, self._known, LARGEST_LOAD)

    def _settle(self, session: Session, outcomes: list[Outcome]) -> None:
        self._tell_again(session, outbox.settle(session, outcomes))

    def _tell_again(self, session: Session, lost: Sequence[Conversation]) -> None:
        """What a reminder told that is not sent any more is for the next morning."""
        for conversation in lost:
            silence.untold(session, conversation, self._delivery.now())

    def _queue(self, rows: list[Outgoing]) -> None:
        for row in rows:
            self._known.add(row.id)
            lane = row.chat_id, row.priority > 0
            if lane in self._queues:
                self._queues[lane].append(row)
                continue
            self._queues[lane] = deque([row])
            task = asyncio.create_task(self._drain(lane, self._term))
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    def _may_send(self, term: int) -> bool:
        return term == self._term and asyncio.get_running_loop().time() < self._sends_until

    async def _drain(self, lane: Lane, term: int) -> None:
        """Delivers what waits in a lane, in order, one at a time; what is left at a stop stays pending.

        What is left for a chat that blocks us is marked when that is settled.
        """
        queue = self._queues[lane]
        try:
            while queue:
                outcome = await self._delivery.deliver(queue[0], partial(self._may_send, term))
                if outcome is None:
                    break
                queue.popleft()
                self._note(outcome)
                if outcome.delivery is Became.BLOCKED:
                    break
        finally:
            self._known.difference_update(row.id for row in queue)
            del self._queues[lane]

    def _note(self, outcome: Outcome) -> None:
        """Keeps a result, to be written together with those of the next moment."""
        self._outcomes.append(outcome)
        if len(self._outcomes) == 1:
            self._settle_soon()

    def _settle_soon(self) -> None:
        if self._outcomes:
            asyncio.get_running_loop().call_later(self._timing.settle, self._woken.set)
