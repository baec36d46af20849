"""Occupations of the National Occupational Classification 2021, found by what people call them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coaching.folding import stems
from coaching.profile import Regulated
from coaching.tables import rows

CLOSE = 12
# A whole message is no query: what names an occupation stands near its beginning.
LONGEST = 200
MOST = 8
ENOUGH = 0.5
BEGINNING = 3
LIKE_A_BEGINNING = 0.9
OFFICIAL = 0.95


@dataclass(frozen=True, slots=True)
class Occupation:
    """A unit group: its code, TEER, official titles, and who governs it where it is regulated in Québec."""

    code: str
    teer: int
    title_en: str
    title_fr: str
    regulated: Regulated
    authorities: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def title(self, locale: str) -> str:
        return self.title_fr if locale.startswith("fr") else self.title_en


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call an occupation: its stems, and how much it counts by language ("" is both)."""

    occupation: Occupation
    stems: frozenset[str]
    language: str


class Occupations:
    """A table of occupations with the index that finds them."""

    def __init__(self, table: Iterable[Occupation]) -> None:
        self._codes = {each.code: each for each in table}
        self._names = [name for each in self._codes.values() for name in names(each)]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._names):
            for stem in name.stems:
                self._places[stem].append(place)
        self._stems = sorted(self._places)
        self._weights = {stem: log(len(self._names) / len(places) + 1) for stem, places in self._places.items()}

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._codes.values())

    def by_code(self, code: str) -> Occupation | None:
        return self._codes.get(code)

    def search(self, query: str, locale: str, limit: int = 8) -> list[Occupation]:
        """The occupations meant, best first; typing mistakes, accents, plurals and feminine forms are forgiven."""
        asked = [self.close(stem) for stem in list(dict.fromkeys(stems(query[:LONGEST])))[:MOST]]
        best: dict[str, float] = {}
        for place in {place for found in asked for stem in found for place in self._places[stem]}:
            name = self._names[place]
            score = self.score(name, asked) * (1 if name.language in ("", locale[:2]) else OFFICIAL)
            best[name.occupation.code] = max(score, best.get(name.occupation.code, 0))
        ranked = sorted((-score, code) for code, score in best.items() if score >= ENOUGH)
        return [self._codes[code] for _, code in ranked[:limit]]

    def close(self, stem: str) -> Mapping[str, float]:
        """The known stems that this one may mean, and how near each is."""
        if stem in self._places:
            return {stem: 1.0, **self.beginning(stem)}
        mistakes = 0 if len(stem) <= BEGINNING else 1 + (len(stem) > 5) + (len(stem) > 8)  # noqa: PLR2004 - letters
        cutoff = 1 - mistakes / len(stem)
        near = process.extract(stem, self._stems, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=CLOSE)
        return {**{found: float(nearness) for found, nearness, _ in near}, **self.beginning(stem)}

    def beginning(self, stem: str) -> Mapping[str, float]:
        if len(stem) < BEGINNING:
            return {}
        start = bisect_left(self._stems, stem)
        longer = self._stems[start : start + CLOSE]
        return {found: LIKE_A_BEGINNING for found in longer if found != stem and found.startswith(stem)}

    def score(self, name: Name, asked: list[Mapping[str, float]]) -> float:
        """How much of what was asked the name holds, and a little how much of the name was asked."""
        total = got = 0.0
        used: set[str] = set()
        for found in asked:
            weight = max((self._weights[stem] for stem in found), default=log(len(self._names)))
            nearness, stem = max(((found[each], each) for each in found.keys() & name.stems), default=(0.0, ""))
            total, got = total + weight, got + weight * nearness
            used.add(stem)
        whole = sum(self._weights[stem] for stem in name.stems)
        share = sum(self._weights[stem] for stem in used if stem) / whole
        return got / total * (0.7 + 0.3 * share)


def names(occupation: Occupation) -> Iterator[Name]:
    for alias in occupation.aliases:
        yield Name(occupation, frozenset(stems(alias)), "")
    yield Name(occupation, frozenset(stems(occupation.title_fr)), "fr")
    yield Name(occupation, frozenset(stems(occupation.title_en)), "en")


def occupation(row: Mapping[str, str]) -> Occupation:
    return Occupation(
        code=row["code"],
        teer=int(row["teer"]),
        title_en=row["title_en"],
        title_fr=row["title_fr"],
        regulated=Regulated(row["regulated"]),
        authorities=tuple(filter(None, row["authorities"].split("|"))),
        aliases=tuple(filter(None, row["aliases"].split("|"))),
    )


@cache
def shipped() -> Occupations:
    """The table that ships with the project."""
    return Occupations(map(occupation, rows("occupations.csv")))
