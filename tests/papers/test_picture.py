"""The picture of the route shows on a phone where a plan stands, whatever its size."""

import struct
from dataclasses import replace

import pytest

from locales.reader import Reader
from papers import typesetting
from papers.plan import Part, PlanSheet, State, _values, picture
from tests.papers.reading import Paper
from tests.papers.sheets import ENGLISH, FRENCH, INSURANCE, TRANSLATED, arabic, large, sheet, small

KILOBYTES = 1024


def extent(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def shown(plan: PlanSheet, reader: Reader = ENGLISH) -> Paper:
    """The same page as a PDF, so that its words can be read."""
    return Paper(typesetting._whole(typesetting._compiler("route", _values(plan, reader)).compile(format="pdf")))


@pytest.mark.parametrize(
    ("plan", "reader"),
    [
        (small(), ENGLISH),
        (small(), arabic()),
        (sheet(), ENGLISH),
        (large(), FRENCH),
        (large(State.DONE), ENGLISH),
        (sheet([Part("Wait " * 10, [replace(INSURANCE, title="W" * 100)])] * 11, name="N" * 100), ENGLISH),
        (sheet([Part('#panic("x") \U0001f600 \u202e', [])], name="*a* $x$ @b \\", landing="<b>#x"), ENGLISH),
    ],
    ids=["small", "arabic", "empty", "large", "all done", "long words", "hostile"],
)
def test_a_phone_shows_the_picture(plan: PlanSheet, reader: Reader) -> None:
    png = picture(plan, reader)
    width, height = extent(png)
    assert width == 1080
    assert 0.3 < height / width < 6
    assert len(png) < 400 * KILOBYTES


def test_the_picture_says_whose_plan_how_far_and_what_comes_next() -> None:
    words = shown(small()).pages[0]
    for said in ("Amina Benali", "1 step done of 3.", "What comes next", "Get your social insurance number"):
        assert said in words
    assert "by March 18, 2027" in words


def test_the_landing_stands_between_what_comes_before_and_what_comes_after() -> None:
    words = " ".join(shown(small()).pages[0].split())
    places = [words.index(said) for said in ("Before departure", "You land on March 15, 2027.", "First week")]
    assert places == sorted(places)


def test_a_part_shows_how_much_of_it_is_done() -> None:
    plan = sheet([Part("First week", [TRANSLATED, TRANSLATED, INSURANCE])])
    assert "2 of 3" in shown(plan).pages[0]


def test_what_is_late_is_told_in_words_too() -> None:
    assert "Late" in shown(sheet([Part("First week", [replace(INSURANCE, late=True)])])).pages[0]


def test_an_empty_plan_shows_the_landing_alone() -> None:
    words = shown(sheet()).pages[0]
    assert "You land on March 15, 2027." in words
    assert "There are no steps in your plan yet." in words
    assert "0 steps" not in words


def test_from_right_to_left_the_picture_is_mirrored() -> None:
    middle = 540 / 2
    straight, mirrored = shown(small()).places(0), shown(small(), arabic()).places(0)
    assert straight["Amina Benali"] < middle < mirrored["Amina"]
    assert straight["1 of 1"] < middle < mirrored["1"]


def test_the_same_plan_gives_the_same_picture() -> None:
    assert picture(small(), ENGLISH) == picture(small(), ENGLISH)
