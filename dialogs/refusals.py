"""Why something that staff wish for a plan cannot be done: told to them beside what they wrote, before it is tried."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from coaching.catalogue import Catalogue
from dialogs.engine.markup import units
from dialogs.engine.staffing import (
    OfferSent,
    OwnStep,
    PlanEvent,
    PlanSigned,
    ResumeCommented,
    SearchEvent,
    StepAdded,
    StepCommented,
    StepDated,
    StepFreed,
    StepReworded,
    StepSettled,
)
from locales.text import Text, _, ngettext
from storage.plans import Progress

LONGEST_TITLE, LONGEST_DETAILS, LONGEST_COMMENT, LONGEST_WORD = 120, 1000, 2000, 500
"""So that every page of the plan, and every offer with a word of who sends it, still fits a message."""
FARTHEST = timedelta(days=365 * 5)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with which field."""

    field: str
    words: Text


def refusal(event: PlanEvent, catalogue: Catalogue, today: date) -> Refusal | None:
    match event:
        case StepAdded():
            return _unfit(event.step, catalogue) or _dated(event.due, today)
        case StepReworded(title=title, details=details):
            return _worded(title, details)
        case StepDated(day=day):
            return _dated(day, today)
        case StepCommented(text=text):
            return _missing("text", text) or _too_long("text", text, LONGEST_COMMENT)
        case StepSettled(progress=Progress.SKIPPED, reason=None):
            return Refusal("reason", _("Please say why."))
        case StepSettled() | StepFreed() | PlanSigned():
            return None
    assert_never(event)


def refusal_of_word(event: SearchEvent) -> Refusal | None:
    match event:
        case OfferSent(text=text):
            return _missing("text", text) or _too_long("text", text, LONGEST_WORD)
        case ResumeCommented(text=text):
            return _missing("text", text) or _too_long("text", text, LONGEST_COMMENT)
    assert_never(event)


def _missing(field: str, words: str) -> Refusal | None:
    return None if words else Refusal(field, _("Write something first."))


def _worded(title: str, details: str) -> Refusal | None:
    return _too_long("title", title, LONGEST_TITLE) or _too_long("details", details, LONGEST_DETAILS)


def _too_long(field: str, words: str, limit: int) -> Refusal | None:
    """Counts as the platform does."""
    length = units(words)
    if length <= limit:
        return None
    told = ngettext(
        "This is {length} characters long, and {count} fits here. Please shorten it.",
        "This is {length} characters long, and {count} fit here. Please shorten it.",
        limit,
        length=length,
    )
    return Refusal(field, told)


def _dated(day: date | None, today: date) -> Refusal | None:
    if day is None or today <= day <= today + FARTHEST:
        return None
    return Refusal("day", _("Choose today or a later day, within five years."))


def _unfit(step: str | OwnStep, catalogue: Catalogue) -> Refusal | None:
    match step:
        case OwnStep(title, details):
            return _missing("title", title) or _worded(title, details)
        case key:
            return None if key in catalogue else Refusal("step", _("This step is not in the catalogue any more."))
