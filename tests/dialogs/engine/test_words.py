import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.engine.words import clean, fold, read_number

RLO, ZWSP, ZWJ, ZWNJ, BOM = "\u202e", "\u200b", "\u200d", "\u200c", "\ufeff"


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Bonjour \n", "Bonjour"),
        ("one\r\ntwo\tthree", "one\ntwo three"),
        (f"{RLO}abc{ZWSP}def{BOM}", "abcdef"),
        ("e\u0301", "é"),
        (f"e{ZWSP}\u0301", "é"),
        (f"{ZWJ} hi {ZWNJ}", "hi"),
        (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        (f"👩{ZWJ}🔧", f"👩{ZWJ}🔧"),
        ("a\x00b\x07c\ud800d", "abcd"),
        (f"{ZWSP}{RLO}", ""),
        ("a\n\nb", "a\n\nb"),
    ],
)
def test_what_nobody_sees_is_taken_out_of_what_people_type(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Déjà vu !", "deja vu"),
        ("ÉTÉ", "été"),
        ("STRASSE", "straße"),
        ("Not known yet 🙂", "not known yet"),
        ("l’école", "l'école"),
        ("ﬁn", "fin"),
        ("ℌello", "hello"),
        ("مـــرحبا", "مرحبا"),
        ("مُحَمَّد", "محمد"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("15-03-2027", "15/03/2027"),
    ],
)
def test_two_ways_to_write_the_same_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize("text", ["", "🙂", "…", "\u200b", "?!", "\u0301"])
def test_what_holds_no_word_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"])))
def test_folding_does_not_depend_on_case(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("5", 5), ("5 ans", 5), ("environ 12 ans.", 12), ("٥", 5), ("۱۲", 12), ("０７", 7), ("0", 0), ("007", 7)),
        *(("999999999", 999999999), ("1999999999", None), ("9" * 4096, None)),
        *(
            ("", None),
            ("many", None),
            ("-5", None),
            ("−5", None),
            ("2-3", None),
            ("2,5", None),
            ("1 2", None),
            ("²", None),
        ),
    ],
)
def test_the_one_whole_number_in_a_text_is_read(typed: str, number: int | None) -> None:
    assert read_number(typed) == number


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = read_number(text)
    assert number is None or 0 <= number < 10**9


@given(st.integers(0, 10**9 - 1), st.sampled_from(["{} ans", "about {}", "({})", "{}"]))
def test_every_number_is_read_back(number: int, around: str) -> None:
    assert read_number(around.format(number)) == number
