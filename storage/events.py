"""Events: the keys of those that counted already, and the turns that failed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, Text, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.schema import Id, Table

KEPT = timedelta(days=7)
"""How long keys are kept: longer than anyone repeats an event (Telegram: 24 hours)."""


class EventKey(Table):
    """An event that counted: `tg:<update_id>`, `timer:<id>` or `staff:<uuid>`."""

    __tablename__ = "event_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class FailedTurn(Table):
    """A turn that raised: the event as it came, and the traceback, for whoever mends it."""

    __tablename__ = "failed_turns"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    event: Mapped[dict[str, Any]]
    traceback: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


def counted(session: Session, keys: Collection[str]) -> set[str]:
    """Returns those of the keys that counted already."""
    return set(session.connection().execute(select(EventKey.key).where(EventKey.key.in_(keys))).scalars())


def count(session: Session, keys: Collection[str], at: datetime) -> None:
    """Writes keys down; one that another worker wrote meanwhile raises IntegrityError, and the batch is taken anew."""
    if keys:
        session.connection().execute(insert(EventKey), [{"key": key, "at": at} for key in keys])


def forget(session: Session, before: datetime) -> None:
    """Drops keys older than anything that may still be repeated."""
    session.execute(delete(EventKey).where(EventKey.at < before))
