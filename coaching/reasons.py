"""Why a step is in somebody's plan, said in words: what the person told us that speaks for it."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from coaching import regions
from coaching.phases import Phase
from coaching.profile import UNDECIDED, Family, ImmigrationClass, Permit, Profile, Regulated, Worry
from coaching.rules import AtLeast, Atom, Begins, Below, Known, OneOf, Rule, held
from coaching.templates import StepTemplate
from locales.text import Country, Text, _

# `other` is told in the candidate's own words: no sentence of ours can name it.
WORRIES: Mapping[Worry, Text] = MappingProxyType(
    {
        Worry.JOB: _("Because finding a job is what worries you most."),
        Worry.FRENCH: _("Because French is what worries you most."),
        Worry.RECOGNITION: _("Because having your skills recognized is what worries you most."),
        Worry.HOUSING: _("Because finding a home is what worries you most."),
        Worry.MONEY: _("Because money is what worries you most."),
        Worry.FAMILY: _("Because your family is what worries you most."),
        Worry.DOCUMENTS: _("Because papers and procedures are what worries you most."),
        Worry.LONELINESS: _("Because being alone is what worries you most."),
        Worry.WINTER: _("Because winter is what worries you most."),
    }
)

PERMITS: Mapping[Permit, Text] = MappingProxyType(
    {
        Permit.HELD: _("Because you already have the permit for your profession."),
        Permit.IN_PROGRESS: _("Because you have applied for the permit for your profession."),
        Permit.NOT_STARTED: _("Because you have not applied for the permit for your profession yet."),
    }
)

REGULATED: Mapping[Regulated, Text] = MappingProxyType(
    {
        Regulated.YES: _("Because your profession is regulated in Québec."),
        Regulated.PARTLY: _("Because some jobs in your profession are regulated in Québec."),
        Regulated.NO: _("Because your profession is not regulated: you may apply to employers right away."),
        Regulated.UNKNOWN: _("Because you do not know yet whether your profession is regulated."),
    }
)

CLASSES: Mapping[ImmigrationClass, Text] = MappingProxyType(
    {
        ImmigrationClass.SKILLED: _("Because you come as a skilled worker."),
        ImmigrationClass.FAMILY: _("Because you come to join your family."),
        ImmigrationClass.HUMANITARIAN: _("Because you come as a refugee or for humanitarian reasons."),
        ImmigrationClass.BUSINESS: _("Because you come as a business person."),
        ImmigrationClass.TEMPORARY_WORKER: _("Because you are a temporary worker."),
        ImmigrationClass.STUDENT: _("Because you are an international student."),
        ImmigrationClass.OTHER: _("Because of the programme under which you come."),
    }
)

FAMILIES: Mapping[Family, Text] = MappingProxyType(
    {
        Family.ALONE: _("Because you come alone."),
        Family.COUPLE: _("Because you come with your partner."),
        Family.COUPLE_CHILDREN: _("Because you come with a partner and children."),
        Family.CHILDREN: _("Because you come with children."),
    }
)

PHASES: Mapping[Phase, Text] = MappingProxyType(
    {
        Phase.BEFORE_VISA: _("Because the time before the visa is the best time for it."),
        Phase.BEFORE_DEPARTURE: _("Because it is much easier to do before you leave."),
        Phase.FIRST_WEEK: _("Because everyone who arrives in Québec needs it in the first days."),
        Phase.FIRST_MONTH: _("Because it helps everyone who arrives to settle in."),
        Phase.FIRST_THREE_MONTHS: _("Because everyone who settles in Québec needs it in the first months."),
        Phase.FIRST_JOB: _("Because it brings you closer to your first job in Québec."),
        Phase.REGULATED: _("Because you may need a permit to practise your profession in Québec."),
        Phase.FRENCH: _("Because French is the language of work and daily life in Québec."),
        Phase.FAMILY: _("Because you do not come alone."),
        Phase.REGION: _("Because Québec has seventeen regions, and the right one for you may surprise you."),
        Phase.PERMANENT: _("Because you may wish to stay in Québec for good."),
    }
)

# What says most about a person comes first.
WEIGHT = (
    *("permit", "regulated", "immigration", "family", "country", "french", "english", "region"),
    *("occupation", "education", "experience_years", "landing"),
)
# A condition that names more values than this says little about the person.
TELLING = 2


def because(template: StepTemplate, profile: Profile, today: date) -> Text:
    """The reason that says most: the worry that the step eases first, else what the person told us, else the moment."""
    return personal(template.when, template.eases[:1], profile, today) or PHASES[template.phase]


def personal(when: Rule, eases: Collection[Worry], profile: Profile, today: date) -> Text | None:
    """What the person told us that speaks most for something; None where nothing does."""
    if profile.worry and profile.worry in eases and profile.worry in WORRIES:
        return WORRIES[profile.worry]
    atoms = sorted(filter(telling, held(when, profile, today)), key=weight)
    told = (reason(atom, profile) for atom in atoms)
    return next((each for each in told if each), None)


def telling(atom: Atom) -> bool:
    wide = atom.field in {"immigration", "regulated"} and isinstance(atom, OneOf) and len(atom.values) > TELLING
    return subject(atom) in WEIGHT and not wide


def weight(atom: Atom) -> int:
    return WEIGHT.index(subject(atom))


def subject(atom: Atom) -> str:
    """French and English stand for each of their skills."""
    return atom.field.partition("_")[0] if atom.field.startswith(("french", "english")) else atom.field


def reason(atom: Atom, profile: Profile) -> Text | None:  # noqa: PLR0911 - one line per kind of answer
    match subject(atom):
        case "permit":
            return PERMITS[profile.permit] if profile.permit else None
        case "regulated":
            return REGULATED[profile.regulated] if profile.regulated else None
        case "immigration":
            return CLASSES[profile.immigration] if profile.immigration else None
        case "family":
            return FAMILIES[profile.family] if profile.family else None
        case "country":
            return _("Because you come from {country}.", country=Country(profile.country)) if profile.country else None
        case "region":
            return about_region(profile.region)
    return plain(atom)


def about_region(code: str | None) -> Text | None:
    if code == UNDECIDED:
        return _("Because you have not chosen a region yet.")
    region = regions.by_code(code) if code else None
    return _("Because you wish to live in this region: {region}.", region=region.name) if region else None


def plain(atom: Atom) -> Text | None:
    match atom:
        case OneOf("occupation") | Begins("occupation"):
            return _("Because of the occupation that you told us.")
        case AtLeast("education"):
            return _("Because of the studies that you have done.")
        case AtLeast("experience_years"):
            return _("Because of your years of experience.")
        case Known("landing", True):
            return _("Because you know when you land.")
    return in_language(atom)


def in_language(atom: Atom) -> Text | None:
    match subject(atom), atom:
        case "french", Below():
            return _("Because your French can still grow.")
        case "french", _:
            return _("Because your French is good enough for it.")
        case "english", Below():
            return _("Because your English can still grow.")
        case "english", _:
            return _("Because your English is good enough for it.")
    return None
