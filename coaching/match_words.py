"""Why an offer fits somebody, in words.

The sentences speak to the candidate. A counsellor reads the same, as what the candidate reads. What is missing stands
in `match_lacks`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from coaching import regions
from coaching.closeness import Tier
from coaching.findings import Findings, Licence, Moment, Offer, Pay, Place, Seeker, Speech, Years
from coaching.folding import stems
from locales.text import Text, _, ngettext
from storage.opportunities import WORK

SHOWN = 3
"""So many skills are named."""


class Topic(StrEnum):
    STATE = "state"
    LICENCE = "licence"
    WORK = "work"
    SKILLS = "skills"
    PLACE = "place"
    FRENCH = "french"
    ENGLISH = "english"
    YEARS = "years"
    MOMENT = "moment"
    PAY = "pay"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Where something is taught, by its keys."""

    module: str
    key: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence on one thing; what is missing has a mend, with steps of the plan and a lesson that help, by key."""

    topic: Topic
    text: Text
    mend: Text | None = None
    steps: tuple[str, ...] = ()
    lesson: Lesson | None = None


FITTING: Mapping[Tier, Text] = MappingProxyType(
    {
        Tier.SAME: _("It is the work that you do."),
        Tier.STEP: _("It is in your field, and you can do it as a first job here, on the way to your own profession."),
        Tier.SIDE: _("It is near the work that you do."),
        Tier.MINOR: _("It is in the same family of occupations as your work."),
        Tier.FIELD: _("It is in the same field as your work."),
        Tier.ENTRY: _("It is other work than yours, and one learns it on the job."),
        Tier.EVERYONE: _("It is open to everyone, whatever the occupation."),
    }
)


def told(found: Findings, seeker: Seeker, offer: Offer) -> tuple[Reason, ...]:
    """Why it fits, what counts most first."""
    every = (
        work(found.tier),
        has_skills(seeker, offer),
        has_licence(found.licence),
        there(found.place, offer),
        speaks(found.french, found.english, offer),
        experienced(found.years, offer),
        in_time(found.moment, offer),
        paid(found.pay),
    )
    return tuple(reason for reason in every if reason)


def work(near: Tier) -> Reason | None:
    return Reason(Topic.WORK, FITTING[near]) if near in FITTING else None


def has_skills(seeker: Seeker, offer: Offer) -> Reason | None:
    held = [skill for skill, has in skills(seeker, offer) if has][:SHOWN]
    return Reason(Topic.SKILLS, _("You have what is asked: {skills}.", skills=held)) if held else None


def has_licence(state: Licence) -> Reason | None:
    return Reason(Topic.LICENCE, _("You hold the permit that it asks for.")) if state is Licence.HELD else None


def there(place: Place, offer: Offer) -> Reason | None:
    where = region(offer)
    match place:
        case Place.WISHED:
            return Reason(Topic.PLACE, _("It is in the region that you wish: {region}.", region=where))
        case Place.REMOTE:
            return Reason(Topic.PLACE, _("You can do it from home, wherever you live in Québec."))
        case Place.NEAR:
            return Reason(Topic.PLACE, _("It is in a region near the one that you wish: {region}.", region=where))
        case Place.MOVES:
            return Reason(Topic.PLACE, _("It is in a region where you would move: {region}.", region=where))
        case Place.UNDECIDED:
            text = _("It is in this region: {region}. You have not chosen yours yet.", region=where)
            return Reason(Topic.PLACE, text, steps=("compare_regions",))
        case Place.UNSAID | Place.ELSEWHERE:
            return None


def speaks(french: Speech, english: Speech, offer: Offer) -> Reason | None:
    """One sentence for both languages, where both are asked and told."""
    match french, english:
        case Speech.ENOUGH, Speech.ENOUGH:
            text = _(
                "Your French and your English are enough: levels {french} and {english} are asked.",
                french=offer.french,
                english=offer.english,
            )
        case Speech.ENOUGH, _other:
            text = _("Your French is enough: level {asked} is asked.", asked=offer.french)
        case _other, Speech.ENOUGH:
            return Reason(Topic.ENGLISH, _("Your English is enough: level {asked} is asked.", asked=offer.english))
        case _other:
            return None
    return Reason(Topic.FRENCH, text)


def experienced(state: Years, offer: Offer) -> Reason | None:
    if state is not Years.ENOUGH:
        return None
    text = ngettext(
        "You have the year of experience that is asked.",
        "You have the {count} years of experience that are asked.",
        offer.years,
    )
    return Reason(Topic.YEARS, text)


def in_time(moment: Moment, offer: Offer) -> Reason | None:
    match moment:
        case Moment.HERE:
            return Reason(Topic.MOMENT, _("You are in Québec, and can begin."))
        case Moment.FROM_ABROAD if offer.kind in WORK:
            return Reason(Topic.MOMENT, _("The employer takes people who are still abroad."))
        case Moment.FROM_ABROAD:
            return Reason(Topic.MOMENT, _("You can take part from abroad."))
        case Moment.AFTER_LANDING if offer.starts:
            return Reason(Topic.MOMENT, _("It begins on {starts}, after you land.", starts=offer.starts))
        case _:
            return None


def paid(state: Pay) -> Reason | None:
    return Reason(Topic.PAY, _("It can pay what you wish.")) if state is Pay.ENOUGH else None


def skills(seeker: Seeker, offer: Offer) -> Iterator[tuple[str, bool]]:
    """The skills that are asked, and whether the seeker told them, in whatever form of the words."""
    for skill in offer.skills:
        if known := frozenset(stems(skill)):
            yield skill, known <= seeker.words


def region(offer: Offer) -> str:
    known = regions.by_code(offer.region) if offer.region else None
    return known.name if known else "Québec"
