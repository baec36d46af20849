"""Resumes, and the pool that employers see."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "experiences",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("employer", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("began", sa.String(length=7), nullable=False),
        sa.Column("ended", sa.String(length=7), nullable=True),
        sa.Column("results", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_experiences_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiences")),
    )
    with op.batch_alter_table("experiences") as batch:
        batch.create_index(batch.f("ix_experiences_candidate_id"), ["candidate_id"], unique=False)
    op.create_table(
        "diplomas",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("school", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("evaluation", sa.String(length=16), nullable=False),
        sa.Column("equivalence", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_diplomas_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diplomas")),
    )
    with op.batch_alter_table("diplomas") as batch:
        batch.create_index(batch.f("ix_diplomas_candidate_id"), ["candidate_id"], unique=False)
    op.create_table(
        "resume_heads",
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("tongues", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_resume_heads_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_resume_heads")),
    )
    op.create_table(
        "resumes",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("target", sa.String(length=120), nullable=False),
        sa.Column("occupation", sa.String(length=5), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("hidden", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("letter", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_resumes_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resumes")),
    )
    with op.batch_alter_table("resumes") as batch:
        batch.create_index(batch.f("ix_resumes_candidate_id"), ["candidate_id"], unique=False)
    op.create_table(
        "postings",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("resume_id", ID, nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("abroad", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_postings_candidate_id")),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], name=op.f("fk_postings_resume_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    with op.batch_alter_table("postings") as batch:
        batch.create_index(batch.f("ix_postings_candidate_id"), ["candidate_id"], unique=False)


def downgrade() -> None:
    op.drop_table("postings")
    op.drop_table("resumes")
    op.drop_table("resume_heads")
    op.drop_table("diplomas")
    op.drop_table("experiences")
