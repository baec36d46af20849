"""Text is a message with named values, put into words last, in the reader's language.

`_` marks a sentence for people. Its first argument is the English msgid, the rest are the values that it names:
`_("Hello, {name}.", name=name)`. Nothing is formatted or escaped here; `locales.reader` does both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias

NOTHING: Mapping[str, "Value"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 code, shown by its CLDR name."""

    code: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its ISO 639 code, shown by its CLDR name."""

    code: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date shown with its weekday."""

    date: date


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in Canadian cents; whole dollars are shown without cents."""

    cents: int


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in English with named values; with `plural`, the form follows `count`."""

    msgid: str
    values: Mapping[str, "Value"] = field(default_factory=lambda: NOTHING)
    plural: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts one under another; empty ones (None) are left out, "" is an empty line."""

    lines: tuple["Text | Lines | str | None", ...]


Value: TypeAlias = (
    str | int | float | date | datetime | Country | Tongue | Day | Money | Text | Lines | Sequence["Value"]
)


def _(msgid: str, /, **values: Value) -> Text:
    return Text(msgid, values or NOTHING)


def ngettext(singular: str, plural: str, /, count: int, **values: Value) -> Text:
    """`{count}` may stand in both forms."""
    return Text(singular, {"count": count, **values}, plural, count)


def lines(*parts: Text | Lines | str | None) -> Lines:
    return Lines(parts)
