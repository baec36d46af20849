"""The languages that are shipped."""

from zoneinfo import ZoneInfoNotFoundError

import pytest

from locales.catalogs import LANGUAGES, languages, reader, resolve, translations
from locales.text import _


def test_french_and_english_are_shipped_french_first_in_their_own_words() -> None:
    assert list(LANGUAGES.items())[:2] == [("fr", "Français"), ("en", "English")]
    assert languages() == tuple(LANGUAGES)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("en_US", "en"),
        ("EN-gb", "en"),
        ("xx", "fr"),
        ("zh-hans", "fr"),
        ("", "fr"),
        (None, "fr"),
    ],
)
def test_a_language_tag_finds_the_nearest_shipped_language_else_french(tag: str | None, language: str) -> None:
    assert resolve(tag) == language


def test_a_reader_is_made_once() -> None:
    assert reader("fr", "UTC") is reader("fr", "UTC")
    assert reader("en-CA", "UTC").html(_("Anything")) == "Anything"


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        reader("fr", "Mars/Olympus")


def test_a_language_that_is_not_shipped_is_refused_with_those_that_are() -> None:
    with pytest.raises(LookupError, match="expected one of en, fr"):
        translations("xx")
