"""What a candidate wishes of the job search: how often to hear of offers, which ones, and what was shown already."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column, selectinload

from storage.opportunities import Opportunity
from storage.participations import Participation
from storage.schema import Id, Table, Word
from storage.staff import Staff


class Alerts(StrEnum):
    """How often a candidate wishes to hear of new offers."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Opinion(StrEnum):
    """What a candidate said to an offer."""

    NO = "no"


class Search(Table):
    """`kinds` narrow what is told, empty for all; `goal` is of a week.

    `regions` are wished besides the one of the profile.
    """

    __tablename__ = "searches"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), primary_key=True, autoincrement=False)
    pace: Mapped[Alerts] = mapped_column(Word(Alerts, 8), default=Alerts.NEVER)
    """Nothing is told before somebody asks for it."""
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    regions: Mapped[list[Any]] = mapped_column(default=list)
    moves: Mapped[bool] = mapped_column(default=False)
    """Whether the candidate would live elsewhere than in the wished region, for a job."""
    pay: Mapped[int | None]
    """Cents an hour that are wished, at the least."""
    goal: Mapped[int | None]
    updated_at: Mapped[datetime]


class Suggestion(Table):
    """An opportunity that a candidate was told of, so that it is told once."""

    __tablename__ = "suggestions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"))
    score: Mapped[int]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who of the staff sent it; None where the rules did."""
    opinion: Mapped[str | None] = mapped_column(String(16))
    """What the candidate said to it."""

    __table_args__ = (
        Index("uq_suggestions_candidate_id_opportunity_id", "candidate_id", "opportunity_id", unique=True),
    )


def of(session: Session, candidate_id: int, now: datetime) -> Search:
    """What a candidate wishes; begun where nothing was wished yet."""
    found = session.get(Search, candidate_id)
    if found is None:
        found = Search(candidate_id=candidate_id, updated_at=now)
        session.add(found)
        session.flush()
    return found


def pace(session: Session, candidate_id: int) -> Alerts:
    """How often a candidate wishes to hear of new offers; who wished nothing yet hears nothing."""
    found = session.get(Search, candidate_id)
    return found.pace if found else Alerts.NEVER


def near(session: Session, occupations: Collection[str], today: date, limit: int) -> Sequence[Opportunity]:
    """The newest open opportunities of these occupations, those without a code, and those that are for everyone."""
    query = (
        select(Opportunity)
        .where(Opportunity.expires_on >= today, Opportunity.withdrawn_at.is_(None))
        .where(or_(Opportunity.occupation.in_(occupations), Opportunity.occupation.is_(None)))
        .order_by(Opportunity.published_at.desc(), Opportunity.id.desc())
        .limit(limit)
    )
    long = (defer(Opportunity.description), defer(Opportunity.stems))
    return session.scalars(query.options(selectinload(Opportunity.organization), *long)).all()


def told(session: Session, candidate_id: int) -> Mapping[int, str | None]:
    """The opportunities that a candidate was told of, with what they said to each."""
    query = select(Suggestion.opportunity_id, Suggestion.opinion).where(Suggestion.candidate_id == candidate_id)
    return {row[0]: row[1] for row in session.execute(query)}


def sent(session: Session, candidate_id: int) -> Sequence[tuple[Suggestion, Opportunity, Staff]]:
    """What staff sent to a candidate and who did, the newest first."""
    query = (
        select(Suggestion, Opportunity, Staff)
        .join(Opportunity, Opportunity.id == Suggestion.opportunity_id)
        .join(Staff, Staff.id == Suggestion.staff_id)
        .where(Suggestion.candidate_id == candidate_id)
        .order_by(Suggestion.at.desc(), Suggestion.id.desc())
    )
    long = (defer(Opportunity.description), defer(Opportunity.stems))
    found = session.execute(query.options(selectinload(Opportunity.organization), *long))
    return [(row[0], row[1], row[2]) for row in found]


def taken_up(session: Session, candidate_id: int) -> Collection[int]:
    """The opportunities that stand on the candidate's board already."""
    query = select(Participation.opportunity_id).where(Participation.candidate_id == candidate_id)
    return {each for each in session.scalars(query) if each is not None}


def suggest(session: Session, candidate_id: int, opportunity_id: int, score: int, now: datetime) -> Suggestion:
    """Writes down that a candidate was told of an opportunity; a second time changes nothing."""
    query = select(Suggestion).where(
        Suggestion.candidate_id == candidate_id, Suggestion.opportunity_id == opportunity_id
    )
    found = session.scalar(query)
    if found is None:
        found = Suggestion(candidate_id=candidate_id, opportunity_id=opportunity_id, score=score, at=now)
        session.add(found)
        session.flush()
    return found
