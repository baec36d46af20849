"""Staff: counsellors and those who lead them, and their signed-in sessions."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.schema import Id, Table, Word


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
    role: Mapped[Role] = mapped_column(Word(Role), default=Role.COUNSELLOR)
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    time_zone: Mapped[str] = mapped_column(String(64), default="America/Montreal")
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
    """Finds a sign-in that still holds, with whose it is."""
    query = select(StaffSession).join(StaffSession.staff).options(joinedload(StaffSession.staff))
    return session.scalar(
        query.where(StaffSession.digest == digest(token), StaffSession.expires_at > now, Staff.disabled_at.is_(None))
    )


def sign_in(
    session: Session, staff_id: int, token: str, now: datetime, expires_at: datetime, data: dict[str, Any]
) -> StaffSession:
    """Writes a sign-in down; those that expired are swept out on the way."""
    purge_sessions(session, now)
    started = StaffSession(digest=digest(token), staff_id=staff_id, data=data, created_at=now, expires_at=expires_at)
    session.add(started)
    return started


def prolong(session: Session, token: str, expires_at: datetime) -> None:
    session.execute(update(StaffSession).where(StaffSession.digest == digest(token)).values(expires_at=expires_at))


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.digest == digest(token)))


def sign_out_everywhere(session: Session, staff: Staff) -> None:
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def sign_out_elsewhere(session: Session, staff: Staff, token: str) -> None:
    """Ends every sign-in of a member of staff but this one."""
    others = delete(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.digest != digest(token))
    session.execute(others)


def sign_ins(session: Session, staff: Staff, now: datetime) -> Sequence[StaffSession]:
    """Returns the sign-ins of a member of staff that hold, the newest first."""
    query = select(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.expires_at > now)
    return session.scalars(query.order_by(StaffSession.created_at.desc())).all()


def purge_sessions(session: Session, now: datetime, kept: timedelta = timedelta(0)) -> None:
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now - kept))


def counsellors(session: Session) -> Sequence[Staff]:
    """Returns who may follow candidates, by name."""
    query = select(Staff).where(Staff.disabled_at.is_(None), Staff.role != Role.AUDITOR)
    return session.scalars(query.order_by(Staff.name, Staff.id)).all()


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Returns what members of staff are called, by id."""
    return {row.id: row.name for row in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))}


def taken(session: Session, email: str) -> bool:
    """Whether an e-mail address belongs to a member of staff, also to one who may not sign in any more."""
    return session.scalar(select(Staff.id).where(func.lower(Staff.email) == email.strip().casefold())) is not None
