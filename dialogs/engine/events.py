"""What can happen in a conversation: a closed union, so that a new case is a type error and not a silent else."""

from dataclasses import dataclass
from typing import TypeAlias

from coaching.proofs import Refusal
from dialogs.engine.staffing import StaffEvent


@dataclass(frozen=True, slots=True)
class Joined:
    """A person opened the bot, perhaps by a link that carries a code."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was tapped: where it led, and the platform's id of the message that it sits on."""

    path: str
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that lies with the platform; `size` in bytes."""

    id: str
    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class SentFile:
    file: Attachment
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SharedContact:
    phone: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, a voice message, a place: something that we keep in the transcript and cannot read."""

    kind: str


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The person unblocked the bot."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """A timer of the conversation came due."""

    subject: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A proof that the person sent was looked at: it is kept, or refused. `protected` where it may ask for a password.

    Its content is not carried here: it is stored already.
    """

    proof_id: int
    refusal: Refusal | None = None
    protected: bool = False


Event: TypeAlias = (
    Joined
    | Typed
    | Pressed
    | SentFile
    | SharedContact
    | Unreadable
    | Left
    | Returned
    | Reminded
    | Examined
    | StaffEvent
)
