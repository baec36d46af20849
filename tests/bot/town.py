"""A small site for tests: a form, a counter, a document, and pages that fail in every way that a page can."""

from types import ModuleType

from sqlalchemy.orm import Session

from coaching.catalogue import Catalogue
from coaching.occupations import Occupations
from coaching.programme import Programme
from dialogs.engine.events import SentFile, SharedContact, Typed, Unreadable
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, Command, action, page
from dialogs.engine.questions import Choice, Option, Sentence
from dialogs.engine.screens import Button, Document, Link, Screen
from dialogs.engine.site import Reception, Site
from dialogs.engine.staffing import StaffEvent, StaffWrote, StepCommented, StepDated
from dialogs.engine.turn import Turn
from locales.text import _
from storage import outbox
from storage.conversations import Conversation

PROGRAMME = Programme(Catalogue({}), Occupations(()))
LONG = "x" * 250


@page("home", Audience.ANYONE, Command("home", _("Home")))
def home(turn: Turn) -> Screen:
    return Screen(
        "This is home.", ((Button("Count", count.to()), Button("Ask me", ASK.to())), (Button("Paper", paper.to()),))
    )


@action("count", Audience.ANYONE)
def count(turn: Turn) -> Screen:
    counted = turn.state.answers.setdefault("count", {"times": 0})
    counted["times"] += 1
    more = Button("Count", count.to())
    return Screen(
        f"Counted {counted['times']}.", ((more, Button("Home", home.to())),), toast=f"That makes {counted['times']}"
    )


@page("gossip", Audience.ANYONE)
def gossip(turn: Turn) -> Screen:
    return Screen("Too much to say.", toast=LONG)


@action("fall/{what}", Audience.ANYONE)
def fall(turn: Turn, what: str) -> Screen:
    turn.state.answers["count"] = {"times": 100}
    turn.say(Screen("You should never read this."))
    raise RuntimeError(f"fell over {what}")


@page("paper", Audience.ANYONE)
def paper(turn: Turn) -> Screen:
    document = Document("Résumé d’Amina — نسخة.pdf", "application/pdf", b"%PDF-1.4 of a test")
    return Screen("Here is your paper.", ((Button("Home", home.to()),),), document=document)


ASK = Form(
    "ask",
    [
        Sentence("name", "What are you called?"),
        Choice(
            "colour", "Which colour?", options=lambda _turn: (Option("red", "Red"), Option("blue", "Blue")), kind=str
        ),
        Sentence("why", "And why?"),
    ],
    lambda _turn, answers: Screen(f"All said: {', '.join(answers.values())}.", ((Button("Home", home.to()),),)),
    later=lambda: Link("home"),
    audience=Audience.ANYONE,
    numbered=False,
)


def joined(turn: Turn, code: str) -> Screen:
    if code == "fall":
        raise RuntimeError("fell at the door")
    turn.say(Screen(f"Welcome, {turn.conversation.name}."))
    return home(turn)


def heard(turn: Turn) -> Screen:
    """Says again what it hears; some words make it fall."""
    match turn.event:
        case Typed("fall"):
            raise RuntimeError("fell over a word")
        case Typed("fall with others") if _in_company(turn.session):
            raise RuntimeError("fell in a crowd")
        case Typed(text):
            return Screen(text)
        case SentFile(file, caption):
            return Screen(f"A file: {file.name}, {file.type}, {caption}")
        case SharedContact(phone):
            return Screen(f"A number: {phone}")
        case Unreadable(kind):
            return Screen(f"Unreadable: {kind}")
    raise AssertionError(turn.event)


def _in_company(session: Session) -> bool:
    return sum(isinstance(known, Conversation) for known in session) > 1


def left(turn: Turn) -> None:
    turn.conversation.blocked_at = turn.now


def returned(turn: Turn) -> Screen:
    outbox.unblock(turn.session, turn.conversation)
    return Screen("Welcome back.")


def reminded(turn: Turn, subject: str) -> Screen | None:
    if subject == "fall":
        raise RuntimeError("fell over a timer")
    return Screen(f"Remember: {subject}.")


def staffed(turn: Turn, event: StaffEvent) -> Screen | None:
    match event:
        case StaffWrote(text="fall"):
            raise RuntimeError("fell over staff")
        case StaffWrote(text=text):
            return Screen(text)
        case StepDated():
            raise RuntimeError("fell over a date")
        case StepCommented(step_id=shown, text=text):
            return Screen(text, over=shown)
    return None


def reception() -> Reception:
    return Reception(
        home=home,
        lost=home,
        gate=lambda _turn, _page: None,
        joined=joined,
        heard=heard,
        left=left,
        returned=returned,
        reminded=reminded,
        examined=lambda _turn, _event: None,
        staffed=staffed,
    )


def site() -> Site:
    module = ModuleType("town")
    for part in (home, count, gossip, fall, paper):
        setattr(module, part.pattern.partition("/")[0], part)
    module.ask = ASK  # type: ignore[attr-defined]
    return Site([module], reception())
