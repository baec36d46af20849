"""Timers: things to happen at a wall time in a person's zone, each once.

A timer is due at a local time, for people live by the clock on the wall: UTC is computed when it is set and again when
it fires, so a change of the zone's rules in between moves it. Who holds the lock of a conversation holds its timers.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.conversations import Conversation
from storage.schema import Id, Table


class Timer(Table):
    __tablename__ = "timers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    subject: Mapped[str] = mapped_column(String(32))
    data: Mapped[dict[str, Any]]
    wall: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    zone: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime] = mapped_column(index=True)

    conversation: Mapped[Conversation] = relationship(back_populates="timers")


def instant(wall: datetime, zone: str) -> datetime:
    """Returns when it is this time on the clocks of a zone; one that a change of clocks skips is as if it had not."""
    if wall.tzinfo:
        raise ValueError(f"a wall time has no zone of its own, got {wall!r}")
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def set_(session: Session, conversation: Conversation, subject: str, wall: datetime, **data: Any) -> Timer:
    """Sets the one timer of a conversation on a subject, instead of an earlier one."""
    timer = conversation.timers.get(subject) or _begun(session, conversation, subject)
    timer.data, timer.wall, timer.zone = data, wall, conversation.time_zone
    timer.due_at = instant(wall, conversation.time_zone)
    return timer


def _begun(session: Session, conversation: Conversation, subject: str) -> Timer:
    """A new one, once the conversation has its number and an earlier timer of the same key is gone."""
    session.flush()
    timer = conversation.timers[subject] = Timer(key=f"{subject}:{conversation.id}", subject=subject)
    return timer


def of(conversation: Conversation, subject: str) -> Timer | None:
    """Finds the timer of a conversation on a subject."""
    return conversation.timers.get(subject)


def drop(conversation: Conversation, subject: str) -> None:
    conversation.timers.pop(subject, None)


def due(session: Session, now: datetime, limit: int = 100) -> Sequence[Timer]:
    """Returns timers whose time has come, locked against other workers; one whose zone changed its rules is moved."""
    query = select(Timer).where(Timer.due_at <= now).order_by(Timer.due_at).limit(limit)
    timers = session.scalars(query.with_for_update(of=Timer, skip_locked=True)).all()
    for timer in timers:
        timer.due_at = instant(timer.wall, timer.zone)
    return [timer for timer in timers if timer.due_at <= now]
