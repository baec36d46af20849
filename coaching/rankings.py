"""The best twenty offers for each of thousands of people, and the best twenty people for each of thousands of offers.

Nobody is held against everything. What is looked for stands on shelves, by occupation and by place, and is listed under
its words. The shelves are looked at in rings, from one's own occupation outwards, each with its bound: what one that
has no word in common can reach there at most. As soon as twenty are found that are better, only those that do have
words in common are left to look at, and each of them has a bound too. What comes out is exactly what scoring every pair
would give.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from heapq import heappush, heapreplace
from typing import Generic, TypeAlias, TypeVar

from coaching import closeness, findings, scoring
from coaching.closeness import RANGES, Tier
from coaching.findings import Offer, Place, Seeker
from coaching.matching import MOST, is_open

Work: TypeAlias = tuple[str | None, bool]
"""An occupation, and whether all are welcome whatever theirs is."""
Home: TypeAlias = tuple[frozenset[str], bool]
"""The wished regions, and whether one would move."""
Site: TypeAlias = tuple[str | None, bool]
"""The region of an offer, and whether it is done from home."""
Scored: TypeAlias = tuple[int, int]
"""A score, and the id of what has it."""
Ranked: TypeAlias = Mapping[int, Sequence[Scored]]
"""By the id of one side: the best first, of equals the lower id."""
A = TypeVar("A", Home, Site)
T = TypeVar("T", Offer, Seeker)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf(Generic[T, A]):
    """All of one occupation that stand in one place."""

    work: Work
    at: A
    members: list[T] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stock(Generic[T, A]):
    """What is looked for: on its shelves, and by its words with what each counts."""

    shelves: Mapping[Work, Sequence[Shelf[T, A]]]
    listed: Mapping[str, Sequence[tuple[int, float]]]
    """By word: places in `members`."""
    members: Sequence[tuple[T, Shelf[T, A]]]


@dataclass(frozen=True, slots=True)
class Asker(Generic[T, A]):
    """One for whom the best are looked for: the words with what each counts, and how others stand to them."""

    words: Iterable[tuple[str, float]]
    tiers: Mapping[Work, Tier]
    rings: Sequence[tuple[Tier, Sequence[Work]]]
    place: Callable[[A], Place]
    score: Callable[[T, Tier, Place], int]


def of_offers(seekers: Iterable[Seeker], offers: Iterable[Offer], today: date, limit: int = MOST) -> Ranked:
    """The best offers for each seeker."""
    opened = [each for each in offers if is_open(each, today)]
    stock = _stock(opened, [(_work(each), (each.region, each.remote), each.words) for each in opened])

    @cache
    def around(occupation: str | None) -> Mapping[Work, Tier]:
        return {work: _tier(occupation, work) for work in stock.shelves}

    @cache
    def outwards(occupation: str | None) -> Sequence[tuple[Tier, Sequence[Work]]]:
        return _rings(around(occupation))

    place_of = cache(_place)

    def asker(seeker: Seeker) -> Asker[Offer, Site]:
        home = seeker.regions, seeker.moves

        def score(offer: Offer, near: Tier, place: Place) -> int:
            return scoring.score(findings.found(seeker, offer, today, near, place))

        def place(at: Site) -> Place:
            return place_of(home, at)

        words = [(word, 1.0) for word in seeker.words]
        return Asker(words, around(seeker.occupation), outwards(seeker.occupation), place, score)

    return {seeker.id: _best(stock, asker(seeker), limit) for seeker in seekers}


def of_seekers(seekers: Iterable[Seeker], offers: Iterable[Offer], today: date, limit: int = MOST) -> Ranked:
    """The best seekers for each offer."""
    people = list(seekers)
    told = [((each.occupation, False), (each.regions, each.moves), dict.fromkeys(each.words, 1.0)) for each in people]
    stock = _stock(people, told)

    @cache
    def around(work: Work) -> Mapping[Work, Tier]:
        return {own: _tier(own[0], work) for own in stock.shelves}

    @cache
    def outwards(work: Work) -> Sequence[tuple[Tier, Sequence[Work]]]:
        return _rings(around(work))

    place_of = cache(_place)

    def asker(offer: Offer) -> Asker[Seeker, Home]:
        work, site = _work(offer), (offer.region, offer.remote)

        def score(seeker: Seeker, near: Tier, place: Place) -> int:
            return scoring.score(findings.found(seeker, offer, today, near, place))

        def place(at: Home) -> Place:
            return place_of(at, site)

        return Asker(offer.words.items(), around(work), outwards(work), place, score)

    return {offer.id: _best(stock, asker(offer), limit) for offer in offers if is_open(offer, today)}


def _work(offer: Offer) -> Work:
    return offer.occupation, findings.for_everyone(offer)


def _tier(own: str | None, work: Work) -> Tier:
    occupation, open_to_all = work
    return Tier.EVERYONE if open_to_all else closeness.tier(own, occupation)


def _place(home: Home, site: Site) -> Place:
    (wished, moves), (region, remote) = home, site
    return findings.place(wished, region, moves=moves, remote=remote)


def _rings(tiers: Mapping[Work, Tier]) -> Sequence[tuple[Tier, Sequence[Work]]]:
    """From what is sure to fit most without a word in common, outwards."""
    rings: dict[Tier, list[Work]] = defaultdict(list)
    for work, near in tiers.items():
        rings[near].append(work)
    return sorted(rings.items(), key=lambda ring: -RANGES[ring[0]][0])


def _stock(every: Sequence[T], told: Sequence[tuple[Work, A, Mapping[str, float]]]) -> Stock[T, A]:
    shelves: dict[tuple[Work, A], Shelf[T, A]] = {}
    listed: dict[str, list[tuple[int, float]]] = defaultdict(list)
    members = []
    for number, (one, (work, at, words)) in enumerate(zip(every, told, strict=True)):
        shelf = shelves.setdefault((work, at), Shelf(work, at))
        shelf.members.append(one)
        members.append((one, shelf))
        for word, share in words.items():
            listed[word].append((number, share))
    by_work: dict[Work, list[Shelf[T, A]]] = defaultdict(list)
    for shelf in shelves.values():
        by_work[shelf.work].append(shelf)
    return Stock(by_work, listed, members)


class _Best:
    """The best so far; of equals, the lower id."""

    def __init__(self, limit: int) -> None:
        self.limit, self.heap = limit, list[Scored]()

    @property
    def least(self) -> int:
        """What is below it does not count any more."""
        return self.heap[0][0] if len(self.heap) == self.limit else 1

    def take(self, score: int, number: int) -> None:
        if len(self.heap) < self.limit:
            if score:
                heappush(self.heap, (score, -number))
        elif (score, -number) > self.heap[0]:
            heapreplace(self.heap, (score, -number))

    def ranked(self) -> Sequence[Scored]:
        return [(score, -number) for score, number in sorted(self.heap, reverse=True)]


def _best(stock: Stock[T, A], asker: Asker[T, A], limit: int) -> Sequence[Scored]:
    best, seen = _Best(limit), set[int]()
    for near, works in asker.rings:
        if _bound(near, Place.WISHED, 0) < best.least:
            break
        for shelf in (shelf for work in works for shelf in stock.shelves[work]):
            place = asker.place(shelf.at)
            if _bound(near, place, 0) >= best.least:
                seen.add(id(shelf))
                for one in shelf.members:
                    best.take(asker.score(one, near, place), one.id)
    for number, shared in _common(stock, asker).items():
        one, shelf = stock.members[number]
        near = asker.tiers[shelf.work]
        if _bound(near, Place.WISHED, 1) < best.least or id(shelf) in seen:
            continue
        place = asker.place(shelf.at)
        if scoring.bound(near, place, shared) >= best.least:
            best.take(asker.score(one, near, place), one.id)
    return best.ranked()


@cache
def _bound(near: Tier, place: Place, shared: int) -> int:
    """What one may reach there who has no word in common, or all."""
    return scoring.bound(near, place, shared)


def _common(stock: Stock[T, A], asker: Asker[T, A]) -> Mapping[int, float]:
    """Those that have a word in common, with the share of the words."""
    found: dict[int, float] = defaultdict(float)
    for word, weight in asker.words:
        for number, share in stock.listed.get(word, ()):
            found[number] += weight * share
    return found
