"""Who fits which offer, from 0 to 100, with why and with what is missing: for the candidate, and for the offer.

Nothing here reads or writes: people and offers are made of rows once, and held against each other as often as one
likes. `rankings` does the same for thousands at a time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from types import MappingProxyType
from typing import Any, TypeVar

from coaching import closeness, findings, match_lacks, match_words, scoring
from coaching.closeness import Tier
from coaching.findings import Findings, Licence, Moment, Offer, Pay, Place, Seeker, Speech, State, Years
from coaching.folding import stems
from coaching.match_words import Reason, Topic
from coaching.occupations import Occupation, Occupations
from coaching.profile import Profile, Regulated
from storage.opportunities import WORK, Opportunity
from storage.searching import Search

MOST = 20
T = TypeVar("T", Offer, Seeker)
MENDED: Mapping[Topic, Mapping[str, Any]] = MappingProxyType(
    {
        Topic.STATE: {"state": State.OPEN},
        Topic.LICENCE: {"licence": Licence.HELD},
        Topic.WORK: {"tier": Tier.SAME},
        Topic.SKILLS: {"shared": 1.0},
        Topic.PLACE: {"place": Place.WISHED},
        Topic.FRENCH: {"french": Speech.ENOUGH},
        Topic.ENGLISH: {"english": Speech.ENOUGH},
        Topic.YEARS: {"years": Years.ENOUGH},
        Topic.MOMENT: {"moment": Moment.HERE},
        Topic.PAY: {"pay": Pay.ENOUGH},
    }
)
"""What each finding is where nothing is missing."""


@dataclass(frozen=True, slots=True)
class Match:
    """The score from 0 to 100, why it fits, and what is missing: first what would bring most."""

    score: int
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """An offer with how it fits somebody."""

    offer: Offer
    match: Match


@dataclass(frozen=True, slots=True)
class Suited:
    """Somebody with how an offer fits them."""

    seeker: Seeker
    match: Match


def match(seeker: Seeker, offer: Offer, today: date) -> Match:
    found = findings.find(seeker, offer, today)
    lacking = match_lacks.missing(found, seeker, offer)
    return Match(
        scoring.score(found),
        match_words.told(found, seeker, offer),
        tuple(sorted(lacking, key=lambda reason: -scoring.score(mended(found, reason.topic)))),
    )


def mended(found: Findings, topic: Topic) -> Findings:
    """The same with one thing as it should be."""
    return replace(found, **MENDED[topic])


def offers_for(seeker: Seeker, offers: Iterable[Offer], today: date, limit: int = MOST) -> list[Fitting]:
    """The offers that fit somebody best, those that are closed left out."""
    best = _best(
        [each for each in offers if is_open(each, today)], lambda each: scoring.points(seeker, each, today), limit
    )
    return [Fitting(offer, match(seeker, offer, today)) for offer in best]


def candidates_for(offer: Offer, seekers: Iterable[Seeker], today: date, limit: int = MOST) -> list[Suited]:
    """Those whom an offer fits best."""
    best = _best(list(seekers), lambda each: scoring.points(each, offer, today), limit)
    return [Suited(seeker, match(seeker, offer, today)) for seeker in best]


def is_open(offer: Offer, today: date) -> bool:
    return findings.state(offer, today) is State.OPEN


def _best(every: Sequence[T], score: Callable[[T], int], limit: int) -> list[T]:
    scored = ((-points, each.id, each) for each in every if (points := score(each)))
    return [each for _points, _id, each in nsmallest(limit, scored, key=lambda one: one[:2])]


def seeker_of(
    number: int, profile: Profile, work: Occupation | None, search: Search | None, texts: Iterable[str]
) -> Seeker:
    """Somebody who looks for work; `texts` are the target, titles and skills of the resume, where there is one."""
    own = [*texts, *((work.title_en, work.title_fr) if work else ())]
    return Seeker(
        number,
        profile.occupation,
        work.authorities if work else (),
        frozenset(stem for text in own for stem in stems(text)),
        profile.permit,
        profile.french,
        profile.english,
        profile.experience_years,
        frozenset(filter(None, [profile.region, *(search.regions if search else ())])),
        bool(search and search.moves),
        profile.landing,
        search.pay if search else None,
    )


def offer_of(row: Opportunity, occupations: Occupations) -> Offer:
    """An opportunity as it is matched; where work has no code, a title that is sure gives it."""
    code = row.occupation or (titled(row.title, occupations) if row.kind in WORK else None)
    work = occupations.by_code(code) if code else None
    return Offer(
        row.id,
        row.expires_on,
        row.kind,
        tuple(map(str, row.skills)),
        code,
        work.authorities if work else (),
        regulated=work is not None and work.regulated is Regulated.YES,
        words=closeness.shares([row.title, *map(str, row.skills)]),
        region=row.region,
        remote=row.remote,
        from_abroad=row.from_abroad,
        french=row.french,
        english=row.english,
        years=row.experience_years,
        permit=row.permit,
        pay=row.pay,
        starts=row.starts_on,
        withdrawn=row.withdrawn_at is not None,
    )


@lru_cache(4096)
def titled(title: str, occupations: Occupations) -> str | None:
    """The occupation that a title names for certain."""
    for locale in ("fr", "en"):
        found = occupations.search(title, locale, 1)
        if found and occupations.is_called(found[0].code, title, locale):
            return found[0].code
    return None
