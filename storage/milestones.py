"""Milestones: what a candidate reports of the way itself, from the departure to the first job.

Nothing is changed afterwards: who corrects a date reports it again, and the last word counts.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.schema import Id, Table, Word


class Milestone(StrEnum):
    DEPARTURE = "departure"
    LANDING = "landing"
    JOB = "job"
    DECISION = "decision"


class Report(Table):
    """A milestone as it was reported: the day it happened, and how it went where that can be asked."""

    __tablename__ = "milestones"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    milestone: Mapped[Milestone] = mapped_column(Word(Milestone))
    day: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(String(16))
    """`coaching.milestones` says which there are."""
    told_at: Mapped[datetime]


def reports(session: Session, candidate_id: int) -> Sequence[Report]:
    """Returns all that was reported, the first word first."""
    return session.scalars(select(Report).where(Report.candidate_id == candidate_id).order_by(Report.id)).all()


TAKEN_BACK = "not_yet"
"""The outcome of what was told by mistake."""


def latest(session: Session, candidate_id: int) -> dict[Milestone, Report]:
    """Returns the last word on each milestone that was reached; what was taken back was not."""
    last = {report.milestone: report for report in reports(session, candidate_id)}
    return {milestone: report for milestone, report in last.items() if report.outcome != TAKEN_BACK}
