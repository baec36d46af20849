import pytest

from coaching import countries, regions
from coaching.countries import Countries

FOUND = [
    ("Algérie", "DZ"),
    ("algerie", "DZ"),
    ("Algeria", "DZ"),
    ("algeri", "DZ"),
    ("Argelia", "DZ"),
    ("الجزائر", "DZ"),
    ("Maroc", "MA"),
    ("marocc", "MA"),
    ("Côte d’Ivoire", "CI"),
    ("cote divoire", "CI"),
    ("Ivory Coast", "CI"),
    ("RDC", "CD"),
    ("R.D.C.", "CD"),
    ("Brésil", "BR"),
    ("brasil", "BR"),
    ("Etats unis", "US"),
    ("USA", "US"),
    ("Angleterre", "GB"),
    ("camroun", "CM"),
    ("phillipines", "PH"),
    ("سوريا", "SY"),
    ("haiti", "HT"),
    ("fr", "FR"),
    ("niger", "NE"),
    ("guinee", "GN"),
]


@pytest.mark.parametrize(("written", "code"), FOUND)
def test_a_country_is_found_as_people_write_it(written: str, code: str) -> None:
    assert countries.shipped().search(written)[0] == code


def test_a_name_of_two_countries_is_not_decided_for_the_person() -> None:
    assert countries.shipped().exact("Congo") is None
    assert set(countries.shipped().search("Congo")) == {"CD", "CG"}


@pytest.mark.parametrize(
    ("written", "code"), [("Sénégal", "SN"), ("sn", "SN"), ("senegl", None), ("", None), ("zz", None)]
)
def test_only_a_whole_name_or_code_is_exact(written: str, code: str | None) -> None:
    assert countries.shipped().exact(written) == code


@pytest.mark.parametrize("written", ["", " ", "?", "xq", "zzzzzzzz"])
def test_what_names_no_country_finds_none(written: str) -> None:
    assert countries.shipped().search(written) == []


def test_the_beginning_of_a_name_is_enough() -> None:
    assert "BF" in countries.shipped().search("burk")
    assert "PG" in countries.shipped().search("guinea", limit=12)


def test_unions_and_test_data_are_no_countries() -> None:
    assert countries.shipped().codes.isdisjoint({"EU", "UN", "XA", "ZZ"})


def test_a_country_is_found_by_the_names_that_it_is_given() -> None:
    assert Countries([("QC", "Québec"), ("QC", "quebec")]).search("kebec") == ["QC"]


def test_there_are_seventeen_regions_in_the_order_of_their_codes() -> None:
    assert [region.code for region in regions.every()] == [f"{number:02}" for number in range(1, 18)]


def test_a_region_is_found_by_its_code() -> None:
    estrie = regions.by_code("05")
    assert estrie is not None
    assert (estrie.name, estrie.cities, estrie.partners) == ("Estrie", "Sherbrooke, Granby", 8)
    assert regions.by_code("18") is None
