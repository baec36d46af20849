"""Opportunities as a file brings them: many at a time, each once by its source and reference."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table as CoreTable
from sqlalchemy import bindparam, inspect, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.opportunities import Opportunity, Organization

KEYS = ("source", "reference")


def by_reference(session: Session, source: str, references: Collection[str]) -> dict[str, dict[str, Any]]:
    """The columns of those that are stored already."""
    names = [column.key for column in inspect(Opportunity).column_attrs]
    query = select(*(getattr(Opportunity, name) for name in names)).where(
        Opportunity.source == source, Opportunity.reference.in_(references)
    )
    return {row["reference"]: dict(row) for row in session.execute(query).mappings()}


def organizations(session: Session, called: Mapping[str, Mapping[str, Any]], now: datetime) -> dict[str, int]:
    """The ids of organizations by their folded names; those that are new are written down."""
    known = known_organizations(session, called)
    new = [{**called[folded], "folded": folded, "created_at": now} for folded in sorted(called.keys() - known.keys())]
    if not new:
        return known
    session.execute(_insert(session, Organization).on_conflict_do_nothing(index_elements=["folded"]), new)
    return known_organizations(session, called)


def known_organizations(session: Session, folded: Iterable[str]) -> dict[str, int]:
    """The ids of those that are stored, by their folded names."""
    query = select(Organization.folded, Organization.id).where(Organization.folded.in_(list(folded)))
    return {row[0]: row[1] for row in session.execute(query)}


def keep(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes rows of equal columns, each in place of what has its source and reference by then."""
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: [row[key] for key in KEYS])
    statement = _insert(session, Opportunity)
    kept = {name: statement.excluded[name] for name in ordered[0] if name not in KEYS}
    upsert = statement.on_conflict_do_update(index_elements=KEYS, set_=kept)
    # What returns something is sent in pages of a thousand rows, and not row by row.
    session.execute(upsert.returning(statement.table.c.id), ordered)


def others(session: Session, source: str, references: Collection[str]) -> list[int]:
    """What stands of a source and is not among the references."""
    query = select(Opportunity.id, Opportunity.reference).where(
        Opportunity.source == source, Opportunity.withdrawn_at.is_(None)
    )
    return [id_ for id_, reference in session.execute(query) if reference not in references]


def withdraw(session: Session, ids: Sequence[int], now: datetime) -> int:
    """Withdraws these, as a file does, and returns how many they are."""
    table = _table(Opportunity)
    statement = update(table).where(table.c.id == bindparam("gone")).values(withdrawn_at=now, updated_at=now)
    if ids:
        session.connection().execute(statement, [{"gone": id_} for id_ in ids])
    return len(ids)


def look_at_anew(session: Session) -> None:
    """Lets the database count what it has, so that it searches by the best index."""
    session.execute(text("ANALYZE opportunities"))


def _insert(session: Session, kind: type[Opportunity | Organization]) -> Any:
    dialect = session.get_bind().dialect.name
    return sqlite.insert(_table(kind)) if dialect == "sqlite" else postgresql.insert(_table(kind))


def _table(kind: type[Opportunity | Organization]) -> CoreTable:
    table = kind.__table__
    if not isinstance(table, CoreTable):
        raise TypeError(f"{kind} has no table of its own")
    return table
