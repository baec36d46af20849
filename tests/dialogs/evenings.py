"""Evenings on which a candidate is asked what they missed, for tests of the daily question."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coaching.reviewing import DAILY
from dialogs.engine.events import Reminded, Typed
from storage.conversations import Conversation
from storage.timers import Timer
from tests.dialogs.driver import Person

RIGHT = frozenset({"Those beyond 40", "I ask whether it is paid.", "I stay until midnight.", "Only if I must stay"})
RIGHT |= {"Once and a half", "What was taken off", "I tell before"}
QUIZ, SCENARIO, BREAK = "learn/hours/week/paid", "learn/hours/week/friday", "learn/hours/break/pause"


def choose(person: Person, *, right: bool) -> str:
    """Taps the letter of a right answer, or of a wrong one."""
    listed = [line.partition(". ") for line in person.reads.splitlines() if line[1:3] == ". "]
    return person.taps(next(letter for letter, _dot, text in listed if (text in RIGHT) is right))


def misses(person: Person, *paths: str) -> None:
    for path in paths or (QUIZ,):
        person.follows(path)
        choose(person, right=False)


def zone(person: Person) -> ZoneInfo:
    return ZoneInfo(person.looks_up(lambda _session, chat: chat.time_zone))


def due(person: Person) -> datetime | None:
    """When the question rings, on the person's clock."""
    mine = Timer.subject == DAILY
    found = person.looks_up(lambda session, _chat: session.query(Timer).filter(mine).one_or_none())
    return found.due_at.astimezone(ZoneInfo(found.zone)).replace(tzinfo=None) if found else None


def at(day: int, hour: int = 18, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour)  # noqa: DTZ001 - a wall time


def hears(
    person: Person,
    until: datetime,
    late: Callable[[], timedelta] = timedelta,
    right: bool | None = True,  # noqa: FBT001, FBT002 - None: never answers
) -> list[tuple[datetime, str]]:
    """Time goes by, timers ring, some of them late: every question, by the person's clock; each is answered or not."""
    asked = []
    while rings := person._next_timer(until):
        person.now = max(person.now, rings[0] + late())
        text = person.does(Reminded(rings[1]))
        if rings[1] == DAILY and text:
            asked.append((person.now.astimezone(zone(person)), text))
            if right is not None:
                choose(person, right=right)
    person.now = max(person.now, until)
    return asked


def is_asked(person: Person) -> list[tuple[datetime, str]]:
    """It becomes the evening of Tuesday, seven o'clock: the first question lies there."""
    return hears(person, datetime(2026, 11, 24, 18, 0, tzinfo=UTC), right=None)


def set_(person: Person, change: Callable[[Conversation], None]) -> None:
    with person.turn(Typed("")) as turn:
        change(turn.conversation)
