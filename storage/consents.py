"""Consents: what a person agreed to or refused, in which words (the version), and when. Nothing is overwritten."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.candidates import Candidate
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


def standing(candidate: Candidate, subject: str) -> Consent | None:
    """Returns the last word of a candidate on a subject."""
    return next((each for each in reversed(candidate.consents) if each.subject == subject), None)
