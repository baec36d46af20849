"""The words for each choice of a profile and each part of a plan, shared by conversations and console."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias, assert_never

from coaching.phases import Phase
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Regulated, Worry
from locales.text import Text, _

IMMIGRATION: Mapping[ImmigrationClass, Text] = MappingProxyType(
    {
        ImmigrationClass.SKILLED: _("Skilled worker"),
        ImmigrationClass.FAMILY: _("Family reunification"),
        ImmigrationClass.HUMANITARIAN: _("Refugee or humanitarian"),
        ImmigrationClass.BUSINESS: _("Business person"),
        ImmigrationClass.TEMPORARY_WORKER: _("Temporary worker"),
        ImmigrationClass.STUDENT: _("International student"),
        ImmigrationClass.OTHER: _("Something else"),
    }
)

FAMILY: Mapping[Family, Text] = MappingProxyType(
    {
        Family.ALONE: _("Alone"),
        Family.COUPLE: _("With a partner"),
        Family.COUPLE_CHILDREN: _("With a partner and children"),
        Family.CHILDREN: _("With children"),
    }
)

EDUCATION: Mapping[Education, Text] = MappingProxyType(
    {
        Education.SECONDARY: _("Secondary school"),
        Education.VOCATIONAL: _("Vocational training or a trade"),
        Education.COLLEGE: _("College or technical diploma"),
        Education.BACHELOR: _("Bachelor’s degree"),
        Education.MASTER: _("Master’s degree"),
        Education.DOCTORATE: _("Doctorate"),
    }
)

REGULATED: Mapping[Regulated, Text] = MappingProxyType(
    {
        Regulated.YES: _("Regulated"),
        Regulated.PARTLY: _("Regulated for some jobs"),
        Regulated.NO: _("Not regulated"),
        Regulated.UNKNOWN: _("Not known yet"),
    }
)

PERMIT: Mapping[Permit, Text] = MappingProxyType(
    {
        Permit.HELD: _("Permit already obtained"),
        Permit.IN_PROGRESS: _("Application in progress"),
        Permit.NOT_STARTED: _("Not started yet"),
    }
)

LEVEL: Mapping[Level, Text] = MappingProxyType(
    {
        Level.NONE: _("Not at all"),
        Level.BEGINNER: _("Beginner (levels 1 to 4)"),
        Level.INTERMEDIATE: _("Intermediate (levels 5 to 8)"),
        Level.ADVANCED: _("Advanced (levels 9 to 12)"),
    }
)

WORRY: Mapping[Worry, Text] = MappingProxyType(
    {
        Worry.JOB: _("Finding a job"),
        Worry.FRENCH: _("My French"),
        Worry.RECOGNITION: _("Recognition of diplomas and profession"),
        Worry.HOUSING: _("Finding a home"),
        Worry.MONEY: _("Money"),
        Worry.FAMILY: _("My family"),
        Worry.DOCUMENTS: _("Papers and procedures"),
        Worry.LONELINESS: _("Loneliness"),
        Worry.WINTER: _("Winter"),
        Worry.OTHER: _("Something else"),
    }
)

PHASE: Mapping[Phase, Text] = MappingProxyType(
    {
        Phase.BEFORE_VISA: _("Before the visa"),
        Phase.BEFORE_DEPARTURE: _("Before departure"),
        Phase.FIRST_WEEK: _("First week"),
        Phase.FIRST_MONTH: _("First month"),
        Phase.FIRST_THREE_MONTHS: _("First three months"),
        Phase.FIRST_JOB: _("First job"),
        Phase.REGULATED: _("Regulated profession"),
        Phase.FRENCH: _("French"),
        Phase.FAMILY: _("Family"),
        Phase.REGION: _("Region"),
        Phase.PERMANENT: _("Becoming permanent"),
    }
)

Choice: TypeAlias = ImmigrationClass | Family | Education | Regulated | Permit | Level | Worry | Phase


def label(choice: Choice) -> Text:  # noqa: PLR0911 - one line per kind
    """The words for any choice above."""
    match choice:
        case ImmigrationClass():
            return IMMIGRATION[choice]
        case Family():
            return FAMILY[choice]
        case Education():
            return EDUCATION[choice]
        case Regulated():
            return REGULATED[choice]
        case Permit():
            return PERMIT[choice]
        case Level():
            return LEVEL[choice]
        case Worry():
            return WORRY[choice]
        case Phase():
            return PHASE[choice]
    assert_never(choice)
