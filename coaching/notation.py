"""How a rule is written in YAML, and what is said of one that is not written well."""

import re
from typing import assert_never

from rapidfuzz import process

from coaching.profile import Ranked
from coaching.rules import (
    ALWAYS,
    FIELDS,
    All,
    AtLeast,
    Begins,
    Below,
    Choice,
    Code,
    Kind,
    Known,
    Not,
    Number,
    OneOf,
    Open,
    Rule,
    Some,
)
from coaching.sheets import Place


def parse(place: Place) -> Rule:
    """Reads a rule; what is wrong is noted at its place."""
    rules = [clause(key, each) for key, each in place.entries('conditions such as "family: [couple, alone]"')]
    return rules[0] if len(rules) == 1 else All(tuple(rules))


def clause(key: str, place: Place) -> Rule:
    if key == "any":
        return Some(tuple(parse(each) for each in place.items("rules, of which one must match")))
    if key == "not":
        return Not(parse(place))
    if key not in FIELDS:
        place.wrong(f'there is no field "{key}" in a profile{nearest(key, list(FIELDS))}')
        return ALWAYS
    return condition(key, FIELDS[key], place)


def condition(field: str, kind: Kind, place: Place) -> Rule:
    if place.single:
        return OneOf(field, frozenset({value(kind, place)}))
    if place.listed:
        return OneOf(field, frozenset(value(kind, each) for each in place.items("values")))
    found = [comparison(field, kind, name, each) for name, each in place.entries("a comparison")]
    return All(tuple(found))


def comparison(field: str, kind: Kind, name: str, place: Place) -> Rule:
    match name, kind:
        case "known", _:
            return Known(field, place.scalar("true or false") == "true")
        case "at_least", Choice() | Number():
            return AtLeast(field, threshold(kind, place))
        case "below", Choice() | Number():
            return Below(field, threshold(kind, place))
        case "begins", Code():
            return Begins(field, tuple(each.scalar("the beginning of a code") for each in place.items("beginnings")))
    place.wrong(f'"{name}" cannot be asked of {field}: use {" or ".join(comparisons(kind))}')
    return ALWAYS


def comparisons(kind: Kind) -> tuple[str, ...]:
    match kind:
        case Choice(choices) if issubclass(choices, Ranked):
            return ("a list of values", "at_least", "below", "known")
        case Number():
            return ("at_least", "below", "known")
        case Choice():
            return ("a list of values", "known")
        case Code():
            return ("a list of values", "begins", "known")
        case Open():
            return ("known",)
    assert_never(kind)


def threshold(kind: Choice | Number, place: Place) -> int:
    match kind:
        case Choice(choices) if issubclass(choices, Ranked):
            told = value(kind, place)
            return choices(told).rank if told in list(choices) else 0
        case Number():
            return count(place)
        case Choice():
            place.wrong(f"these values have no order: use {' or '.join(comparisons(kind))}")
            return 0
    assert_never(kind)


def count(place: Place) -> int:
    told = place.scalar("a number such as 2")
    if told.isdecimal():
        return int(told)
    place.wrong(f'expected a number such as 2, found "{told}"')
    return 0


def value(kind: Kind, place: Place) -> str:
    told = place.scalar("a value")
    match kind:
        case Choice(choices) if told not in list(choices):
            place.wrong(f'"{told}" is not one of {", ".join(choices)}{nearest(told, list(choices))}')
        case Code(pattern, example) if not re.fullmatch(pattern, told):
            place.wrong(f'expected a code such as {example}, found "{told}"')
        case Number() | Open():
            place.wrong(f"values cannot be listed here: use {' or '.join(comparisons(kind))}")
    return told


def nearest(word: str, known: list[str]) -> str:
    close = process.extractOne(word, known, score_cutoff=60)
    return f': did you mean "{close[0]}"?' if close else f": use one of {', '.join(known)}"
