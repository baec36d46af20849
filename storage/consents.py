"""Consents: what a person agreed to or refused, in which words (the version), and when. Nothing is overwritten."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.schema import Id, Table, Word


class Decision(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"
    REVOKED = "revoked"


class Consent(Table):
    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    subject: Mapped[str] = mapped_column(String(32))
    version: Mapped[str] = mapped_column(String(32))
    locale: Mapped[str] = mapped_column(String(8))
    decision: Mapped[Decision] = mapped_column(Word(Decision))
    at: Mapped[datetime]


def standing(session: Session, candidate_id: int, subject: str) -> Consent | None:
    """Returns the last word of a candidate on a subject."""
    query = select(Consent).where(Consent.candidate_id == candidate_id, Consent.subject == subject)
    return session.scalar(query.order_by(Consent.id.desc()).limit(1))
