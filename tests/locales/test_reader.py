"""Text in the words of a reader."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup

from locales.reader import HTML, PLAIN, Medium, Reader, Rendering, Sentences
from locales.sentences import parsed
from locales.text import Country, Day, Lines, Money, Text, Tongue, Value, _, lines, ngettext
from locales.translations import Translations
from locales.wording import wording

FRENCH: Mapping[str, tuple[str, ...]] = {
    "Hello, <b>{name}</b>.": ("Bonjour, <b>{name}</b>.",),
    "Goodbye, {name}.": ("Au revoir, {nom}.",),
    "<i>Really</i>": ("<i>Vraiment",),
    "{count} step": ("{count} étape", "{count} étapes"),
    "One lesson for {name}": ("Une leçon", "{count} leçons"),
    "Done": ("C’est fait",),
    "{who} did {what}.": ("{what} : fait par {who}.",),
}


def rendering(language: str = "fr", medium: Medium = HTML, zone: str = "America/Toronto") -> Rendering:
    known = Translations(FRENCH if language == "fr" else {}, lambda count: int(count > 1 or count < 0))
    return Rendering(wording(language), ZoneInfo(zone), Sentences(known, medium))


def html(value: Value) -> str:
    return rendering().show(value)


def plain(value: Value) -> str:
    return rendering(medium=PLAIN).show(value)


def test_a_sentence_is_said_in_the_language_of_the_reader() -> None:
    assert html(_("Done")) == "C’est fait"


def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert html(_("Not translated, {name}.", name="Amina")) == "Not translated, Amina."


def test_the_markup_of_a_sentence_is_kept_and_its_values_are_escaped() -> None:
    assert html(_("Hello, <b>{name}</b>.", name="<3 & co")) == "Bonjour, <b>&lt;3 &amp; co</b>."


def test_plain_words_have_no_tags_and_values_as_they_are() -> None:
    assert plain(_("Hello, <b>{name}</b>.", name="<3 & co")) == "Bonjour, <3 & co."


def test_values_are_never_read_as_places() -> None:
    assert html(_("{who} did {what}.", who="{what} %s", what="{who}")) == "{who} : fait par {what} %s."


@pytest.mark.parametrize("words", ["39.2 % in 2023.", "100 %s", "%"])
def test_a_percent_sign_is_said_as_it_is(words: str) -> None:
    assert html(Text(words)) == words
    assert html(Text(words + " {who}", {"who": "me"})) == f"{words} me"


def test_a_translation_that_lost_a_place_gives_way_to_the_english() -> None:
    assert html(_("Goodbye, {name}.", name="Amina")) == "Goodbye, Amina."


def test_a_translation_whose_tags_are_broken_gives_way_to_the_english() -> None:
    assert html(_("<i>Really</i>")) == "<i>Really</i>"


def test_a_sentence_told_without_its_value_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="name"):
        html(_("Hello, <b>{name}</b>."))


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 étape"), (1, "1 étape"), (2, "2 étapes"), (1000, "1\xa0000 étapes")]
)
def test_in_french_zero_is_singular(count: int, words: str) -> None:
    assert html(ngettext("{count} step", "{count} steps", count)) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps")])
def test_in_english_only_one_is_singular(count: int, words: str) -> None:
    assert Reader("en", "UTC").html(ngettext("{count} step", "{count} steps", count)) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 lessons"), (1, "One lesson for Amina"), (2, "2 lessons")])
def test_an_untranslated_plural_follows_the_english_rule(count: int, words: str) -> None:
    assert html(ngettext("One lesson for Amina", "{count} lessons", count)) == words


def test_a_plural_form_that_lost_a_value_gives_way_to_the_english() -> None:
    assert (
        html(ngettext("One lesson for {name}", "{count} lessons for {name}", 3, name="Amina")) == "3 lessons for Amina"
    )


def test_a_text_within_a_text_is_put_into_words_too() -> None:
    assert html(_("Hello, <b>{name}</b>.", name=_("Done"))) == "Bonjour, <b>C’est fait</b>."


def test_lines_stand_one_under_another_without_the_empty_ones() -> None:
    told = lines(_("Done"), None, "", Lines((None, Lines(()), _("Done"))), "<3")
    assert html(told) == "C’est fait\n\nC’est fait\n&lt;3"


def test_words_of_people_outside_any_sentence_are_escaped() -> None:
    assert html("<b>") == "&lt;b&gt;"


def test_markup_that_is_trusted_already_is_taken_as_such() -> None:
    trusted = Markup("<i>{}</i>").format("a&b")
    assert html(_("Hello, <b>{name}</b>.", name=trusted)) == "Bonjour, <b><i>a&amp;b</i></b>."
    assert plain(_("Hello, <b>{name}</b>.", name=trusted)) == "Bonjour, a&b."


MOMENT = datetime(2027, 3, 1, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "french", "english", "arabic"),
    [
        (date(2027, 3, 15), "15 mars 2027", "March 15, 2027", "15 مارس 2027"),
        (date(2027, 3, 1), "1er mars 2027", "March 1, 2027", "1 مارس 2027"),
        (Day(date(2027, 3, 1)), "lundi 1er mars 2027", "Monday, March 1, 2027", "الاثنين، 1 مارس 2027"),
        (
            MOMENT,
            "28 février 2027 à 23\xa0h\xa030",
            "February 28, 2027 at 11:30\u202fp.m.",
            "28 فبراير 2027 في 11:30\xa0م",
        ),
        (12, "12", "12", "12"),
        (1234.5, "1\xa0234,5", "1,234.5", "1,234.5"),
        (Money(2550), "25,50\xa0$", "$25.50", "\u200f25.50\xa0CA$"),
        (Money(5_200_000), "52\xa0000\xa0$", "$52,000", "\u200f52,000\xa0CA$"),
        (-3, "-3", "-3", "\u200e-3"),
        (Country("DZ"), "Algérie", "Algeria", "الجزائر"),
        (Country("TT"), "Trinité-et-Tobago", "Trinidad and Tobago", "ترينيداد وتوباغو"),
        (Country("?<"), "?&lt;", "?&lt;", "?&lt;"),
        (Tongue("ar"), "arabe", "Arabic", "العربية"),
        (Tongue("??"), "??", "??", "??"),
        ((), "", "", ""),
        (["&"], "&amp;", "&amp;", "&amp;"),
        ((1, Country("TN")), "1 et Tunisie", "1 and Tunisia", "1 وتونس"),
        (["a", "b", "c"], "a, b et c", "a, b and c", "\u2068a\u2069 و\u2068b\u2069 و\u2068c\u2069"),
    ],
)
def test_values_are_written_as_the_language_writes_them(value: Value, french: str, english: str, arabic: str) -> None:
    assert rendering("fr").show(value) == french
    assert rendering("en").show(value) == english
    assert rendering("ar").show(value) == arabic


def test_a_moment_is_told_on_the_clock_of_the_reader() -> None:
    assert rendering("en", zone="Africa/Tunis").show(MOMENT) == "March 1, 2027 at 5:30\u202fa.m."


def test_a_moment_without_zone_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        html(datetime(2027, 3, 1, 4, 30))  # noqa: DTZ001 - the mistake


class Region(StrEnum):
    WEST = "<west>"


def test_an_enumeration_of_strings_is_shown_by_its_value() -> None:
    assert html(Region.WEST) == "&lt;west&gt;"
    assert type(plain(Region.WEST)) is str


@pytest.mark.parametrize("thing", [object(), {"a": 1}, None])
def test_what_cannot_be_put_into_words_is_our_mistake(thing: Any) -> None:
    with pytest.raises(TypeError, match="cannot be put into words"):
        html(thing)


def test_a_reader_tells_its_language_its_zone_and_its_direction() -> None:
    reader = Reader("fr", "Africa/Tunis")
    assert (reader.locale, reader.zone, reader.rtl) == ("fr", "Africa/Tunis", False)
    assert repr(reader) == "Reader('fr', 'Africa/Tunis')"
    assert wording("ar").direction == "rtl"


def test_a_reader_names_days_countries_and_languages() -> None:
    reader = Reader("fr", "UTC")
    assert reader.date(date(2027, 3, 15)) == "15 mars 2027"
    assert reader.country("dz") == "Algérie"
    assert reader.country("??") == "??"
    assert reader.tongue("es") == "espagnol"


@given(st.text())
def test_any_name_stands_in_a_sentence_unchanged_once_parsed(name: str) -> None:
    text = _("Hello, <b>{name}</b>.", name=name)
    assert html(text).count("<") == 2
    assert html(text) == f"Bonjour, <b>{html(name)}</b>."
    assert plain(text) == f"Bonjour, {plain(name)}."


@given(st.text(), st.text())
def test_any_sentence_at_all_can_be_said(msgid: str, name: str) -> None:
    assume(set(parsed(msgid).names) <= {"name"})
    assert isinstance(html(Text(msgid, {"name": name})), str)
