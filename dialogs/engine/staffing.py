"""What staff do in a conversation: events like all others, each with a key, so that a form sent twice counts once."""

from dataclasses import dataclass
from typing import TypeAlias


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


StaffEvent: TypeAlias = StaffWrote | TookOver | HandedBack | Granted | Declined
