"""Opportunities, the organizations that offer them, and what looks suspicious."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "organizations",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("region", sa.String(length=2), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("folded", name=op.f("uq_organizations_folded")),
    )
    op.create_table(
        "opportunities",
        sa.Column("id", ID, nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("occupation", sa.String(length=5), nullable=True),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("region", sa.String(length=2), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("from_abroad", sa.Boolean(), nullable=False),
        sa.Column("french", sa.Integer(), nullable=False),
        sa.Column("english", sa.Integer(), nullable=False),
        sa.Column("experience_years", sa.Integer(), nullable=False),
        sa.Column("permit", sa.Boolean(), nullable=False),
        sa.Column("pay_from", sa.Integer(), nullable=True),
        sa.Column("pay_to", sa.Integer(), nullable=True),
        sa.Column("pay", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_opportunities_organization_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_opportunities_staff_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_opportunities_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
    )
    with op.batch_alter_table("opportunities") as batch:
        batch.create_index("ix_opportunities_occupation_expires_on", ["occupation", "expires_on"], unique=False)
        batch.create_index(batch.f("ix_opportunities_organization_id"), ["organization_id"], unique=False)
        newest = ["published_at", "id", "expires_on", "withdrawn_at", "french", "pay", "occupation"]
        batch.create_index("ix_opportunities_newest", [*newest, "region", "kind"], unique=False)
        batch.create_index("ix_opportunities_newest_in_region", ["region", *newest, "kind"], unique=False)
        batch.create_index("ix_opportunities_newest_of_kind", ["kind", *newest, "region"], unique=False)
        batch.create_index("uq_opportunities_source_reference", ["source", "reference"], unique=True)
    op.create_table(
        "opportunity_warnings",
        sa.Column("id", ID, nullable=False),
        sa.Column("opportunity_id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("said", sa.String(length=1000), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_opportunity_warnings_candidate_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_opportunity_warnings_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name=op.f("fk_opportunity_warnings_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_warnings")),
    )
    with op.batch_alter_table("opportunity_warnings") as batch:
        batch.create_index(batch.f("ix_opportunity_warnings_opportunity_id"), ["opportunity_id"], unique=False)


def downgrade() -> None:
    op.drop_table("opportunity_warnings")
    op.drop_table("opportunities")
    op.drop_table("organizations")
