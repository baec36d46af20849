"""Forms that a person has begun and can go on with."""

from coaching import profiles
from dialogs import intake, joining
from dialogs.engine.forms import Form
from dialogs.engine.turn import Turn

PASSING = frozenset({"write", "code", "clock", "ask", "stuck", "later", "proof", "happened"})
"""Forms of one question, which keep nothing when they are stopped."""


def form(turn: Turn) -> Form | None:
    """The form to go on with, if there is one."""
    candidate = turn.conversation.candidate
    if candidate is None:
        return joining.ACCESS if joining.ACCESS.begun(turn) else None
    return None if profiles.of(candidate, turn.programme.occupations) else intake.FORM
