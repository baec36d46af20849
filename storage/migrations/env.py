"""Alembic's way in: one history for SQLite and PostgreSQL, one upgrade at a time."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator, text

from storage.tables import Table

ONE_AT_A_TIME = 7_430_001


def plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Writes our own types as what they are in the database, so that history does not depend on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plainly,
)
with context.begin_transaction():
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    context.run_migrations()
