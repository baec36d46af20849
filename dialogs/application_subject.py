"""What conversations about an application have in common: whose it is, and what it is called."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching.applications import Moment
from dialogs.engine.screens import Words
from dialogs.engine.turn import Turn
from locales.text import Text, _
from storage import participations as store
from storage.participations import Participation, Stage

NOTE, LONGEST_LABEL = 1000, 60
MARKS: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.SAVED: "🔖",
        Stage.APPLIED: "📨",
        Stage.INTERVIEW: "🗓",
        Stage.OFFER: "🤝",
        Stage.ACCEPTED: "✅",
        Stage.REFUSED: "▫️",
        Stage.CLOSED: "▪️",
    }
)


def moment(turn: Turn) -> Moment:
    return Moment(turn.now, turn.conversation.time_zone)


def mine(turn: Turn, number: int) -> Participation | None:
    return store.mine(turn.session, turn.candidate.id, number)


def title(row: Participation) -> str:
    return row.opportunity.title if row.opportunity else row.title or ""


def named(row: Participation) -> Text:
    employer = row.opportunity.organization.name if row.opportunity else row.employer or ""
    return _("{title}, {employer}", title=title(row), employer=employer)


def heading(turn: Turn, number: int | str) -> Words | None:
    row = mine(turn, int(number)) if str(number).isdecimal() else None
    return _("<b>{what}</b>", what=named(row)) if row else None
