"""A person in a conversation, for tests that read as the conversation.

Every turn is a transaction of its own, and everything is forgotten between two turns but what the database keeps.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from coaching.programme import Programme
from dialogs import front
from dialogs.engine.events import Attachment, Event, Examined, Joined, Pressed, Reminded, SentFile, Typed, Unreadable
from dialogs.engine.screens import Button, Document, Link, Screen
from dialogs.engine.staffing import StaffEvent
from dialogs.engine.turn import Turn
from locales.catalogs import reader, resolve
from locales.text import Text, Value
from storage import timers
from storage.conversations import Conversation
from storage.database import Database

T = TypeVar("T")
TEXT, CAPTION, BUTTONS, ROW = 4096, 1024, 100, 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen as the person reads it: every sentence in words, every button with its label."""

    html: str
    plain: str
    buttons: tuple[tuple[str, Link | str], ...]
    toast: str | None = None
    document: Document | None = None

    @property
    def labels(self) -> list[str]:
        return [label for label, _to in self.buttons]


@dataclass
class Person:
    """Somebody with a phone. `says` and its like return what the bot answers, in one text."""

    database: Database
    programme: Programme
    now: datetime
    chat_id: int = 7001
    language: str = "en"
    screens: list[Shown] = field(default_factory=list)

    def opens(self, code: str = "") -> str:
        return self.does(Joined(code))

    def says(self, text: str) -> str:
        return self.does(Typed(text))

    def sends(self, name: str, kind: str = "application/pdf", size: int = 1000, caption: str = "") -> str:
        return self.does(SentFile(Attachment("file-1", name, kind, size), caption))

    def sends_a(self, kind: str) -> str:
        return self.does(Unreadable(kind))

    def taps(self, label: str) -> str:
        """Taps a button of the last screens by what stands on it, or by the beginning of that."""
        return self.does(Pressed(self.path_of(label), 1))

    def follows(self, path: str) -> str:
        """Taps a button that is not on the screen: an old one, or a forged one."""
        return self.does(Pressed(path, 1))

    def path_of(self, label: str) -> str:
        """The label is English, or what stands there in the person's language."""
        buttons = [button for shown in self.screens for button in shown.buttons]
        wanted = (label, self.in_words(label))
        found = [to for text, to in buttons if text in wanted] or [
            to for text, to in buttons if text.startswith(wanted)
        ]
        assert found, f"no button {label!r} among {self.sees}"
        assert isinstance(found[0], Link)
        return found[0].path

    def in_words(self, msgid: str, **values: Value) -> str:
        """An English sentence in the language of this person."""
        locale, zone = self.looks_up(lambda _session, chat: (chat.locale, chat.time_zone))
        return reader(locale, zone).plain(Text(msgid, values))

    def does(self, event: Event) -> str:
        with self.turn(event) as turn:
            said = front.site().answer(turn)
            json.dumps(turn.conversation.state)
            self.screens = [shown(turn, screen) for screen in said]
        return self.reads

    @contextmanager
    def turn(self, event: Event) -> Iterator[Turn]:
        """One transaction around one event."""
        with self.database.session() as session, session.begin():
            conversation = self._conversation(session)
            yield Turn(session, conversation, event, self.now, self.programme)
            conversation.heard_at = (
                conversation.heard_at if isinstance(event, Reminded | Examined | StaffEvent) else self.now
            )

    def tells_all(self, landing: str = "2027-03-15", work: str = "31301", worry: str = "Winter") -> str:
        """Answers the whole profile, from its first question on; `work` is a code, or "-" to skip."""
        self.taps("Skilled worker")
        self.follows("intake/country/DZ")
        self.taps("Alone")
        self.follows(f"intake/occupation/{work}")
        if "Not started yet" in self.sees or self.in_words("Not started yet") in self.sees:
            self.taps("Not started yet")
        self.taps("Bachelor’s degree")
        self.says("5")
        self.taps("A little")
        self.taps("Not at all")
        self.taps("Estrie")
        self.says(landing)
        self.taps(worry)
        return self.taps("Skip")

    def later(self, **duration: float) -> None:
        """Time goes by, and timers that come due ring."""
        until = self.now + timedelta(**duration)
        self.screens = []
        while due := self._next_timer(until):
            self.now = max(due[0], self.now)
            self.does(Reminded(due[1]))
        self.now = until

    def _next_timer(self, until: datetime) -> tuple[datetime, str] | None:
        with self.database.session() as session, session.begin():
            for timer in timers.due(session, until, 1):
                found = (timer.due_at, timer.subject)
                session.delete(timer)
                return found
        return None

    def _conversation(self, session: Session) -> Conversation:
        found = session.query(Conversation).filter_by(chat_id=self.chat_id).one_or_none()
        if found is None:
            found = Conversation(chat_id=self.chat_id, locale=resolve(self.language), created_at=self.now, state={})
            session.add(found)
            session.flush()
        return found

    def looks_up(self, question: Callable[[Session, Conversation], T]) -> T:
        """Asks the database about this person's conversation."""
        with self.database.session() as session, session.begin():
            return question(session, self._conversation(session))

    @property
    def reads(self) -> str:
        return "\n\n".join(shown.plain for shown in self.screens)

    @property
    def sees(self) -> list[str]:
        """The labels of the buttons of the last screens."""
        return [label for shown in self.screens for label in shown.labels]


def leaves(person: Person, way: str = "keep") -> str:
    """Leaves the programme, as asked and confirmed."""
    person.follows(f"leave/{way}")
    return person.taps("Yes, leave")


def shown(turn: Turn, screen: Screen) -> Shown:
    words = reader(turn.conversation.locale, turn.conversation.time_zone)
    plain, html = words.plain(screen.text), words.html(screen.text)
    buttons = [button for row in screen.rows for button in row]
    assert 0 < len(plain) <= (CAPTION if screen.document else TEXT)
    assert "{" not in plain
    assert "None" not in plain
    assert len(buttons) <= BUTTONS
    assert all(len(row) <= ROW for row in screen.rows)
    return Shown(
        html,
        plain,
        tuple(_button(words.plain(button.label), button) for button in buttons),
        words.plain(screen.toast) if screen.toast else None,
        screen.document,
    )


def _button(label: str, button: Button) -> tuple[str, Link | str]:
    assert label
    return label, button.to
