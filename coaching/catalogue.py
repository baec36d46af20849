"""The catalogue of plan steps, read from `content/plan/*.yaml` and checked as a whole before anybody sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from coaching import writing
from coaching.sheets import ContentError, Place, Problem, read
from coaching.templates import StepTemplate


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The templates by key, in the order of the content."""

    templates: Mapping[str, StepTemplate]

    def __iter__(self) -> Iterator[StepTemplate]:
        return iter(self.templates.values())

    def __len__(self) -> int:
        return len(self.templates)

    def __contains__(self, key: object) -> bool:
        return key in self.templates

    def __getitem__(self, key: str) -> StepTemplate:
        return self.templates[key]

    def get(self, key: str) -> StepTemplate | None:
        """None where a plan still holds a step that has left the content."""
        return self.templates.get(key)


@dataclass(slots=True)
class Draft:
    """The templates read so far, with the place of each for what only shows when all are there."""

    problems: list[Problem] = field(default_factory=list)
    templates: dict[str, StepTemplate] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@cache
def shipped() -> Catalogue:
    """The content that ships with the project."""
    return load(files("content") / "plan")


def load(folder: Traversable) -> Catalogue:
    """Reads every YAML file of a folder; raises `ContentError` with all that is wrong."""
    draft = Draft()
    for sheet in sorted(folder.iterdir(), key=lambda each: each.name):
        if sheet.name.endswith(".yaml"):
            take(draft, f"{folder.name}/{sheet.name}", sheet.read_text(encoding="utf-8"))
    check(draft)
    if draft.problems:
        raise ContentError(draft.problems)
    ordered = sorted(draft.templates.values(), key=lambda each: each.phase.order)
    return Catalogue(MappingProxyType({each.key: rooted(each, draft.templates) for each in ordered}))


def rooted(template: StepTemplate, templates: Mapping[str, StepTemplate]) -> StepTemplate:
    due = template.due
    while due.step:
        due = templates[due.step].due.later(due.days)
    return replace(template, root=due)


def take(draft: Draft, file: str, text: str) -> None:
    root = read(file, text, draft.problems)
    for place, template in writing.steps(root) if root else ():
        if template.key in draft.places:
            first = draft.places[template.key]
            place.wrong(f"this key stands already at {first.file}:{first.line}: choose another")
            continue
        draft.templates[template.key] = template
        draft.places[template.key] = place


def check(draft: Draft) -> None:
    for key, template in draft.templates.items():
        for other in template.waits:
            if other not in draft.templates:
                draft.places[key].wrong(f'waits for or hangs on "{other}", which is no step: mend the key')
    check_circles(draft)


def check_circles(draft: Draft) -> None:
    try:
        TopologicalSorter({key: template.waits for key, template in draft.templates.items()}).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        draft.places[circle[0]].wrong(f"the steps wait in a circle, {' -> '.join(circle)}: take one of them out")
