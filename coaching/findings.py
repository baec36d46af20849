"""What is found where somebody is held against an offer, question by question, and how much each finding counts.

Every finding is one of a few words, and every word has its number in a table here: the score is made of these numbers
alone, and `match_words` and `match_lacks` say the same findings in sentences. So what is said is what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from coaching import closeness
from coaching.closeness import Tier
from coaching.profile import UNDECIDED, Level, Permit
from storage.opportunities import WORK, Kind

NOTHING: Mapping[str, float] = MappingProxyType({})
STAGES: Mapping[Level, tuple[int, int]] = MappingProxyType(
    {Level.NONE: (0, 0), Level.BEGINNER: (1, 4), Level.INTERMEDIATE: (5, 8), Level.ADVANCED: (9, 12)}
)
"""The levels of the Échelle québécoise that each stage spans."""
A_LITTLE = 2
"""So many levels are a matter of months, more are not."""
PATIENT, SOON = timedelta(days=60), timedelta(days=90)
"""How long an employer may wait for somebody; within which a landing is soon enough to answer an offer."""
ORDER = "Ordre"
"""A permit of an order is one's own; a card of a trade is for that trade."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks for work. `words` are stems of the target, titles and skills; `pay` is wished, in cents an hour."""

    id: int
    occupation: str | None = None
    authorities: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    permit: Permit | None = None
    french: Level | None = None
    english: Level | None = None
    years: int | None = None
    regions: frozenset[str] = frozenset()
    moves: bool = False
    landing: date | None = None
    pay: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered. `words` are stems with their shares; `regulated` is wholly; the levels go from 0 to 12."""

    id: int
    expires: date
    kind: Kind = Kind.JOB
    skills: tuple[str, ...] = ()
    occupation: str | None = None
    authorities: tuple[str, ...] = ()
    regulated: bool = False
    words: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    region: str | None = None
    remote: bool = False
    from_abroad: bool = False
    french: int = 0
    english: int = 0
    years: int = 0
    permit: bool = False
    pay: int | None = None
    """The most that is paid, in cents an hour."""
    starts: date | None = None
    withdrawn: bool = False


class Place(StrEnum):
    WISHED = "wished"
    REMOTE = "remote"
    NEAR = "near"
    MOVES = "moves"
    UNDECIDED = "undecided"
    UNSAID = "unsaid"
    ELSEWHERE = "elsewhere"


class Speech(StrEnum):
    NOT_ASKED = "not_asked"
    ENOUGH = "enough"
    PERHAPS = "perhaps"
    """The level that is asked lies within the stage that was told."""
    NEARLY = "nearly"
    TOO_LITTLE = "too_little"
    UNTOLD = "untold"


class Years(StrEnum):
    NOT_ASKED = "not_asked"
    ENOUGH = "enough"
    NEARLY = "nearly"
    SHORT = "short"
    ELSEWHERE = "elsewhere"
    """Years of other work."""
    UNTOLD = "untold"


class Moment(StrEnum):
    HERE = "here"
    FROM_ABROAD = "from_abroad"
    AFTER_LANDING = "after_landing"
    SOON = "soon"
    WAIT = "wait"
    AWAY = "away"
    TOO_EARLY = "too_early"
    UNTOLD = "untold"


class Pay(StrEnum):
    NOT_WISHED = "not_wished"
    UNSAID = "unsaid"
    ENOUGH = "enough"
    LESS = "less"


class Licence(StrEnum):
    NOT_NEEDED = "not_needed"
    HELD = "held"
    IN_PROGRESS = "in_progress"
    MISSING = "missing"
    OTHER = "other"
    """It takes the permit of another profession than one's own."""


class State(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Findings:
    """`shared` is the share of the offer's words that the seeker told."""

    tier: Tier
    shared: float
    place: Place
    french: Speech
    english: Speech
    years: Years
    moment: Moment
    pay: Pay
    licence: Licence
    state: State


def find(seeker: Seeker, offer: Offer, today: date) -> Findings:
    where = place(seeker.regions, offer.region, moves=seeker.moves, remote=offer.remote)
    return found(seeker, offer, today, tier(seeker, offer), where)


def found(seeker: Seeker, offer: Offer, today: date, near: Tier, where: Place) -> Findings:
    """What is left to find where the neighbourhood is known."""
    return Findings(
        near,
        shared(seeker, offer),
        where,
        speech(offer.french, seeker.french),
        speech(offer.english, seeker.english),
        years(seeker, offer, near),
        moment(seeker, offer, today),
        pay(seeker.pay, offer.pay),
        licence(seeker, offer),
        state(offer, today),
    )


def tier(seeker: Seeker, offer: Offer) -> Tier:
    return Tier.EVERYONE if for_everyone(offer) else closeness.tier(seeker.occupation, offer.occupation)


def for_everyone(offer: Offer) -> bool:
    return offer.occupation is None and offer.kind not in WORK


def shared(seeker: Seeker, offer: Offer) -> float:
    return sum(share for stem, share in offer.words.items() if stem in seeker.words)


def place(wished: frozenset[str], region: str | None, *, moves: bool, remote: bool) -> Place:
    if region is None and not remote:
        return Place.UNSAID
    if region in wished:
        return Place.WISHED
    if remote:
        return Place.REMOTE
    if not wished or UNDECIDED in wished:
        return Place.UNDECIDED
    if region and not wished.isdisjoint(closeness.neighbours(region)):
        return Place.NEAR
    return Place.MOVES if moves else Place.ELSEWHERE


def speech(asked: int, told: Level | None) -> Speech:
    """A level that is asked, held against the stage that was told: a stage is not a level, so it may be "perhaps"."""
    if not asked:
        return Speech.NOT_ASKED
    if told is None:
        return Speech.UNTOLD
    least, most = STAGES[told]
    if asked <= least:
        return Speech.ENOUGH
    if asked <= most:
        return Speech.PERHAPS
    return Speech.NEARLY if asked - most <= A_LITTLE and most else Speech.TOO_LITTLE


def years(seeker: Seeker, offer: Offer, near: Tier) -> Years:
    if not offer.years or offer.kind not in WORK:
        return Years.NOT_ASKED
    if near in {Tier.ENTRY, Tier.MAJOR, Tier.BROAD, Tier.OTHER}:
        return Years.ELSEWHERE
    if seeker.years is None:
        return Years.UNTOLD
    if seeker.years >= offer.years:
        return Years.ENOUGH
    return Years.NEARLY if 2 * seeker.years >= offer.years else Years.SHORT


def moment(seeker: Seeker, offer: Offer, today: date) -> Moment:
    landing, starts = seeker.landing, offer.starts
    if landing and landing <= today:
        return Moment.HERE
    if offer.from_abroad:
        return Moment.FROM_ABROAD
    if landing is None:
        return Moment.UNTOLD
    if starts is None or starts <= today:
        return Moment.SOON if landing - today <= SOON else Moment.AWAY
    if landing <= starts:
        return Moment.AFTER_LANDING
    return Moment.WAIT if landing - starts <= PATIENT else Moment.TOO_EARLY


def pay(wished: int | None, paid: int | None) -> Pay:
    if wished is None:
        return Pay.NOT_WISHED
    if paid is None:
        return Pay.UNSAID
    return Pay.ENOUGH if paid >= wished else Pay.LESS


def licence(seeker: Seeker, offer: Offer) -> Licence:
    """Whether reserved work is open to somebody; a first experience is, to who has learnt that very profession."""
    if offer.kind not in WORK or not (offer.permit or offer.regulated):
        return Licence.NOT_NEEDED
    common = {body for body in offer.authorities if body in seeker.authorities and body.startswith(ORDER)}
    if offer.occupation is None or not (offer.occupation == seeker.occupation or common):
        return Licence.OTHER
    if offer.kind is Kind.FIRST_EXPERIENCE and not offer.permit:
        return Licence.NOT_NEEDED
    match seeker.permit:
        case Permit.HELD:
            return Licence.HELD
        case Permit.IN_PROGRESS:
            return Licence.IN_PROGRESS
        case Permit.NOT_STARTED | None:
            return Licence.MISSING


def state(offer: Offer, today: date) -> State:
    if offer.withdrawn:
        return State.WITHDRAWN
    return State.EXPIRED if offer.expires < today else State.OPEN
