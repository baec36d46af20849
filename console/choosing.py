"""Choosing a step for somebody's plan: the catalogue found by its words, with why the rules left a step out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any

from coaching import labels, personal
from coaching import plan as planning
from coaching.folding import stems
from coaching.profile import Profile
from coaching.programme import Programme
from coaching.rules import All, OneOf, Rule, matches, verdict
from coaching.templates import StepTemplate
from console.plans import Line, PlanView
from locales.catalogs import reader
from locales.text import Text, _

SPOKEN = tuple(reader(language, "UTC") for language in ("en", "fr"))
"""Staff may search in either, whichever language they read."""
ANSWERS: Mapping[str, tuple[Text, Mapping[Any, Text]]] = MappingProxyType(
    {
        "immigration": (_("Immigration"), labels.IMMIGRATION),
        "family": (_("Settles"), labels.FAMILY),
        "regulated": (_("Occupation"), labels.REGULATED),
        "permit": (_("Permit to practise"), labels.PERMIT),
        "education": (_("Education"), labels.EDUCATION),
        "french": (_("French"), labels.LEVEL),
        "english": (_("English"), labels.LEVEL),
    }
)
"""The questions of the profile of which it can be said in a word for whom a step is meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A step of the catalogue: `line` where it is in the plan, `left_out` why the rules did not choose it."""

    template: StepTemplate
    line: Line | None
    left_out: Text | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found of one part of the catalogue."""

    title: Text
    found: Sequence[Found]


def search(words: str, plan: PlanView, profile: Profile, programme: Programme, today: date) -> list[Shelf]:
    """The steps whose titles have a word beginning with each of these; without any, those that are not in the plan."""
    wanted = stems(words)
    every = (found(template, plan, profile, programme, today) for template in programme.catalogue)
    fits = [each for each in every if (_fits(each.template, wanted) if wanted else each.line is None)]
    phases = groupby(fits, lambda each: each.template.phase)
    return [Shelf(labels.label(phase), list(of_phase)) for phase, of_phase in phases]


def found(template: StepTemplate, plan: PlanView, profile: Profile, programme: Programme, today: date) -> Found:
    told = personal.told(template, profile, programme.occupations)
    line = plan.of_template(template.key)
    return Found(told, line, None if line else _left_out(template, profile, today))


def _fits(template: StepTemplate, wanted: Sequence[str]) -> bool:
    for words in SPOKEN:
        known = stems(words.plain(template.title))
        if all(any(word.startswith(begun) for word in known) for begun in wanted):
            return True
    return False


def _left_out(template: StepTemplate, profile: Profile, today: date) -> Text | None:
    """Why the rules would not choose a step today; None where they would."""
    if planning.applies(template, profile, today):
        return None
    if template.phase in planning.BEFORE and profile.landed(today):
        return _("It is for the time before the departure.")
    if matches(template.when, profile, today):
        return _("Its time after the landing is over.")
    unmet = next(_unmet(template.when, profile, today), None)
    if unmet is None:
        return _("The answers of the profile do not call for it.")
    question, words = ANSWERS[unmet.field]
    meant = [words[answer] for answer in words if answer in unmet.values]
    return _("It is meant for another answer to “{question}”: {answers}.", question=question, answers=meant)


def _unmet(rule: Rule, profile: Profile, today: date) -> Iterator[OneOf]:
    """The plain conditions that the profile does not meet."""
    match rule:
        case All(rules):
            for each in rules:
                yield from _unmet(each, profile, today)
        case OneOf(field) if field in ANSWERS and verdict(rule, profile, today) is False:
            yield rule
