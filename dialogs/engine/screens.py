"""What a person sees: a text, and buttons that are links."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from locales.text import Lines, Text

Words: TypeAlias = Text | Lines | str
Style: TypeAlias = Literal["", "primary", "success", "danger"]
LONGEST_PATH = 64


class PathTooLongError(Exception):
    """A button holds at most 64 bytes."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a button leads; made by `Page.to`, so that its parameters are typed."""

    path: str

    def __post_init__(self) -> None:
        if len(self.path.encode()) > LONGEST_PATH:
            raise PathTooLongError(f"{self.path!r} has more than {LONGEST_PATH} bytes: shorten the page's pattern")


@dataclass(frozen=True, slots=True)
class Button:
    """A labelled link to a page, or to a web address."""

    label: Words
    to: Link | str
    style: Style = ""


Row: TypeAlias = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file made for the person, or one of theirs: then `kept` is the id under which it is stored already."""

    name: str
    type: str
    content: bytes
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One message of the bot.

    `toast` is shown for a moment over the chat when the screen answers a tap. `fresh` asks for a message of its own
    where a tap would otherwise redraw the message it sits on. `over` asks for the place of a message, by the platform's
    id, where nobody tapped anything: it is redrawn if it is still the newest.
    """

    text: Words
    rows: tuple[Row, ...] = ()
    document: Document | None = None
    toast: Words | None = None
    fresh: bool = False
    over: int | None = None
