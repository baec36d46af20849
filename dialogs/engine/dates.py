"""Reading a date as people write it: 2027-03-15, 15/03/2027, 15 mars 2027, March 15 2027, ١٥ مارس ٢٠٢٧."""

import re
from datetime import date
from functools import cache
from typing import cast

from babel.dates import get_month_names

from dialogs.engine.words import fold

DAY_FIRST = {"fr", "es", "ar"}
CENTURY = 2000
ORDINAL = re.compile(r"(\d{1,4})(?:er|st|nd|rd|th)?")


def read_date(text: str, locale: str) -> list[date]:
    """Returns the dates that a text can mean, the likeliest first; none where it is no date with a year.

    03/04/2027 is one date to a reader of French, and two to a reader of English.
    """
    words = fold(_in_ascii_digits(text)).split()
    months = [_months(locale).get(word) for word in words]
    numbers = [int(found[1]) for word in words if (found := ORDINAL.fullmatch(word))]
    named = [month for month in months if month]
    if len(named) == 1 and len(numbers) == 2:  # noqa: PLR2004 - a day and a year
        day, year = sorted(numbers)
        return _real((_full(year), named[0], day))
    if named or len(numbers) != 3:  # noqa: PLR2004 - a year, a month and a day
        return []
    if numbers[0] > 31:  # noqa: PLR2004 - no day is: the year stands first
        return _real((numbers[0], numbers[1], numbers[2]))
    one, two, year = numbers
    if locale in DAY_FIRST:
        return _real((_full(year), two, one)) or _real((_full(year), one, two))
    return _real((_full(year), two, one), (_full(year), one, two))


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
