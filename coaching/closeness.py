"""How near two occupations are, by the classification and by their words; and which regions are near each other.

A code of the NOC 2021 is a path: its first digit is the kind of work, the second how much training it asks, then come
the groups that are ever narrower. Where the path parts tells how near two occupations are. What it keeps apart though
it is near, such as a nurse and a nurse aide, stands in `near_occupations.csv`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from math import log
from types import MappingProxyType

from coaching import occupations
from coaching.folding import stems
from coaching.tables import rows


class Tier(StrEnum):
    """How near the work of an offer is to somebody's own."""

    SAME = "same"
    STEP = "step"
    """On the way to one's own work: what can be done before the permit, or first here."""
    SIDE = "side"
    MINOR = "minor"
    FIELD = "field"
    MAJOR = "major"
    ENTRY = "entry"
    """Other work; both are learnt on the spot."""
    BROAD = "broad"
    OTHER = "other"
    WORDS = "words"
    """One of the two has no code: only the words tell."""
    EVERYONE = "everyone"
    """It asks for no occupation, as a job fair."""


RANGES: Mapping[Tier, tuple[float, float]] = MappingProxyType(
    {
        # The same unit group is the same work, though one page is in Spanish and the other in French.
        Tier.SAME: (0.88, 1.0),
        # Somebody wrote these pairs down as near, so they come before what the classification only puts together.
        Tier.STEP: (0.70, 0.92),
        Tier.SIDE: (0.60, 0.90),
        # "Civil and mechanical engineers", "cooks, butchers and bakers": akin, and seldom interchangeable.
        Tier.MINOR: (0.42, 0.80),
        Tier.FIELD: (0.25, 0.60),
        Tier.MAJOR: (0.12, 0.45),
        # Who milks cows can learn to cut meat in a week.
        Tier.ENTRY: (0.30, 0.45),
        # Natural sciences, health, trades: the walls are the same, the work is not.
        Tier.BROAD: (0.04, 0.30),
        # Words alone never make another trade one's own: "chef de projet" is no cook.
        Tier.OTHER: (0.0, 0.22),
        Tier.WORDS: (0.0, 0.85),
        Tier.EVERYONE: (0.45, 0.45),
    }
)
"""The least and the most that each counts, from 0 to 1; the words decide where between."""

ON_THE_SPOT = frozenset("45")
"""The second digits, TEER, of work that asks for no more than some weeks of instruction."""
ENOUGH_WORDS = 0.6
"""Who tells so much of what an offer names has told enough: nobody writes all of it."""


@cache
def nearby() -> Mapping[tuple[str, str], Tier]:
    """The pairs that are written down; a step goes one way, sideways both."""
    found: dict[tuple[str, str], Tier] = {}
    for row in rows("near_occupations.csv"):
        for other in row["near"].split("|"):
            way = Tier(row["way"])
            found.setdefault((row["code"], other), way)
            if way is Tier.SIDE:
                found.setdefault((other, row["code"]), way)
    return MappingProxyType(found)


def tier(own: str | None, offered: str | None) -> Tier:
    """How near an offered occupation is to one's own."""
    if own is None or offered is None:
        return Tier.WORDS
    if own == offered:
        return Tier.SAME
    return nearby().get((own, offered)) or apart(own, offered)


def apart(own: str, offered: str) -> Tier:
    """Where the paths of two codes part."""
    for digits, narrow in ((4, Tier.MINOR), (3, Tier.FIELD)):
        if own[:digits] == offered[:digits]:
            return narrow
    if own[1] in ON_THE_SPOT and offered[1] in ON_THE_SPOT:
        return Tier.ENTRY
    for digits, wide in ((2, Tier.MAJOR), (1, Tier.BROAD)):
        if own[:digits] == offered[:digits]:
            return wide
    return Tier.OTHER


def work(near: Tier, shared: float) -> float:
    """From 0 to 1: where the words, of which this share is common, put it between the bounds of its tier."""
    least, most = RANGES[near]
    return least + (most - least) * min(1.0, shared / ENOUGH_WORDS)


@cache
def rarities() -> Mapping[str, float]:
    """How much the stems of the names of occupations tell: "soudeur" much, "agent" or "chef" little."""
    table = occupations.table().values()
    counted = Counter(
        stem for each in table for stem in {stem for name in occupations.names(each) for stem in name.stems}
    )
    return MappingProxyType({stem: log(len(table) / count) for stem, count in counted.items()})


@cache
def unknown() -> float:
    """What a word counts that no occupation is named by, as "Spring": as much as the middle of those that are."""
    known = sorted(rarities().values())
    return known[len(known) // 2]


def shares(texts: Iterable[str]) -> Mapping[str, float]:
    """The stems of an offer, each with its share in what it says; the shares make 1."""
    return _shares(tuple(texts))


@lru_cache(8192)
def _shares(texts: tuple[str, ...]) -> Mapping[str, float]:
    found = {stem for text in texts for stem in stems(text)}
    weights = {stem: rarities().get(stem, unknown()) for stem in sorted(found)}
    total = sum(weights.values())
    return (
        MappingProxyType({stem: weight / total for stem, weight in weights.items()}) if total else MappingProxyType({})
    )


@cache
def neighbours(region: str) -> frozenset[str]:
    """The regions whose main towns are at most 100 km away by road."""
    pairs = [(row["code"], row["near"]) for row in rows("near_regions.csv")]
    return frozenset(
        {near for code, near in pairs if code == region} | {code for code, near in pairs if near == region}
    )
