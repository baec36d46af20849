"""The labelled pairs of seekers and offers, and how well an order of the offers serves them.

Precision at five is the share of the first five offers that a counsellor would tell (1 or 2); NDCG at five also asks
that "apply this week" stands before "perhaps". Both are means over seekers. What cannot be better is 1 for NDCG; for
precision it is what the number of offers worth telling allows, and is printed beside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log2
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from rapidfuzz import fuzz

from coaching import closeness, findings, occupations, scoring
from coaching.findings import Offer, Seeker
from coaching.folding import fold, stems
from coaching.profile import Level, Permit, Regulated
from storage.opportunities import Kind

FILE = Path(__file__).parents[1] / "tests/coaching/matching_pairs.yaml"
TODAY = date(2027, 1, 11)
FIRST = 5
GAINS = (0.0, 1.0, 3.0)
"""Of a label: what to apply to this week is worth three that are told with a warning."""


@dataclass(frozen=True, slots=True)
class Case:
    """A seeker with what a counsellor says of each offer, by its key; `told` is all text of the seeker's resume."""

    key: str
    seeker: Seeker
    told: str
    fits: Mapping[str, int]
    held_out: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """An offer with all of its text, as a search by words sees it."""

    key: str
    offer: Offer
    text: str


Order: TypeAlias = Callable[[Case, Posted], float]
"""What comes first: the higher, the earlier."""


@dataclass(frozen=True, slots=True)
class Quality:
    precision: float
    ndcg: float
    possible: float


def read() -> tuple[Sequence[Case], Sequence[Posted]]:
    told = yaml.safe_load(FILE.read_text("utf-8"))
    offers = [posted(number, key, row) for number, (key, row) in enumerate(told["offers"].items(), 1)]
    return [case(number, key, row) for number, (key, row) in enumerate(told["seekers"].items(), 1)], offers


def case(number: int, key: str, row: Mapping[str, Any]) -> Case:
    work = occupations.table()[row["occupation"]]
    texts = [row["target"], *row["past"], *row["skills"]]
    seeker = Seeker(
        number,
        row["occupation"],
        work.authorities,
        frozenset(stem for text in texts for stem in stems(text)),
        Permit(row["permit"]) if "permit" in row else None,
        Level(row["french"]),
        Level(row["english"]),
        row["years"],
        frozenset(row["regions"]),
        row["moves"],
        row["landing"],
    )
    return Case(key, seeker, " ".join(texts), row["fits"], row.get("held_out", False))


def posted(number: int, key: str, row: Mapping[str, Any]) -> Posted:
    work = occupations.table().get(row.get("occupation", ""))
    skills = row.get("skills", [])
    offer = Offer(
        number,
        TODAY + timedelta(60),
        Kind(row.get("kind", "job")),
        tuple(skills),
        row.get("occupation"),
        work.authorities if work else (),
        regulated=work is not None and work.regulated is Regulated.YES,
        words=closeness.shares([row["title"], *skills]),
        region=row["region"],
        remote=row.get("remote", False),
        from_abroad=row.get("abroad", False),
        french=row.get("french", 0),
        english=row.get("english", 0),
        years=row.get("years", 0),
        permit=row.get("permit", False),
        starts=row.get("starts"),
    )
    return Posted(key, offer, " ".join([row["title"], row["about"], *skills]))


def ours(each: Case, other: Posted) -> float:
    return scoring.points(each.seeker, other.offer, TODAY)


def without_table(each: Case, other: Posted) -> float:
    """Matching, where nobody had written down which occupations are near."""
    found = findings.find(each.seeker, other.offer, TODAY)
    own, offered = each.seeker.occupation, other.offer.occupation
    if own and offered and own != offered:
        found = replace(found, tier=closeness.apart(own, offered))
    return scoring.score(found)


def by_stems(each: Case, other: Posted) -> float:
    """A search by words: how many stems of the resume the text of the offer holds."""
    return len(set(stems(each.told)) & set(stems(other.text)))


def by_likeness(each: Case, other: Posted) -> float:
    """A search that forgives mistakes, over the same texts."""
    return float(fuzz.token_set_ratio(fold(each.told), fold(other.text)))


def by_code(each: Case, other: Posted) -> float:
    """A search for the same occupation: as many digits of the code as are common."""
    own, offered = each.seeker.occupation or "", other.offer.occupation or ""
    return next((digits for digits in range(5, 0, -1) if own[:digits] == offered[:digits]), 0)


ORDERS: Mapping[str, Order] = {
    "words of the resume in the offer": by_stems,
    "the same, likeness (rapidfuzz)": by_likeness,
    "digits of the NOC code": by_code,
    "matching without near_occupations.csv": without_table,
    "matching": ours,
}


def quality(cases: Iterable[Case], offers: Sequence[Posted], order: Order) -> Quality:
    measured = [measure(each, ranked(each, offers, order)) for each in cases]
    return Quality(*(sum(values) / len(measured) for values in zip(*measured, strict=True)))


def ranked(each: Case, offers: Sequence[Posted], order: Order) -> list[int]:
    """The labels in the order of the ranking; equals stand as they came in the file, the newest last."""
    return [each.fits.get(other.key, 0) for other in sorted(offers, key=lambda other: -order(each, other))]


def measure(each: Case, labels: Sequence[int]) -> tuple[float, float, float]:
    best = sorted(each.fits.values(), reverse=True)
    precision, possible = (sum(label > 0 for label in some[:FIRST]) / FIRST for some in (labels, best))
    return precision, gain(labels) / gain(best), possible


def gain(labels: Sequence[int]) -> float:
    return sum(GAINS[label] / log2(place + 2) for place, label in enumerate(labels[:FIRST]))
