"""What a font of the room cannot draw never reaches a paper."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.glyphs import FONTS, covered, printable

DRAWN = {code for font in FONTS.glob("*.ttf") for code in covered(font)}


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Été à Trois-Rivières – 20 % « oui »", "Été à Trois-Rivières – 20 % « oui »"),
        ("مريم بن علي", "مريم بن علي"),
        ("Nguyễn Đặng, Şükrü, Łódź", "Nguyễn Đặng, Şükrü, Łódź"),
        ("Ольга Ωμέγα", "Ольга Ωμέγα"),
        ("Well done \U0001f389!", "Well done!"),
        ("\U0001f469\u200d\U0001f4bb Amina", "Amina"),
        ("1\ufe0f\u20e3 first", "1 first"),
        ("李 Wei", "\ufffd Wei"),
        ("Ms שלום", "Ms \ufffd\ufffd\ufffd\ufffd"),
        ("a\x00b\x07c", "abc"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("\U0001f600\u200d\u200e", ""),
        ("\u2068\u2069", ""),
        ("a\u0301\u064b, مرحبًا", "a\u0301, مرحبًا"),
    ],
)
def test_signs_without_a_shape_fall_away_and_letters_leave_a_gap(written: str, printed: str) -> None:
    assert printable(written) == printed


@given(st.text())
def test_all_that_is_printed_has_a_shape(written: str) -> None:
    printed = printable(written)
    assert {ord(each) for each in printed} <= DRAWN | {0x09, 0x0A}
    assert printable(printed) == printed
    assert printed == "" or any(unicodedata.category(each)[0] not in "CZ" for each in printed)


@pytest.mark.parametrize("family", ["NotoSans", "NotoSansArabic"])
def test_bold_letters_are_the_same_as_the_others(family: str) -> None:
    regular, bold = ((FONTS / f"{family}-{weight}.ttf") for weight in ("Regular", "Bold"))
    assert covered(regular) == covered(bold)
