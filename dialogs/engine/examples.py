"""What a walk says to a question: its good and bad examples, and what people send that no question asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from dialogs.engine.events import Attachment, Event, SentFile, SharedContact, Typed, Unreadable
from dialogs.engine.questions import FileQuestion, Question, Retry
from dialogs.engine.turn import Turn
from locales.reader import Reader
from locales.text import Text

MARKUP = frozenset("<>&{}")
ANY = "application/octet-stream"
ODD: tuple[Event, ...] = (
    Typed("x" * 4096),
    Typed("\u202e<b>&\u200b{name}\U0001f642"),
    Typed("\U0001f642"),
    Typed("9" * 40),
    Unreadable("sticker"),
    SharedContact("+15145550100"),
    SentFile(Attachment("odd", "odd.exe", "application/octet-stream", 10**9)),
)


class Kind(Enum):
    GOOD = auto()
    BAD = auto()
    ODD = auto()


@dataclass(frozen=True, slots=True)
class Example:
    """Something said to a question; `text` is the example as it is declared."""

    form: str
    question: str
    kind: Kind
    event: Event
    text: str


def examples(form: str, question: Question[Any], reader: Reader) -> Iterator[Example]:
    """An example that is a sentence of ours, such as the label of a button, is said in the reader's language."""
    for text in question.good:
        yield Example(form, question.name, Kind.GOOD, Typed(_said(text, reader)), text)
    for text in question.bad:
        yield Example(form, question.name, Kind.BAD, Typed(_said(text, reader)), text)
    for event in ODD:
        yield Example(form, question.name, Kind.ODD, event, "")
    if isinstance(question, FileQuestion):
        kind = question.types[0] if question.types else ANY
        sent = SentFile(Attachment("good", "good.file", kind, min(1000, question.largest)))
        yield Example(form, question.name, Kind.GOOD, sent, kind)


def is_taken(question: Question[Any], turn: Turn) -> bool:
    """Whether the question takes what is said in this turn, or offers what may have been meant."""
    return not isinstance(question.read(turn, turn.event), Retry)


def _said(text: str, reader: Reader) -> str:
    return text if MARKUP & set(text) else reader.plain(Text(text))
