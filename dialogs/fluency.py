"""How well somebody knows a language: one question first, the single skills only where they may differ."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from coaching.labels import LEVEL
from coaching.profile import SKILLS, Level
from dialogs.engine.questions import Answers, Choice, Option
from dialogs.engine.screens import Words
from locales.text import Text, _


class Fluency(StrEnum):
    NONE = "none"
    LITTLE = "little"
    GET_BY = "get_by"
    WELL = "well"
    NATIVE = "native"


LABELS: Mapping[Fluency, Text] = MappingProxyType(
    {
        Fluency.NONE: _("Not at all"),
        Fluency.LITTLE: _("A little"),
        Fluency.GET_BY: _("I get by"),
        Fluency.WELL: _("Well"),
        Fluency.NATIVE: _("Like a first language"),
    }
)
ALIKE: Mapping[Fluency, Level] = MappingProxyType(
    {Fluency.NONE: Level.NONE, Fluency.LITTLE: Level.BEGINNER, Fluency.NATIVE: Level.ADVANCED}
)
"""Where all four skills are alike, so that none is asked."""
UNEVEN = frozenset({Fluency.GET_BY, Fluency.WELL})


def overall(name: str, text: Words) -> Choice[Fluency]:
    return Choice(
        name,
        text,
        options=lambda _turn: [Option(each, label) for each, label in LABELS.items()],
        kind=Fluency,
        good=("Well", "A little"),
        bad=("42 %",),
    )


def skill(name: str, text: Words, after: Choice[Fluency]) -> Choice[Level]:
    return Choice(
        name,
        text,
        hint=_("The levels are those of the Québec scale, from 1 to 12."),
        options=lambda _turn: [Option(each, label) for each, label in LEVEL.items()],
        kind=Level,
        good=("Not at all",),
        when=uneven(after),
        bad=("seven",),
    )


def uneven(after: Choice[Fluency]) -> Callable[[Answers], bool]:
    return lambda answers: (answers.of(after) or Fluency.NONE) in UNEVEN


def levels(said: Fluency | None, by_skill: Mapping[str, Level | None]) -> dict[str, Level | None]:
    """The four skills out of the answers."""
    alike = ALIKE.get(said) if said else None
    return {skill: alike or by_skill.get(skill) for skill in SKILLS}


def said_of(told: Mapping[str, Level | None]) -> Fluency | None:
    """The overall answer that four skills stand for."""
    known = {level for level in told.values() if level}
    if not known:
        return None
    for fluency, level in ALIKE.items():
        if known == {level}:
            return fluency
    return Fluency.WELL if known == {Level.INTERMEDIATE, Level.ADVANCED} else Fluency.GET_BY
