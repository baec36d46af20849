"""Training: modules that are taken, what is answered, words, reviews, certificates, sessions of groups."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "group_sessions",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("module", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("link_digest", sa.String(length=64), nullable=False),
        sa.Column("lesson", sa.String(length=12), nullable=True),
        sa.Column("card", sa.String(length=12), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_group_sessions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_sessions")),
        sa.UniqueConstraint("code", name=op.f("uq_group_sessions_code")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_group_sessions_link_digest")),
    )
    op.create_table(
        "attendances",
        sa.Column("id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_attendances_candidate_id")),
        sa.ForeignKeyConstraint(["session_id"], ["group_sessions.id"], name=op.f("fk_attendances_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch:
        batch.create_index(batch.f("ix_attendances_candidate_id"), ["candidate_id"], unique=False)
        batch.create_index("uq_attendances_session_id_candidate_id", ["session_id", "candidate_id"], unique=True)

    op.create_table(
        "certificates",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("module", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("initials", sa.String(length=8), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", ID, nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_certificates_candidate_id")),
        sa.ForeignKeyConstraint(["revoked_by"], ["staff.id"], name=op.f("fk_certificates_revoked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
    )
    with op.batch_alter_table("certificates", schema=None) as batch:
        batch.create_index("ix_certificates_candidate_id_module", ["candidate_id", "module"], unique=False)

    op.create_table(
        "enrolments",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("module", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("immigration", sa.String(length=32), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lesson", sa.String(length=12), nullable=True),
        sa.Column("card", sa.String(length=12), nullable=True),
        sa.Column("done", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("round", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("before_of", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("after_of", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_enrolments_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
    )
    with op.batch_alter_table("enrolments", schema=None) as batch:
        batch.create_index(batch.f("ix_enrolments_module"), ["module"], unique=False)
        batch.create_index("uq_enrolments_candidate_id_module", ["candidate_id", "module"], unique=True)

    op.create_table(
        "reviews",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("module", sa.String(length=12), nullable=False),
        sa.Column("lesson", sa.String(length=12), nullable=False),
        sa.Column("card", sa.String(length=12), nullable=False),
        sa.Column("memory", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_reviews_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch:
        batch.create_index("ix_reviews_candidate_id_due_at", ["candidate_id", "due_at"], unique=False)
        batch.create_index(
            "uq_reviews_candidate_id_question", ["candidate_id", "module", "lesson", "card"], unique=True
        )

    op.create_table(
        "saved_words",
        sa.Column("candidate_id", ID, autoincrement=False, nullable=False),
        sa.Column("word", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_saved_words_candidate_id")),
        sa.PrimaryKeyConstraint("candidate_id", "word", name=op.f("pk_saved_words")),
    )
    op.create_table(
        "training_answers",
        sa.Column("id", ID, nullable=False),
        sa.Column("candidate_id", ID, nullable=False),
        sa.Column("module", sa.String(length=12), nullable=False),
        sa.Column("lesson", sa.String(length=12), nullable=False),
        sa.Column("card", sa.String(length=12), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("chosen", sa.String(length=40), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("right", sa.Boolean(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_training_answers_candidate_id")),
        sa.ForeignKeyConstraint(["session_id"], ["group_sessions.id"], name=op.f("fk_training_answers_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_answers")),
    )
    with op.batch_alter_table("training_answers", schema=None) as batch:
        batch.create_index("ix_training_answers_candidate_id_module", ["candidate_id", "module"], unique=False)
        batch.create_index("ix_training_answers_module_phase", ["module", "phase", "lesson", "card"], unique=False)
        batch.create_index("uq_training_answers_session", ["session_id", "lesson", "card", "candidate_id"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("training_answers", schema=None) as batch:
        batch.drop_index("uq_training_answers_session")
        batch.drop_index("ix_training_answers_module_phase")
        batch.drop_index("ix_training_answers_candidate_id_module")

    op.drop_table("training_answers")
    op.drop_table("saved_words")
    with op.batch_alter_table("reviews", schema=None) as batch:
        batch.drop_index("uq_reviews_candidate_id_question")
        batch.drop_index("ix_reviews_candidate_id_due_at")

    op.drop_table("reviews")
    with op.batch_alter_table("enrolments", schema=None) as batch:
        batch.drop_index("uq_enrolments_candidate_id_module")
        batch.drop_index(batch.f("ix_enrolments_module"))

    op.drop_table("enrolments")
    with op.batch_alter_table("certificates", schema=None) as batch:
        batch.drop_index("ix_certificates_candidate_id_module")

    op.drop_table("certificates")
    with op.batch_alter_table("attendances", schema=None) as batch:
        batch.drop_index("uq_attendances_session_id_candidate_id")
        batch.drop_index(batch.f("ix_attendances_candidate_id"))

    op.drop_table("attendances")
    op.drop_table("group_sessions")
