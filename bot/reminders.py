"""Reminders: timers that come due become events of their conversations."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.arrivals import Arrival
from bot.timing import Timing
from bot.turns import Turns
from dialogs.engine.events import Reminded
from storage import events, timers
from storage.database import Database
from storage.events import KEPT

LARGEST = 100
log = structlog.get_logger()


class Reminders:
    def __init__(self, database: Database, turns: Turns, clock: Callable[[], datetime], timing: Timing) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock
        self._timing = timing
        self._clean_at = 0.0
        self.fired = 0
        """How many counted here."""

    async def run(self) -> None:
        """Looks for due timers until cancelled; forgets event keys that nobody can repeat any more."""
        while True:
            try:
                while await self.look() == LARGEST:
                    pass
                await self._clean()
            except SQLAlchemyError as error:
                log.error("reminders out of reach", error=type(error).__name__)
            await asyncio.sleep(self._timing.reminders)

    async def look(self) -> int:
        """Turns timers that are due into events, each counted once whoever brings it.

        Returns how many were due; 0 where others were quicker with all of them.
        """
        due = await self._database.run(self._due)
        answers = await asyncio.gather(*map(self._turns.take, due))
        counted = sum(answered.counted for answered in answers)
        self.fired += counted
        return len(due) if counted else 0

    async def _clean(self) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._clean_at:
            await self._database.run(lambda session: events.forget(session, self._clock() - KEPT))
            self._clean_at = now + self._timing.clean

    def _due(self, session: Session) -> list[Arrival]:
        return [
            Arrival(
                key=f"timer:{timer.id}:{timer.due_at:%Y%m%d%H%M%S}",
                event=Reminded(timer.subject),
                conversation_id=timer.conversation_id,
            )
            for timer in timers.due(session, self._clock(), LARGEST)
        ]
