"""Forms that a person has begun and can go on with."""

from coaching import profiles
from dialogs import front, intake, joining
from dialogs.engine.forms import Form
from dialogs.engine.turn import Turn

PASSING = frozenset(
    {
        *("write", "code", "clock", "ask", "stuck", "later", "proof", "happened", "say", "join", "elsewhere"),
        *("resume-summary", "resume-result", "resume-skills", "resume-tongues", "resume-more"),
        *("reached-on", "application-note", "next-day", "went", "contact-note", "contact-day"),
        *("resume-city", "resume-email", "resume-phone"),
    }
)
"""Forms of one question, which keep nothing when they are stopped."""
LONGER = ("resume-job", "resume-study", "resume-letter", "found", "meeting", "star", "contact-new")
"""Forms of a candidate with a profile that keep their answers."""


def form(turn: Turn) -> Form | None:
    """The form to go on with, if there is one."""
    candidate = turn.conversation.candidate
    if candidate is None:
        return joining.ACCESS if joining.ACCESS.begun(turn) else None
    if profiles.of(candidate, turn.programme.occupations) is None:
        return intake.FORM
    longer = (front.site().forms[name] for name in LONGER)
    return next((each for each in longer if each.begun(turn)), None)
