"""Laws of the time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from coaching import regions
from dialogs import zones
from tests.dialogs.conftest import CODE, NOON
from tests.dialogs.driver import Person
from tests.dialogs.test_joining import Invite


@pytest.fixture
def asked(person: Person, invite: Invite) -> Person:
    """A candidate who is asked for the clock."""
    invite()
    person.opens(CODE)
    person.taps("English")
    person.taps("I agree")
    return person


def zone(person: Person) -> str:
    return person.looks_up(lambda _session, chat: chat.time_zone)


def test_every_city_is_proposed_with_the_time_there(asked: Person) -> None:
    assert "Cairo, 14:00" in asked.sees
    assert asked.sees[-2:] == ["Montréal, 07:00", "Later"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Alger", "Africa/Algiers"),
        ("alger", "Africa/Algiers"),
        ("Paris", "Europe/Paris"),
        ("Port au Prince", "America/Port-au-Prince"),
        ("Algérie", "Africa/Algiers"),
        ("Haiti", "America/Port-au-Prince"),
        ("Montreal", "America/Montreal"),
        ("Québec", "America/Montreal"),
        ("Africa/Algiers", "Africa/Algiers"),
        ("Casablanc", "Africa/Casablanca"),
        ("Kinshassa", "Africa/Kinshasa"),
        ("Oran", "Africa/Algiers"),
        ("Lyon, France", "Europe/Paris"),
    ],
)
def test_a_city_or_country_is_understood_as_people_type_it(asked: Person, typed: str, found: str) -> None:
    assert "1 of" in asked.says(typed)
    assert zone(asked) == found


def test_a_distance_from_greenwich_offers_the_cities_there(asked: Person) -> None:
    assert "Which of these do you mean?" in asked.says("+01:00")
    assert "Algiers, 13:00" in asked.sees
    asked.taps("Algiers, 13:00")
    assert zone(asked) == "Africa/Algiers"


@pytest.mark.parametrize("typed", ["Atlantis", "?", "+27:00", "\u202e", "<b>", "🙂"])
def test_what_is_no_place_is_answered_with_what_helps(asked: Person, typed: str) -> None:
    assert "I did not find that." in asked.says(typed)
    assert zone(asked) == "America/Montreal"


def test_a_sticker_where_a_place_is_asked_is_answered_with_what_helps(asked: Person) -> None:
    assert "I did not find that." in asked.sends_a("sticker")


def test_a_forged_place_is_refused(asked: Person) -> None:
    assert "I did not find that." in asked.follows("clock/city/Mars:Olympus")
    assert zone(asked) == "America/Montreal"


def test_the_place_chosen_is_said_back_with_the_time(asked: Person) -> None:
    assert "Noted: Algiers, 13:00 on your clock." in asked.says("Alger")


def test_the_clock_is_changed_in_the_settings(coached: Person) -> None:
    coached.says("/settings")
    coached.taps("Time zone")
    assert "Algiers, 13:00" in coached.sees
    said = coached.says("Paris")
    assert "Noted: Paris, 13:00 on your clock." in said
    assert "Settings" in said
    assert zone(coached) == "Europe/Paris"


def test_a_country_of_many_zones_offers_them(asked: Person) -> None:
    assert "Which of these do you mean?" in asked.says("Mexique")
    assert len(asked.sees) > 3


def test_of_a_large_country_the_zone_of_most_people_comes_first() -> None:
    assert zones.search("Brasil", NOON)[0] == "America/Sao_Paulo"
    assert zones.search("Canada", NOON)[0] == zones.QUEBEC


def test_the_towns_of_every_region_are_found_on_its_clock() -> None:
    towns = {town: zones.search(town, NOON) for region in regions.every() for town in region.cities.split(", ")}
    assert towns.pop("Îles-de-la-Madeleine") == ["America/Halifax"]
    assert {town: found for town, found in towns.items() if found != [zones.QUEBEC]} == {}


def test_every_zone_that_is_proposed_or_found_is_known() -> None:
    proposed = {zone for language in ("fr", "en", "es") for zone in zones.usual(language, "CD")}
    for name in proposed | set(zones.search("+05:30", NOON)):
        assert name in zones.every()
        assert ZoneInfo(name)


def test_zones_of_ones_own_country_come_first() -> None:
    assert zones.usual("fr", "HT")[0] == "America/Port-au-Prince"
    assert zones.usual("fr", None)[-1] == zones.QUEBEC
    assert len(zones.usual("en", "US")) <= 8


def test_a_distance_follows_summer_time() -> None:
    assert zones.QUEBEC in zones.search("-04:00", datetime(2027, 7, 1, tzinfo=UTC))
    assert zones.QUEBEC in zones.search("UTC-5", datetime(2027, 1, 1, tzinfo=UTC))
