"""Plans that live: changes with their authors, comments, proofs, milestones, reminders."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


KINDS = {"done": "done", "put back": "back"}


def change_of(reason: str) -> dict[str, str]:
    """What "done sin", "set aside sin: later" or "made" said, as a change is kept now."""
    if reason.startswith("set aside "):
        step, _, why = reason.removeprefix("set aside ").partition(": ")
        return {"kind": "aside", "step": step, "reason": why}
    for beginning, kind in KINDS.items():
        if reason.startswith(f"{beginning} "):
            return {"kind": kind, "step": reason.removeprefix(f"{beginning} ")}
    return {"kind": "made" if reason == "made" else "followed"}


def keep_what_was_written(connection: sa.Connection) -> None:
    versions = sa.table(
        "plan_versions", sa.column("id"), sa.column("plan_id"), sa.column("reason"), sa.column("change", sa.JSON)
    )
    steps = sa.table(
        "steps", sa.column("id"), sa.column("plan_id"), sa.column("template"), sa.column("reason"), sa.column("note")
    )
    for row in connection.execute(sa.select(versions).order_by(versions.c.id)).all():
        change = change_of(row.reason)
        connection.execute(versions.update().where(versions.c.id == row.id).values(change=change))
        if "reason" in change:
            its = (steps.c.plan_id == row.plan_id) & (steps.c.template == change["step"])
            connection.execute(steps.update().where(its).values(reason=change["reason"]))
    plans = sa.table("plans", sa.column("candidate_id"), sa.column("landing"))
    profiles = sa.table("profiles", sa.column("candidate_id"), sa.column("landing"))
    told = sa.select(profiles.c.landing).where(profiles.c.candidate_id == plans.c.candidate_id).scalar_subquery()
    connection.execute(plans.update().values(landing=told))
    wake_every_plan(connection)
    comments = sa.table("step_comments", sa.column("step_id"), sa.column("text"), sa.column("at"))
    noted = sa.select(steps.c.id, steps.c.note, sa.func.current_timestamp()).where(steps.c.note.is_not(None))
    connection.execute(comments.insert().from_select(["step_id", "text", "at"], noted))


def wake_every_plan(connection: sa.Connection) -> None:
    """Sets the reminder of each plan for tomorrow morning, which sets the next; the first look works out its time."""
    chats = sa.table("conversations", sa.column("id"), sa.column("candidate_id"), sa.column("time_zone"))
    plans = sa.table("plans", sa.column("candidate_id"))
    timers = sa.table(
        "timers",
        *(sa.column(name) for name in ("key", "conversation_id", "subject", "zone")),
        *(sa.column("data", sa.JSON), sa.column("wall", sa.DateTime), sa.column("due_at", sa.DateTime(timezone=True))),
    )
    now = datetime.now(UTC)
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(9))
    having = sa.select(chats).join(plans, plans.c.candidate_id == chats.c.candidate_id)
    for chat in connection.execute(having).all():
        row = {"key": f"plan:{chat.id}", "conversation_id": chat.id, "subject": "plan", "zone": chat.time_zone}
        connection.execute(timers.insert().values(**row, data={}, wall=tomorrow, due_at=now))


def upgrade() -> None:
    op.create_table(
        "milestones",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("candidate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("milestone", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_milestones_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestones_candidate_id"), ["candidate_id"], unique=False)

    op.create_table(
        "proofs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform_id", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("refused", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_proofs_file_id")),
        sa.ForeignKeyConstraint(["step_id"], ["steps.id"], name=op.f("fk_proofs_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
    )
    with op.batch_alter_table("proofs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proofs_step_id"), ["step_id"], unique=False)
        batch_op.create_index(
            "ix_proofs_unchecked",
            ["id"],
            unique=False,
            sqlite_where=sa.text("checked_at IS NULL"),
            postgresql_where=sa.text("checked_at IS NULL"),
        )

    op.create_table(
        "step_comments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_step_comments_staff_id")),
        sa.ForeignKeyConstraint(["step_id"], ["steps.id"], name=op.f("fk_step_comments_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_comments")),
    )
    with op.batch_alter_table("step_comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_comments_step_id"), ["step_id"], unique=False)

    with op.batch_alter_table("plan_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("change", sa.JSON(none_as_null=True), nullable=False, server_default="{}"))

    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.add_column(sa.Column("landing", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("declined", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("signed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("pace", sa.String(length=8), nullable=False, server_default="dates"))
        batch_op.add_column(sa.Column("told_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("told_before", sa.Date(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_plans_signed_by"), "staff", ["signed_by"], ["id"])

    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("called", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("details", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("phase", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("ticked", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("stuck_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_steps_staff_id"), "staff", ["staff_id"], ["id"])

    keep_what_was_written(op.get_bind())
    with op.batch_alter_table("plan_versions", schema=None) as batch_op:
        batch_op.drop_column("reason")
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.drop_column("note")


def downgrade() -> None:
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.TEXT(), nullable=True))
        batch_op.drop_constraint(batch_op.f("fk_steps_staff_id"), type_="foreignkey")
        batch_op.drop_column("staff_id")
        batch_op.drop_column("stuck_at")
        batch_op.drop_column("ticked")
        batch_op.drop_column("reason")
        batch_op.drop_column("phase")
        batch_op.drop_column("details")
        batch_op.drop_column("title")
        batch_op.drop_column("called")
        batch_op.drop_column("held")

    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_plans_signed_by"), type_="foreignkey")
        batch_op.drop_column("told_before")
        batch_op.drop_column("told_until")
        batch_op.drop_column("pace")
        batch_op.drop_column("signed_by")
        batch_op.drop_column("signed_at")
        batch_op.drop_column("declined")
        batch_op.drop_column("landing")

    with op.batch_alter_table("plan_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.VARCHAR(length=64), nullable=False, server_default=""))
        batch_op.drop_column("change")

    with op.batch_alter_table("step_comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_comments_step_id"))

    op.drop_table("step_comments")
    with op.batch_alter_table("proofs", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_proofs_unchecked",
            sqlite_where=sa.text("checked_at IS NULL"),
            postgresql_where=sa.text("checked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_proofs_step_id"))

    op.drop_table("proofs")
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestones_candidate_id"))

    op.drop_table("milestones")
