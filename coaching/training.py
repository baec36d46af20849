"""The training, read from `content/modules/*.yaml` and checked as a whole before anybody takes it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from coaching import catalogue, composing, glossary, notation
from coaching.catalogue import Catalogue
from coaching.glossary import Glossary, Word
from coaching.modules import Module, Training
from coaching.sheets import ContentError, Place, Problem, read

T = TypeVar("T", Module, Word)


@dataclass(slots=True)
class Draft:
    """What was read so far, with the place of each module for what only shows when all is there."""

    problems: list[Problem] = field(default_factory=list)
    modules: dict[str, Module] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@cache
def shipped() -> Training:
    """The training that ships with the project."""
    return load(files("content"), catalogue.shipped())


def load(content: Traversable, steps: Catalogue) -> Training:
    """Reads the folders `modules` and `glossary`; raises `ContentError` with all that is wrong."""
    draft = Draft()
    for root in sheets(content / "glossary", draft):
        for place, word in glossary.words(root):
            keep(draft.words, place, word)
    for root in sheets(content / "modules", draft):
        if found := composing.module(root):
            place, module = found
            keep(draft.modules, place, module)
            draft.places.setdefault(module.key, place)
    check(draft, steps)
    if draft.problems:
        raise ContentError(draft.problems)
    return Training(MappingProxyType(draft.modules), Glossary(MappingProxyType(draft.words)))


def sheets(folder: Traversable, draft: Draft) -> Iterator[Place]:
    """The roots of the YAML files of a folder, by their names."""
    for sheet in sorted(folder.iterdir(), key=lambda each: each.name):
        if sheet.name.endswith(".yaml"):
            root = read(f"{folder.name}/{sheet.name}", sheet.read_text(encoding="utf-8"), draft.problems)
            if root:
                yield root


def keep(shelf: dict[str, T], place: Place, found: T) -> None:
    if found.key in shelf:
        place.wrong(f'the key "{found.key}" is taken already: choose another')
    shelf.setdefault(found.key, found)


def check(draft: Draft, steps: Catalogue) -> None:
    """What a module names must be there: words of the glossary, and steps of the plan."""
    for key, module in draft.modules.items():
        place = draft.places[key]
        for step in module.completes:
            if step not in steps:
                place.wrong(f'completes "{step}", which is no step{notation.nearest(step, list(steps.templates))}')
        for at, lesson in enumerate(module.lessons):
            for number, card in enumerate(lesson.cards):
                for word in card.words:
                    if word not in draft.words:
                        told = notation.nearest(word, list(draft.words))
                        written = card_place(place, at, number).named(f"{lesson.key}.{card.key}")
                        written.wrong(f'"{word}" is no word of the glossary{told}')


def card_place(module: Place, lesson: int, card: int) -> Place:
    """Where a card is written, by the numbers of its lesson and of itself; the module where it cannot be told."""
    lessons = dict(module.entries("a module"))["lessons"].items("lessons")
    cards = dict(lessons[lesson].entries("a lesson"))["cards"].items("cards") if lesson < len(lessons) else []
    return cards[card] if card < len(cards) else module
