"""Laws of the tour of the regions: whole, true to its facts, and fit to say where an occupation is wanted."""

import math
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from coaching import occupations, regions
from coaching.modules import Changes
from coaching.sheets import ContentError
from coaching.touring import Portrait, Rest, load, shipped
from coaching.wanting import METROPOLIS, everywhere, prospect, ranked
from locales.catalogs import reader
from locales.text import Text
from tests.house.files import ROOT
from tests.reading_level import sentences, words_of

PACK = ROOT.parent / "shared" / "facts" / "facts.yaml"
DISTANCES = "https://www.quebecoriginal.com/en/vacation-planning/getting-around"
WELDER, NURSE, PROGRAMMER, WRITER = "72106", "31301", "21232", "51111"
SAME = {"textiles"}
"""What is the same in French."""
MONTREAL = (45.51, -73.57)
TOWNS = {
    "Rimouski": (48.45, -68.53),
    "Saguenay": (48.43, -71.07),
    "Québec": (46.81, -71.21),
    "Trois-Rivières": (46.34, -72.55),
    "Sherbrooke": (45.40, -71.89),
    "Montréal": MONTREAL,
    "Gatineau": (45.48, -75.70),
    "Rouyn-Noranda": (48.24, -79.02),
    "Sept-Îles": (50.22, -66.38),
    "Chibougamau": (49.92, -74.37),
    "Gaspé": (48.83, -64.48),
    "Lévis": (46.80, -71.18),
    "Laval": (45.57, -73.75),
    "Joliette": (46.02, -73.44),
    "Saint-Jérôme": (45.78, -74.00),
    "Longueuil": (45.53, -73.52),
    "Drummondville": (45.88, -72.48),
}
TOUR = pytest.mark.parametrize("portrait", list(shipped()), ids=lambda each: each.code)


def crow(town: tuple[float, float]) -> float:
    """Kilometres as the crow flies from Montréal."""
    (south, west), (north, east) = MONTREAL, town
    middle = math.cos(math.radians((south + north) / 2))
    return 111.2 * math.hypot(north - south, (east - west) * middle)


def rests() -> list[Rest]:
    return [shipped().rest, *(portrait.rest for portrait in shipped())]


def told(portrait: Portrait) -> list[Text]:
    return [portrait.place, *portrait.work, *portrait.life, *portrait.know]


def spoiled(folder: Path, change: Any) -> list[str]:
    """What is said of the shipped file after a change to what it holds."""
    tour = yaml.safe_load((files("content") / "regions.yaml").read_text("utf-8"))
    change(tour)
    (folder / "regions.yaml").write_text(yaml.safe_dump(tour, allow_unicode=True), "utf-8")
    with pytest.raises(ContentError) as refused:
        load(folder)
    return [str(problem).partition(": ")[2] for problem in refused.value.problems]


def test_the_tour_visits_every_region_in_the_order_of_the_codes_and_begins_again() -> None:
    tour = shipped()
    assert [portrait.region for portrait in tour] == list(regions.every())
    seen = [portrait := next(iter(tour))]
    seen += [portrait := tour.after(portrait) for _ in range(17)]
    assert [each.code for each in seen] == [*tour.portraits, "01"]


@TOUR
def test_a_region_says_something_of_its_own_and_names_its_strong_industries(portrait: Portrait) -> None:
    assert portrait.work
    assert len(portrait.industries) > 1
    assert portrait.region.cities


@TOUR
def test_the_road_is_no_shorter_than_the_flight_and_not_twice_as_long(portrait: Portrait) -> None:
    straight = crow(TOWNS[portrait.town])
    assert portrait.km % 10 == 0
    assert straight - 5 <= portrait.km <= 1.7 * straight + 15


@TOUR
def test_a_sentence_is_short_and_typed_with_care(portrait: Portrait) -> None:
    for text in told(portrait):
        assert text.msgid.endswith(".")
        assert "'" not in text.msgid
        assert all(len(words_of(each)) <= 20 for each in sentences(text.msgid)), text.msgid


@TOUR
def test_french_says_all_of_it(portrait: Portrait) -> None:
    french = reader("fr", "America/Toronto")
    for text in (*told(portrait), *(industry.name for industry in portrait.industries)):
        assert french.plain(text) != text.msgid or text.msgid in SAME, text.msgid


@pytest.mark.skipif(not PACK.exists(), reason="the fact pack is not part of the project")
def test_statements_rest_on_facts_as_sure_and_as_lasting_as_the_pack_says() -> None:
    pack = {fact["id"]: fact for fact in yaml.safe_load(PACK.read_text("utf-8"))}
    order = list(Changes)
    for rest in rests():
        assert all(pack[fact.id]["confidence"] == fact.confidence != "low" for fact in rest.facts)
        assert rest.changes is max((Changes(pack[fact.id]["changes"]) for fact in rest.facts), key=order.index)
        pages = {pack[fact.id]["source_url"] for fact in rest.facts}
        assert pages <= {source.url for source in rest.sources} <= pages | {DISTANCES}


@pytest.mark.skipif(not PACK.exists(), reason="the fact pack is not part of the project")
def test_figures_of_cost_are_those_of_the_pack() -> None:
    pack = {fact["id"]: fact["fact"] for fact in yaml.safe_load(PACK.read_text("utf-8"))}
    for portrait in shipped():
        if portrait.need is not None:
            assert f"${portrait.need:,} in {portrait.town}" in pack["cost_of_living_004"]


def test_everything_was_looked_at_and_has_its_sources() -> None:
    assert all(rest.sources and rest.reviewed >= date(2026, 11, 25) for rest in rests())


def test_a_part_of_an_occupation_code_stands_in_an_industry_once() -> None:
    for industry in shipped().industries:
        doubled = [
            prefix
            for prefix in industry.occupations
            for other in industry.occupations
            if prefix != other and prefix.startswith(other)
        ]
        assert doubled == [], industry.key
        assert len(industry.occupations) == len(set(industry.occupations))


def test_every_industry_is_strong_somewhere() -> None:
    strong = {industry.key for portrait in shipped() for industry in portrait.industries}
    assert strong == {industry.key for industry in shipped().industries}


def test_work_is_wanted_where_its_industry_is_strong() -> None:
    found = ranked(shipped(), WELDER, {}, moves=False)
    assert {"04", "12", "15"} <= {each.portrait.code for each in found}
    assert all(each.industries and not each.offers for each in found)


def test_two_reasons_go_before_one_and_more_offers_before_fewer() -> None:
    found = ranked(shipped(), PROGRAMMER, {"03": 1, "05": 9, "08": 4}, moves=False)
    assert [(each.portrait.code, each.offers) for each in found] == [("03", 1), ("05", 9), ("08", 4), ("06", 0)]


def test_who_would_move_sees_the_regions_before_the_metropolis() -> None:
    offers = {"06": 50, "13": 20, "03": 1}
    settled, moving = (ranked(shipped(), PROGRAMMER, offers, moves=moves) for moves in (False, True))
    assert settled[0].portrait.code == "06"
    assert moving[0].portrait.code == "03"
    assert {each.portrait.code for each in moving[-2:]} == METROPOLIS
    assert sorted(each.portrait.code for each in moving) == sorted(each.portrait.code for each in settled)


def test_a_region_without_a_reason_is_not_recommended() -> None:
    assert ranked(shipped(), WRITER, {}, moves=True) == []
    portrait = next(iter(shipped()))
    assert prospect(portrait, WRITER, {}).reasons == 0


def test_work_that_is_found_everywhere_is_known_as_such() -> None:
    assert [industry.key for industry in everywhere(shipped(), NURSE)] == ["health"]
    assert everywhere(shipped(), WELDER) == ()


def test_every_known_occupation_can_be_ranked() -> None:
    for code in occupations.table():
        assert len(ranked(shipped(), code, {}, moves=False)) <= 17


@pytest.mark.parametrize(
    ("change", "mend"),
    [
        (lambda tour: tour["regions"].pop(), 'tour.regions: region "17" is missing: add it'),
        (lambda tour: tour.pop("everywhere"), 'tour: "everywhere" is missing: add it'),
        (
            lambda tour: tour["regions"].append(dict(tour["regions"][0])),
            'tour.regions: the key "01" stands twice: choose another',
        ),
        (
            lambda tour: tour["regions"][0].update(km="far"),
            'regions.01.km: expected a whole number from 0 to 2000, found "far"',
        ),
        (
            lambda tour: tour["regions"][0].update(need=-5),
            'regions.01.need: expected a whole number from 0 to 200000, found "-5"',
        ),
        (
            lambda tour: tour["regions"][0].update(code="99"),
            'regions.99.code: "99" is no region: use a code from 01 to 17, in quotes',
        ),
        (
            lambda tour: tour["regions"][0].update(industries=["minning"]),
            'regions.01.industries: "minning" is no industry: did you mean "mining"?',
        ),
        (
            lambda tour: tour["regions"][0].update(industries=["mining", "mining"]),
            'regions.01.industries: the key "mining" stands twice: choose another',
        ),
        (
            lambda tour: tour["industries"][0].update(occupations=["9999"]),
            'industries.mining.occupations: no occupation begins with "9999": use 2 to 5 digits of a NOC code',
        ),
        (
            lambda tour: tour["regions"][0].update(facts={}),
            "regions.01.facts: is empty: name the facts on which this rests",
        ),
        (
            lambda tour: tour["regions"][0].update(sources=[]),
            "regions.01.sources: is empty: name the pages from which this comes",
        ),
        (
            lambda tour: tour["regions"][0].update(work=["<b>Mines</b>"]),
            "regions.01.work: has markup: write plain words, without <, > and &",
        ),
        (
            lambda tour: tour["regions"][0].update(weather="cold"),
            "regions.01.weather: is no part of a region",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_its_mend(tmp_path: Path, change: Any, mend: str) -> None:
    assert any(problem.startswith(mend) for problem in spoiled(tmp_path, change)), spoiled(tmp_path, change)


@pytest.mark.parametrize("text", ["", "regions: [", "- a\n- b", "tour", "regions: 5\nindustries: 5\neverywhere: 5"])
def test_a_file_that_is_no_tour_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "regions.yaml").write_text(text)
    with pytest.raises(ContentError):
        load(tmp_path)
