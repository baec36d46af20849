"""What is missing where an offer fits somebody in part, in words, each with its mend."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching.closeness import Tier
from coaching.findings import Findings, Licence, Moment, Offer, Pay, Place, Seeker, Speech, State, Years
from coaching.labels import LEVEL
from coaching.match_words import SHOWN, Lesson, Reason, Topic, region, skills
from coaching.profile import Level
from locales.text import Text, _, ngettext

PROFILE = _("Tell it in your profile, and the next offers will fit better.")
COURSES = _("There are free French courses, from abroad and here. Start now, and tell the employer.")
LATER = _("Keep the name of the employer, and write again two months before you land.")
NO_PERMIT = _("It asks for a permit or a card of your profession. You told us that you do not have it.")
UNTOLD_PERMIT = _("It asks for a permit or a card of your profession. You have not told us whether you have it.")
MEANWHILE = Lesson("regulated", "meanwhile")
FREE = Lesson("french", "courses")

FARTHER: Mapping[Tier, Text] = MappingProxyType(
    {
        Tier.MAJOR: _("The field is related to yours, but the work is not the same."),
        Tier.BROAD: _("The work is not the same as yours."),
        Tier.OTHER: _("The work is quite other than yours."),
        Tier.WORDS: _("We do not know how near this work is to yours."),
    }
)


def missing(found: Findings, seeker: Seeker, offer: Offer) -> tuple[Reason, ...]:
    """What is missing, each with its mend."""
    every = (
        closed(found.state, offer),
        no_licence(found.licence, seeker),
        other_work(found.tier),
        too_little_french(found.french, seeker, offer),
        elsewhere(found.place, offer),
        too_early(found.moment, seeker, offer),
        too_little_english(found.english, seeker, offer),
        inexperienced(found.years, seeker, offer),
        no_skills(seeker, offer),
        badly_paid(found.pay),
    )
    return tuple(reason for reason in every if reason)


def closed(state: State, offer: Offer) -> Reason | None:
    match state:
        case State.OPEN:
            return None
        case State.EXPIRED:
            text = _("It was open until {day}.", day=offer.expires)
        case State.WITHDRAWN:
            text = _("It was taken back.")
    return Reason(Topic.STATE, text, _("Look at the offers that are like it."))


def no_licence(state: Licence, seeker: Seeker) -> Reason | None:
    match state:
        case Licence.NOT_NEEDED | Licence.HELD:
            return None
        case Licence.IN_PROGRESS:
            text = _("It asks for a permit. You have applied for yours, and do not have it yet.")
            mend = _("Tell the employer when you expect the answer.")
            return Reason(Topic.LICENCE, text, mend, ("order_follow",))
        case Licence.MISSING:
            text = NO_PERMIT if seeker.permit else UNTOLD_PERMIT
            mend = _("Write to the body that governs your profession. Until then, look at work near it.")
            return Reason(Topic.LICENCE, text, mend, ("write_to_order", "ccq_card"), MEANWHILE)
        case Licence.OTHER:
            text = _("It asks for the permit of another profession than yours.")
            mend = _("Look at work near yours that asks for no permit.")
            return Reason(Topic.LICENCE, text, mend, ("check_regulated",), MEANWHILE)


def other_work(near: Tier) -> Reason | None:
    if near not in FARTHER:
        return None
    mend = _("If you wish to do such work, say in your résumé what of yours helps in it.")
    return Reason(Topic.WORK, FARTHER[near], mend, ("cv",))


def too_little_french(state: Speech, seeker: Seeker, offer: Offer) -> Reason | None:
    asked, told = offer.french, stage(seeker.french)
    match state:
        case Speech.NOT_ASKED | Speech.ENOUGH:
            return None
        case Speech.UNTOLD:
            text = _("French: level {asked} is asked. You have not told us yours.", asked=asked)
            return Reason(Topic.FRENCH, text, PROFILE)
        case Speech.PERHAPS:
            text = _("French: level {asked} is asked. You told us: {told}. It may be enough.", asked=asked, told=told)
            mend = _("Find your level on the Québec scale, and write it in your résumé.")
            return Reason(Topic.FRENCH, text, mend, ("french_level",), Lesson("french", "levels"))
        case Speech.NEARLY:
            text = _(
                "French: level {asked} is asked. You told us: {told}. You are nearly there.", asked=asked, told=told
            )
        case Speech.TOO_LITTLE:
            text = _(
                "French: level {asked} is asked. You told us: {told}. It is not enough yet.", asked=asked, told=told
            )
    return Reason(Topic.FRENCH, text, COURSES, ("francisation", "french_school", "french_online"), FREE)


def elsewhere(place: Place, offer: Offer) -> Reason | None:
    match place:
        case Place.ELSEWHERE:
            text = _("It is in this region: {region}. You wish another one.", region=region(offer))
            mend = _("If you would move for a good job, say so in what you wish.")
            return Reason(Topic.PLACE, text, mend, ("compare_regions",), Lesson("regions", "choose"))
        case Place.UNSAID:
            text, mend = _("It does not say where it is."), _("Ask for the place before you apply.")
            return Reason(Topic.PLACE, text, mend)
        case _:
            return None


def too_early(moment: Moment, seeker: Seeker, offer: Offer) -> Reason | None:
    if moment is Moment.UNTOLD:
        text = _("It is for people who are in Québec. You have not told us when you land.")
        return Reason(Topic.MOMENT, text, _("Tell us the day of your landing as soon as you know it."))
    if seeker.landing is None:
        return None
    if moment is Moment.SOON:
        text = _("It is for people who are in Québec. You land soon, on {landing}.", landing=seeker.landing)
        return Reason(Topic.MOMENT, text, _("Apply now, and write in your letter when you land."))
    if moment is Moment.AWAY:
        text = _("It is for people who are in Québec already. You land on {landing}.", landing=seeker.landing)
        return Reason(Topic.MOMENT, text, LATER)
    if moment not in {Moment.WAIT, Moment.TOO_EARLY} or offer.starts is None:
        return None
    text = _("It begins on {starts}. You land on {landing}.", starts=offer.starts, landing=seeker.landing)
    waits = _("Ask whether the employer can wait for you, or whether you can begin from abroad.")
    return Reason(Topic.MOMENT, text, waits if moment is Moment.WAIT else LATER)


def too_little_english(state: Speech, seeker: Seeker, offer: Offer) -> Reason | None:
    asked, told = offer.english, stage(seeker.english)
    match state:
        case Speech.NOT_ASKED | Speech.ENOUGH:
            return None
        case Speech.UNTOLD:
            text = _("English: level {asked} is asked. You have not told us yours.", asked=asked)
            return Reason(Topic.ENGLISH, text, PROFILE)
        case Speech.PERHAPS:
            text = _("English: level {asked} is asked. You told us: {told}. It may be enough.", asked=asked, told=told)
        case Speech.NEARLY:
            text = _(
                "English: level {asked} is asked. You told us: {told}. You are nearly there.", asked=asked, told=told
            )
        case Speech.TOO_LITTLE:
            text = _(
                "English: level {asked} is asked. You told us: {told}. It is not enough yet.", asked=asked, told=told
            )
    return Reason(Topic.ENGLISH, text, _("Ask the employer for what English is needed: it may be little."))


def stage(level: Level | None) -> Text:
    return LEVEL[level or Level.NONE]


def inexperienced(state: Years, seeker: Seeker, offer: Offer) -> Reason | None:
    match state:
        case Years.NOT_ASKED | Years.ENOUGH:
            return None
        case Years.UNTOLD:
            text = ngettext(
                "It asks for {count} year of experience. You have not told us yours.",
                "It asks for {count} years of experience. You have not told us yours.",
                offer.years,
            )
            return Reason(Topic.YEARS, text, PROFILE)
        case Years.ELSEWHERE:
            text = ngettext(
                "It asks for {count} year of experience in this work. Yours is in other work.",
                "It asks for {count} years of experience in this work. Yours are in other work.",
                offer.years,
            )
            return Reason(Topic.YEARS, text, _("Say in your résumé what of your work helps in this one."), ("cv",))
        case Years.NEARLY:
            mend = _("Apply all the same where the rest fits, and tell what you have achieved.")
        case Years.SHORT:
            mend = _("Look for a first job in the same field that asks for fewer years.")
    text = _("Years of experience that are asked: {asked}. Yours: {told}.", asked=offer.years, told=seeker.years or 0)
    return Reason(Topic.YEARS, text, mend, ("cv",))


def no_skills(seeker: Seeker, offer: Offer) -> Reason | None:
    lacking = [skill for skill, has in skills(seeker, offer) if not has][:SHOWN]
    if not lacking:
        return None
    text = _("This is asked too, and your résumé does not tell it: {skills}.", skills=lacking)
    return Reason(Topic.SKILLS, text, _("If you know it, add it to your résumé."), ("cv",))


def badly_paid(state: Pay) -> Reason | None:
    match state:
        case Pay.NOT_WISHED | Pay.ENOUGH:
            return None
        case Pay.UNSAID:
            return Reason(Topic.PAY, _("It does not say what it pays."), _("Ask for the pay before you say yes."))
        case Pay.LESS:
            mend = _("See what such work pays in Québec, and whether it is worth it as a first job.")
            return Reason(Topic.PAY, _("It pays less than you wish."), mend)
