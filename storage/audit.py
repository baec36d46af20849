"""The audit log: every reading and changing of a candidate's file by staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.schema import Id, Table
from storage.staff import Staff

LONGEST_DETAIL = 500


class AuditEntry(Table):
    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    action: Mapped[str] = mapped_column(String(64))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"), index=True)
    detail: Mapped[str] = mapped_column(String(500), default="")


def note(
    session: Session, staff: Staff | None, action: str, now: datetime, candidate_id: int | None = None, detail: str = ""
) -> None:
    """Writes down what a member of staff did, or a trainer without account; `action` reads like `candidate.read`."""
    entry = AuditEntry(
        at=now,
        staff_id=staff.id if staff else None,
        action=action,
        candidate_id=candidate_id,
        detail=detail[:LONGEST_DETAIL],
    )
    session.add(entry)


def noted(session: Session, staff: Staff, action: str, since: datetime, candidate_id: int | None, detail: str) -> bool:
    """Whether this member of staff has done this since then."""
    query = select(AuditEntry.id).where(
        AuditEntry.staff_id == staff.id,
        AuditEntry.action == action,
        AuditEntry.candidate_id == candidate_id,
        AuditEntry.detail == detail,
        AuditEntry.at > since,
    )
    return session.scalar(query.limit(1)) is not None


def subject(session: Session, staff: Staff, action: str, detail: str) -> int | None:
    """Returns whom this entry is about."""
    query = select(AuditEntry.candidate_id).where(
        AuditEntry.staff_id == staff.id, AuditEntry.action == action, AuditEntry.detail == detail
    )
    return session.scalar(query.limit(1))


def last(session: Session, staff: Staff, action: str) -> AuditEntry | None:
    """Returns when a member of staff did this last."""
    query = select(AuditEntry).where(AuditEntry.staff_id == staff.id, AuditEntry.action == action)
    return session.scalar(query.order_by(AuditEntry.id.desc()).limit(1))


def about(session: Session, candidate_id: int, limit: int = 100) -> Sequence[AuditEntry]:
    """Returns what staff did with a candidate's file, the latest first."""
    query = select(AuditEntry).where(AuditEntry.candidate_id == candidate_id)
    return session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit)).all()
