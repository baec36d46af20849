"""Plans: a candidate's personalized action plan, its steps, and every version of it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.schema import Id, Table, Word


class Progress(StrEnum):
    TODO = "todo"
    DONE = "done"
    SKIPPED = "skipped"


class Plan(Table):
    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), unique=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    steps: Mapped[list["Step"]] = relationship(back_populates="plan", order_by="Step.position")


class Step(Table):
    """One thing to do. Its words come from the content by `template`; what is the candidate's own stands here."""

    __tablename__ = "steps"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    template: Mapped[str] = mapped_column(String(24))
    position: Mapped[int]
    due: Mapped[date | None]
    because: Mapped[dict[str, Any] | None]
    progress: Mapped[Progress] = mapped_column(Word(Progress, 8), default=Progress.TODO)
    settled_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(Text)

    plan: Mapped[Plan] = relationship(back_populates="steps")

    __table_args__ = (Index("uq_steps_plan_id_template", "plan_id", "template", unique=True),)


class PlanVersion(Table):
    """The plan as it stood after a change: who changed it, why, and all its steps."""

    __tablename__ = "plan_versions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(String(64))
    steps: Mapped[list[Any]]


def of_candidate(session: Session, candidate_id: int) -> Plan | None:
    return session.scalar(select(Plan).where(Plan.candidate_id == candidate_id))


def step_of(session: Session, candidate_id: int, step_id: int) -> Step | None:
    """Finds a step of this candidate's own plan; another's is as if it were not there."""
    query = select(Step).join(Plan).where(Plan.candidate_id == candidate_id, Step.id == step_id)
    return session.scalar(query)


def keep_version(session: Session, plan: Plan, at: datetime, reason: str) -> PlanVersion:
    """Writes down the plan as it stands now."""
    session.flush()
    steps = [
        {
            "template": step.template,
            "due": step.due and step.due.isoformat(),
            "progress": step.progress,
            "note": step.note,
        }
        for step in plan.steps
    ]
    version = PlanVersion(plan_id=plan.id, at=at, reason=reason, steps=steps)
    session.add(version)
    return version


def versions(session: Session, plan: Plan) -> Sequence[PlanVersion]:
    return session.scalars(select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.id)).all()
