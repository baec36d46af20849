"""The score of a match, from 0 to 100, made of the findings and of nothing else.

    score = work * (OWN_WORK + the weights of the circumstances, each times its share) * ceilings

`work` is how near the occupations are, from 0 to 1, and multiplies all: the right region is worth nothing in the wrong
trade. A circumstance that is not as it should be takes away a part. What stands in the way of being hired at all is a
ceiling: the offer stays in sight, below those that are open, with what is missing and the mend.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from coaching import closeness, findings
from coaching.closeness import Tier
from coaching.findings import Findings, Licence, Moment, Offer, Pay, Place, Seeker, Speech, State, Years

OWN_WORK = 60
"""Of 100, for the work itself: what a person can do weighs more than all that can still be arranged."""
PLACE = 12
"""Where one lives is decided once, for the whole family; but many move for a good job."""
FRENCH = 11
"""The language of work, and what employers refuse most newcomers for."""
MOMENT = 7
"""An employer fills a place when it is empty; dates can be talked about."""
YEARS = 5
"""Years that are asked are often a wish; those in another country count when they are told well."""
ENGLISH = 3
"""Asked by fewer, and a part of few jobs."""
PAY = 2
"""The first job here is rarely the last: it is said, and decides little."""

PLACES: Mapping[Place, float] = MappingProxyType(
    {
        Place.WISHED: 1,
        Place.REMOTE: 0.95,
        Place.UNDECIDED: 0.8,
        Place.NEAR: 0.75,
        Place.MOVES: 0.65,
        Place.UNSAID: 0.5,
        Place.ELSEWHERE: 0,
    }
)
SPEECHES: Mapping[Speech, float] = MappingProxyType(
    {
        Speech.NOT_ASKED: 1,
        Speech.ENOUGH: 1,
        Speech.PERHAPS: 0.75,
        Speech.UNTOLD: 0.5,
        Speech.NEARLY: 0.3,
        Speech.TOO_LITTLE: 0,
    }
)
MOMENTS: Mapping[Moment, float] = MappingProxyType(
    {
        Moment.HERE: 1,
        Moment.FROM_ABROAD: 1,
        Moment.AFTER_LANDING: 1,
        Moment.SOON: 0.7,
        Moment.WAIT: 0.4,
        Moment.UNTOLD: 0.4,
        Moment.AWAY: 0.2,
        Moment.TOO_EARLY: 0,
    }
)
LENGTHS: Mapping[Years, float] = MappingProxyType(
    {
        Years.NOT_ASKED: 1,
        Years.ENOUGH: 1,
        Years.NEARLY: 0.5,
        Years.UNTOLD: 0.5,
        Years.ELSEWHERE: 0.2,
        Years.SHORT: 0,
    }
)
PAYS: Mapping[Pay, float] = MappingProxyType({Pay.NOT_WISHED: 1, Pay.ENOUGH: 1, Pay.UNSAID: 0.5, Pay.LESS: 0})

LICENCES: Mapping[Licence, float] = MappingProxyType(
    {
        Licence.NOT_NEEDED: 1,
        Licence.HELD: 1,
        # Months away, and worth a letter: some employers wait for who has asked.
        Licence.IN_PROGRESS: 0.6,
        # Nobody may hire for reserved work without it.
        Licence.MISSING: 0.45,
        # Another profession's permit means to learn another profession.
        Licence.OTHER: 0.2,
    }
)
ABODES: Mapping[Place, float] = MappingProxyType({**dict.fromkeys(Place, 1.0), Place.ELSEWHERE: 0.35})
"""Who has said not to move does not move."""
FRENCH_CEILINGS: Mapping[Speech, float] = MappingProxyType({**dict.fromkeys(Speech, 1.0), Speech.TOO_LITTLE: 0.4})
"""Three levels and more are a year of lessons: not for this offer."""
ENGLISH_CEILINGS: Mapping[Speech, float] = MappingProxyType({**dict.fromkeys(Speech, 1.0), Speech.TOO_LITTLE: 0.6})
DATES: Mapping[Moment, float] = MappingProxyType(
    {**dict.fromkeys(Moment, 1.0), Moment.AWAY: 0.7, Moment.TOO_EARLY: 0.4}
)
"""A place to be taken now, and nobody there to take it."""
STATES: Mapping[State, float] = MappingProxyType({State.OPEN: 1, State.EXPIRED: 0, State.WITHDRAWN: 0})


A_HAIR = 1e-9
"""Sums of fractions differ in their last digits: a bound may not be too low for that."""


def score(found: Findings) -> int:
    near = closeness.work(found.tier, found.shared)
    points = OWN_WORK + around(found)
    return int(near * points * ceiling(found) + 0.5)


def around(found: Findings) -> float:
    """The points of the circumstances."""
    return (
        PLACE * PLACES[found.place]
        + FRENCH * SPEECHES[found.french]
        + ENGLISH * SPEECHES[found.english]
        + MOMENT * MOMENTS[found.moment]
        + YEARS * LENGTHS[found.years]
        + PAY * PAYS[found.pay]
    )


def ceiling(found: Findings) -> float:
    """What share of the score may be reached; two hindrances are more than one."""
    return (
        STATES[found.state]
        * LICENCES[found.licence]
        * ABODES[found.place]
        * FRENCH_CEILINGS[found.french]
        * ENGLISH_CEILINGS[found.english]
        * DATES[found.moment]
    )


def points(seeker: Seeker, offer: Offer, today: date) -> int:
    return score(findings.find(seeker, offer, today))


def bound(near: Tier, place: Place, shared: float) -> int:
    """No offer that is so near, in such a place and shares so many words has a higher score."""
    most = OWN_WORK + PLACE * PLACES[place] + FRENCH + ENGLISH + MOMENT + YEARS + PAY
    return int(closeness.work(near, shared) * most * ABODES[place] + 0.5 + A_HAIR)
