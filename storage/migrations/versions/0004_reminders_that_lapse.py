"""Messages that are good for a time only, and reminders that slow down for who does nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PERISHABLE = sa.text("delivery = 'pending' AND good_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("messages", sa.Column("good_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_messages_perishable",
        "messages",
        ["conversation_id", "good_until"],
        sqlite_where=PERISHABLE,
        postgresql_where=PERISHABLE,
    )
    op.add_column("plans", sa.Column("unanswered", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("plans", sa.Column("slowed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("plans") as batch_op:
        batch_op.drop_column("slowed_on")
        batch_op.drop_column("unanswered")
    op.drop_index("ix_messages_perishable", "messages")
    with op.batch_alter_table("messages") as batch_op:
        batch_op.drop_column("good_until")
