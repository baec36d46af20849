"""When a step is due, written as "landing - 60 days", "plan + 1 week", "step:sin + 14 days" or "winter - 3 weeks".

`winter` is the first one that a newcomer lives: the landing itself in the cold months, else the next 1 November.
`taxes` is the 30 April by which the first returns are filed: that of the year after the landing.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from locales.text import Text, _, ngettext

NOTATION = re.compile(
    r"(?P<anchor>landing|plan|winter|taxes|step:(?P<step>[a-z0-9_-]+))(?:\s*(?P<sign>[+-])\s*(?P<count>\d{1,4})\s+(?P<unit>day|week)s?)?"
)
EXAMPLES = '"landing - 60 days", "plan + 1 week", "step:sin + 14 days", "winter - 3 weeks" or "taxes - 60 days"'
COLD = frozenset({11, 12, 1, 2, 3})


class Anchor(StrEnum):
    LANDING = "landing"
    PLAN = "plan"
    WINTER = "winter"
    TAXES = "taxes"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Due:
    """So many days after an anchor, before it if negative; `step` is the key of the step it hangs on."""

    anchor: Anchor
    days: int = 0
    step: str | None = None

    def __str__(self) -> str:
        anchor = f"step:{self.step}" if self.step else self.anchor.value
        return f"{anchor} {'-' if self.days < 0 else '+'} {abs(self.days)} days"

    def later(self, days: int) -> "Due":
        return Due(self.anchor, self.days + days, self.step)

    def on(self, anchor: date) -> date:
        return anchor + timedelta(days=self.days)


def parse(notation: str) -> Due | None:
    """None where it is not in the notation."""
    match = NOTATION.fullmatch(notation.strip())
    if match is None:
        return None
    days = int(match["count"] or 0) * (7 if match["unit"] == "week" else 1)
    anchor = Anchor.STEP if match["step"] else Anchor(match["anchor"])
    return Due(anchor, -days if match["sign"] == "-" else days, match["step"])


def day(anchor: Anchor, landing: date | None, today: date) -> date | None:
    """The day on which what hangs on the plan or the landing is counted; None until the landing is known."""
    match anchor:
        case Anchor.PLAN:
            return today
        case Anchor.LANDING:
            return landing
        case Anchor.WINTER:
            return landing and first_winter(landing)
        case Anchor.TAXES:
            return landing and date(landing.year + 1, 4, 30)
        case Anchor.STEP:
            return None
    assert_never(anchor)


def first_winter(landing: date) -> date:
    return landing if landing.month in COLD else date(landing.year, 11, 1)


def words(due: Due) -> Text:
    """For a step that hangs on a landing whose day is not known yet."""
    match due.anchor:
        case Anchor.WINTER:
            return _("Before your first winter in Québec")
        case Anchor.TAXES:
            return _("Before the 30 April after the year when you land")
        case Anchor.PLAN | Anchor.STEP:
            return _("When the step before it is done")
        case Anchor.LANDING:
            return around_landing(due)
    assert_never(due.anchor)


def around_landing(due: Due) -> Text:
    if due.days == 0:
        return _("On the day you land")
    if due.days < 0:
        return ngettext("{count} day before you land", "{count} days before you land", -due.days)
    return ngettext("{count} day after you land", "{count} days after you land", due.days)
