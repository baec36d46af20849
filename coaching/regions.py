"""The seventeen administrative regions of Québec, by their official codes."""

from dataclasses import dataclass
from functools import cache

from coaching.tables import rows


@dataclass(frozen=True, slots=True)
class Region:
    """`partners` is how many partner organizations the ministry's directory lists there (June 2025)."""

    code: str
    name: str
    cities: str
    partners: int


@cache
def every() -> tuple[Region, ...]:
    """By official code."""
    return tuple(Region(row["code"], row["name"], row["cities"], int(row["partners"])) for row in rows("regions.csv"))


def by_code(code: str) -> Region | None:
    return next((region for region in every() if region.code == code), None)
