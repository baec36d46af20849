"""Countries found by their names in any language of the programme, as people write them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from coaching.folding import WORD, fold
from coaching.tables import rows

LANGUAGES = ("fr", "en", "es", "ar")
# Codes of CLDR that are two letters long and no country: unions, test data, uninhabited or military islands.
NO_COUNTRY = frozenset(WORD.findall("AC AQ BV CP CQ DG EA EU EZ HM IC QO TA TF UM UN XA XB ZZ"))
LONGEST = 80
LIKE = 0.66
FORERUNNER = 0.9
WITHIN = 0.85


class Countries:
    """Every country by its names; `names` gives code and name, as often as a country has names."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, list[str]] = {}
        for code, name in names:
            known = self._codes.setdefault(squeezed(name), [])
            if code not in known:
                known.append(code)
        self.codes = frozenset(code for codes in self._codes.values() for code in codes)

    def exact(self, text: str) -> str | None:
        """The one country of this name, or with this code."""
        codes = self._codes.get(squeezed(text), [])
        if text.strip().upper() in self.codes:
            return text.strip().upper()
        return codes[0] if len(codes) == 1 else None

    def search(self, text: str, limit: int = 6) -> list[str]:
        """The codes of the countries meant, best first; typing mistakes, accents and apostrophes are forgiven."""
        asked = squeezed(text[:LONGEST])
        if not asked:
            return []
        best: dict[str, float] = {}
        for name, nearness in self._near(asked):
            for code in self._codes[name]:
                best[code] = max(nearness, best.get(code, 0))
        if (exact := self.exact(text)) is not None:
            best[exact] = 1.0
        return sorted(best, key=lambda code: (-best[code], code))[:limit]

    def _near(self, asked: str) -> Iterator[tuple[str, float]]:
        for name, nearness, _ in process.extract(
            asked, list(self._codes), scorer=OSA.normalized_similarity, score_cutoff=LIKE, limit=20
        ):
            yield name, float(nearness)
        if len(asked) > 2:  # noqa: PLR2004 - two letters begin too many names
            for name in self._codes:
                if name.startswith(asked):
                    yield name, FORERUNNER
                elif asked in name:
                    yield name, WITHIN


def squeezed(text: str) -> str:
    """Only the folded letters: "Côte d'Ivoire" and "cote divoire" are the same."""
    return "".join(WORD.findall(fold(text)))


def of_babel(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    for language in languages:
        territories: Mapping[str, str] = Locale.parse(language).territories
        for code, name in territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY:  # noqa: PLR2004 - ISO 3166 alpha-2
                yield code, name


def also_called() -> Iterator[tuple[str, str]]:
    for row in rows("countries.csv"):
        for alias in row["aliases"].split("|"):
            yield row["code"], alias


@cache
def shipped() -> Countries:
    """CLDR's names in the languages of the programme, and what else people say."""
    return Countries([*of_babel(LANGUAGES), *also_called()])
