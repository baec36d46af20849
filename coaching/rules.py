"""To whom a step applies: small typed rules over a profile, checked when the content is loaded.

A mapping is "and", `any` is "or", `not` turns a rule round. A question that is not answered decides nothing: a rule
that hangs on it does not match, nor does its contrary, unless it says `{known: false}`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias, assert_never

from coaching import profile as profiles
from coaching.profile import Profile, Ranked

Fact: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A field whose answer is one of an enum."""

    kind: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Code:
    """A field whose answer is a code of this pattern."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class Number:
    """A field whose answer is counted."""


@dataclass(frozen=True, slots=True)
class Open:
    """A field of which a rule may only ask whether it is answered."""


Kind: TypeAlias = Choice | Code | Number | Open

YES_NO = Code("yes|no", "yes or no")
LEVEL = Choice(profiles.Level)
FIELDS: Mapping[str, Kind] = MappingProxyType(
    {
        "immigration": Choice(profiles.ImmigrationClass),
        "country": Code("[A-Z]{2}", "DZ"),
        "family": Choice(profiles.Family),
        "occupation": Code(r"\d{5}", "31301"),
        "regulated": Choice(profiles.Regulated),
        "permit": Choice(profiles.Permit),
        "education": Choice(profiles.Education),
        "experience_years": Number(),
        **{f"{tongue}_{skill}": LEVEL for tongue in ("french", "english") for skill in profiles.SKILLS},
        "french": LEVEL,
        "english": LEVEL,
        "region": Code("0[1-9]|1[0-7]|undecided", "02 or undecided"),
        "landing": Open(),
        "landing_known": YES_NO,
        "landed": YES_NO,
        "worry": Choice(profiles.Worry),
        "worry_text": Open(),
    }
)


@dataclass(frozen=True, slots=True)
class OneOf:
    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Begins:
    """A code that begins with one of these: NOC codes that begin with 3 are health occupations."""

    field: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    field: str
    rank: int


@dataclass(frozen=True, slots=True)
class Below:
    field: str
    rank: int


@dataclass(frozen=True, slots=True)
class Known:
    field: str
    known: bool


@dataclass(frozen=True, slots=True)
class All:
    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Some:
    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Not:
    rule: "Rule"


Atom: TypeAlias = OneOf | Begins | AtLeast | Below | Known
Rule: TypeAlias = Atom | All | Some | Not

ALWAYS = All(())


def matches(rule: Rule, profile: Profile, today: date) -> bool:
    return verdict(rule, profile, today) is True


def verdict(rule: Rule, profile: Profile, today: date) -> bool | None:
    """True, False, or None where an unanswered question would decide."""
    match rule:
        case All(rules):
            return both([verdict(each, profile, today) for each in rules])
        case Some(rules):
            return contrary(both([contrary(verdict(each, profile, today)) for each in rules]))
        case Not(inner):
            return contrary(verdict(inner, profile, today))
        case Known(field, known):
            return (fact(profile, field, today) is not None) is known
        case OneOf() | Begins() | AtLeast() | Below():
            return holds(rule, fact(profile, rule.field, today))
    assert_never(rule)


def both(verdicts: list[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def contrary(told: bool | None) -> bool | None:  # noqa: FBT001 - a verdict is what this turns round
    return None if told is None else not told


def holds(atom: OneOf | Begins | AtLeast | Below, told: Fact) -> bool | None:
    if told is None:
        return None
    match atom:
        case OneOf(_, values):
            return told in values
        case Begins(_, starts):
            return str(told).startswith(starts)
        case AtLeast(_, least):
            return rank(told) >= least
        case Below(_, limit):
            return rank(told) < limit
    assert_never(atom)


def rank(told: str | int) -> int:
    if isinstance(told, Ranked):
        return told.rank
    return int(told)


def fact(profile: Profile, field: str, today: date) -> Fact:
    """The answer to one question, with what follows from it and the day."""
    told: str | int | date | None = profile.landed(today) if field == "landed" else getattr(profile, field)
    if isinstance(told, bool):
        return "yes" if told else "no"
    return told.isoformat() if isinstance(told, date) else told


def held(rule: Rule, profile: Profile, today: date) -> Iterator[Atom]:
    """The single conditions that speak for this profile: they give the reason."""
    match rule:
        case All(rules) | Some(rules):
            for each in rules:
                yield from held(each, profile, today)
        case Not():
            return
        case _ if matches(rule, profile, today):
            yield rule
