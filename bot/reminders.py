"""Reminders: timers that come due become events of their conversations."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.arrivals import Arrival
from bot.turns import Turns
from dialogs.engine.events import Reminded
from storage import events, timers
from storage.database import Database
from storage.events import KEPT

LOOK = 5.0
CLEAN = 3600.0
log = structlog.get_logger()


class Reminders:
    def __init__(self, database: Database, turns: Turns, clock: Callable[[], datetime], look: float = LOOK) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock
        self._look = look

    async def run(self) -> None:
        """Looks for due timers until cancelled; forgets event keys that nobody can repeat any more."""
        loop = asyncio.get_running_loop()
        clean_at = loop.time()
        while True:
            try:
                await self.fire()
                if loop.time() >= clean_at:
                    await self._database.run(lambda session: events.forget(session, self._clock() - KEPT))
                    clean_at = loop.time() + CLEAN
            except SQLAlchemyError as error:
                log.error("reminders out of reach", error=type(error).__name__)
            await asyncio.sleep(self._look)

    async def fire(self) -> None:
        """Turns all timers that are due into events, each counted once whoever brings it."""
        due = await self._database.run(self._due)
        if due:
            await asyncio.gather(*map(self._turns.take, due))

    def _due(self, session: Session) -> list[Arrival]:
        return [
            Arrival(
                key=f"timer:{timer.id}:{timer.due_at:%Y%m%d%H%M%S}",
                event=Reminded(timer.subject),
                conversation_id=timer.conversation_id,
            )
            for timer in timers.due(session, self._clock())
        ]
