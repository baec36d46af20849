"""Occupations of the National Occupational Classification 2021, found by what people call them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coaching import folding
from coaching.folding import stems
from coaching.profile import Regulated
from coaching.tables import rows

CLOSE = 12
# A whole message is no query: what names an occupation stands near its beginning.
LONGEST = 200
MOST = 8
ENOUGH = 0.45
BESIDE_THE_BEST = 0.7
"""What is much less near than the best is not meant."""
SHORT = 3
BEGINNING = 4
LIKE_A_BEGINNING = 0.9
CERTAIN = 0.95
OFFICIAL = 0.95
HEAD = 1.5
MORE = re.compile(r"\b(?:at|for|from|in|of|on|with)\b", re.IGNORECASE)
"""What an English name adds to its last word; a French one adds to its first."""
UNKNOWN = 0.5
"""How much a word that no name holds counts, beside the rarest that one does: "pediatric nurse" is a nurse."""


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a query: the stems that it may mean with how near each is, and its share in what is asked."""

    meant: Mapping[str, float]
    share: float


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
        self._unknown = UNKNOWN * log(max(1, len(self._names)) + 1)

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._codes.values())

    def by_code(self, code: str) -> Occupation | None:
        return self._codes.get(code)

    def search(self, query: str, locale: str, limit: int = 8) -> list[Occupation]:
        """The occupations meant, best first; typing mistakes, accents, plurals and feminine forms are forgiven."""
        if known := self.by_code(query.strip()):
            return [known]
        asked = self.asked(query, locale)
        best: dict[str, float] = {}
        for place in {place for word in asked for stem in word.meant for place in self._places[stem]}:
            name = self._names[place]
            score = self.score(name, asked) * (1 if name.language in ("", locale[:2]) else OFFICIAL)
            best[name.occupation.code] = max(score, best.get(name.occupation.code, 0))
        enough = max(ENOUGH, BESIDE_THE_BEST * max(best.values(), default=0))
        ranked = sorted((-score, code) for code, score in best.items() if score >= enough)
        return [self._codes[code] for _, code in ranked[:limit]]

    def is_called(self, code: str, query: str, locale: str) -> bool:
        """Whether the query is this code or a whole name of the occupation, so that nothing is guessed."""
        asked = self.asked(query, locale)
        told = (self.score(name, asked) for name in names(self._codes[code]))
        return query.strip() == code or max(told, default=0) >= CERTAIN

    def asked(self, query: str, locale: str) -> list[Asked]:
        """The words of a query, the one that names the work before those that say more of it."""
        typed = self.typed(query[:LONGEST])[:MOST]
        head = typed[:1] if locale.startswith("fr") else self.typed(MORE.split(query[:LONGEST])[0])[-1:]
        meant = [self.close(stem) for stem in typed]
        weights = [
            (HEAD if stem in head else 1) * max((self._weights[each] for each in near), default=self._unknown)
            for stem, near in zip(typed, meant, strict=True)
        ]
        return [Asked(near, weight / sum(weights)) for near, weight in zip(meant, weights, strict=True)]

    def typed(self, query: str) -> list[str]:
        """The stems of a query, each once; "hair dresser" is one where only the whole is known."""
        found: list[str] = []
        for word in folding.words(query):
            if found and self.knows(found[-1] + word) and not (self.knows(found[-1]) and self.knows(word)):
                found[-1] += word
            else:
                found.append(word)
        return list(dict.fromkeys(map(folding.stem, found)))

    def knows(self, word: str) -> bool:
        return folding.stem(word) in self._places

    def close(self, stem: str) -> Mapping[str, float]:
        """The known stems that this one may mean, and how near each is."""
        if stem in self._places:
            return {stem: 1.0, **self.beginning(stem)}
        mistakes = 0 if len(stem) <= SHORT else 1 + (len(stem) > 5) + (len(stem) > 8)  # noqa: PLR2004 - letters
        cutoff = 1 - mistakes / len(stem)
        near = process.extract(stem, self._stems, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=CLOSE)
        return {**{found: float(nearness) for found, nearness, _ in near}, **self.beginning(stem)}

    def beginning(self, stem: str) -> Mapping[str, float]:
        if len(stem) < BEGINNING:
            return {}
        start = bisect_left(self._stems, stem)
        longer = self._stems[start : start + CLOSE]
        return {found: LIKE_A_BEGINNING for found in longer if found != stem and found.startswith(stem)}

    def score(self, name: Name, asked: list[Asked]) -> float:
        """How much of what was asked the name holds, and a little how much of the name was asked."""
        got = 0.0
        used: set[str] = set()
        for word in asked:
            if near := word.meant.keys() & name.stems:
                nearness, stem = max((word.meant[each], each) for each in near)
                got += word.share * nearness
                used.add(stem)
        told = sum(self._weights[stem] for stem in used) / sum(self._weights[stem] for stem in name.stems)
        return got * (0.7 + 0.3 * told)


def names(occupation: Occupation) -> Iterator[Name]:
    """Every way to call it that has stems, as "R" has not; an alias and its feminine form are one."""
    called = [*((alias, "") for alias in occupation.aliases), (occupation.title_fr, "fr"), (occupation.title_en, "en")]
    for told, language in dict.fromkeys((frozenset(stems(name)), language) for name, language in called):
        if told:
            yield Name(occupation, told, language)


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
def table() -> Mapping[str, Occupation]:
    """What ships with the project, by code."""
    return MappingProxyType({row["code"]: occupation(row) for row in rows("occupations.csv")})


@cache
def shipped() -> Occupations:
    """The table that ships with the project."""
    return Occupations(table().values())
