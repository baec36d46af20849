"""Certificates: who finished a module, or the whole course, under a code that anybody can verify."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.candidates import Candidate
from storage.schema import Id, Table
from storage.staff import Staff

COURSE = "course"
"""Instead of a module: all of them."""


class Certificate(Table):
    """`module` is a key, or `COURSE`; `title` is what it was called then, as a message in English."""

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    module: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    initials: Mapped[str] = mapped_column(String(8))
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str | None] = mapped_column(String(300))

    candidate: Mapped[Candidate] = relationship()
    revoker: Mapped[Staff | None] = relationship()

    __table_args__ = (Index("ix_certificates_candidate_id_module", "candidate_id", "module"),)


def standing(session: Session, candidate_id: int, module: str) -> Certificate | None:
    """The one that a candidate holds for a module; one that was revoked is none."""
    mine = Certificate.candidate_id == candidate_id, Certificate.module == module
    query = select(Certificate).where(*mine, Certificate.revoked_at.is_(None))
    return session.scalar(query.order_by(Certificate.id.desc()).limit(1))


def of_candidate(session: Session, candidate_id: int) -> Sequence[Certificate]:
    """All that a candidate got, those that were revoked too, the newest first."""
    query = select(Certificate).where(Certificate.candidate_id == candidate_id)
    return session.scalars(query.order_by(Certificate.id.desc())).all()


def by_code(session: Session, code: str) -> Certificate | None:
    return session.scalar(select(Certificate).where(Certificate.code == code))
