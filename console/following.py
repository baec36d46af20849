"""Follows conversations and group sessions that somebody watches: one task looks for all viewers of this process."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

import structlog
from sqlalchemy.orm import Session

from storage import groups, transcripts
from storage.database import Database
from storage.groups import Tally
from storage.messages import Delivery, Message
from storage.transcripts import Pulse, Standing

PAUSE = 0.3
PAUSE_AFTER_FAILURE = 2.0
LARGEST_BACKLOG = 1000
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Said:
    """There are messages beyond the last one seen."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Messages that were delivered, or never will be."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Stood:
    """How the conversation stands: who speaks, whether the person blocked us, when plan and profile changed."""

    now: Standing


@dataclass(frozen=True, slots=True)
class Beat:
    """Who waits for staff, as far as one can tell a change of it."""

    pulse: Pulse


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a group session stands."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class Ended:
    """The console closes, or this viewer did not keep up: the browser comes back by itself."""


Change: TypeAlias = Said | Settled | Stood | Beat | Counted | Ended


@dataclass(eq=False, slots=True)
class Viewer:
    """Somebody's open page, of a conversation or of a group session; both are None for the list."""

    conversation_id: int | None
    group_id: int | None = None
    changes: asyncio.Queue[Change] = field(default_factory=lambda: asyncio.Queue(LARGEST_BACKLOG))

    @property
    def is_list(self) -> bool:
        return self.conversation_id is None and self.group_id is None

    def tell(self, change: Change) -> None:
        if self.changes.full():
            self.changes.get_nowait()
            change = Ended()
        self.changes.put_nowait(change)


@dataclass(slots=True)
class Watched:
    """What is known of a conversation that somebody watches."""

    last: int
    pending: set[int] = field(default_factory=set)
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the database found."""

    said: dict[int, list[Message]]
    settled: dict[int, list[Message]]
    standings: dict[int, Standing]
    pulse: Pulse | None
    tallies: dict[int, Tally]


class Follower:
    """Looks every `pause` seconds while anybody watches, and rests otherwise."""

    def __init__(self, database: Database, pause: float = PAUSE) -> None:
        self._database = database
        self._pause = pause
        self._viewers: set[Viewer] = set()
        self._watched: dict[int, Watched] = {}
        self._pulse: Pulse | None = None
        self._tallies: dict[int, Tally] = {}
        self._somebody = asyncio.Event()

    @property
    def viewers(self) -> int:
        return len(self._viewers)

    @contextmanager
    def watch(self, conversation_id: int, last: int, pending: set[int]) -> Iterator[Viewer]:
        """Tells of all beyond the message `last`, and of what becomes of the `pending` ones."""
        watched = self._watched.setdefault(conversation_id, Watched(last))
        watched.pending |= pending
        with self._viewing(Viewer(conversation_id)) as viewer:
            yield viewer

    @contextmanager
    def watch_list(self) -> Iterator[Viewer]:
        with self._viewing(Viewer(None)) as viewer:
            yield viewer

    @contextmanager
    def watch_group(self, group_id: int) -> Iterator[Viewer]:
        with self._viewing(Viewer(None, group_id)) as viewer:
            yield viewer

    @contextmanager
    def _viewing(self, viewer: Viewer) -> Iterator[Viewer]:
        self._viewers.add(viewer)
        self._somebody.set()
        try:
            yield viewer
        finally:
            self._viewers.remove(viewer)
            self._forget()

    def _forget(self) -> None:
        seen = {viewer.conversation_id for viewer in self._viewers}
        self._watched = {id_: watched for id_, watched in self._watched.items() if id_ in seen}
        self._tallies = {id_: tally for id_, tally in self._tallies.items() if id_ in self._groups}
        if not self._listed:
            self._pulse = None
        if not self._viewers:
            self._somebody.clear()

    @property
    def _groups(self) -> set[int]:
        return {viewer.group_id for viewer in self._viewers if viewer.group_id is not None}

    @property
    def _listed(self) -> bool:
        return any(viewer.is_list for viewer in self._viewers)

    async def run(self) -> None:
        while True:
            await self._somebody.wait()
            try:
                await self._look()
            except Exception:
                log.exception("following failed")
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
            await asyncio.sleep(self._pause)

    def end(self) -> None:
        """Sends every viewer home."""
        for viewer in self._viewers:
            viewer.tell(Ended())

    async def _look(self) -> None:
        seen = {id_: watched.last for id_, watched in self._watched.items()}
        pending = {id_ for watched in self._watched.values() for id_ in watched.pending}
        listed, met = self._listed, self._groups
        look = await self._database.read(lambda session: _look(session, seen, pending, met, listed=listed))
        for id_, watched in self._watched.items():
            if id_ in seen:
                self._tell(id_, watched, look)
        if listed:
            self._beat(look.pulse)
        for id_, tally in look.tallies.items():
            self._count(id_, tally)

    def _count(self, id_: int, tally: Tally) -> None:
        if self._tallies.get(id_) != tally:
            self._tallies[id_] = tally
            for viewer in self._viewers:
                if viewer.group_id == id_:
                    viewer.tell(Counted(tally))

    def _tell(self, id_: int, watched: Watched, look: Look) -> None:
        said = [message for message in look.said.get(id_, []) if message.id > watched.last]
        if said:
            watched.last = said[-1].id
            watched.pending |= {message.id for message in said if message.delivery == Delivery.PENDING}
            self._announce(id_, Said())
        # A viewer may have drawn a message while it was pending, of which this look says first that it is sent.
        drawn = [message for message in said if message.delivery not in {Delivery.RECEIVED, Delivery.PENDING}]
        settled = [*look.settled.get(id_, []), *drawn]
        if settled:
            watched.pending -= {message.id for message in settled}
            self._announce(id_, Settled(tuple(settled)))
        self._compare(id_, watched, look.standings.get(id_))

    def _compare(self, id_: int, watched: Watched, now: Standing | None) -> None:
        if now and now != watched.standing:
            watched.standing = now
            self._announce(id_, Stood(now))

    def _beat(self, pulse: Pulse | None) -> None:
        if pulse and pulse != self._pulse:
            self._pulse = pulse
            for viewer in self._viewers:
                if viewer.is_list:
                    viewer.tell(Beat(pulse))

    def _announce(self, conversation_id: int, change: Change) -> None:
        for viewer in self._viewers:
            if viewer.conversation_id == conversation_id:
                viewer.tell(change)


def _look(session: Session, seen: dict[int, int], pending: set[int], met: set[int], *, listed: bool) -> Look:
    return Look(
        _by_conversation(transcripts.news(session, seen)),
        _by_conversation(transcripts.settled(session, pending)),
        transcripts.standings(session, seen),
        transcripts.pulse(session) if listed else None,
        groups.tallies(session, met) if met else {},
    )


def _by_conversation(found: Sequence[Message]) -> dict[int, list[Message]]:
    grouped: dict[int, list[Message]] = defaultdict(list)
    for message in found:
        grouped[message.conversation_id].append(message)
    return grouped
