"""The site: every page and form, and how an event finds the one that answers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, assert_never

from dialogs.engine.events import (
    Examined,
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
from dialogs.engine.forms import Form, UnknownQuestionError
from dialogs.engine.pages import Page, Routes
from dialogs.engine.screens import Button, Screen
from dialogs.engine.staffing import (
    Declined,
    Granted,
    HandedBack,
    OfferSent,
    PlanSigned,
    ResumeCommented,
    SessionMoved,
    StaffEvent,
    StaffWrote,
    StepAdded,
    StepCommented,
    StepDated,
    StepFreed,
    StepReworded,
    StepSettled,
    TookOver,
)
from dialogs.engine.state import State
from dialogs.engine.turn import Turn
from locales.text import _

Answer = Callable[[Turn], Screen | None]


@dataclass(frozen=True, slots=True)
class Reception:
    """Who answers what is no page: each returns a screen, or None to say nothing.

    `gate` may show something else instead of a page (no consent yet, not a candidate); it returns None to let pass.
    `heard` gets whatever a person said outside a form, `staffed` what staff did in the conversation, `examined` what
    became of a proof.
    """

    home: Page[[]]
    lost: Page[[]]
    gate: Callable[[Turn, Page[...]], Screen | None]
    joined: Callable[[Turn, str], Screen]
    heard: Answer
    left: Answer
    returned: Answer
    reminded: Callable[[Turn, str], Screen | None]
    examined: Callable[[Turn, Examined], Screen | None]
    staffed: Callable[[Turn, StaffEvent], Screen | None]


class Site:
    """Answers turns. Holds no state of its own: all of it is in the turn."""

    def __init__(self, modules: Iterable[ModuleType], reception: Reception) -> None:
        parts = [part for module in modules for part in vars(module).values()]
        forms = {id(part): part for part in parts if isinstance(part, Form)}
        self.forms = {form.name: form for form in forms.values()}
        pages = {id(part): part for part in parts if isinstance(part, Page)}
        self.routes = Routes([*pages.values(), *(page for form in forms.values() for page in form.pages)])
        self.reception = reception
        self.commands = {page.command.name: page for page in self.routes.pages if page.command}

    def answer(self, turn: Turn) -> list[Screen]:
        """Answers one event; returns what to say, in order. The conversation's state moves on with it."""
        turn.state = State.load(turn.conversation.state)
        last = self._answer(turn)
        turn.conversation.state = turn.state.dump()
        return [*turn.said, last] if last else turn.said

    def apology(self) -> Screen:
        """What a person sees whose turn failed."""
        return Screen(
            _(
                "Sorry, something went wrong on our side. Your answers are safe. "
                "Please try again; if it happens again, write to your counsellor."
            ),
            ((Button(_("Home"), self.reception.home.to()),),),
        )

    def _answer(self, turn: Turn) -> Screen | None:  # noqa: PLR0911 - one return for each kind of event
        match turn.event:
            case Joined(code):
                turn.state.asking = None
                return self.reception.joined(turn, code)
            case Typed(text) if text.startswith("/"):
                return self._command(turn, text)
            case Pressed(path):
                return self._follow(turn, path)
            case Typed() | SentFile() | SharedContact() | Unreadable():
                return self._hear(turn)
            case Left():
                return self.reception.left(turn)
            case Returned():
                return self.reception.returned(turn)
            case Reminded(subject):
                return self.reception.reminded(turn, subject)
            case Examined() as seen:
                return self.reception.examined(turn, seen)
            case (
                (StaffWrote() | TookOver() | HandedBack() | Granted() | Declined())
                | (StepAdded() | StepReworded() | StepDated() | StepCommented())
                | (StepSettled() | StepFreed() | PlanSigned() | SessionMoved())
                | (OfferSent() | ResumeCommented())
            ) as event:
                return self.reception.staffed(turn, event)
            case _ as never:
                assert_never(never)

    def _command(self, turn: Turn, text: str) -> Screen:
        name = text[1:].partition(" ")[0].partition("@")[0].lower()
        return self._show(turn, self.commands.get(name, self.reception.lost), {})

    def _follow(self, turn: Turn, path: str) -> Screen | None:
        if turn.state.is_double(path, turn.now):
            return None
        page, values = self.routes.find(path) or (self.reception.lost, {})
        return self._show(turn, page, values)

    def _show(self, turn: Turn, page: Page[...], values: dict[str, Any]) -> Screen:
        gate = self.reception.gate(turn, page)
        if gate:
            return gate
        if not self._belongs(turn, page):
            turn.state.asking = None
        try:
            return page(turn, **values)
        except UnknownQuestionError:
            return self.reception.lost(turn)

    def _belongs(self, turn: Turn, page: Page[...]) -> bool:
        """Whether a page is of the form that is being asked; any other page pauses it."""
        form = self._form(turn)
        return form is not None and page in form.pages

    def _form(self, turn: Turn) -> Form | None:
        return self.forms.get(turn.state.asking[0]) if turn.state.asking else None

    def _hear(self, turn: Turn) -> Screen | None:
        form = self._form(turn)
        if form is None:
            return self.reception.heard(turn)
        return self.reception.gate(turn, form.pages[0]) or form.answer(turn)
