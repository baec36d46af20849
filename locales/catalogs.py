"""The languages that are shipped, which one fits a person, and a reader of each.

A language is one catalog, `locales/<language>/LC_MESSAGES/jalon.po`; English is the language of the sentences.
"""

from functools import lru_cache

from babel import Locale

from locales.reader import Reader
from locales.translations import Translations, shipped, translations

__all__ = ["DEFAULT", "LANGUAGES", "Translations", "languages", "reader", "resolve", "translations"]

DEFAULT = "fr"


def own_name(language: str) -> str:
    name = str(Locale.parse(language).get_display_name())
    return name[:1].upper() + name[1:]


LANGUAGES: dict[str, str] = {
    language: own_name(language) for language in sorted(shipped(), key=lambda code: (code != DEFAULT, code))
}
"""Each shipped language by its code, in its own words, the default first."""


def languages() -> tuple[str, ...]:
    return tuple(LANGUAGES)


def resolve(language_code: str | None) -> str:
    """The shipped language nearest to a BCP 47 tag such as `fr-CA`, else the default."""
    parts = (language_code or "").replace("_", "-").lower().split("-")
    return parts[0] if parts[0] in LANGUAGES else DEFAULT


@lru_cache(maxsize=2048)
def reader(locale: str, zone: str) -> Reader:
    """The reader of any language tag; raises `ZoneInfoNotFoundError` for an unknown zone."""
    return Reader(resolve(locale), zone)
