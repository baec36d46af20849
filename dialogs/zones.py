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
LONG = 5
OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?:[:h.]?([0-5]\d))?", re.IGNORECASE)

# Cities that many candidates live in and CLDR does not name, by the zone that they share.
CITIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        QUEBEC: (
            *("Montréal", "Québec", "Laval", "Gatineau", "Sherbrooke", "Longueuil", "Lévis", "Saguenay"),
            *("Trois-Rivières", "Rimouski", "Rouyn-Noranda", "Drummondville", "Quebec City"),
            *("Rivière-du-Loup", "Alma", "Shawinigan", "Granby", "Val-d’Or", "Sept-Îles", "Baie-Comeau"),
            *("Chibougamau", "Gaspé", "Saint-Georges", "Joliette", "Terrebonne", "Saint-Jérôme"),
            *("Mont-Tremblant", "Saint-Hyacinthe", "Victoriaville"),
        ),
        "Africa/Algiers": ("Oran", "Constantine", "Annaba", "Sétif", "Béjaïa", "Tizi Ouzou", "Blida"),
        "Africa/Casablanca": ("Rabat", "Marrakech", "Fès", "Tanger", "Agadir", "Meknès", "Oujda"),
        "Africa/Tunis": ("Sfax", "Sousse"),
        "Africa/Douala": ("Yaoundé", "Bafoussam"),
        "Africa/Abidjan": ("Yamoussoukro", "Bouaké"),
        "Africa/Porto-Novo": ("Cotonou",),
        "Africa/Lubumbashi": ("Goma", "Bukavu"),
        "Africa/Lagos": ("Abuja",),
        "Europe/Paris": ("Lyon", "Marseille", "Toulouse", "Lille", "Bordeaux", "Nantes", "Strasbourg", "Nice"),
        "Europe/Brussels": ("Liège", "Charleroi", "Namur"),
        "Europe/Zurich": ("Genève", "Geneva", "Lausanne"),
        "Europe/Madrid": ("Barcelone", "Barcelona"),
        "Asia/Kolkata": ("Delhi", "New Delhi", "Mumbai", "Bangalore", "Chennai"),
        "Asia/Ho_Chi_Minh": ("Hanoï", "Saigon"),
        "Asia/Shanghai": ("Pékin", "Beijing"),
        "Asia/Dubai": ("Abou Dabi", "Abu Dhabi"),
        "America/Bogota": ("Medellín", "Cali"),
        "America/Sao_Paulo": ("Rio de Janeiro", "Brasília"),
        "America/Mexico_City": ("Guadalajara", "Puebla"),
        "America/Toronto": ("Ottawa",),
        "America/Halifax": ("Îles-de-la-Madeleine",),
    }
)

# Of a country with several zones, the ones where most people live come first.
LEADING = (
    *(QUEBEC, "America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "America/Halifax"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Mexico_City"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Santiago", "America/Guayaquil"),
    *("Africa/Kinshasa", "Europe/Madrid", "Europe/Lisbon", "Europe/Berlin", "Europe/Kyiv", "Europe/Moscow"),
    *("Asia/Shanghai", "Asia/Jakarta", "Asia/Almaty", "Australia/Sydney"),
)

USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fr": (
            *("Africa/Algiers", "Africa/Casablanca", "Africa/Tunis", "Europe/Paris", "Africa/Abidjan"),
            *("Africa/Douala", "Africa/Kinshasa", "America/Port-au-Prince", "Asia/Beirut"),
        ),
        "en": (
            *("Africa/Lagos", "Africa/Cairo", "Europe/London", "Asia/Dubai", "Asia/Kolkata"),
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
    """The zones of a country, those of most people first."""
    zones = [zone for zone, country in every().items() if country == code]
    return sorted(zones, key=lambda zone: LEADING.index(zone) if zone in LEADING else len(LEADING))


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
    found = of_country(country) if country else [*_beginning(asked), *_near(asked, text)]
    name, comma, _rest = text.partition(",")
    return list(dict.fromkeys(found))[:limit] or (search(name, now, limit) if comma else [])


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
    yield from map(fold, CITIES.get(zone, ()))
    if zone == QUEBEC:
        return
    yield fold(zone)
    yield fold(zone.rpartition("/")[2].replace("_", " "))
    for locale in LANGUAGES:
        yield fold(city(zone, locale))


def _beginning(asked: str) -> Iterator[str]:
    for name, zones in _cities().items():
        if len(asked) > 2 and name.startswith(asked):  # noqa: PLR2004 - two letters begin too many names
            yield from zones


def _near(asked: str, text: str) -> Iterator[str]:
    """Cities and countries that are written almost like this; short names are too much alike."""
    if len(asked) < LONG:
        return
    for name, _nearness, _place in process.extract(
        asked, list(_cities()), scorer=OSA.normalized_similarity, score_cutoff=CLOSE, limit=5
    ):
        yield from _cities()[name]
    for code in countries.shipped().search(text, limit=3):
        yield from of_country(code)[:3]
