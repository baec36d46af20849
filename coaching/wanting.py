"""Where an occupation is wanted: by the industries that are strong in a region, and by the offers of today's list."""

from collections.abc import Mapping
from dataclasses import dataclass

from coaching.touring import Industry, Portrait, Tour

METROPOLIS = frozenset({"06", "13"})
"""Montréal and Laval: who would move for a job is shown the others first."""
MINOR = 4
"""How many digits of a code name the minor group, the occupations that are nearest."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """A region for an occupation: which of its industries hire such people, and how many open offers ask for them."""

    portrait: Portrait
    industries: tuple[Industry, ...]
    offers: int

    @property
    def reasons(self) -> int:
        return bool(self.industries) + bool(self.offers)


def minor_group(occupation: str) -> str:
    return occupation[:MINOR]


def prospect(portrait: Portrait, occupation: str, offers: Mapping[str, int]) -> Prospect:
    hiring = tuple(industry for industry in portrait.industries if industry.hires(occupation))
    return Prospect(portrait, hiring, offers.get(portrait.code, 0))


def ranked(tour: Tour, occupation: str, offers: Mapping[str, int], *, moves: bool) -> list[Prospect]:
    """The regions for which something speaks, the most reasons and the most offers first.

    `offers` are those of the minor group by region. For who `moves` for a job, the regions stand before the metropolis.
    """
    every = [prospect(portrait, occupation, offers) for portrait in tour]

    def order(found: Prospect) -> tuple[bool, int, int, int, str]:
        late = moves and found.portrait.code in METROPOLIS
        strength = min((found.portrait.industries.index(each) for each in found.industries), default=len(tour))
        return late, -found.reasons, -found.offers, strength, found.portrait.code

    return sorted((found for found in every if found.reasons), key=order)


def everywhere(tour: Tour, occupation: str) -> tuple[Industry, ...]:
    """The industries of this occupation that are found in all regions."""
    return tuple(industry for industry in tour.industries if industry.everywhere and industry.hires(occupation))
