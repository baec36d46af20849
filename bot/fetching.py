"""Fetching: files that people sent as proofs are brought from the platform, looked at and kept, and a turn says so.

The proofs that are not checked off are the queue. Nothing of this is done within a transaction but the keeping itself,
and the event carries no content: so a death in between costs a second fetch at most, a second worker keeps nothing
twice, and a turn that fails leaves the file where it is.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.arrivals import Arrival
from bot.client import Client
from bot.timing import Timing
from bot.turns import Turns
from coaching.proofs import Format, Refusal, is_protected, look, named
from dialogs.engine.events import Examined
from storage import leases, proofs
from storage.database import Database, passing, traced
from storage.events import FailedTurn
from storage.messages import File
from storage.outbox import file
from storage.proofs import Unchecked

LEASE = "proofs"
LARGEST_LOAD = 100
AT_ONCE = 2
"""How many files are held in memory."""
log = structlog.get_logger()


class Fetching:
    """One process fetches at a time, elected by a lease; `client` is opened and closed here, and has time enough."""

    def __init__(
        self,
        client: Client,
        database: Database,
        turns: Turns,
        clock: Callable[[], datetime],
        owner: str,
        timing: Timing,
    ) -> None:
        self._client = client
        self._database = database
        self._turns = turns
        self._clock = clock
        self._owner = "the only process" if database.is_sqlite else owner
        self._timing = timing
        self._woken = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._bringing: dict[int, asyncio.Task[None]] = {}
        self._tries: dict[int, int] = {}

    def wake(self) -> None:
        """Says that there may be something to fetch."""
        self._woken.set()

    async def run(self) -> None:
        """Looks for proofs that are not checked off, until cancelled."""
        await self._client.open()
        try:
            while True:
                await self._look()
                await asyncio.sleep(self._timing.look)
                await self._wait()
        finally:
            bringing = list(self._bringing.values())
            for task in bringing:
                task.cancel()
            await asyncio.gather(*bringing, return_exceptions=True)
            await self._client.close_all()

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timing.proofs):
                await self._woken.wait()
        self._woken.clear()

    async def _look(self) -> None:
        try:
            found = await self._database.read(lambda session: proofs.unchecked(session, LARGEST_LOAD))
            if not found or not await self._database.run(self._elected):
                return
        except SQLAlchemyError as error:
            log.error("proofs out of reach", error=type(error).__name__)
            return
        for waiting in found:
            if waiting.id not in self._bringing:
                self._bringing[waiting.id] = asyncio.create_task(self._bring(waiting))

    def _elected(self, session: Session) -> bool:
        return leases.take(session, LEASE, self._owner, timedelta(seconds=self._timing.lease))

    async def _bring(self, waiting: Unchecked) -> None:
        """Tries once; where the platform or the database is away, the next look comes a while later."""
        try:
            async with self._room:
                event = await self._examined(waiting)
            await self._tell(waiting, event)
            self._tries.pop(waiting.id, None)
        except (TelegramError, SQLAlchemyError) as error:
            log.warning("a proof has to wait", proof=waiting.id, error=type(error).__name__)
            tries = self._tries.get(waiting.id, 0)
            self._tries[waiting.id] = tries + 1
            await asyncio.sleep(self._timing.wait(tries, error if isinstance(error, TelegramError) else None))
        finally:
            del self._bringing[waiting.id]
            self.wake()

    async def _examined(self, waiting: Unchecked) -> Examined:
        """What is to be told; where our code fails over a file, that is written down, and the person is told too."""
        try:
            return await self._fetched(waiting)
        except Exception as error:
            if isinstance(error, TelegramError) or (isinstance(error, DBAPIError) and passing(error)):
                raise
            log.error("a proof failed", proof=waiting.id, error=type(error).__name__)
            failed = _failed(waiting, error, self._clock())
            await self._database.run(lambda session: session.add(failed()))
            return Examined(waiting.id, Refusal.BROKEN)

    async def _fetched(self, waiting: Unchecked) -> Examined:
        if waiting.file_id is not None:
            content = await self._database.read(lambda session: file(session, waiting.file_id or 0).content)
            return Examined(waiting.id, protected=await asyncio.to_thread(is_protected, content))
        try:
            content = await self._client.fetch(waiting.platform_id)
        except LookupError:
            return Examined(waiting.id, Refusal.GONE)
        found = await asyncio.to_thread(look, content)
        if isinstance(found, Refusal):
            return Examined(waiting.id, found)
        await self._database.run(lambda session: proofs.keep(session, waiting.id, self._file(waiting, found, content)))
        return Examined(waiting.id, protected=await asyncio.to_thread(is_protected, content))

    def _file(self, waiting: Unchecked, found: Format, content: bytes) -> File:
        return File(name=named(waiting.name, found), type=found, content=content, created_at=self._clock())

    async def _tell(self, waiting: Unchecked, event: Examined) -> None:
        """Posts the event; a proof whose turn failed, now or before a death, is checked off: the failure is kept."""
        arrival = Arrival(f"proof:{waiting.id}", event, conversation_id=waiting.conversation_id)
        answered = await self._turns.take(arrival)
        if answered.failed or not answered.counted:
            await self._database.run(lambda session: proofs.close(session, waiting.id, self._clock(), Refusal.BROKEN))


def _failed(waiting: Unchecked, error: Exception, now: datetime) -> Callable[[], FailedTurn]:
    """What our code fell over, by its number, and where; never its content."""
    told = {"event": Examined.__name__, "proof_id": waiting.id}
    where = traced(error)
    return lambda: FailedTurn(
        key=f"proof:{waiting.id}", conversation_id=waiting.conversation_id, event=told, traceback=where, at=now
    )
