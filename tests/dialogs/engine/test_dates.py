from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from dialogs.engine.dates import read_date

THE_15TH = date(2027, 3, 15)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
LOCALES = st.sampled_from(["fr", "en", "es", "ar"])


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        *(("2027-03-15", locale) for locale in ("fr", "en", "es", "ar")),
        *((text, "fr") for text in ("15 mars 2027", "le 15 mars 2027.", "15 MARS 2027", "lundi 15 mars 2027")),
        *((text, "fr") for text in ("15/03/2027", "15.3.2027", "15-03-27", "15 3 27", "03/15/2027", "15 mars 27")),
        *((text, "fr") for text in ("March 15, 2027", "15 mar 2027", "2027/03/15", "2027 mars 15")),
        *((text, "en") for text in ("March 15, 2027", "15 March 2027", "Mar. 15th 2027", "15th of march, 2027")),
        *((text, "en") for text in ("03/15/2027", "15/03/2027", "3.15.27", "15 mars 2027", "Monday, March 15, 2027")),
        *((text, "es") for text in ("15 de marzo de 2027", "15/3/2027", "15 marzo 2027", "15 mars 2027")),
        *((text, "ar") for text in ("١٥ مارس ٢٠٢٧", "15 مارس 2027", "١٥/٣/٢٠٢٧", "٢٠٢٧-٠٣-١٥", "15 March 2027")),
        *(
            (text, "fr")
            for text in ("\u202e15/03/2027", "15\u200b/03/2027", "🙂 15 mars 2027 🙂", "１５/０３/２０２７")
        ),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, locale: str) -> None:
    assert read_date(typed, locale) == [THE_15TH]


@pytest.mark.parametrize(
    ("typed", "locale", "read"),
    [
        ("1er mars 2027", "fr", date(2027, 3, 1)),
        ("March 1st 2027", "en", date(2027, 3, 1)),
        ("2nd of March 2027", "en", date(2027, 3, 2)),
        ("28 mars 27", "fr", date(2027, 3, 28)),
        ("March 28 27", "en", date(2027, 3, 28)),
        ("15 mars 5", "fr", date(2005, 3, 15)),
        ("29/02/2028", "fr", date(2028, 2, 29)),
        ("1 août 2027", "fr", date(2027, 8, 1)),
        ("1 aout 2027", "fr", date(2027, 8, 1)),
        ("25 déc. 2027", "fr", date(2027, 12, 25)),
        ("1 أغسطس 2027", "ar", date(2027, 8, 1)),
        ("31 01 2027", "fr", date(2027, 1, 31)),
    ],
)
def test_ordinals_accents_and_short_years_are_read(typed: str, locale: str, read: date) -> None:
    assert read_date(typed, locale) == [read]


@pytest.mark.parametrize("locale", ["fr", "es", "ar"])
def test_where_the_day_stands_first_two_small_numbers_are_one_date(locale: str) -> None:
    assert read_date("03/04/2027", locale) == [date(2027, 4, 3)]


def test_in_english_two_small_numbers_may_be_two_dates() -> None:
    assert read_date("03/04/2027", "en") == [date(2027, 4, 3), date(2027, 3, 4)]
    assert read_date("04/04/2027", "en") == [date(2027, 4, 4)]


@pytest.mark.parametrize("locale", ["fr", "en", "es", "ar"])
@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "soon", "demain", "printemps 2027", "mars 2027", "15 mars", "2027", "15", "03/2027", "15/03"),
        *("31/02/2027", "2027-02-30", "2027-13-01", "32/01/2027", "0/0/2027", "15/15/2027", "29/02/2027"),
        *("2027-03-15-12", "15 mars avril 2027", "15 03 20277", "9" * 40, "9" * 4096, "x" * 4096, "1 " * 2048),
        *("🙂", "<b>", "\u202e", "½", "²⁰²⁷", "٪", "IV mars 2027", "15thst March 2027", "null", "-", "//"),
    ],
)
def test_what_is_no_date_with_a_year_is_none(typed: str, locale: str) -> None:
    assert read_date(typed, locale) == []


@given(st.text(), LOCALES)
def test_any_text_is_some_dates_or_none(text: str, locale: str) -> None:
    assert all(isinstance(day, date) for day in read_date(text, locale))


@given(st.text(st.sampled_from("0123456789٣/-. marsjuin"), max_size=30), LOCALES)
def test_anything_like_a_date_is_some_dates_or_none(text: str, locale: str) -> None:
    assert len(read_date(text, locale)) <= 2


@given(DAYS, LOCALES)
def test_every_date_is_read_back_from_iso(day: date, locale: str) -> None:
    assert read_date(day.isoformat(), locale) == [day]


@given(DAYS, st.sampled_from(["fr", "en", "es", "ar"]), st.sampled_from(["long", "medium", "full"]))
def test_every_date_is_read_back_from_words(day: date, locale: str, width: str) -> None:
    written = format_date(day, "d MMM y" if width == "medium" else width, locale=locale)
    assert read_date(written, locale) == [day]


@given(DAYS, LOCALES, st.sampled_from(["{d}/{m}/{y}", "{d:02}.{m:02}.{y}", "{d} {m} {y}", "{d:02}-{m:02}-{s:02}"]))
def test_every_date_is_read_back_from_numbers(day: date, locale: str, shape: str) -> None:
    typed = shape.format(d=day.day, m=day.month, y=day.year, s=day.year % 100)
    assert read_date(typed, locale)[0] == day
