"""Turns: arrivals become answers, many people's in one transaction.

All that wait when a commit ends are taken together by the next one, so one disk flush serves many people, and a turn
that is alone waits for nobody. The batch is one transaction without savepoints; where a turn raises, the batch is
rolled back and each of its turns is taken alone, so the one that fails touches nobody else's. Turns can be taken again
because they have no clock, chance or network of their own.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from bot.arrivals import Arrival
from bot.writing import incoming, outgoing
from coaching.mornings import OWED
from coaching.programme import Programme
from dialogs.engine.events import Examined, Pressed, Reminded
from dialogs.engine.screens import Words
from dialogs.engine.site import Site
from dialogs.engine.staffing import StaffEvent
from dialogs.engine.turn import Turn
from locales.catalogs import resolve
from storage import conversations, events, messages, timers
from storage.conversations import Conversation
from storage.database import Database, passing, traced
from storage.events import FailedTurn

LARGEST_BATCH = 100
ONE_DAY = timedelta(days=1)
log = structlog.get_logger()


@dataclass(slots=True)
class Answered:
    """What a commit gives back: whether the arrival counted now, and the words to show over the chat for a moment.

    `failed` says that the turn raised and only that was written down.
    """

    counted: bool = True
    toast: str | None = None
    failed: bool = False


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
        return await asyncio.shield(self.begin(arrival))

    def begin(self, arrival: Arrival) -> asyncio.Future[Answered]:
        """Begins to answer an arrival, which goes on whether or not anybody waits for it."""
        waiting = Waiting(arrival)
        self._waiting.append(waiting)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return waiting.done

    async def finish(self, grace: float) -> None:
        """Returns when nothing waits any more; what is not committed within the grace must come again."""
        if self._worker and not self._worker.done():
            await asyncio.wait([self._worker], timeout=grace)
            self._worker.cancel()

    async def _work(self) -> None:
        batch: list[Waiting] = []
        try:
            while self._waiting:
                size = min(LARGEST_BATCH, len(self._waiting))
                batch = [self._waiting.popleft() for _ in range(size)]
                await self._commit(batch)
        finally:
            for waiting in (*batch, *self._waiting):
                waiting.done.cancel()

    async def _commit(self, batch: list[Waiting], *, again: bool = False) -> None:
        try:
            answers = await self._database.run(lambda session: self._answer(session, [w.arrival for w in batch]))
        except Exception as error:  # noqa: BLE001 - whatever a turn raises is stored, and the person gets an answer
            await self._without_the_one_that_fails(batch, error, again=again)
            return
        self._committed()
        for waiting, answered in zip(batch, answers, strict=True):
            waiting.done.set_result(answered)

    async def _without_the_one_that_fails(self, batch: list[Waiting], error: Exception, *, again: bool) -> None:
        if isinstance(error, DBAPIError) and passing(error):
            for waiting in batch:
                waiting.done.set_exception(error)
        elif len(batch) > 1:
            for waiting in batch:
                await self._commit([waiting])
        elif isinstance(error, IntegrityError) and not again:
            # Another worker was quicker to write the same row: a key, or the conversation of somebody new.
            await self._commit(batch, again=True)
        else:
            await self._apologize(batch[0], error)

    async def _apologize(self, waiting: Waiting, error: Exception) -> None:
        """Writes the failure down, with an apology if at all possible; the arrival is not to block those behind it."""
        arrival = waiting.arrival
        log.error("turn failed", key=arrival.key, error=type(error).__name__)
        for write in (self._failed, self._given_up):
            try:
                answered = await self._database.run(partial(write, arrival=arrival, error=error))
            except Exception as second:  # noqa: BLE001 - the same
                if isinstance(second, DBAPIError) and passing(second):
                    waiting.done.set_exception(second)
                    return
                log.critical("failure not written down", key=arrival.key, error=type(second).__name__)
            else:
                self._committed()
                waiting.done.set_result(answered)
                return
        waiting.done.set_result(Answered(failed=True))

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
        if conversation is None or not _still_due(arrival, conversation, now):
            return None, []
        turn = Turn(session, conversation, arrival.event, now, self._programme)
        screens = self._site.answer(turn)
        _use_up(arrival, conversation, now)
        heard = incoming(arrival, conversation, now, private=turn.private)
        said = outgoing(turn, screens, found.newest.get(conversation.chat_id))
        if said:
            found.newest[conversation.chat_id] = said[-1]["edits"]
        return _toast(turn, [screen.toast for screen in screens]), [*heard, *said]

    def _failed(self, session: Session, arrival: Arrival, error: Exception) -> Answered:
        now = self._clock()
        conversation = _Conversations(session, [arrival], now).of(arrival)
        if events.counted(session, [arrival.key]):
            return Answered(counted=False)
        session.add(_written(arrival, error, now, conversation))
        if isinstance(arrival.event, StaffEvent):
            return Answered(counted=False, failed=True)
        events.count(session, [arrival.key], now)
        if conversation and isinstance(arrival.event, Reminded):
            _set_again(session, arrival.event, conversation, now)
        elif conversation:
            turn = Turn(session, conversation, arrival.event, now, self._programme)
            waits = arrival.person or isinstance(arrival.event, Examined)
            said = outgoing(turn, [self._site.apology()], None) if waits else []
            messages.write(session, [*incoming(arrival, conversation, now), *said])
        return Answered(failed=True)

    def _given_up(self, session: Session, arrival: Arrival, error: Exception) -> Answered:
        """Where not even an apology can be written."""
        now = self._clock()
        events.count(session, {arrival.key}, now)
        session.add(_written(arrival, error, now, None))
        return Answered(failed=True)


def _written(arrival: Arrival, error: Exception, now: datetime, conversation: Conversation | None) -> FailedTurn:
    """The event as it came, and where our code raised, for whoever mends it."""
    came = {"update": arrival.raw} if arrival.raw else json.loads(json.dumps(asdict(arrival.event), default=str))
    return FailedTurn(
        key=arrival.key,
        conversation_id=conversation.id if conversation else None,
        event={"event": type(arrival.event).__name__, **came},
        traceback=traced(error),
        at=now,
    )


def _set_again(session: Session, event: Reminded, conversation: Conversation, now: datetime) -> None:
    """A reminder that fails by our mistake comes again at its hour of the next day, and owes what it did not tell."""
    timer = timers.of(conversation, event.subject)
    if timer is None or timer.due_at > now:
        return
    wall = timer.wall
    while timers.instant(wall, conversation.time_zone) <= now:
        wall += ONE_DAY
    timers.set_(session, conversation, timer.subject, wall, **timer.data | {OWED: True})


def _toast(turn: Turn, toasts: list[Words | None]) -> str | None:
    spoken = [turn.reader.plain(toast) for toast in toasts if toast]
    return spoken[-1] if spoken and isinstance(turn.event, Pressed) else None


def _still_due(arrival: Arrival, conversation: Conversation, now: datetime) -> bool:
    """A timer that was set anew or dropped since it was read is not due any more."""
    if not isinstance(arrival.event, Reminded):
        return True
    timer = timers.of(conversation, arrival.event.subject)
    return timer is not None and timer.due_at <= now


def _use_up(arrival: Arrival, conversation: Conversation, now: datetime) -> None:
    """A timer that rang is gone, unless its own turn set it to a later time."""
    if isinstance(arrival.event, Reminded) and _still_due(arrival, conversation, now):
        timers.drop(conversation, arrival.event.subject)


class _Conversations:
    """The conversations of a batch, locked together in one order; those of new people are begun."""

    def __init__(self, session: Session, arrivals: Collection[Arrival], now: datetime) -> None:
        people = {arrival.person.chat_id: arrival.person for arrival in arrivals if arrival.person}
        ids = {arrival.conversation_id for arrival in arrivals if arrival.conversation_id}
        found = conversations.locked(session, people, ids)
        conversations.load(session, [conversation.id for conversation, _ in found])
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
