"""Months of a working life: read as people write them, compared, put into words.

A month is kept as "2021-03", or as "2021" where only the year is known.
"""

import re
from datetime import date
from functools import cache
from typing import cast

from babel.dates import format_date, get_month_names

from coaching import folding

EARLIEST, YEAR = 1950, 12
TONGUES = ("en", "fr", "es", "ar", "ar_DZ", "ar_TN", "ar_LB")
NUMBERS = (
    re.compile(r"(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2}) (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}) ?[/.-] ?(?P<month>\d{1,2})(?:-\d{1,2})?"),
)
WORD = re.compile(r"[^\W_]+")
WORDS_OF_A_YEAR = 2


def read(text: str) -> str | None:
    """Reads "03/2021", "2021-03", "mars 2021", "March 2021" or "2021"; None where it is no month."""
    plain = re.sub(r"\d", lambda digit: str(int(digit[0])), folding.fold(text)).strip(" .")
    for shape in NUMBERS:
        if found := shape.fullmatch(plain):
            return _kept(int(found["year"]), int(found["month"]))
    return _in_words(WORD.findall(plain))


def _in_words(words: list[str]) -> str | None:
    years = [int(word) for word in words if re.fullmatch(r"\d{4}", word)]
    if len(years) != 1:
        return None
    months = {number for word in words if (number := _names().get(word))}
    if len(months) == 1:
        return _kept(years[0], months.pop())
    return _kept(years[0]) if not months and len(words) <= WORDS_OF_A_YEAR else None


def _kept(year: int, month: int | None = None) -> str | None:
    if not EARLIEST <= year < EARLIEST + 150:
        return None
    if month is None:
        return str(year)
    return f"{year}-{month:02}" if 1 <= month <= YEAR else None


@cache
def _names() -> dict[str, int]:
    names: dict[str, int] = {}
    for tongue in TONGUES:
        for width in ("wide", "abbreviated"):
            for number, name in cast("dict[int, str]", get_month_names(width, locale=tongue)).items():
                names.setdefault(folding.fold(name).strip("."), number)
    return names


def first(month: str) -> int:
    """The number of the earliest month that it can be, counted from the year 0."""
    year, _dash, number = month.partition("-")
    return int(year) * YEAR + (int(number) - 1 if number else 0)


def last(month: str | None, today: date) -> int:
    """The number of the latest month that it can be; None is what lasts until today."""
    now = this(today)
    if month is None:
        return now
    return first(month) if "-" in month else min(first(month) + YEAR - 1, max(now, first(month)))


def this(today: date) -> int:
    return today.year * YEAR + today.month - 1


def words(month: str, locale: str) -> str:
    if "-" not in month:
        return month
    year, number = month.split("-")
    said = format_date(date(int(year), int(number), 1), "LLLL y", locale=locale)
    return said if locale != "fr" else said.lower()
