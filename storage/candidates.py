"""Candidates: the people whom Québec has selected, and what they told of themselves."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.encryption import Encrypted, keyring
from storage.schema import Id, Table, Word
from storage.staff import Role, Staff

if TYPE_CHECKING:
    from storage.consents import Consent
    from storage.conversations import Conversation
    from storage.plans import Plan


class Status(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


class Candidate(Table):
    __tablename__ = "candidates"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100), default="")
    status: Mapped[Status] = mapped_column(Word(Status), default=Status.INVITED)
    file_number: Mapped[str | None] = mapped_column(Encrypted("candidates.file_number"))
    file_number_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(Encrypted("candidates.email"))
    phone: Mapped[str | None] = mapped_column(Encrypted("candidates.phone"))
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    erasure_asked_at: Mapped[datetime | None]

    counsellor: Mapped[Staff | None] = relationship()
    profile: Mapped["Profile | None"] = relationship(back_populates="candidate")
    conversation: Mapped["Conversation | None"] = relationship(back_populates="candidate")
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.id")
    plan: Mapped["Plan | None"] = relationship(back_populates="candidate")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Profile(Table):
    """What a candidate answered to the profile form; `coaching.profile` says what the values mean."""

    __tablename__ = "profiles"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), primary_key=True, autoincrement=False)
    immigration_class: Mapped[str | None] = mapped_column(String(32))
    country: Mapped[str | None] = mapped_column(String(2))
    family: Mapped[str | None] = mapped_column(String(32))
    occupation: Mapped[str | None] = mapped_column(String(5))
    recognition: Mapped[str | None] = mapped_column(String(32))
    education: Mapped[str | None] = mapped_column(String(32))
    experience_years: Mapped[int | None]
    french_listening: Mapped[str | None] = mapped_column(String(16))
    french_speaking: Mapped[str | None] = mapped_column(String(16))
    french_reading: Mapped[str | None] = mapped_column(String(16))
    french_writing: Mapped[str | None] = mapped_column(String(16))
    english_listening: Mapped[str | None] = mapped_column(String(16))
    english_speaking: Mapped[str | None] = mapped_column(String(16))
    english_reading: Mapped[str | None] = mapped_column(String(16))
    english_writing: Mapped[str | None] = mapped_column(String(16))
    region: Mapped[str | None] = mapped_column(String(16))
    landing: Mapped[date | None]
    worry: Mapped[str | None] = mapped_column(String(32))
    worry_text: Mapped[str | None] = mapped_column(String(1000))
    completed_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]

    candidate: Mapped[Candidate] = relationship(back_populates="profile")


def by_file_number(session: Session, number: str) -> Candidate | None:
    digests = keyring(session.get_bind().dialect).digests(number)
    return session.scalar(select(Candidate).where(Candidate.file_number_digest.in_(digests)))


def _visible(staff: Staff) -> Select[Candidate]:
    query = select(Candidate)
    if staff.role in {Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR}:
        return query
    return query.where((Candidate.counsellor_id == staff.id) | Candidate.counsellor_id.is_(None))


def visible(session: Session, staff: Staff) -> Sequence[Candidate]:
    """Returns the candidates whom this member of staff may see, newest first."""
    return session.scalars(_visible(staff).order_by(Candidate.id.desc())).all()


def visible_among(session: Session, staff: Staff, ids: Collection[int]) -> Collection[int]:
    """Which of these candidates a member of staff may see."""
    return session.scalars(_visible(staff).where(Candidate.id.in_(ids)).with_only_columns(Candidate.id)).all()


def visible_to(session: Session, staff: Staff, candidate_id: int) -> Candidate | None:
    """Returns the candidate, or None where there is none or this member of staff may not see them."""
    return session.scalar(_visible(staff).where(Candidate.id == candidate_id))
