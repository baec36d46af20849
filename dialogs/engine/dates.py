"""Reading a date as people write it: 2027-03-15, 15/03/2027, 15 mars 2027, March 15 2027, ١٥ مارس ٢٠٢٧."""

import re
from datetime import date
from functools import cache
from typing import cast

from babel.dates import get_month_names

from dialogs.engine.words import fold

DAY_FIRST = {"fr", "es", "ar"}
CENTURY = 2000
LAST_DAY = 31
ORDINAL = re.compile(r"(\d{1,4})(?:er|st|nd|rd|th)?")
A_DAY_AND_A_YEAR, A_WHOLE_DATE = 2, 3


def read_date(text: str, locale: str) -> list[date]:
    """Returns the dates that a text can mean, the likeliest first; none where it is no date with a year.

    03/04/2027 is one date to a reader of French, and two to a reader of English.
    """
    words = fold(_in_ascii_digits(text)).split()
    months = {_months(locale).get(word) for word in words} - {None}
    numbers = [int(found[1]) for word in words if (found := ORDINAL.fullmatch(word))]
    if len(months) == 1 and len(numbers) == A_DAY_AND_A_YEAR:
        return _with_a_name(cast("int", months.pop()), *numbers)
    if months or len(numbers) != A_WHOLE_DATE:
        return []
    return _in_numbers(*numbers, day_first=locale in DAY_FIRST)


def _with_a_name(month: int, first: int, second: int) -> list[date]:
    """The year stands last, except where the first number cannot be a day."""
    year, day = (first, second) if first > LAST_DAY else (second, first)
    return _real((_full(year), month, day))


def _in_numbers(first: int, second: int, third: int, *, day_first: bool) -> list[date]:
    if first > LAST_DAY:
        return _real((_full(first), second, third))
    in_french, in_english = (_full(third), second, first), (_full(third), first, second)
    return _real(in_french) or _real(in_english) if day_first else _real(in_french, in_english)


def _real(*guesses: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in guesses:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _full(year: int) -> int:
    return year + CENTURY if year < 100 else year  # noqa: PLR2004 - two digits


def _in_ascii_digits(text: str) -> str:
    return re.sub(r"\d", lambda digit: str(int(digit[0])), text)


@cache
def _months(locale: str) -> dict[str, int]:
    """Names of months, long and short, in the reader's language, English and French."""
    names: dict[str, int] = {}
    for tongue in (locale, "en", "fr"):
        for width in ("wide", "abbreviated"):
            for number, name in cast("dict[int, str]", get_month_names(width, locale=tongue)).items():
                names.setdefault(fold(name), number)
    return names
