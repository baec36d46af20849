"""The picture of the roads shows on a phone which region is how far."""

import pytest

from locales.reader import Reader
from locales.text import _
from papers import typesetting
from papers.roads import Stop, _values, picture
from tests.papers.reading import Paper
from tests.papers.sheets import ENGLISH, FRENCH, arabic
from tests.papers.test_picture import extent

STOPS = [
    Stop("Gaspésie–Îles-de-la-Madeleine", "Gaspé", 930, _("{km} km", km=930)),
    Stop("Montréal", "Montréal", 0, _("{km} km", km=0)),
    Stop("Estrie", "Sherbrooke", 150, _("{km} km", km=150), wished=True),
]
HOSTILE = [Stop('#panic("x") <b>' + "W" * 60, "*a* $x$ @b \\ \u202e", 5, "&" * 30)]


def shown(stops: list[Stop], reader: Reader = ENGLISH) -> str:
    """The same page as a PDF, so that its words can be read."""
    made = typesetting._compiler("roads", _values(stops, reader)).compile(format="pdf")
    return " ".join(Paper(typesetting._whole(made)).pages[0].split())


@pytest.mark.parametrize("reader", [ENGLISH, FRENCH, arabic()], ids=["en", "fr", "ar"])
@pytest.mark.parametrize("stops", [STOPS, STOPS[:1], STOPS[1:2], [], HOSTILE, STOPS * 6])
def test_a_phone_shows_the_picture(stops: list[Stop], reader: Reader) -> None:
    png = picture(stops, reader)
    width, height = extent(png)
    assert width == 1080
    assert height < 3 * width
    assert len(png) < 400 * 1024


def test_the_shortest_road_stands_first_and_each_says_its_town_and_length() -> None:
    words = shown(STOPS)
    places = [words.index(said) for said in ("How far from Montréal?", "0 km", "Estrie Sherbrooke 150 km", "930 km")]
    assert places == sorted(places)
