"""What a form about a step of the plan is about, and where it leads when it is left.

Imported by those forms before the plan is: so it uses the plan's pages only when it is called.
"""

from dialogs import plan
from dialogs import step as one_step
from dialogs.engine.screens import Link
from dialogs.engine.turn import Turn
from locales.text import Text, _


def heading(turn: Turn, step: int) -> Text | None:
    row = one_step.mine(turn, step)
    return _("Step: <b>{title}</b>", title=plan.title(turn, row)) if row else None


def onward(step: int) -> Link:
    return one_step.open_step.to(step)
