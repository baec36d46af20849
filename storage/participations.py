"""Participations: a candidate in an opportunity, from the first interest to what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from storage.candidates import Candidate
from storage.opportunities import Opportunity
from storage.schema import Id, Table, Word


class Stage(StrEnum):
    """How far an application is; one that is `closed` was given up by the candidate."""

    SAVED = "saved"
    APPLIED = "applied"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"


class Action(StrEnum):
    """What is to be done next with an application."""

    APPLY = "apply"
    FOLLOW_UP = "follow_up"
    DATE = "date"
    """The day of the interview is to be agreed, and told."""
    PREPARE = "prepare"
    DEBRIEF = "debrief"
    THANK = "thank"
    ANSWER = "answer"


class Went(StrEnum):
    """How an interview went."""

    GOOD = "good"
    SO_SO = "so_so"
    BADLY = "badly"


class Participation(Table):
    """A candidate in an opportunity of ours, or in one that they found themselves: then `title` and `employer` name it.

    `next` is to be done next, on the day `next_on`, of which they were reminded where it is `told`.
    """

    __tablename__ = "participations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"), index=True)
    title: Mapped[str | None] = mapped_column(String(200))
    employer: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(500))
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    began_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    next: Mapped[Action | None] = mapped_column(Word(Action))
    next_on: Mapped[date | None]
    told: Mapped[bool] = mapped_column(default=False)
    interview_at: Mapped[datetime | None]
    interview_place: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)

    candidate: Mapped[Candidate] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()
    events: Mapped[list["StageEvent"]] = relationship(
        back_populates="participation", order_by="StageEvent.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index("uq_participations_candidate_id_opportunity_id", "candidate_id", "opportunity_id", unique=True),
        Index("ix_participations_candidate_id_stage", "candidate_id", "stage"),
    )


class StageEvent(Table):
    """A stage that was reached: on which day, told when; for an offer, whether the candidate was abroad then.

    Of an interview it tells how it `went`, and what the candidate `said` of it.
    """

    __tablename__ = "stage_events"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), index=True)
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    day: Mapped[date]
    at: Mapped[datetime]
    abroad: Mapped[bool | None]
    went: Mapped[Went | None] = mapped_column(Word(Went))
    said: Mapped[str | None] = mapped_column(Text)

    participation: Mapped[Participation] = relationship(back_populates="events")


class Practice(Table):
    """An answer to a question of an interview, practised by the STAR method: situation, task, action, result.

    The last one is kept; it serves every interview.
    """

    __tablename__ = "practices"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    question: Mapped[str] = mapped_column(String(24))
    told: Mapped[dict[str, Any]]
    at: Mapped[datetime]

    __table_args__ = (Index("uq_practices_candidate_id_question", "candidate_id", "question", unique=True),)


class Contact(Table):
    """Somebody in a candidate's network, and what was last spoken about."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    employer: Mapped[str] = mapped_column(String(200), default="")
    met: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str | None] = mapped_column(Text)
    last_on: Mapped[date]
    next_on: Mapped[date | None]
    created_at: Mapped[datetime]


def of_candidate(session: Session, candidate_id: int) -> Sequence[Participation]:
    """All of a candidate, the last touched first."""
    query = select(Participation).where(Participation.candidate_id == candidate_id)
    return session.scalars(query.order_by(Participation.touched_at.desc(), Participation.id.desc())).all()


def with_events(session: Session, candidate_id: int) -> Sequence[Participation]:
    """All of a candidate with their stages and offers, the last touched first."""
    query = select(Participation).where(Participation.candidate_id == candidate_id)
    offer = selectinload(Participation.opportunity)
    whole = (
        selectinload(Participation.events),
        offer.selectinload(Opportunity.organization),
        offer.defer(Opportunity.description),
        offer.defer(Opportunity.stems),
    )
    ordered = query.order_by(Participation.touched_at.desc(), Participation.id.desc())
    return session.scalars(ordered.options(*whole)).all()


def counted(session: Session, candidate_id: int) -> Mapping[Stage, int]:
    """How many a candidate has at each stage."""
    query = select(Participation.stage, func.count()).where(Participation.candidate_id == candidate_id)
    return {row[0]: row[1] for row in session.execute(query.group_by(Participation.stage))}


def at_stages(
    session: Session, candidate_id: int, stages: Collection[Stage], limit: int, after: int = 0
) -> Sequence[Participation]:
    """Those of a candidate at these stages, the next action that comes first in front; `after` are left out."""
    query = select(Participation).where(Participation.candidate_id == candidate_id, Participation.stage.in_(stages))
    ordered = query.order_by(
        Participation.next_on.is_(None), Participation.next_on, Participation.touched_at.desc(), Participation.id.desc()
    )
    return session.scalars(ordered.offset(after).limit(limit)).all()


def next_interview(session: Session, candidate_id: int, now: datetime) -> datetime | None:
    """When the next interview of a candidate is."""
    query = select(func.min(Participation.interview_at)).where(Participation.candidate_id == candidate_id)
    return session.scalar(query.where(Participation.stage == Stage.INTERVIEW, Participation.interview_at >= now))


def mine(session: Session, candidate_id: int, number: int) -> Participation | None:
    """One by its number, where it is this candidate's."""
    found = session.get(Participation, number)
    return found if found and found.candidate_id == candidate_id else None


def in_opportunity(session: Session, candidate_id: int, opportunity_id: int) -> Participation | None:
    query = select(Participation).where(
        Participation.candidate_id == candidate_id, Participation.opportunity_id == opportunity_id
    )
    return session.scalar(query)


def untold(session: Session, candidate_id: int) -> Sequence[Participation]:
    """Those with a next action that the candidate was not reminded of yet, the first day first."""
    query = select(Participation).where(
        Participation.candidate_id == candidate_id,
        Participation.next.is_not(None),
        Participation.next_on.is_not(None),
        Participation.told.is_(False),
    )
    return session.scalars(query.order_by(Participation.next_on, Participation.id)).all()


def applied_between(session: Session, candidate_id: int, first: date, last: date) -> int:
    """How many applications a candidate sent from one day to another, both of them included."""
    sent = StageEvent.participation_id.distinct()
    query = select(func.count(sent)).join(Participation, Participation.id == StageEvent.participation_id)
    mine_then = (
        Participation.candidate_id == candidate_id,
        StageEvent.stage == Stage.APPLIED,
        StageEvent.day.between(first, last),
    )
    return session.scalar(query.where(*mine_then)) or 0


def practices(session: Session, candidate_id: int) -> Mapping[str, Practice]:
    """The answers that a candidate practised, by their questions."""
    query = select(Practice).where(Practice.candidate_id == candidate_id).order_by(Practice.id)
    return {each.question: each for each in session.scalars(query)}


def contacts(session: Session, candidate_id: int) -> Sequence[Contact]:
    """The network of a candidate, whom they spoke to last first."""
    query = select(Contact).where(Contact.candidate_id == candidate_id)
    return session.scalars(query.order_by(Contact.last_on.desc(), Contact.id.desc())).all()
