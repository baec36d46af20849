"""Time zones as people name them: by a city, by a country, or by the distance from Greenwich."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from rapidfuzz import process
from rapidfuzz.distance import OSA

from coaching import countries
from dialogs.engine.words import fold

QUEBEC = "America/Montreal"
LANGUAGES = ("fr", "en", "es", "ar")
CLOSE = 0.75
OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?:[:h.]?([0-5]\d))?", re.IGNORECASE)

# Cities of Québec, which CLDR sees as one with Toronto's zone.
HERE = ("Montréal", "Montreal", "Québec", "Quebec", "Laval", "Gatineau", "Sherbrooke", "Longueuil", "Lévis", "Saguenay")

USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fr": (
            *("Africa/Algiers", "Africa/Casablanca", "Africa/Tunis", "Europe/Paris", "Africa/Abidjan"),
            *("Africa/Douala", "Africa/Kinshasa", "America/Port-au-Prince", "Asia/Beirut"),
        ),
        "en": (
            *("Africa/Lagos", "Africa/Cairo", "Europe/London", "Asia/Dubai", "Asia/Calcutta"),
            *("Asia/Manila", "Asia/Shanghai", "America/New_York", "Africa/Johannesburg"),
        ),
    }
)


@cache
def every() -> Mapping[str, str]:
    """Every zone, with the ISO code of its country."""
    known = available_timezones()
    territories: Mapping[str, str] = get_global("zone_territories")
    found = {zone: country for zone, country in territories.items() if zone in known and len(country) == 2}  # noqa: PLR2004 - ISO 3166
    return MappingProxyType(found | {QUEBEC: "CA"})


def city(zone: str, locale: str) -> str:
    return "Montréal" if zone == QUEBEC else str(get_timezone_location(zone, locale=locale, return_city=True))


def clock(zone: str, now: datetime) -> str:
    """What the clock on the wall shows there."""
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"


def of_country(code: str) -> list[str]:
    """The zones of a country; the capital's or largest city's stands first where CLDR says which."""
    return [zone for zone, country in every().items() if country == code]


def usual(locale: str, country: str | None, count: int = 8) -> list[str]:
    """The zones to propose before anything is typed, Québec's last."""
    own = of_country(country)[: count - 2] if country else []
    proposed = dict.fromkeys([*own, *USUAL.get(locale, USUAL["fr"])])
    return [*[zone for zone in proposed if zone != QUEBEC][: count - 1], QUEBEC]


def search(text: str, now: datetime, limit: int = 8) -> list[str]:
    """The zones meant, the likeliest first; one only where the name is plain."""
    offset = OFFSET.fullmatch(text.strip())
    if offset:
        return _at(_distance(offset), now)[:limit]
    asked = fold(text)
    if not asked:
        return []
    if asked in _cities():
        return list(_cities()[asked])[:limit]
    country = countries.shipped().exact(text)
    found = of_country(country) if country else [*_beginning(asked), *_near(asked), *_of_countries(text)]
    return list(dict.fromkeys(found))[:limit]


def _distance(offset: re.Match[str]) -> timedelta:
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return ahead if offset[1] == "+" else -ahead


def _at(distance: timedelta, now: datetime) -> list[str]:
    often = [zone for zones in USUAL.values() for zone in zones]
    zones = dict.fromkeys([QUEBEC, *often, *every()])
    return [zone for zone in zones if now.astimezone(ZoneInfo(zone)).utcoffset() == distance]


@cache
def _cities() -> Mapping[str, Sequence[str]]:
    """Zones by the folded name of their city, in the languages of the programme and as the zone itself has it."""
    names: dict[str, list[str]] = defaultdict(list)
    for zone in every():
        for name in dict.fromkeys(_names(zone)):
            names[name].append(zone)
    return MappingProxyType(names)


def _names(zone: str) -> Iterator[str]:
    if zone == QUEBEC:
        yield from map(fold, HERE)
        return
    yield fold(zone)
    yield fold(zone.rpartition("/")[2].replace("_", " "))
    for locale in LANGUAGES:
        yield fold(city(zone, locale))


def _beginning(asked: str) -> Iterator[str]:
    for name, zones in _cities().items():
        if len(asked) > 2 and name.startswith(asked):  # noqa: PLR2004 - two letters begin too many names
            yield from zones


def _near(asked: str) -> Iterator[str]:
    close = process.extract(asked, list(_cities()), scorer=OSA.normalized_similarity, score_cutoff=CLOSE, limit=5)
    for name, _nearness, _place in close:
        yield from _cities()[name]


def _of_countries(text: str) -> Iterator[str]:
    for code in countries.shipped().search(text, limit=3):
        yield from of_country(code)[:3]
