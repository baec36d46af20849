"""Resumes: what a candidate has done, in versions as Québec reads them; and the pool that employers see."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.candidates import Candidate
from storage.encryption import Encrypted
from storage.schema import Id, Table, Word


class Evaluation(StrEnum):
    """How far the comparative evaluation of a diploma is."""

    NOT_YET = "not_yet"
    ASKED = "asked"
    RECEIVED = "received"


class Experience(Table):
    """A job, or other work that counts.

    `began` and `ended` are months as "2021-03", or "2021" where only the year is known; `ended` is None while it lasts.
    """

    __tablename__ = "experiences"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    employer: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120), default="")
    began: Mapped[str] = mapped_column(String(7))
    ended: Mapped[str | None] = mapped_column(String(7))
    results: Mapped[list[Any]] = mapped_column(default=list)
    """What was done and what came of it, one sentence each."""
    beside: Mapped[bool] = mapped_column(default=False)
    """Whether the candidate said that it ran at the same time as other work."""


class Diploma(Table):
    """`equivalence` is what the comparative evaluation says; "" until it is received."""

    __tablename__ = "diplomas"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    school: Mapped[str] = mapped_column(String(160))
    place: Mapped[str] = mapped_column(String(120), default="")
    year: Mapped[int | None]
    evaluation: Mapped[Evaluation] = mapped_column(Word(Evaluation), default=Evaluation.NOT_YET)
    equivalence: Mapped[str] = mapped_column(String(160), default="")


class ResumeHead(Table):
    """What stands in every version of a candidate: the head, other languages, voluntary work and courses."""

    __tablename__ = "resume_heads"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), primary_key=True, autoincrement=False)
    city: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str | None] = mapped_column(Encrypted("resume_heads.email"))
    phone: Mapped[str | None] = mapped_column(Encrypted("resume_heads.phone"))
    tongues: Mapped[list[Any]] = mapped_column(default=list)
    more: Mapped[list[Any]] = mapped_column(default=list)


class Resume(Table):
    """One version, for one kind of job: what it says first, and which experiences it shows.

    `target` is the job in the candidate's words, `occupation` its NOC code. `hidden` are ids of experiences that this
    version leaves out; `skills` are in the candidate's order.
    """

    __tablename__ = "resumes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    target: Mapped[str] = mapped_column(String(120))
    occupation: Mapped[str | None] = mapped_column(String(5))
    summary: Mapped[str] = mapped_column(Text, default="")
    skills: Mapped[list[Any]] = mapped_column(default=list)
    hidden: Mapped[list[Any]] = mapped_column(default=list)
    letter: Mapped[dict[str, Any] | None]
    """A cover letter's parts, in the candidate's own sentences."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Posting(Table):
    """A resume in the placement pool: since when, from where, and until when. It is seen there without a name.

    `resume_id` is None once the candidate has deleted that version: then the posting is withdrawn too.
    """

    __tablename__ = "postings"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id"))
    posted_at: Mapped[datetime]
    abroad: Mapped[bool]
    withdrawn_at: Mapped[datetime | None]

    candidate: Mapped[Candidate] = relationship()
    resume: Mapped[Resume | None] = relationship()


def experiences(session: Session, candidate_id: int) -> Sequence[Experience]:
    """What lasts first, then by the end, the newest first."""
    query = select(Experience).where(Experience.candidate_id == candidate_id)
    return sorted(session.scalars(query), key=_recency, reverse=True)


def _recency(row: Experience) -> tuple[bool, str, str, int]:
    return row.ended is None, row.ended or "", row.began, row.id


def diplomas(session: Session, candidate_id: int) -> Sequence[Diploma]:
    query = select(Diploma).where(Diploma.candidate_id == candidate_id)
    return sorted(session.scalars(query), key=lambda row: (row.year or 0, row.id), reverse=True)


def of_candidate(session: Session, candidate_id: int) -> Sequence[Resume]:
    """The versions of a candidate, the last changed first."""
    query = select(Resume).where(Resume.candidate_id == candidate_id)
    return session.scalars(query.order_by(Resume.updated_at.desc(), Resume.id.desc())).all()


def head(session: Session, candidate_id: int) -> ResumeHead:
    """What stands in every version; an empty one where nothing was told yet, stored once it is added."""
    return session.get(ResumeHead, candidate_id) or ResumeHead(candidate_id=candidate_id, city="", tongues=[], more=[])


def posting(session: Session, candidate_id: int) -> Posting | None:
    """The one that employers see now."""
    query = select(Posting).where(Posting.candidate_id == candidate_id, Posting.withdrawn_at.is_(None))
    return session.scalars(query.order_by(Posting.id.desc())).first()


def postings(session: Session, candidate_id: int) -> Sequence[Posting]:
    """All that there were, the first one first."""
    return session.scalars(select(Posting).where(Posting.candidate_id == candidate_id).order_by(Posting.id)).all()


def pool(session: Session, before: int, limit: int) -> Sequence[Posting]:
    """The postings that stand, the newest first, those before an id."""
    query = select(Posting).where(Posting.withdrawn_at.is_(None), Posting.resume_id.is_not(None), Posting.id < before)
    return session.scalars(query.order_by(Posting.id.desc()).limit(limit)).all()
