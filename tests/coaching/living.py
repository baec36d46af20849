"""A stored plan for laws about how plans live."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from coaching import catalogue, occupations, plans
from coaching.plans import Hand
from coaching.profile import Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry
from coaching.programme import Programme
from storage.plans import Plan, Step
from tests.people import a_candidate

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NURSE = Profile(
    immigration=ImmigrationClass.SKILLED,
    country="DZ",
    family=Family.ALONE,
    occupation="31301",
    regulated=Regulated.YES,
    permit=Permit.NOT_STARTED,
    french_speaking=Level.INTERMEDIATE,
    region="05",
    landing=date(2027, 3, 15),
    landing_known=True,
    worry=Worry.WINTER,
)
CLERK = replace(NURSE, occupation="11200", regulated=Regulated.NO, permit=None)


def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped())


def hand(session: Session, profile: Profile = NURSE, now: datetime = NOW, by: int | None = None) -> Hand:
    return Hand(session, profile, programme(), now, by)


def a_plan(session: Session, profile: Profile = NURSE) -> Plan:
    return plans.make(hand(session, profile), a_candidate(session).id)


def step(plan: Plan, key: str) -> Step:
    return next(each for each in plan.steps if each.template == key)
