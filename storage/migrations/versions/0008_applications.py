"""Applications, interviews, contacts, and what a search wishes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "participations",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("opportunity_id", ID, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("employer", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next", sa.String(length=16), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("interview_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interview_place", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_participations_candidate_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_participations_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
    )
    with op.batch_alter_table("participations") as batch:
        batch.create_index("ix_participations_candidate_id_stage", ["candidate_id", "stage"], unique=False)
        batch.create_index(batch.f("ix_participations_opportunity_id"), ["opportunity_id"], unique=False)
        batch.create_index(
            "uq_participations_candidate_id_opportunity_id", ["candidate_id", "opportunity_id"], unique=True
        )
    op.create_table(
        "stage_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("participation_id", ID, nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("abroad", sa.Boolean(), nullable=True),
        sa.Column("went", sa.String(length=16), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_stage_events_participation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_events")),
    )
    with op.batch_alter_table("stage_events") as batch:
        batch.create_index(batch.f("ix_stage_events_participation_id"), ["participation_id"], unique=False)
    op.create_table(
        "practices",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_practices_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
    )
    with op.batch_alter_table("practices") as batch:
        batch.create_index("uq_practices_candidate_id_question", ["candidate_id", "question"], unique=True)
    op.create_table(
        "contacts",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("met", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_contacts_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts") as batch:
        batch.create_index(batch.f("ix_contacts_candidate_id"), ["candidate_id"], unique=False)
    op.create_table(
        "searches",
        sa.Column("candidate_id", ID, autoincrement=False, nullable=False),
        sa.Column("pace", sa.String(length=8), nullable=False),
        sa.Column("kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("regions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("moves", sa.Boolean(), nullable=False),
        sa.Column("pay", sa.Integer(), nullable=True),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_searches_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_searches")),
    )
    op.create_table(
        "suggestions",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("opportunity_id", ID, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("opinion", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_suggestions_candidate_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunities.id"], name=op.f("fk_suggestions_opportunity_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_suggestions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    with op.batch_alter_table("suggestions") as batch:
        batch.create_index(
            "uq_suggestions_candidate_id_opportunity_id", ["candidate_id", "opportunity_id"], unique=True
        )


def downgrade() -> None:
    op.drop_table("suggestions")
    op.drop_table("searches")
    op.drop_table("contacts")
    op.drop_table("practices")
    op.drop_table("stage_events")
    op.drop_table("participations")
