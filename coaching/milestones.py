"""Milestones: what each can be reported with, and what it does to the profile."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from coaching.profile import Permit, Profile
from storage.milestones import Milestone


class Outcome(StrEnum):
    """How it went: the first job in one's own field or not, and what the order decided."""

    IN_FIELD = "in_field"
    OTHER_FIELD = "other_field"
    GRANTED = "granted"
    CONDITIONS = "conditions"
    REFUSED = "refused"
    NOT_YET = "not_yet"
    """Taken back: it was told by mistake."""


OUTCOMES: Mapping[Milestone, tuple[Outcome, ...]] = MappingProxyType(
    {
        Milestone.DEPARTURE: (),
        Milestone.LANDING: (),
        Milestone.JOB: (Outcome.IN_FIELD, Outcome.OTHER_FIELD),
        Milestone.DECISION: (Outcome.GRANTED, Outcome.CONDITIONS, Outcome.REFUSED),
    }
)


def after(profile: Profile, milestone: Milestone, day: date, outcome: Outcome | None) -> Profile:
    """The profile as the milestone makes it; a refusal is for the counsellor and the candidate to follow up."""
    match milestone, outcome:
        case Milestone.LANDING, _:
            return replace(profile, landing=day, landing_known=True)
        case Milestone.DECISION, Outcome.GRANTED:
            return replace(profile, permit=Permit.HELD)
        case Milestone.DECISION, Outcome.CONDITIONS:
            return replace(profile, permit=Permit.IN_PROGRESS)
    return profile
