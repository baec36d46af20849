"""Interviews: what is prepared, the questions of `content/interviews.yaml`, and hints on a practised answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from coaching import composing, fields, occupations, touring
from coaching.fields import Fields, Shape
from coaching.sheets import ContentError, Place, Problem, read
from coaching.touring import RESTS, Rest
from locales.text import Text, _

FILE = "interviews.yaml"
LONGEST_KEY = 16
PREFIX = re.compile(r"\d{1,5}", re.ASCII)
WHOLE = Shape("the interviews", ("checklist", "told", "questions", *RESTS), (), {"checklist": 160})
QUESTION = Shape("a question", ("key", "ask"), ("tip", "occupations"), {"ask": 160, "tip": 160})
SHORT, LONG = 20, 1200
"""Characters: below, a part of an answer says little; above, the whole of it takes more than two minutes."""
FIGURE = re.compile(r"\d|[٠-٩]|%")
WE = re.compile(r"\b(?:we|our|us|nous|notre|nos)\b", re.IGNORECASE)
ALONE = re.compile(r"\b(?:i|my|me|je|j['’]\w+|mon|ma|mes|moi|m['’]\w+)\b", re.IGNORECASE)


class Part(StrEnum):
    """The parts of an answer by the STAR method, in their order."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"


class Hint(StrEnum):
    """What may be missing in a practised answer."""

    NO_FIGURE = "no_figure"
    ONLY_WE = "only_we"
    SHORT = "short"
    LONG = "long"


HINTS: Mapping[Hint, Text] = MappingProxyType(
    {
        Hint.NO_FIGURE: _("The result has no figure. How many, how long, how much better? One figure says a lot."),
        Hint.ONLY_WE: _("You say “we”. They want to know what you did yourself: say “I” too."),
        Hint.SHORT: _("What you did is told very briefly. Add one thing that you did, step by step."),
        Hint.LONG: _("This takes more than two minutes to say. What can you leave out?"),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """`tip` is how to answer one that is not practised; `occupations` are beginnings of NOC codes, none for all."""

    key: str
    ask: Text
    tip: Text | None = None
    occupations: tuple[str, ...] = ()

    def is_for(self, code: str | None) -> bool:
        return not self.occupations or (code is not None and code.startswith(self.occupations))


@dataclass(frozen=True, slots=True)
class Interviews:
    checklist: tuple[Text, ...]
    told: tuple[Question, ...]
    questions: Mapping[str, Question]
    rest: Rest

    def of(self, code: str | None) -> Sequence[Question]:
        """The questions to practise for an occupation, those of its own field first."""
        fitting = [each for each in self.questions.values() if each.is_for(code)]
        return sorted(fitting, key=lambda each: not each.occupations)


@cache
def shipped() -> Interviews:
    """What ships with the project."""
    return load(files("content"))


def load(content: Traversable) -> Interviews:
    """Reads `interviews.yaml`; raises `ContentError` with all that is wrong."""
    problems: list[Problem] = []
    root = read(FILE, (content / FILE).read_text(encoding="utf-8"), problems)
    found = _whole(root) if root else None
    if problems or found is None:
        raise ContentError(problems)
    return found


def _whole(root: Place) -> Interviews:
    said = fields.fields(root.named("interviews"), dict(root.entries("the interviews")), WHOLE)
    told, questions = (tuple(_questions(said, name)) for name in ("told", "questions"))
    composing.refuse_twins(said, "questions", [each.key for each in (*told, *questions)])
    return Interviews(
        said.texts("checklist"), told, MappingProxyType({each.key: each for each in questions}), touring.rest(said)
    )


def _questions(said: Fields, name: str) -> Iterator[Question]:
    for place in said.items(name, "questions"):
        pairs = dict(place.entries("a question"))
        key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else ""
        one = fields.fields(place.named(f"{name}.{key}" if key else place.key), pairs, QUESTION)
        if name == "told" and "tip" not in one:
            one.place.wrong('"tip" is missing: say how to answer it')
        codes = one.words("occupations", "the beginning of a code such as 31")
        for prefix in codes:
            if not PREFIX.fullmatch(prefix) or not any(code.startswith(prefix) for code in occupations.table()):
                one.places["occupations"].wrong(
                    f'no occupation begins with "{prefix}": use 1 to 5 digits of a NOC code'
                )
        yield Question(key, one.text("ask"), one.text("tip") if "tip" in one else None, codes)


def hints(told: Mapping[str, str]) -> Sequence[Hint]:
    """What may be missing; a machine may be wrong about it."""
    whole = " ".join(told.get(part, "") for part in Part)
    found = {
        Hint.NO_FIGURE: not FIGURE.search(told.get(Part.RESULT, "")),
        Hint.ONLY_WE: bool(WE.search(whole)) and not ALONE.search(told.get(Part.ACTION, "")),
        Hint.SHORT: len(told.get(Part.ACTION, "")) < SHORT,
        Hint.LONG: len(whole) > LONG,
    }
    return [hint for hint, is_so in found.items() if is_so]
