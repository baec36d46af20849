"""A small site to try the engine on: a home, a few pages, and a form with a question of each kind."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import ModuleType
from typing import Any

from sqlalchemy.orm import Session

from coaching.catalogue import Catalogue
from coaching.occupations import Occupations
from coaching.programme import Programme
from dialogs.engine.events import Attachment, Event, Pressed, SentFile, Typed
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, Command, Page, action, page
from dialogs.engine.questions import (
    Answers,
    Choice,
    DateQuestion,
    FileQuestion,
    Number,
    Option,
    Search,
    Sentence,
)
from dialogs.engine.screens import Button, Link, Row, Screen
from dialogs.engine.site import Reception, Site
from dialogs.engine.staffing import StaffEvent
from dialogs.engine.turn import Turn
from locales.catalogs import reader
from locales.text import Text, _
from storage.conversations import Conversation

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
PROGRAMME = Programme(Catalogue({}), Occupations(()))
FRUIT = {"apple": "Apple", "apricot": "Apricot", "banana": "Banana"}


class Colour(StrEnum):
    RED = "red"
    DEEP_BLUE = "deep_blue"


def homeward() -> Row:
    return (Button(_("Home"), home.to()),)


@page("home", Audience.ANYONE, Command("start", _("Home")))
def home(_turn: Turn) -> Screen:
    rows = ((Button(_("Open"), FORM.to()), Button("17", item.to(17))), (Button("Red", paint.to(Colour.RED)),))
    return Screen(_("<b>Home</b>"), rows)


@page("lost", Audience.ANYONE)
def lost(_turn: Turn) -> Screen:
    return Screen("Lost", (homeward(),))


@page("item/{number}")
def item(_turn: Turn, number: int) -> Screen:
    return Screen(Text("Item {number}", {"number": number}), (homeward(),))


@action("paint/{colour}")
def paint(_turn: Turn, colour: Colour) -> Screen:
    return Screen(f"Painted {colour}", (homeward(),))


def find(_turn: Turn, text: str) -> Sequence[Option]:
    return [Option(code, name) for code, name in FRUIT.items() if name.lower().startswith(text.lower())]


COLOUR = Choice(
    "colour",
    "Which colour?",
    kind=Colour,
    options=lambda _turn: [Option(Colour.RED, "Red"), Option(Colour.DEEP_BLUE, "Deep blue")],
    good=("Red",),
    bad=("Green",),
)
SHADE = Sentence("shade", "Which shade?", when=lambda answers: answers.of(COLOUR) is Colour.DEEP_BLUE, good=("Navy",))
AGE = Number("age", "How old?", low=1, high=120, good=("42",), bad=("old", "0", "121"))
DAY = DateQuestion(
    "day",
    "Which day?",
    options=lambda _turn: [Option("unknown", "Not known yet")],
    good=("2027-03-15", "Not known yet"),
    bad=("someday", "1999-01-01"),
)
FOOD = Search(
    "fruit",
    "Which fruit?",
    kind=str,
    find=find,
    label=lambda _turn, code: FRUIT.get(code),
    good=("Banana", "ap"),
    bad=("stone",),
)
PAPER = FileQuestion("paper", "Your paper?", largest=1_000_000)
REMARK = Sentence("remark", "Anything else?", optional=True, longest=100, good=("No",), bad=("x" * 101,))


def done(turn: Turn, answers: Answers) -> Screen:
    turn.conversation.name = json.dumps(dict(answers))
    return Screen("Done", (homeward(),))


FORM = Form("form", (COLOUR, SHADE, AGE, DAY, FOOD, PAPER, REMARK), done, home.to)


def let_pass(_turn: Turn, _page: Page[...]) -> Screen | None:
    return None


def nobody(_turn: Turn) -> Screen | None:
    return None


RECEPTION = Reception(
    home=home,
    lost=lost,
    gate=let_pass,
    joined=lambda turn, _code: home(turn),
    heard=lambda _turn: Screen("Heard", (homeward(),)),
    left=nobody,
    returned=home,
    reminded=lambda turn, _subject: home(turn),
    examined=lambda _turn, _event: None,
    staffed=lambda _turn, _event: Screen("Staff"),
)


def module(*parts: object, name: str = "small") -> ModuleType:
    made = ModuleType(name)
    for number, part in enumerate(parts):
        setattr(made, f"part{number}", part)
    return made


def site(*more: object, without: Sequence[object] = (), **reception: Any) -> Site:
    """The small site with more pages and forms, or without some, or with another reception."""
    parts = [part for part in (home, lost, item, paint, FORM, *more) if part not in without]
    return Site([module(*parts)], replace(RECEPTION, **reception))


@dataclass
class Chat:
    """A person who talks to a site. Between two turns everything but the stored JSON is forgotten."""

    site: Site = field(default_factory=site)
    locale: str = "en"
    now: datetime = NOW
    stored: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    screens: list[Screen] = field(default_factory=list)

    def does(self, event: Event | StaffEvent) -> str:
        turn = self.turn(event)
        self.screens = self.site.answer(turn)
        self.stored = json.loads(json.dumps(turn.conversation.state))
        self.name = turn.conversation.name
        self.now += timedelta(minutes=1)
        return self.reads

    def turn(self, event: Event | StaffEvent) -> Turn:
        conversation = Conversation(
            id=1, chat_id=1, locale=self.locale, time_zone="America/Montreal", state=self.stored, speaker="bot", name=""
        )
        return Turn(Session(), conversation, event, self.now, PROGRAMME)

    def says(self, text: str) -> str:
        return self.does(Typed(text))

    def taps(self, path: str) -> str:
        return self.does(Pressed(path, 1))

    def sends(self, kind: str = "application/pdf", size: int = 1000) -> str:
        return self.does(SentFile(Attachment("f1", "paper.pdf", kind, size)))

    @property
    def reads(self) -> str:
        words = reader(self.locale, "America/Montreal")
        return "\n".join(words.plain(screen.text) for screen in self.screens)

    @property
    def paths(self) -> list[str]:
        buttons = [button for screen in self.screens for row in screen.rows for button in row]
        return [button.to.path for button in buttons if isinstance(button.to, Link)]

    @property
    def labels(self) -> list[str]:
        words = reader(self.locale, "America/Montreal")
        return [words.plain(button.label) for screen in self.screens for row in screen.rows for button in row]

    @property
    def asked(self) -> str | None:
        """The question that is being asked."""
        asking: list[str] | None = self.stored.get("asking")
        return asking[1] if asking else None

    @property
    def answers(self) -> dict[str, Any]:
        """The answers so far, or those that `done` got."""
        under_way: dict[str, Any] | None = self.stored.get("answers", {}).get("form")
        done_with: dict[str, Any] = json.loads(self.name or "{}")
        return done_with if under_way is None else under_way
