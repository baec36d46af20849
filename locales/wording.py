"""Dates, numbers, lists, and names of countries and languages, as CLDR has them and Québec writes them."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import parse_pattern
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from locales.foreign import Direction

# Canada writes "14 h 05" and "2:05 p.m."; other languages follow their CLDR default.
REGIONS = {"en": "CA", "fr": "CA"}
# CLDR's patterns for a date "at" a time, which Babel leaves out.
AT = {"ar": "{1} في {0}", "en": "{1} at {0}", "fr": "{1} à {0}"}
SMALL = 1000
NO_BREAK_SPACE = "\u00a0"
LEFT_TO_RIGHT_MARK = "\u200e"


class Wording:
    """How one language writes dates, numbers, lists and names."""

    def __init__(self, language: str) -> None:
        self.cldr = Locale(language, REGIONS.get(language))
        self.direction: Direction = "rtl" if self.cldr.text_direction == "rtl" else "ltr"
        self._at = AT.get(language, str(self.cldr.datetime_formats["long"]))
        self.day = lru_cache(1024)(self._day)
        self.date = lru_cache(1024)(self._date)

    def _date(self, day: date) -> str:
        return self._dated(day, str(self.cldr.date_formats["long"]))

    def _day(self, day: date) -> str:
        return self._dated(day, str(self.cldr.date_formats["full"]))

    def _dated(self, day: date, pattern: str) -> str:
        if day.day == 1 and self.cldr.language == "fr":
            pattern = pattern.replace("d MMMM", "d'er' MMMM")
        return parse_pattern(pattern).apply(day, self.cldr)

    def moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """Date and time on the clock of `zone`; raises `ValueError` where the moment has no zone of its own."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no time zone: times are aware.")
        local = moment.astimezone(zone)
        return self._at.replace("{1}", self.date(local.date())).replace("{0}", self.time(local))

    def time(self, local: datetime) -> str:
        return str(self.cldr.time_formats["short"].apply(local, self.cldr)).replace(" ", NO_BREAK_SPACE)

    def number(self, number: float) -> str:
        if 0 <= number < SMALL and type(number) is int:
            return str(number)
        # Alone in right-to-left text, a minus sign would stand behind its number.
        mark = LEFT_TO_RIGHT_MARK if number < 0 and self.direction == "rtl" else ""
        return mark + format_decimal(number, locale=self.cldr)

    def money(self, cents: int) -> str:
        pattern = str(self.cldr.currency_formats["standard"].pattern)
        whole = pattern if cents % 100 else pattern.replace("0.00", "0")
        return format_currency(cents / 100, "CAD", whole, locale=self.cldr, currency_digits=False)

    def listed(self, parts: Sequence[str]) -> str:
        return format_list(parts, locale=self.cldr)

    def country(self, code: str) -> str:
        return str(self.cldr.territories.get(code.upper(), code))

    def tongue(self, code: str) -> str:
        return str(self.cldr.languages.get(code.lower(), code))


@cache
def wording(language: str) -> Wording:
    return Wording(language)
