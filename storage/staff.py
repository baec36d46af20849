"""Staff: counsellors and those who lead them, and their signed-in sessions."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.schema import Id, Table


class Role(StrEnum):
    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Staff(Table):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(String(16), default=Role.COUNSELLOR)
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class StaffSession(Table):
    """A sign-in. The browser holds a random token, the table its digest, so a copy of the table opens nothing."""

    __tablename__ = "staff_sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    staff: Mapped[Staff | None] = relationship()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def by_email(session: Session, email: str) -> Staff | None:
    """Finds a member of staff who may sign in."""
    address = email.strip().casefold()
    return session.scalar(select(Staff).where(func.lower(Staff.email) == address, Staff.disabled_at.is_(None)))


def signed_in(session: Session, token: str, now: datetime) -> StaffSession | None:
    found = session.get(StaffSession, digest(token))
    return found if found and found.expires_at > now else None


def sign_out_everywhere(session: Session, staff: Staff) -> None:
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def purge_sessions(session: Session, now: datetime, kept: timedelta = timedelta(0)) -> None:
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now - kept))
