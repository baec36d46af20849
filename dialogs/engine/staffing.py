"""What staff do in a conversation: events like all others, each with a key, so that a form sent twice counts once."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from coaching.history import Reason
from coaching.phases import Phase
from storage.plans import Progress


@dataclass(frozen=True, slots=True)
class StaffWrote:
    """A member of staff answers in the chat; the one who speaks there goes on speaking."""

    key: str
    conversation_id: int
    staff_id: int
    text: str


@dataclass(frozen=True, slots=True)
class TookOver:
    """From now on a member of staff answers what the person types."""

    key: str
    conversation_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class HandedBack:
    """From now on the bot answers again, and goes on at the same question."""

    key: str
    conversation_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class Granted:
    """A visitor's request for access is granted: they become a candidate by this name, coached by this counsellor."""

    key: str
    conversation_id: int
    staff_id: int
    request_id: int
    first_name: str
    last_name: str
    counsellor_id: int | None


@dataclass(frozen=True, slots=True)
class Declined:
    """A visitor's request for access is declined, with a reason in the office's words."""

    key: str
    conversation_id: int
    staff_id: int
    request_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step in a counsellor's own words, which no content has."""

    title: str
    details: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class StepAdded:
    """A step comes into the plan, one of the catalogue by its key or one of the counsellor's own.

    Without `due` the plan gives it its day.
    """

    key: str
    conversation_id: int
    staff_id: int
    step: str | OwnStep
    due: date | None = None


@dataclass(frozen=True, slots=True)
class StepReworded:
    """A counsellor's words stand in place of the content's; empty ones give the content's back."""

    key: str
    conversation_id: int
    staff_id: int
    step_id: int
    title: str
    details: str


@dataclass(frozen=True, slots=True)
class StepDated:
    """A step is held to a day; None gives it back the day that follows from the plan."""

    key: str
    conversation_id: int
    staff_id: int
    step_id: int
    day: date | None


@dataclass(frozen=True, slots=True)
class StepCommented:
    """A member of staff says something about a step."""

    key: str
    conversation_id: int
    staff_id: int
    step_id: int
    text: str


@dataclass(frozen=True, slots=True)
class StepSettled:
    """A step is done, set aside for a reason, or put back."""

    key: str
    conversation_id: int
    staff_id: int
    step_id: int
    progress: Progress
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class StepFreed:
    """A candidate who was stuck with a step is so no more."""

    key: str
    conversation_id: int
    staff_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class PlanSigned:
    """A member of staff approves the plan as it stands."""

    key: str
    conversation_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """The trainer of a group session goes to a card, which everybody in it gets."""

    key: str
    conversation_id: int
    staff_id: int
    session_id: int
    lesson: str
    card: str


@dataclass(frozen=True, slots=True)
class OfferSent:
    """A member of staff sends an offer into the chat, with a word of their own."""

    key: str
    conversation_id: int
    staff_id: int
    offer_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ResumeCommented:
    """A member of staff says something about one version of a résumé."""

    key: str
    conversation_id: int
    staff_id: int
    resume_id: int
    text: str


SearchEvent: TypeAlias = OfferSent | ResumeCommented
"""What staff say about the job search."""
StepEvent: TypeAlias = StepReworded | StepDated | StepCommented | StepSettled | StepFreed
"""What is done to a step that is in the plan."""
PlanEvent: TypeAlias = StepAdded | StepEvent | PlanSigned
StaffEvent: TypeAlias = StaffWrote | TookOver | HandedBack | Granted | Declined | PlanEvent | SessionMoved | SearchEvent
