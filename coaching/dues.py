"""When a step is due, written as "landing - 60 days", "plan + 1 week" or "step:sin + 14 days"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from locales.text import Text, _, ngettext

NOTATION = re.compile(
    r"(?P<anchor>landing|plan|step:(?P<step>[a-z0-9_-]+))(?:\s*(?P<sign>[+-])\s*(?P<count>\d{1,4})\s+(?P<unit>day|week)s?)?"
)
EXAMPLES = '"landing - 60 days", "plan + 1 week" or "step:sin + 14 days"'


class Anchor(StrEnum):
    LANDING = "landing"
    PLAN = "plan"
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


def words(due: Due) -> Text:
    """For a step that hangs on a landing whose day is not known yet."""
    if due.anchor is not Anchor.LANDING:
        return _("When the step before it is done")
    if due.days == 0:
        return _("On the day you land")
    if due.days < 0:
        return ngettext("{count} day before you land", "{count} days before you land", -due.days)
    return ngettext("{count} day after you land", "{count} days after you land", due.days)
