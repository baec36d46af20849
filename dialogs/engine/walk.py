"""A walk through all conversations: every page by every button, every question by every example, in every language.

It goes breadth first from some beginnings over a throw-away database, and takes each way once for each person and
language, from the very moment that led there. What it finds wrong is a `Report`; `mermaid` draws the map of it.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.programme import Programme
from dialogs.engine import limits
from dialogs.engine.chart import mermaid
from dialogs.engine.events import (
    Event,
    Joined,
    Left,
    Pressed,
    Reminded,
    Returned,
    SentFile,
    SharedContact,
    Typed,
    Unreadable,
)
from dialogs.engine.examples import ODD, Example, Kind, examples, is_taken
from dialogs.engine.report import Finding, Place, Report
from dialogs.engine.screens import Link, Screen
from dialogs.engine.site import Site
from dialogs.engine.staffing import StaffEvent
from dialogs.engine.state import State
from dialogs.engine.survey import Survey, Traveller
from dialogs.engine.turn import Turn
from dialogs.engine.world import World
from locales.catalogs import languages, reader
from storage import timers
from storage.conversations import Conversation, Speaker
from storage.timers import Timer

__all__ = ["Finding", "Place", "Report", "Start", "mermaid", "walk"]

SAMPLES = 3
"""How many numbers of one page are tried, such as steps of a plan."""
LIKE_ANY_OTHER = 50
"""How many words of one page are tried, such as the answers to a question."""
BETWEEN_TURNS = timedelta(minutes=1)
ANYTIME: tuple[Event, ...] = (
    *(Joined(), Joined("no-such-code"), Left(), Returned(), Reminded("nothing"), *ODD),
    *(Pressed("no/such/page", 1), Pressed("", 1), Pressed("x" * 64, 1), Typed("/nosuch"), Typed("/"), Typed("")),
)
"""What can happen to anybody."""


@dataclass(frozen=True, slots=True)
class Start:
    """Somebody to walk as. `begin` stores them, and returns their conversation and what happens first in it."""

    who: str
    begin: Callable[[Session, datetime], tuple[Conversation, Sequence[Event]]]


@dataclass(frozen=True, slots=True)
class Way:
    """One event to try: in which moment, of whose conversation, and which screen's button or question it answers."""

    who: str
    conversation: int
    event: Event
    moment: bytes
    now: datetime
    locale: str
    example: Example | None = None

    @property
    def place(self) -> str:
        """Where a mistake is told to be."""
        match self.event:
            case Pressed(path):
                return path or "an empty path"
            case Typed(text) if text.startswith("/"):
                return text
            case event:
                told = type(event).__name__
                return f"{self.example.form}/{self.example.question}" if self.example else told


def walk(
    site: Site,
    programme: Programme,
    starts: Iterable[Start],
    now: datetime,
    locales: Sequence[str] | None = None,
) -> Report:
    """Walks as everybody, in every shipped language if no others are named."""
    with World() as world:
        walker = _Walker(site, programme, world)
        for start in starts:
            for locale in locales or languages():
                walker.begin(start, locale, now)
        walker.finish()
        return walker.survey.report()


class _Walker:
    def __init__(self, site: Site, programme: Programme, world: World) -> None:
        self.survey = Survey(site)
        self._site = site
        self._programme = programme
        self._world = world
        self._nothing = world.moment
        self._queue: deque[Way] = deque()
        self._known: set[object] = set()
        self._samples: Counter[object] = Counter()

    def begin(self, start: Start, locale: str, now: datetime) -> None:
        with self._world.at(self._nothing) as session:
            conversation, events = start.begin(session, now)
            conversation.locale = locale
            session.flush()
            moment = self._world.keep(session)
            number = conversation.id
        commands = [Typed(f"/{name}") for name in self._site.commands]
        for event in dict.fromkeys([*events, *ANYTIME, *commands]):
            self._queue.append(Way(start.who, number, event, moment, now, locale))

    def finish(self) -> None:
        for locale in languages():
            for pattern, mistake in limits.commands(self._site.routes.pages, reader(locale, "UTC")):
                self.survey.wrong(pattern, locale, mistake)
        while self._queue:
            self._take(self._queue.popleft())

    def _take(self, way: Way) -> None:
        """Takes one way; what it changes is kept only where new ways begin there."""
        self.survey.turns += 1
        with self._world.at(way.moment) as session:
            turn = self._turn(session, way)
            try:
                self._judge(turn, way)
                screens = self._site.answer(turn)
                session.flush()
                self._look(turn, way, screens)
                onward = list(self._onward(turn, way, screens))
            except Exception as error:  # noqa: BLE001 - whatever raises is what the walk looks for
                self.survey.raised(way.place, way.locale, error, turn.visited)
                return
            if onward:
                locale = turn.conversation.locale
                moment = self._world.keep(session)
                then = replace(way, moment=moment, now=way.now + BETWEEN_TURNS, locale=locale)
                self._queue.extend(replace(then, event=event, example=example) for event, example in onward)

    def _turn(self, session: Session, way: Way) -> Turn:
        conversation = session.get_one(Conversation, way.conversation)
        if isinstance(way.event, Reminded):
            timers.drop(conversation, way.event.subject)
        return Turn(session, conversation, way.event, way.now, self._programme)

    def _judge(self, turn: Turn, way: Way) -> None:
        """Asks the question itself what it makes of an example."""
        if way.example and way.example.kind is not Kind.ODD:
            turn.state = State.load(turn.conversation.state)
            question = self._site.forms[way.example.form].questions[way.example.question]
            self.survey.tried(way.example, way.locale, taken=is_taken(question, turn))
            turn.said.clear()

    def _look(self, turn: Turn, way: Way, screens: Sequence[Screen]) -> None:
        """Holds every screen against the limits, and remembers the last one."""
        place = _place(turn) or way.place
        locale = turn.conversation.locale
        for screen in screens:
            for mistake in limits.screen(screen, turn.reader, self._site.routes):
                self.survey.wrong(place, locale, mistake)
        if not screens:
            self._silent(turn, way)
        elif not isinstance(way.event, StaffEvent):
            seen = self.survey.saw((way.who, locale), place, tuple(_paths(screens)), turn.visited)
            if isinstance(way.event, Pressed):
                self.survey.landed((way.who, way.locale), way.event.path, seen)

    def _silent(self, turn: Turn, way: Way) -> None:
        spoken_to = isinstance(way.event, Joined | Typed | Pressed | SentFile | SharedContact | Unreadable)
        if spoken_to and (turn.conversation.speaker is Speaker.BOT or isinstance(way.event, Pressed)):
            mistake = ("nothing is said", "an answer to all that a person does", "Return a screen.")
            self.survey.wrong(way.place, way.locale, mistake)

    def _onward(self, turn: Turn, way: Way, screens: Sequence[Screen]) -> Iterator[tuple[Event, Example | None]]:
        """What can happen next that was not tried yet."""
        traveller = (way.who, turn.conversation.locale)
        ways: list[tuple[Event, Example | None]] = [
            (Pressed(path, 1), None) for path in _paths(screens) if self._is_worth_it(traveller, path)
        ]
        ways += [(example.event, example) for example in self._examples(turn, traveller)]
        yield from ways
        for subject in _reminders(turn) if ways else ():
            if self._is_new(traveller, Reminded(subject)):
                yield Reminded(subject), None

    def _examples(self, turn: Turn, traveller: Traveller) -> Iterator[Example]:
        """All of them once in each language, the odd ones once; after that one good answer leads on."""
        if turn.state.asking is None or not self._is_new(traveller, turn.state.asking):
            return
        name, question = turn.state.asking
        self.survey.asked(name, question)
        told = list(examples(name, self._site.forms[name].questions[question], turn.reader))
        if not self._is_new(traveller[1], turn.state.asking):
            told = [example for example in told if example.kind is Kind.GOOD][:1]
        elif not self._is_new(None, turn.state.asking):
            told = [example for example in told if example.kind is not Kind.ODD]
        yield from told

    def _is_new(self, whom: object, thing: object) -> bool:
        is_new = (whom, thing) not in self._known
        self._known.add((whom, thing))
        return is_new

    def _is_worth_it(self, traveller: Traveller, path: str) -> bool:
        """Each way is taken once in each language; of ways that differ by a number, or were taken by others, some."""
        if not self._is_new(traveller, path):
            return False
        spot, numbered = self._spot(path)
        if self._is_new(traveller[1], path):
            return self._is_sample(traveller[1], spot, SAMPLES if numbered else LIKE_ANY_OTHER)
        return self._is_sample(traveller, spot, SAMPLES)

    def _is_sample(self, whom: object, spot: str, enough: int) -> bool:
        self._samples[whom, spot] += 1
        return self._samples[whom, spot] <= enough

    def _spot(self, path: str) -> tuple[str, bool]:
        """A page, or a question of a form; and whether there is a number in its path."""
        page, values = self._site.routes.find(path) or (self._site.reception.lost, {})
        asked = str(values.get("question", ""))
        return f"{page.pattern} {asked}", any(isinstance(value, int) for value in values.values())


def _place(turn: Turn) -> str:
    """The question that is asked, or the page that made the screen."""
    if turn.state.asking:
        return "/".join(turn.state.asking)
    return turn.visited[-1] if turn.visited else ""


def _paths(screens: Iterable[Screen]) -> list[str]:
    links = (button.to for screen in screens for row in screen.rows for button in row)
    return list(dict.fromkeys(link.path for link in links if isinstance(link, Link)))


def _reminders(turn: Turn) -> Sequence[str]:
    return turn.session.scalars(
        select(Timer.subject).where(Timer.conversation_id == turn.conversation.id).distinct()
    ).all()
