"""`python -m bench.together`: a room of two hundred answers one card, on SQLite or on the PostgreSQL of `--database`.

The turns are the bot's own, in groups and in real transactions; what the platform takes to deliver is left out.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from bot.arrivals import Arrival, Person
from bot.turns import Answered, Turns
from coaching import groups
from coaching.groups import Opening, Scene
from coaching.modules import Module
from coaching.programme import Programme
from dialogs import consent
from dialogs.engine.events import Event, Joined, Pressed
from dialogs.engine.staffing import SessionMoved
from dialogs.front import site
from jalon.house import content
from storage import groups as store
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.database import Database
from storage.encryption import Keyring
from storage.groups import GroupSession
from storage.staff import Staff
from storage.training import Mode
from storage.upgrade import upgrade

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
LOOKS = 20


@dataclass
class Room:
    """A session, and the chats of the people in it."""

    database: Database
    turns: Turns
    session_id: int
    code: str
    scene: Scene
    chats: range

    def __post_init__(self) -> None:
        self._keys = count(1)

    async def all_do(self, events: Iterable[Event]) -> None:
        """Everybody does something in the same moment."""
        people = (Person(chat_id, "Amina", "fr") for chat_id in self.chats)
        arrivals = (
            Arrival(f"tg:{next(self._keys)}", event, person) for event, person in zip(events, people, strict=True)
        )
        done(await asyncio.gather(*map(self.turns.take, arrivals)))

    async def join(self) -> None:
        await self.all_do(Joined(f"{groups.MARK}{self.code}") for _chat in self.chats)

    async def get_the_card(self) -> None:
        def move(session: Session) -> Sequence[int]:
            groups.move(session.get_one(GroupSession, self.session_id), self.scene)
            return store.reachable(session, self.session_id)

        reached = await self.database.run(move)
        events = [SessionMoved(f"staff:{id_}", id_, 1, self.session_id, *self.scene.keys) for id_ in reached]
        arrivals = (Arrival(event.key, event, conversation_id=event.conversation_id) for event in events)
        done(await asyncio.gather(*map(self.turns.take, arrivals)))

    async def tap(self) -> None:
        options = self.scene.card.options
        paths = ("/".join(("group", str(self.session_id), *self.scene.keys, each.key)) for each in options)
        letters = [Pressed(path) for path in paths]
        await self.all_do(letters[chat % len(letters)] for chat in self.chats)

    async def look(self) -> None:
        for _look in range(LOOKS):
            tally = await self.database.read(lambda session: store.tally(session, self.session_id))
        if sum(tally.chosen.values()) != len(self.chats):
            raise SystemExit(f"{len(self.chats)} tapped, and {sum(tally.chosen.values())} answers are counted")


def done(answers: Sequence[Answered]) -> None:
    if any(each.failed or not each.counted for each in answers):
        raise SystemExit("a turn failed or did not count")


def populate(session: Session, module: Module, chats: range) -> tuple[int, str]:
    """People who have agreed, and a session that is open."""
    opener = Staff(email="bench@example.org", name="Josée Tremblay", password_hash="-", created_at=NOW)
    session.add(opener)
    session.flush()
    for chat_id in chats:
        candidate = Candidate(first_name=f"Person {chat_id}", status=Status.ACTIVE, created_at=NOW)
        candidate.consents.append(
            Consent(subject=consent.SUBJECT, version=consent.VERSION, locale="fr", decision=Decision.AGREED, at=NOW)
        )
        chat = Conversation(chat_id=chat_id, candidate=candidate, locale_chosen=True, created_at=NOW, state={})
        session.add(chat)
    numbers = count(1)
    opening = Opening(module, Mode.GROUP, "")
    group = groups.open_(session, opener, opening, lambda: f"chance {next(numbers)}", NOW)
    return group.id, group.code


async def measured(database: Database, programme: Programme, people: int) -> list[tuple[str, float]]:
    """What each part takes, in seconds."""
    module, chats = next(iter(programme.training)), range(1, people + 1)
    id_, code = await database.run(lambda session: populate(session, module, chats))
    turns = Turns(database, site(), programme, lambda: NOW, lambda: None)
    room = Room(database, turns, id_, code, groups.scenes(module)[0], chats)
    parts: list[tuple[str, Callable[[], Awaitable[None]]]] = [
        ("all join by the code", room.join),
        ("all get the card", room.get_the_card),
        ("all tap in one moment, committed", room.tap),
        ("all tap again: nothing changes", room.tap),
        (f"{LOOKS} looks of the screen", room.look),
    ]
    found = []
    for name, part in parts:
        began = time.perf_counter()
        await part()
        found.append((name, time.perf_counter() - began))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--database", help="an empty PostgreSQL database; SQLite in a folder for the while, without")
    given = parser.parse_args()
    folder: AbstractContextManager[str] = nullcontext("") if given.database else tempfile.TemporaryDirectory()
    with folder as path:
        database = Database(given.database or f"sqlite:///{Path(path) / 'room.db'}", Keyring(["bench"]))
        upgrade(database.engine)
        drawn = Table("what", "seconds", title=f"{given.people} people in one room, {database.url.get_backend_name()}")
        for name, seconds in asyncio.run(measured(database, content(), given.people)):
            drawn.add_row(name, f"{seconds:.2f}")
        database.close()
    Console().print(drawn)


if __name__ == "__main__":
    main()
