"""The cards of a lesson: one screen each, of six forms.

`next` is the key of a later card, where it is not the following one; `words` are keys of the glossary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from locales.text import Text

END = "end"
"""Where a card leads that ends its lesson."""
UNKNOWN = "-"
"""What somebody chooses who does not know, or finds no words."""
LETTERS = 6


def spot(text: Text) -> str:
    """A short name for a sentence, the same in all languages: it changes when the author writes another sentence."""
    return sha256(text.msgid.encode()).hexdigest()[:LETTERS]


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers: what it brings about, or why it is right or not; `next` is the card that it leads to."""

    text: Text
    then: Text
    good: bool
    next: str = ""

    @property
    def key(self) -> str:
        return spot(self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read."""

    key: str
    told: tuple[Text, ...]
    title: Text | None = None
    next: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation that needs a decision; more than one may be good."""

    key: str
    told: tuple[Text, ...]
    options: tuple[Option, ...]
    next: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiz:
    key: str
    asks: Text
    options: tuple[Option, ...]
    next: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    left: Text
    right: Text


@dataclass(frozen=True, slots=True)
class Matching:
    key: str
    asks: Text
    pairs: tuple[Pair, ...]
    why: Text
    next: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordering:
    """`items` stand in the right order."""

    key: str
    asks: Text
    items: tuple[Text, ...]
    why: Text
    next: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a good answer does; `signs` are beginnings of words, folded, of any language, that show it."""

    text: Text
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """What would you say? Free text, held against what good answers do."""

    key: str
    asks: Text
    points: tuple[Point, ...]
    answers: tuple[Text, ...]
    next: str = ""
    words: tuple[str, ...] = ()


Card: TypeAlias = Reading | Scenario | Quiz | Matching | Ordering | Saying


def mixed(texts: Sequence[Text]) -> list[Text]:
    """In an order of no author's, the same for everybody, and never the one given."""
    found = sorted(texts, key=spot)
    return found if found != list(texts) else [*found[1:], found[0]]


def texts(card: Card) -> list[Text]:
    """Everything that a learner reads of a card."""
    match card:
        case Reading(title=title, told=told):
            return [*([title] if title else []), *told]
        case Scenario(told=told, options=options):
            return [*told, *(text for option in options for text in (option.text, option.then))]
        case Quiz(asks=asks, options=options):
            return [asks, *(text for option in options for text in (option.text, option.then))]
        case Matching(asks=asks, pairs=pairs, why=why):
            return [asks, *(text for pair in pairs for text in (pair.left, pair.right)), why]
        case Ordering(asks=asks, items=items, why=why):
            return [asks, *items, why]
        case Saying(asks=asks, points=points, answers=answers):
            return [asks, *(point.text for point in points), *answers]
