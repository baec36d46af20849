"""Plans: a candidate's personalized action plan, its steps, and every version of it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.candidates import Candidate
from storage.messages import File
from storage.schema import Id, Table, Word
from storage.staff import Staff


class Progress(StrEnum):
    TODO = "todo"
    DONE = "done"
    SKIPPED = "skipped"


class Pace(StrEnum):
    """How often a candidate is reminded of the plan: of every date, once a week, or never."""

    DATES = "dates"
    WEEKLY = "weekly"
    NEVER = "never"


class Plan(Table):
    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), unique=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    landing: Mapped[date | None]
    """The landing that its dates hang on; the profile may know another since."""
    declined: Mapped[dict[str, Any] | None]
    """What the candidate turned down last: a landing, and keys of steps that were to come or to go."""
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    pace: Mapped[Pace] = mapped_column(Word(Pace, 8), default=Pace.DATES)
    told_until: Mapped[date | None]
    """The last day whose reminders were sent, and what it was before, for who asks to hear them again."""
    told_before: Mapped[date | None]
    unanswered: Mapped[int] = mapped_column(default=0)
    """How many reminders were sent since the candidate did anything, as of the last of them."""
    slowed_on: Mapped[date | None]
    """The day on which the candidate, who does nothing, was told that reminders come on Mondays only."""

    candidate: Mapped[Candidate] = relationship(back_populates="plan")
    steps: Mapped[list["Step"]] = relationship(back_populates="plan", order_by="Step.position")
    signer: Mapped[Staff | None] = relationship()

    def step(self, template: str | None) -> "Step | None":
        """The step that the content, or the plan itself, knows by this key."""
        return next((step for step in self.steps if step.template == template), None)


class Step(Table):
    """One thing to do. Its words come from the content by `template`; what is the candidate's own stands here.

    `title` and `details` are a counsellor's words instead of the content's; a step that no content has ("own-7") has
    them, and its `phase`, always. `called` is the title as the content said it last, should it leave the content.
    `held` is a date that a person chose, which nothing moves. `ticked` are the small actions that are done.
    """

    __tablename__ = "steps"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    template: Mapped[str] = mapped_column(String(24))
    position: Mapped[int]
    due: Mapped[date | None]
    held: Mapped[bool] = mapped_column(default=False)
    because: Mapped[dict[str, Any] | None]
    called: Mapped[dict[str, Any] | None]
    title: Mapped[str | None] = mapped_column(String(200))
    details: Mapped[str | None] = mapped_column(Text)
    phase: Mapped[str | None] = mapped_column(String(24))
    progress: Mapped[Progress] = mapped_column(Word(Progress, 8), default=Progress.TODO)
    settled_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(16))
    """Why it was set aside."""
    ticked: Mapped[list[Any]] = mapped_column(default=list)
    stuck_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who of the staff added it; None where the rules did."""

    plan: Mapped[Plan] = relationship(back_populates="steps")
    comments: Mapped[list["Comment"]] = relationship(back_populates="step", order_by="Comment.id")
    proofs: Mapped[list["Proof"]] = relationship(back_populates="step", order_by="Proof.id")

    __table_args__ = (Index("uq_steps_plan_id_template", "plan_id", "template", unique=True),)

    @property
    def kept(self) -> list["Proof"]:
        """The proofs that are kept with it: neither refused nor still to be looked at."""
        return [proof for proof in self.proofs if proof.file_id is not None]


class Comment(Table):
    """What a member of staff (or, without one, the candidate) said about a step."""

    __tablename__ = "step_comments"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    step: Mapped[Step] = relationship(back_populates="comments")
    author: Mapped[Staff | None] = relationship()


class Proof(Table):
    """A photo or a document that a candidate sent for a step; it is fetched from the platform, looked at, and kept.

    `checked_at` is when that was; then it has a `file_id`, or `refused` says why not.
    """

    __tablename__ = "proofs"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"), index=True)
    platform_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sent_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    refused: Mapped[str | None] = mapped_column(String(32))

    step: Mapped[Step] = relationship(back_populates="proofs")
    file: Mapped[File | None] = relationship()

    __table_args__ = (
        Index(
            "ix_proofs_unchecked",
            "id",
            sqlite_where=text("checked_at IS NULL"),
            postgresql_where=text("checked_at IS NULL"),
        ),
    )


class PlanVersion(Table):
    """What a change made of the plan: who changed it, how, and the steps that it touched as they stand since."""

    __tablename__ = "plan_versions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    change: Mapped[dict[str, Any]]
    """`coaching.history` says what it means."""
    steps: Mapped[list[Any]]

    author: Mapped[Staff | None] = relationship()


def of_candidate(session: Session, candidate_id: int) -> Plan | None:
    candidate = session.get(Candidate, candidate_id)
    return candidate.plan if candidate else None


def step_of(session: Session, candidate_id: int, step_id: int) -> Step | None:
    """Finds a step of this candidate's own plan; another's is as if it were not there."""
    plan = of_candidate(session, candidate_id)
    return next((step for step in plan.steps if step.id == step_id), None) if plan else None


KEPT = ("template", "due", "held", "title", "details", "phase", "progress", "reason")
"""What a version keeps of a step."""


def keep_version(
    session: Session, plan: Plan, at: datetime, change: dict[str, Any], touched: Collection[Step], by: int | None = None
) -> PlanVersion:
    """Writes down a change, with the steps that it touched as they stand now; `by` is who of the staff made it."""
    if not plan.id:
        session.flush()
    version = PlanVersion(plan_id=plan.id, at=at, staff_id=by, change=change, steps=[_kept(step) for step in touched])
    session.add(version)
    return version


def _kept(step: Step) -> dict[str, Any]:
    kept = {name: getattr(step, name) for name in KEPT}
    return {**kept, "due": step.due and step.due.isoformat()}


def versions(session: Session, plan: Plan) -> Sequence[PlanVersion]:
    """Returns every change of a plan, the first first."""
    return session.scalars(select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.id)).all()


def as_it_stood(versions: Sequence[PlanVersion]) -> dict[str, dict[str, Any]]:
    """The steps by template as these versions left them, what was removed left out."""
    steps: dict[str, dict[str, Any]] = {}
    for version in versions:
        steps |= {step["template"]: step for step in version.steps}
        for removed in version.change.get("removed", ()):
            steps.pop(removed, None)
    return steps
