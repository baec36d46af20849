"""When content has to be looked at again, by how often it changes.

- never: three years after it was reviewed;
- policy: twelve months after;
- yearly: twelve months after, and no later than the end of January that follows, when rates and amounts of the new
  year are known.

Steps of the plan do not say how often they change; they are taken as what a policy changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import assert_never

from coaching import catalogue, composing, touring, training
from coaching.modules import Changes
from coaching.templates import Source
from locales.text import Text, _


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A lesson, which is a `part` of the module of this title, a step, which has none, or a region of the tour.

    With its file and line.
    """

    file: str
    line: int
    title: Text
    part: Text | None
    changes: Changes
    reviewed: date
    sources: Sequence[Source]

    @property
    def due(self) -> date:
        return due(self.changes, self.reviewed)


def due(changes: Changes, reviewed: date) -> date:
    match changes:
        case Changes.NEVER:
            return later(reviewed, 3)
        case Changes.POLICY:
            return later(reviewed, 1)
        case Changes.YEARLY:
            return min(later(reviewed, 1), date(reviewed.year + 1, 1, 31))
        case _ as never:
            assert_never(never)


def later(day: date, years: int) -> date:
    """The same day so many years later; February 29 becomes March 1."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def everything(content: Traversable) -> list[Reviewed]:
    """All lessons, steps and regions of a content folder that is sound, what is due first."""
    found = [*_lessons(content), *_steps(content / "plan"), *_regions(content)]
    return sorted(found, key=lambda each: (each.due, each.file, each.line))


def _lessons(content: Traversable) -> Iterator[Reviewed]:
    for root in training.sheets(content / "modules", training.Draft()):
        if made := composing.module(root):
            place, module = made
            written = dict(root.entries("a module"))["lessons"].items("lessons")
            for at, lesson in zip(written, module.lessons, strict=True):
                told = lesson.changes, lesson.reviewed, lesson.sources
                yield Reviewed(place.file, at.line, module.title, lesson.title, *told)


def _steps(folder: Traversable) -> Iterator[Reviewed]:
    draft = catalogue.Draft()
    for sheet in sorted(folder.iterdir(), key=lambda each: each.name):
        if sheet.name.endswith(".yaml"):
            catalogue.take(draft, f"{folder.name}/{sheet.name}", sheet.read_text(encoding="utf-8"))
    for key, template in draft.templates.items():
        place, told = draft.places[key], (Changes.POLICY, template.reviewed, template.sources)
        yield Reviewed(place.file, place.line, template.title, None, *told)


def _regions(content: Traversable) -> Iterator[Reviewed]:
    for place, name, rest in touring.reviewed(content):
        part = Text("{region}", {"region": name}) if name else None
        told = rest.changes, rest.reviewed, rest.sources
        yield Reviewed(place.file, place.line, _("The regions of Québec"), part, *told)
