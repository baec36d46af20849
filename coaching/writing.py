"""How a plan step is written in YAML, and what is said of one that is not written well."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from coaching import dues, notation
from coaching.dues import Anchor, Due
from coaching.personal import UNTOLD, filled
from coaching.phases import Phase
from coaching.profile import Worry
from coaching.rules import ALWAYS, Rule
from coaching.sheets import Place
from coaching.templates import Confidence, Fact, Source, StepTemplate
from locales.text import Text

E = TypeVar("E", bound=StrEnum)

SLUG = re.compile(r"[a-z][a-z0-9_-]{0,23}")
MEASURE = re.compile(r"[1-5]\.\d")
DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|undated")
MARKUP = re.compile(r"[<>&]")
PLACEHOLDER = re.compile(r"\{([^}]*)\}")

LONGEST = {"title": 64, "why": 400, "actions": 240, "duration": 60, "cost": 140, "proof": 160, "help": 160}
NEEDED = (
    *("key", "title", "why", "actions", "duration", "cost", "proof", "help"),
    *("link", "link_title", "measure", "due", "facts", "sources", "reviewed"),
)
ALLOWED = (*NEEDED, "link_fr", "programme", "when", "after", "eases")


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one step; one that is missing has been noted and reads as nothing."""

    places: Mapping[str, Place]

    def text(self, name: str) -> Text:
        place = self.places.get(name)
        return sentence(place, LONGEST.get(name, 160)) if place else Text("")

    def texts(self, name: str) -> tuple[Text, ...]:
        return tuple(sentence(each, LONGEST[name]) for each in self.items(name, "sentences"))

    def items(self, name: str, expected: str) -> list[Place]:
        place = self.places.get(name)
        return place.items(expected) if place else []

    def link(self, name: str) -> str:
        place = self.places.get(name)
        return address(place) if place else ""

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(found for each in self.items(name, ", ".join(kind)) if (found := choice(each, kind)))


def steps(root: Place) -> Iterator[tuple[Place, StepTemplate]]:
    """The steps of one file, which names its phase once: `phase: first_week`, then `steps:`."""
    parts = dict(root.entries('"phase: ..." and "steps: ..."'))
    for name in parts.keys() ^ {"phase", "steps"}:
        root.named(name).wrong('a file holds "phase" and "steps", and nothing else')
    phase = choice(parts["phase"], Phase) if "phase" in parts else None
    for place in parts["steps"].items("steps") if "steps" in parts else ():
        if step := template(place, phase or Phase.FIRST_WEEK):
            yield place.named(step.key), step


def template(place: Place, phase: Phase) -> StepTemplate | None:
    pairs = dict(place.entries("a step"))
    key = slug(pairs["key"]) if "key" in pairs else ""
    fields = Fields(checked(place.named(key or "step"), pairs))
    if not key:
        return None
    return StepTemplate(
        key=key,
        phase=phase,
        title=fields.text("title"),
        why=fields.text("why"),
        actions=actions(fields),
        duration=fields.text("duration"),
        cost=fields.text("cost"),
        proof=fields.text("proof"),
        help=fields.text("help"),
        link=fields.link("link"),
        link_fr=fields.link("link_fr"),
        link_title=fields.text("link_title"),
        measure=measure(fields),
        programme=fields.text("programme") if "programme" in fields.places else None,
        when=when(fields),
        after=tuple(each.scalar("the key of a step") for each in fields.items("after", "keys of steps")),
        due=due(fields),
        eases=fields.choices("eases", Worry),
        facts=facts(fields),
        sources=tuple(source(each) for each in fields.items("sources", "sources")),
        reviewed=fields.places["reviewed"].day() if "reviewed" in fields.places else date.min,
    )


def checked(step: Place, pairs: Mapping[str, Place]) -> dict[str, Place]:
    for name in NEEDED:
        if name not in pairs:
            step.wrong(f'"{name}" is missing: add it')
    for name, place in pairs.items():
        if name not in ALLOWED:
            place.named(f"{step.key}.{name}").wrong(f"is no part of a step{notation.nearest(name, list(ALLOWED))}")
    return {name: place.named(f"{step.key}.{name}") for name, place in pairs.items()}


def slug(place: Place) -> str:
    told = place.scalar("a key such as sin")
    if told and not SLUG.fullmatch(told):
        place.wrong(f'"{told}" is no key: use at most 24 of a-z, 0-9, _ and -, and begin with a letter')
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


def actions(fields: Fields) -> tuple[Text, ...]:
    told = fields.texts("actions")
    if "actions" in fields.places and not 3 <= len(told) <= 6:  # noqa: PLR2004 - what a phone shows well
        fields.places["actions"].wrong(f"has {len(told)} actions: write three to six")
    return told


def address(place: Place) -> str:
    told = place.scalar("an address")
    if told and not re.fullmatch(r"https://\S+\.\S+", told):
        place.wrong(f'expected an address that begins with https://, found "{told}"')
    return told


def measure(fields: Fields) -> str:
    place = fields.places.get("measure")
    told = place.scalar("a measure such as 2.1") if place else ""
    if place and told and not MEASURE.fullmatch(told):
        place.wrong(f'expected a measure such as 2.1, found "{told}"')
    return told


def when(fields: Fields) -> Rule:
    place = fields.places.get("when")
    return notation.parse(place) if place else ALWAYS


def due(fields: Fields) -> Due:
    place = fields.places.get("due")
    told = place.scalar(f"a day such as {dues.EXAMPLES}") if place else ""
    found = dues.parse(told)
    if place and told and not found:
        place.wrong(f'expected a day such as {dues.EXAMPLES}, found "{told}"')
    return found or Due(Anchor.PLAN)


def choice(place: Place, kind: type[E]) -> E | None:
    told = place.scalar(f"one of {', '.join(kind)}")
    if told in list(kind):
        return kind(told)
    if told:
        place.wrong(f'"{told}" is not one of {", ".join(kind)}{notation.nearest(told, list(kind))}')
    return None


def facts(fields: Fields) -> tuple[Fact, ...]:
    place = fields.places.get("facts")
    found = []
    for name, each in place.entries('facts such as "health_001: high"') if place else ():
        if confidence := choice(each, Confidence):
            found.append(Fact(name.rpartition(".")[2], confidence))
    return tuple(found)


def source(place: Place) -> Source:
    parts = {name: each.named(f"{place.key}.{name}") for name, each in place.entries("title, url and date")}
    for name in parts.keys() ^ {"title", "url", "date"}:
        place.wrong(f'"{name}": a source has title, url and date, and nothing else')
    dated = parts["date"].scalar("a date, or undated") if "date" in parts else ""
    if dated and not DATED.fullmatch(dated):
        parts["date"].wrong(f'expected 2026, 2026-06, 2026-06-10 or undated, found "{dated}"')
    title = parts["title"].scalar("the title of the page") if "title" in parts else ""
    return Source(title, address(parts["url"]) if "url" in parts else "", dated)
