"""The people of a simulated year: what each does, of themselves and when they are reminded, and the diary of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from coaching.profile import Profile
from dialogs import consent, zones
from dialogs.engine.events import Event, Joined, Left, Pressed, Returned
from dialogs.engine.staffing import HandedBack, TookOver
from storage.plans import Pace

PLACES = tuple(sorted(zone for zone in zones.every() if not zone.startswith("Antarctica/")))
DILIGENCE = (0.0, 0.1, 0.3, 0.7)
"""How often somebody does something about a reminder."""
LANDED, AGAIN = "milestone/landing", "reminders/again/"
TELLS_OF_LANDING, ENDS_A_PAUSE, COMES_BACK = 0.8, 0.3, 0.7
"""How many do."""
ABOUT_A_STEP = {"done": 70, "aside/not_mine": 6, "back": 4, "later": 13, "again": 7}
"""What people do about a step that they are reminded of, in a hundred."""
OPEN = datetime.max.replace(tzinfo=UTC)
_number = count(1)
T = TypeVar("T")


@dataclass(slots=True)
class Spell:
    """A time in which somebody is not to be reminded; it may not have ended."""

    begins: datetime
    ends: datetime = OPEN

    def __contains__(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


@dataclass(slots=True)
class Life:
    """Somebody, and the diary of what they did: the tests of a year are held against it, and not against the bot."""

    number: int
    chance: Random
    zones: list[tuple[datetime, str]]
    paces: list[tuple[datetime, Pace]]
    staff_id: int
    candidate_id: int = 0
    conversation_id: int = 0
    told: Profile = field(default_factory=Profile)
    pauses: list[Spell] = field(default_factory=list)
    talks: list[Spell] = field(default_factory=list)
    absences: list[Spell] = field(default_factory=list)
    agains: list[tuple[datetime, date]] = field(default_factory=list)
    landed: datetime | None = None
    acts: list[datetime] = field(default_factory=list)

    @property
    def locale(self) -> str:
        return ("fr", "en")[self.number % 2]

    @property
    def diligence(self) -> float:
        return DILIGENCE[self.number % len(DILIGENCE)]

    def zone(self, moment: datetime) -> str:
        return _last(self.zones, moment)

    def pace(self, moment: datetime) -> Pace:
        return _last(self.paces, moment)

    def today(self, moment: datetime) -> date:
        return self.today_in(self.zone(moment), moment)

    @staticmethod
    def today_in(zone: str, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(zone)).date()

    def is_away(self, moment: datetime) -> bool:
        return any(moment in spell for spell in self.absences)

    def is_spoken_to(self, moment: datetime) -> bool:
        return any(moment in spell for spell in self.talks)

    def is_paused(self, moment: datetime) -> bool:
        return any(moment in spell for spell in self.pauses)


def _last(diary: Sequence[tuple[datetime, T]], moment: datetime) -> T:
    return next(what for at, what in reversed(diary) if at <= moment)


Deed: TypeAlias = Callable[[Life, datetime], Sequence[Event]]
"""Something that somebody does: it is written into the diary; nothing happens where it is not possible."""


Given = ParamSpec("Given")
Doing: TypeAlias = Callable[Concatenate[Life, datetime, Given], Sequence[Event]]


def of_their_own(deed: Doing[Given]) -> Doing[Given]:
    """Writes down when somebody does anything themselves."""

    def done(life: Life, at: datetime, /, *args: Given.args, **kwargs: Given.kwargs) -> Sequence[Event]:
        events = deed(life, at, *args, **kwargs)
        if events:
            life.acts.append(at)
        return events

    return done


def pressing(*paths: str) -> Sequence[Event]:
    return [Pressed(path) for path in paths]


@of_their_own
def settle(life: Life, at: datetime, path: str, how: str) -> Sequence[Event]:
    return [] if life.is_away(at) else pressing(f"{path}/{how}")


@of_their_own
def postpone(life: Life, at: datetime, path: str, days: int) -> Sequence[Event]:
    if life.is_away(at):
        return []
    return pressing(f"{path}/later", f"later/day/{life.today(at) + timedelta(days)}")


@of_their_own
def tell_again(life: Life, at: datetime, days: int) -> Sequence[Event]:
    if life.is_away(at) or life.is_paused(at) or life.pace(at) is Pace.NEVER:
        return []
    life.agains.append((at, life.today(at) + timedelta(days)))
    return pressing(f"{AGAIN}{days}")


@of_their_own
def land(life: Life, at: datetime) -> Sequence[Event]:
    if life.is_away(at) or life.landed:
        return []
    life.landed = at
    return pressing(LANDED, "plan/follow")


@of_their_own
def pause(life: Life, at: datetime, days: int) -> Sequence[Event]:
    if life.is_away(at) or life.is_paused(at):
        return []
    midnight = datetime.combine(life.today(at) + timedelta(days), time(0), ZoneInfo(life.zone(at)))
    life.pauses.append(Spell(at, midnight.astimezone(at.tzinfo)))
    return pressing(f"settings/pause/{days}")


@of_their_own
def resume(life: Life, at: datetime) -> Sequence[Event]:
    if life.is_away(at) or not life.is_paused(at):
        return []
    life.pauses[-1].ends = at
    return pressing("settings/resume")


@of_their_own
def choose(life: Life, at: datetime, pace: Pace) -> Sequence[Event]:
    if life.is_away(at):
        return []
    life.paces.append((at, pace))
    return pressing(f"settings/reminders/{pace}")


@of_their_own
def move(life: Life, at: datetime, zone: str) -> Sequence[Event]:
    if life.is_away(at):
        return []
    life.zones.append((at, zone))
    return pressing("clock/city", f"clock/city/{zone.replace('/', ':')}")


def take_over(life: Life, at: datetime) -> Sequence[Event]:
    if life.is_away(at) or life.is_spoken_to(at):
        return []
    life.talks.append(Spell(at))
    return [TookOver(f"staff:{next(_number)}", life.conversation_id, life.staff_id)]


def hand_back(life: Life, at: datetime) -> Sequence[Event]:
    if not life.is_spoken_to(at):
        return []
    life.talks[-1].ends = at
    return [HandedBack(f"staff:{next(_number)}", life.conversation_id, life.staff_id)]


@of_their_own
def block(life: Life, at: datetime) -> Sequence[Event]:
    return _go(life, at, [Left()])


@of_their_own
def leave(life: Life, at: datetime) -> Sequence[Event]:
    """Whoever leaves is not spoken to any more."""
    gone = _go(life, at, pressing("leave/keep", "leave/keep/yes"))
    if gone and life.is_spoken_to(at):
        life.talks[-1].ends = at
    return gone


def _go(life: Life, at: datetime, events: Sequence[Event]) -> Sequence[Event]:
    if life.is_away(at):
        return []
    life.absences.append(Spell(at))
    return events


@of_their_own
def come_back(life: Life, at: datetime) -> Sequence[Event]:
    """From the one or the other: a second agreement changes nothing."""
    if not life.is_away(at):
        return []
    life.absences[-1].ends = at
    return [Returned(), Joined(), *pressing(f"consent/{consent.VERSION}/yes")]


def planned(life: Life, days: int) -> Iterator[tuple[int, Deed]]:
    """What somebody does of themselves, by the hours of the time to come."""
    chance = life.chance
    for hour in _times(life, days, a_year=1):
        length = chance.choice([7, 30])
        yield hour, partial(pause, days=length)
        if chance.random() < ENDS_A_PAUSE:
            yield hour + chance.randrange(1, length * 24), resume
    for hour in _times(life, days, a_year=3):
        yield hour, take_over
        yield hour + chance.choice([1, 5, 24, 80]), hand_back
    for hour in _times(life, days, a_year=0.5):
        yield hour, partial(choose, pace=chance.choice(list(Pace)))
    for hour in _times(life, days, a_year=0.5):
        yield hour, partial(move, zone=chance.choice(PLACES))
    yield from _absences(life, days)


def _absences(life: Life, days: int) -> Iterator[tuple[int, Deed]]:
    """Most come back, some time later."""
    for go, often, longest in ((block, 0.2, 40), (leave, 0.1, 60)):
        for hour in _times(life, days, a_year=often):
            yield hour, go
            if life.chance.random() < COMES_BACK:
                yield hour + life.chance.randrange(1, longest * 24), come_back


def _times(life: Life, days: int, a_year: float) -> list[int]:
    """At which hours something happens that happens so often in a year."""
    wanted = a_year * days / 365
    often = int(wanted) + (life.chance.random() < wanted % 1)
    return [life.chance.randrange(1, days * 24) for _time in range(often)]


def answered(life: Life, paths: Sequence[str]) -> Deed | None:
    """What somebody does about a reminder with buttons to these pages."""
    chance = life.chance
    if LANDED in paths and chance.random() < TELLS_OF_LANDING:
        return land
    steps = [path for path in paths if path.startswith("plan/")]
    if not steps or chance.random() >= life.diligence:
        return None
    step = chance.choice(steps)
    [what] = chance.choices(list(ABOUT_A_STEP), list(ABOUT_A_STEP.values()))
    match what:
        case "later":
            return partial(postpone, path=step, days=chance.choice([3, 7, 14, 30]))
        case "again":
            return partial(tell_again, days=chance.choice([1, 7]))
        case _:
            return partial(settle, path=step, how=what)
