"""Occupations as this office imported them, one row for each code; the rest of the table ships with the content."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.schema import Table


class ImportedOccupation(Table):
    """A unit group. Where `regulated`, `authorities` or `aliases` say nothing, what ships holds."""

    __tablename__ = "imported_occupations"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    teer: Mapped[int]
    title_en: Mapped[str] = mapped_column(String(300))
    title_fr: Mapped[str] = mapped_column(String(300))
    regulated: Mapped[str | None] = mapped_column(String(8))
    authorities: Mapped[list[Any]]
    aliases: Mapped[list[Any]]
    imported_at: Mapped[datetime]


def imported(session: Session) -> Sequence[ImportedOccupation]:
    """Returns all that was imported, by code."""
    return session.scalars(select(ImportedOccupation).order_by(ImportedOccupation.code)).all()


def keep(session: Session, rows: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """Writes rows, each in place of what had its code."""
    known = set(session.scalars(select(ImportedOccupation.code)))
    stamped = [{**row, "imported_at": at} for row in rows]
    if new := [row for row in stamped if row["code"] not in known]:
        session.execute(insert(ImportedOccupation), new)
    if old := [row for row in stamped if row["code"] in known]:
        session.execute(update(ImportedOccupation), old)
