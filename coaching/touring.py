"""The tour of the regions, read from `content/regions.yaml` and checked as a whole before anybody takes it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from coaching import composing, fields, notation, occupations, regions
from coaching.fields import Fields, Shape
from coaching.modules import Changes
from coaching.regions import Region
from coaching.sheets import ContentError, Place, Problem, read
from coaching.templates import Fact, Source
from locales.text import Text

T = TypeVar("T", "Industry", "Portrait")
FILE = "regions.yaml"
PREFIX = re.compile(r"\d{2,5}", re.ASCII)
FARTHEST = 2000
"""Kilometres: no road of Québec leads farther from Montréal."""
DEAREST = 200_000
LONGEST_KEY = 12
RESTS = ("facts", "changes", "sources", "reviewed")
TOUR = Shape("the tour", ("everywhere", "industries", "regions"), (), {})
EVERYWHERE = Shape("what holds everywhere", ("notes", *RESTS), (), {"notes": 160})
INDUSTRY = Shape("an industry", ("key", "name", "occupations"), ("everywhere",), {"name": 40})
REGION = Shape(
    "a region",
    ("code", "place", "town", "km", "industries", "work", *RESTS),
    ("life", "know", "need"),
    {"place": 100, "work": 160, "life": 120, "know": 120},
)


@dataclass(frozen=True, slots=True)
class Rest:
    """What statements rest on, and when they were looked at last."""

    facts: tuple[Fact, ...]
    changes: Changes
    sources: tuple[Source, ...]
    reviewed: date


@dataclass(frozen=True, slots=True)
class Industry:
    """`occupations` are beginnings of NOC codes; `everywhere` is found in all regions, named there or not."""

    key: str
    name: Text
    occupations: tuple[str, ...]
    everywhere: bool = False

    def hires(self, occupation: str) -> bool:
        return occupation.startswith(self.occupations)


@dataclass(frozen=True, slots=True)
class Portrait:
    """A region as the tour tells it.

    `km` is how far `town` is from Montréal by road, rounded to ten, 0 for Montréal. `industries` are those that are
    strong there, the strongest first. `need` is what one person needs a year in that town, in dollars after tax; None
    where no source tells it.
    """

    region: Region
    place: Text
    town: str
    km: int
    industries: tuple[Industry, ...]
    work: tuple[Text, ...]
    life: tuple[Text, ...]
    know: tuple[Text, ...]
    need: int | None
    rest: Rest

    @property
    def code(self) -> str:
        return self.region.code


@dataclass(frozen=True, slots=True)
class Tour:
    """The regions by code, and what holds in all of them."""

    portraits: Mapping[str, Portrait]
    industries: tuple[Industry, ...]
    notes: tuple[Text, ...]
    rest: Rest

    def __iter__(self) -> Iterator[Portrait]:
        return iter(self.portraits.values())

    def __len__(self) -> int:
        return len(self.portraits)

    def get(self, code: str) -> Portrait | None:
        return self.portraits.get(code)

    def after(self, portrait: Portrait) -> Portrait:
        """The next stop; after the last one, the first."""
        every = list(self)
        return every[(every.index(portrait) + 1) % len(every)]


@cache
def shipped() -> Tour:
    """The tour that ships with the project."""
    return load(files("content"))


def load(content: Traversable) -> Tour:
    """Reads `regions.yaml`; raises `ContentError` with all that is wrong."""
    problems: list[Problem] = []
    root = read(FILE, (content / FILE).read_text(encoding="utf-8"), problems)
    tour = told(root) if root else None
    if problems or tour is None:
        raise ContentError(problems)
    return tour


def told(root: Place) -> Tour:
    whole = fields.fields(root.named("tour"), dict(root.entries("a tour")), TOUR)
    known = by_key(whole, "industries", (industry(each) for each in whole.items("industries", "industries")))
    portraits = by_key(whole, "regions", (portrait(each, known) for each in whole.items("regions", "regions")))
    for missing in sorted({each.code for each in regions.every()} - portraits.keys()):
        whole.places.get("regions", root).wrong(f'region "{missing}" is missing: add it')
    notes = whole.places.get("everywhere", root)
    held = fields.fields(notes, dict(notes.entries("what holds everywhere")), EVERYWHERE)
    in_order = {code: portraits[code] for code in sorted(portraits)}
    return Tour(MappingProxyType(in_order), tuple(known.values()), held.texts("notes"), rest(held))


def by_key(whole: Fields, name: str, made: Iterable[tuple[str, T]]) -> dict[str, T]:
    """The entries under their keys; one that stands twice is a mistake."""
    found = list(made)
    composing.refuse_twins(whole, name, [key for key, _ in found])
    return {key: each for key, each in found if key}


def industry(place: Place) -> tuple[str, Industry]:
    pairs = dict(place.entries("an industry"))
    key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else ""
    said = fields.fields(place.named(f"industries.{key}" if key else place.key), pairs, INDUSTRY)
    hired = said.words("occupations", "the beginning of a code such as 7210")
    for prefix in hired:
        if not PREFIX.fullmatch(prefix) or not any(code.startswith(prefix) for code in occupations.table()):
            said.places["occupations"].wrong(f'no occupation begins with "{prefix}": use 2 to 5 digits of a NOC code')
    return key, Industry(key, said.text("name"), hired, composing.is_true(said, "everywhere"))


def portrait(place: Place, known: Mapping[str, Industry]) -> tuple[str, Portrait]:
    pairs = dict(place.entries("a region"))
    code = pairs["code"].scalar("a code such as 05") if "code" in pairs else ""
    region = regions.by_code(code)
    said = fields.fields(place.named(f"regions.{code}" if code else place.key), pairs, REGION)
    if code and region is None:
        said.places["code"].wrong(f'"{code}" is no region: use a code from 01 to 17, in quotes')
    return code if region else "", Portrait(
        region=region or Region(code, "", "", 0),
        place=said.text("place"),
        town=said.word("town", "a town"),
        km=number(said, "km", FARTHEST) or 0,
        industries=tuple(strong(said, known)),
        work=said.texts("work"),
        life=said.texts("life"),
        know=said.texts("know"),
        need=number(said, "need", DEAREST),
        rest=rest(said),
    )


def strong(said: Fields, known: Mapping[str, Industry]) -> Iterator[Industry]:
    keys = said.words("industries", "the key of an industry")
    composing.refuse_twins(said, "industries", list(keys))
    for key in keys:
        if key in known:
            yield known[key]
        else:
            said.places["industries"].wrong(f'"{key}" is no industry{notation.nearest(key, list(known))}')


def number(said: Fields, name: str, most: int) -> int | None:
    """A whole number from 0 to `most`; None where there is none."""
    place = said.places.get(name)
    written = place.scalar(f"a whole number from 0 to {most}") if place else ""
    if place is None or not written:
        return None
    if written.isascii() and written.isdecimal() and int(written) <= most:
        return int(written)
    place.wrong(f'expected a whole number from 0 to {most}, found "{written}"')
    return None


def rest(said: Fields) -> Rest:
    changes = fields.choice(said.places["changes"], Changes) if "changes" in said else None
    if "facts" in said and not said.facts():
        said.places["facts"].wrong("is empty: name the facts on which this rests")
    if "sources" in said and not said.places["sources"].node.value:
        said.places["sources"].wrong("is empty: name the pages from which this comes")
    return Rest(said.facts(), changes or Changes.YEARLY, said.sources(), said.reviewed())


def reviewed(content: Traversable) -> Iterator[tuple[Place, str, Rest]]:
    """What was looked at, with its place: each region by its name, and under "" what holds everywhere."""
    tour = load(content)
    root = read(FILE, (content / FILE).read_text(encoding="utf-8"), [])
    written = dict(root.entries("a tour")) if root else {}
    yield written["everywhere"], "", tour.rest
    for each in written["regions"].items("regions"):
        portrait = tour.portraits[dict(each.entries("a region"))["code"].scalar("a code")]
        yield each, portrait.region.name, portrait.rest
