"""Turns: arrivals become answers, many people's in one transaction.

All that wait when a commit ends are taken together by the next one, so one disk flush serves many people, and a turn
that is alone waits for nobody. The batch is one transaction without savepoints; where a turn raises, the batch is
rolled back and each of its turns is taken alone, so the one that fails touches nobody else's. Turns can be taken again
because they have no clock, chance or network of their own.
"""

import asyncio
import traceback
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.arrivals import Arrival
from bot.writing import incoming, outgoing
from coaching.programme import Programme
from dialogs.engine.events import Pressed, Reminded
from dialogs.engine.screens import Words
from dialogs.engine.site import Site
from dialogs.engine.turn import Turn
from locales.catalogs import resolve
from storage import conversations, events, messages, timers
from storage.conversations import Conversation
from storage.database import Database, passing
from storage.events import FailedTurn

LARGEST_BATCH = 100
log = structlog.get_logger()


@dataclass(slots=True)
class Answered:
    """What a commit gives back: whether the arrival counted now, and the words to show over the chat for a moment."""

    counted: bool = True
    toast: str | None = None


@dataclass(slots=True)
class Waiting:
    arrival: Arrival
    done: asyncio.Future[Answered] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Turns:
    """Takes arrivals one by one, answers them in groups. `committed` is called after each commit."""

    def __init__(
        self,
        database: Database,
        site: Site,
        programme: Programme,
        clock: Callable[[], datetime],
        committed: Callable[[], None],
    ) -> None:
        self._database = database
        self._site = site
        self._programme = programme
        self._clock = clock
        self._committed = committed
        self._waiting: deque[Waiting] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def take(self, arrival: Arrival) -> Answered:
        """Answers an arrival; returns once that is committed. Raises where the database stays away."""
        waiting = Waiting(arrival)
        self._waiting.append(waiting)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await waiting.done

    async def finish(self) -> None:
        """Returns when nothing waits any more."""
        if self._worker:
            await self._worker

    async def _work(self) -> None:
        while self._waiting:
            size = min(LARGEST_BATCH, len(self._waiting))
            await self._commit([self._waiting.popleft() for _ in range(size)])

    async def _commit(self, batch: list[Waiting]) -> None:
        try:
            answers = await self._database.run(lambda session: self._answer(session, [w.arrival for w in batch]))
        except Exception as error:  # noqa: BLE001 - whatever a turn raises is stored, and the person gets an answer
            await self._without_the_one_that_fails(batch, error)
            return
        self._committed()
        for waiting, answered in zip(batch, answers, strict=True):
            _resolve(waiting, answered)

    async def _without_the_one_that_fails(self, batch: list[Waiting], error: Exception) -> None:
        if isinstance(error, DBAPIError) and passing(error):
            for waiting in batch:
                waiting.done.set_exception(error)
        elif len(batch) > 1:
            for waiting in batch:
                await self._commit([waiting])
        else:
            await self._apologize(batch[0], error)

    async def _apologize(self, waiting: Waiting, error: Exception) -> None:
        arrival = waiting.arrival
        log.error("turn failed", key=arrival.key, error=type(error).__name__)
        try:
            answered = await self._database.run(lambda session: self._failed(session, arrival, error))
        except Exception as second:  # noqa: BLE001 - the platform is told to bring it again
            waiting.done.set_exception(second)
            return
        self._committed()
        _resolve(waiting, answered)

    def _answer(self, session: Session, arrivals: list[Arrival]) -> list[Answered]:
        """One transaction: dedupes, locks, answers each in order, writes what was said both ways."""
        now = self._clock()
        done = events.counted(session, [arrival.key for arrival in arrivals])
        found = _Conversations(session, [arrival for arrival in arrivals if arrival.key not in done], now)
        answers, rows = [], []
        for arrival in arrivals:
            if arrival.key in done:
                answers.append(Answered(counted=False))
                continue
            done.add(arrival.key)
            toast, said = self._one(session, arrival, found, now)
            answers.append(Answered(toast=toast))
            rows += said
        counted = {arrival.key for arrival, answer in zip(arrivals, answers, strict=True) if answer.counted}
        events.count(session, counted, now)
        messages.write(session, rows)
        return answers

    def _one(
        self, session: Session, arrival: Arrival, found: "_Conversations", now: datetime
    ) -> tuple[str | None, list[messages.Row]]:
        conversation = found.of(arrival)
        if conversation is None or not _still_due(session, arrival, conversation, now):
            return None, []
        turn = Turn(session, conversation, arrival.event, now, self._programme)
        screens = self._site.answer(turn)
        heard = incoming(arrival, conversation, now)
        said = outgoing(turn, screens, found.newest.get(conversation.chat_id))
        if said:
            found.newest[conversation.chat_id] = None
        return _toast(turn, [screen.toast for screen in screens]), [*heard, *said]

    def _failed(self, session: Session, arrival: Arrival, error: Exception) -> Answered:
        now = self._clock()
        if events.counted(session, [arrival.key]):
            return Answered(counted=False)
        found = _Conversations(session, [arrival], now)
        conversation = found.of(arrival)
        events.count(session, [arrival.key], now)
        session.add(
            FailedTurn(
                key=arrival.key,
                conversation_id=conversation.id if conversation else None,
                event={"event": type(arrival.event).__name__, "update": arrival.raw},
                traceback="".join(traceback.format_exception(error)),
                at=now,
            )
        )
        if conversation:
            turn = Turn(session, conversation, arrival.event, now, self._programme)
            said = outgoing(turn, [self._site.apology()], None) if arrival.person else []
            messages.write(session, [*incoming(arrival, conversation, now), *said])
        return Answered()


def _resolve(waiting: Waiting, answered: Answered) -> None:
    if not waiting.done.done():
        waiting.done.set_result(answered)


def _toast(turn: Turn, toasts: list[Words | None]) -> str | None:
    spoken = [turn.reader.plain(toast) for toast in toasts if toast]
    return spoken[-1] if spoken and isinstance(turn.event, Pressed) else None


def _still_due(session: Session, arrival: Arrival, conversation: Conversation, now: datetime) -> bool:
    """A timer that was set anew or dropped since it was read is not due any more; one that is due is used up."""
    if not isinstance(arrival.event, Reminded):
        return True
    timer = timers.of(session, conversation, arrival.event.subject)
    if timer is None or timer.due_at > now:
        return False
    session.delete(timer)
    return True


class _Conversations:
    """The conversations of a batch, locked together in one order; those of new people are begun."""

    def __init__(self, session: Session, arrivals: Collection[Arrival], now: datetime) -> None:
        people = {arrival.person.chat_id: arrival.person for arrival in arrivals if arrival.person}
        ids = {arrival.conversation_id for arrival in arrivals if arrival.conversation_id}
        found = conversations.locked(session, people, ids)
        self.newest = {conversation.chat_id: newest for conversation, newest in found}
        self._by_chat = {conversation.chat_id: conversation for conversation, _ in found}
        for chat_id, person in people.items():
            if chat_id not in self._by_chat:
                locale = resolve(person.language)
                self._by_chat[chat_id] = Conversation(
                    chat_id=chat_id, name=person.name, locale=locale, created_at=now, state={}
                )
                session.add(self._by_chat[chat_id])
        session.flush()
        self._by_id = {conversation.id: conversation for conversation in self._by_chat.values()}

    def of(self, arrival: Arrival) -> Conversation | None:
        if arrival.person:
            return self._by_chat[arrival.person.chat_id]
        return self._by_id.get(arrival.conversation_id or 0)
