"""Invitations: one code for one candidate, used once, for a limited time."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.candidates import Candidate
from storage.encryption import Encrypted, keyring
from storage.schema import Id, Table


class Standing(StrEnum):
    """What may be done with an invitation."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Invitation(Table):
    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    code: Mapped[str] = mapped_column(Encrypted("invitations.code"))
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    candidate: Mapped[Candidate] = relationship()

    def standing(self, now: datetime) -> Standing:
        if self.used_at:
            return Standing.USED
        if self.withdrawn_at:
            return Standing.WITHDRAWN
        return Standing.EXPIRED if self.expires_at <= now else Standing.OPEN


def issue(session: Session, candidate: Candidate, code: str, now: datetime, expires_at: datetime) -> Invitation:
    """Writes an invitation for a random `code`, 8 to 64 of `[A-Za-z0-9_-]` as deep links allow."""
    digest = keyring(session.get_bind().dialect).digest(code)
    invitation = Invitation(candidate=candidate, code=code, code_digest=digest, created_at=now, expires_at=expires_at)
    session.add(invitation)
    return invitation


def by_code(session: Session, code: str) -> Invitation | None:
    """Finds an invitation and locks it, so that of two people with one code only the first gets in."""
    digests = keyring(session.get_bind().dialect).digests(code)
    query = select(Invitation).where(Invitation.code_digest.in_(digests)).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def latest(session: Session, candidate: Candidate) -> Invitation | None:
    query = select(Invitation).where(Invitation.candidate_id == candidate.id)
    return session.scalar(query.order_by(Invitation.id.desc()).limit(1))
