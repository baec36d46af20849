"""What entries of content files have in common: keys that must be there, sentences, facts and sources."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from coaching import notation
from coaching.personal import UNTOLD, filled
from coaching.rules import ALWAYS, Rule
from coaching.sheets import Place
from coaching.templates import Confidence, Fact, Source
from locales.text import Text

E = TypeVar("E", bound=StrEnum)

SLUG = re.compile(r"[a-z][a-z0-9_-]*")
DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|undated")
MARKUP = re.compile(r"[<>&]")
PLACEHOLDER = re.compile(r"\{([^}]*)\}")
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Shape:
    """What an entry is called, the keys that it needs and may have, and the most characters of its sentences."""

    name: str
    needed: Collection[str]
    optional: Collection[str]
    longest: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one entry; one that is missing has been noted and reads as nothing."""

    place: Place
    shape: Shape
    places: Mapping[str, Place]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def text(self, name: str) -> Text:
        place = self.places.get(name)
        return sentence(place, self._longest(name)) if place else Text("")

    def texts(self, name: str) -> tuple[Text, ...]:
        return tuple(sentence(each, self._longest(name)) for each in self.items(name, "sentences"))

    def _longest(self, name: str) -> int:
        return self.shape.longest.get(name, LONGEST)

    def word(self, name: str, expected: str) -> str:
        place = self.places.get(name)
        return place.scalar(expected) if place else ""

    def words(self, name: str, expected: str) -> tuple[str, ...]:
        return tuple(each.scalar(expected) for each in self.items(name, expected))

    def items(self, name: str, expected: str) -> list[Place]:
        place = self.places.get(name)
        return place.items(expected) if place else []

    def link(self, name: str) -> str:
        place = self.places.get(name)
        return address(place) if place else ""

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(found for each in self.items(name, ", ".join(kind)) if (found := choice(each, kind)))

    def when(self) -> Rule:
        place = self.places.get("when")
        return notation.parse(place) if place else ALWAYS

    def facts(self) -> tuple[Fact, ...]:
        place, found = self.places.get("facts"), []
        for name, each in place.entries('facts such as "health_001: high"') if place else ():
            if confidence := choice(each, Confidence):
                found.append(Fact(name.rpartition(".")[2], confidence))
        return tuple(found)

    def sources(self) -> tuple[Source, ...]:
        return tuple(source(each) for each in self.items("sources", "sources"))

    def reviewed(self) -> date:
        return self.places["reviewed"].day() if "reviewed" in self.places else date.min

    def count(self, name: str, found: Collection[object], least: int, most: int) -> None:
        """Notes a list that is there, and too short or too long."""
        if name in self.places and not least <= len(found) <= most:
            self.places[name].wrong(f"has {len(found)} {name}: write {least} to {most}")


def fields(place: Place, pairs: Mapping[str, Place], shape: Shape) -> Fields:
    """The keys of an entry, named after its place; what is missing or unknown is noted."""
    for name in shape.needed:
        if name not in pairs:
            place.wrong(f'"{name}" is missing: add it')
    allowed = [*shape.needed, *shape.optional]
    for name, each in pairs.items():
        if name not in allowed:
            told = f"is no part of {shape.name}{notation.nearest(name, allowed)}"
            each.named(f"{place.key}.{name}").wrong(told)
    return Fields(place, shape, {name: each.named(f"{place.key}.{name}") for name, each in pairs.items()})


def slug(place: Place, longest: int) -> str:
    told = place.scalar("a key such as sin")
    if told and not (SLUG.fullmatch(told) and len(told) <= longest):
        place.wrong(f'"{told}" is no key: use at most {longest} of a-z, 0-9, _ and -, and begin with a letter')
        return ""
    return told


def sentence(place: Place, longest: int) -> Text:
    told = " ".join(place.scalar("a sentence").split())
    if len(told) > longest:
        place.wrong(f"has {len(told)} characters: at most {longest}, or it will not fit in other languages")
    if MARKUP.search(told):
        place.wrong("has markup: write plain words, without <, > and &")
    for name in set(PLACEHOLDER.findall(told)) - UNTOLD.keys():
        place.wrong(f"{{{name}}} is no value: use one of {', '.join(sorted(UNTOLD))}")
    return filled(Text(told), UNTOLD)


def address(place: Place, *, cited: bool = False) -> str:
    """An address that people open; one that is only cited may be as old as the page that it names."""
    told = place.scalar("an address")
    if told and not re.fullmatch(r"https?://\S+\.\S+" if cited else r"https://\S+\.\S+", told):
        place.wrong(f'expected an address that begins with https://, found "{told}"')
    return told


def choice(place: Place, kind: type[E]) -> E | None:
    told = place.scalar(f"one of {', '.join(kind)}")
    if told in list(kind):
        return kind(told)
    if told:
        place.wrong(f'"{told}" is not one of {", ".join(kind)}{notation.nearest(told, list(kind))}')
    return None


def source(place: Place) -> Source:
    parts = {name: each.named(f"{place.key}.{name}") for name, each in place.entries("title, url and date")}
    for name in parts.keys() ^ {"title", "url", "date"}:
        place.wrong(f'"{name}": a source has title, url and date, and nothing else')
    dated = parts["date"].scalar("a date, or undated") if "date" in parts else ""
    if dated and not DATED.fullmatch(dated):
        parts["date"].wrong(f'expected 2026, 2026-06, 2026-06-10 or undated, found "{dated}"')
    title = parts["title"].scalar("the title of the page") if "title" in parts else ""
    return Source(title, address(parts["url"], cited=True) if "url" in parts else "", dated)
