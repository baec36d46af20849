"""The words for opportunities, shared by conversations and console; and what a candidate has beside what is asked."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching.opportunities import USUAL_HOURS, by_year
from coaching.profile import Level
from locales.text import Money, Text, _
from storage.opportunities import Kind, Opportunity, Reason, Sort, Standing

KINDS: Mapping[Kind, Text] = MappingProxyType(
    {
        Kind.JOB: _("Job"),
        Kind.NETWORKING: _("Networking"),
        Kind.FIRST_EXPERIENCE: _("First experience in Québec"),
        Kind.SUBSIDIZED_JOB: _("Subsidized job"),
        Kind.TRAINING: _("Training course"),
        Kind.INFORMATION: _("Information session"),
        Kind.EXPLORATORY_TRIP: _("Exploratory trip"),
        Kind.JOB_FAIR: _("Job fair"),
        Kind.MENTORING: _("Mentoring"),
        Kind.COMPETITION: _("Competition of the public service"),
    }
)
SORTS: Mapping[Sort, Text] = MappingProxyType(
    {
        Sort.EMPLOYER: _("Employer"),
        Sort.ORDER: _("Professional order"),
        Sort.PARTNER: _("Partner organization"),
        Sort.MUNICIPALITY: _("Municipality"),
        Sort.DEPARTMENT: _("Government department"),
    }
)
REASONS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.MONEY: _("It asks for money"),
        Reason.DOCUMENTS: _("It asks for my passport or papers"),
        Reason.ADDRESS: _("It has no real address"),
        Reason.TOO_GOOD: _("It is too good to be true"),
        Reason.OTHER: _("Something else"),
    }
)
STANDINGS: Mapping[Standing, Text] = MappingProxyType(
    {Standing.OPEN: _("Still open"), Standing.EXPIRED: _("Ended"), Standing.WITHDRAWN: _("Withdrawn")}
)
STAGES: Mapping[Level, Text] = MappingProxyType(
    {
        Level.NONE: _("not asked"),
        Level.BEGINNER: _("beginner"),
        Level.INTERMEDIATE: _("intermediate"),
        Level.ADVANCED: _("advanced"),
    }
)
HIGHEST: Mapping[Level, int] = MappingProxyType(
    {Level.NONE: 0, Level.BEGINNER: 4, Level.INTERMEDIATE: 8, Level.ADVANCED: 12}
)
"""The highest of the twelve levels of each stage."""


def stage(level: int) -> Level:
    """The stage in which one of the twelve levels is; 0 asks for nothing."""
    return next(each for each in Level if level <= HIGHEST[each])


def within_reach(level: int, mine: Level | None) -> bool:
    """Whether somebody of this stage may meet the level: who stands in a stage may be at its end."""
    return level == 0 or (mine is not None and level <= HIGHEST[mine])


def pay(row: Opportunity) -> Text:
    """By the hour as it is told, and by the year as it is counted."""
    low, high = row.pay_from if row.pay_from is not None else row.pay_to, row.pay
    if low is None or high is None:
        return _("Pay: not told")
    year = Money(by_year(low, row.hours))
    if low == high:
        return _("{pay} an hour, about {year} a year", pay=Money(low), year=year)
    most = Money(by_year(high, row.hours))
    return _(
        "{low} to {high} an hour, about {year} to {most} a year", low=Money(low), high=Money(high), year=year, most=most
    )


def counted(row: Opportunity) -> Text | None:
    """How the pay of a year is counted."""
    if row.hours:
        return _("{hours} hours a week", hours=_number(row.hours))
    return _("The pay of a year is counted with {hours} hours a week.", hours=USUAL_HOURS) if row.pay else None


def _number(hours: float) -> float:
    return int(hours) if hours == int(hours) else hours
