"""Messages: the transcript of what was said both ways, which is the outbox too.

A message to a person exists once, as a row, written with the change of state that it belongs to; then it is delivered,
and marked. What is pending after a crash is sent.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.encryption import EncryptedBytes
from storage.schema import Id, Json, Table, Word

Row: TypeAlias = dict[str, Any]
"""The columns of a message that matter, by name."""


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Author(StrEnum):
    CANDIDATE = "candidate"
    BOT = "bot"
    STAFF = "staff"
    NOTICE = "notice"


class Delivery(StrEnum):
    RECEIVED = "received"
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    RECALLED = "recalled"


LAPSED = frozenset({Delivery.EXPIRED, Delivery.RECALLED})
"""It was not sent: it came too late, or was not wanted any more."""


class Kind(StrEnum):
    """What came in or goes out: words, a tapped button, a file, or something that we cannot read."""

    TEXT = "text"
    PRESS = "press"
    FILE = "file"
    CONTACT = "contact"
    OTHER = "other"
    EVENT = "event"


PERISHABLE = text("delivery = 'pending' AND good_until IS NOT NULL")


class Message(Table):
    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    direction: Mapped[Direction] = mapped_column(Word(Direction, 3))
    author: Mapped[Author] = mapped_column(Word(Author))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[Kind] = mapped_column(Word(Kind, 8), default=Kind.TEXT)
    body: Mapped[str] = mapped_column(Text, default="")
    """What was said: plain text of a person, or the HTML that was shown to them."""
    keyboard: Mapped[list[Any] | None] = mapped_column(Json)
    """Rows of buttons, each `{"text": ..., "path": ...}` or `{"text": ..., "url": ...}`, perhaps with "style"."""
    path: Mapped[str | None] = mapped_column(String(64))
    """Of a press: where the button led. Of a reminder that is told again where it does not arrive: its subject."""
    attachment: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """A file of the platform's: id, name, type, size."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    edits: Mapped[int | None] = mapped_column(BigInteger)
    """The platform's id of the message that this one is to replace in place."""
    created_at: Mapped[datetime]
    delivery: Mapped[Delivery] = mapped_column(Word(Delivery, 8))
    priority: Mapped[int] = mapped_column(default=0)
    """0 for answers to a person, more for what can wait for them."""
    platform_id: Mapped[int | None] = mapped_column(BigInteger)
    delivered_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(300))
    good_until: Mapped[datetime | None]
    """After which it is not to be sent; None of what is good for ever."""

    __table_args__ = (
        Index("ix_messages_conversation_id_id", "conversation_id", "id"),
        Index(
            "ix_messages_pending",
            "priority",
            "id",
            sqlite_where=text("delivery = 'pending'"),
            postgresql_where=text("delivery = 'pending'"),
        ),
        Index(
            "ix_messages_perishable",
            "conversation_id",
            "good_until",
            sqlite_where=PERISHABLE,
            postgresql_where=PERISHABLE,
        ),
    )


class File(Table):
    """A document that we made or keep, its content encrypted."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(EncryptedBytes("files.content"))
    created_at: Mapped[datetime]


_INSERT = insert(Message)
_COLUMNS = {column.key: None for column in Message.__table__.columns if column.key not in {"id", "priority"}}


def write(session: Session, rows: Sequence[Row]) -> None:
    """Adds many messages at once; each row names the columns that matter, the rest are empty."""
    if rows:
        session.connection().execute(
            _INSERT, [{**_COLUMNS, "kind": Kind.TEXT, "body": "", "priority": 0, **row} for row in rows]
        )


def transcript(session: Session, conversation_id: int, after: int = 0, limit: int = 200) -> Sequence[Message]:
    """Returns messages in order, those beyond the id `after`."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.id > after)
    return session.scalars(query.order_by(Message.id).limit(limit)).all()


def latest(session: Session, conversation_id: int, before: int | None = None, limit: int = 50) -> list[Message]:
    """Returns the last messages in order, or the last ones before an id."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    if before is not None:
        query = query.where(Message.id < before)
    return list(reversed(session.scalars(query.order_by(Message.id.desc()).limit(limit)).all()))


def move(session: Session, conversation_id: int, to_id: int) -> None:
    """Moves a transcript to the chat where its candidate is now; what is not delivered yet stays with the old one."""
    query = update(Message).where(Message.conversation_id == conversation_id, Message.delivery != Delivery.PENDING)
    session.execute(query.values(conversation_id=to_id))
