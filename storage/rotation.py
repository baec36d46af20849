"""Rotation of keys: whatever an older key encrypted or digested is written again with the newest.

Every encrypted column of every table is found by its type, and the digest beside it by its name: `code_digest` digests
`code`. What is done already begins with the newest key's id, so a rotation that stopped goes on where it was.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, func, select, type_coerce, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from storage.encryption import Encrypted, EncryptedBytes, UnknownKeyError, keyring
from storage.tables import Table

BATCH, FILES = 500, 5
"""How many values are in memory at once; a file may have 20 MB."""


def rotate(session: Session, batch: int = BATCH) -> int:
    """Writes up to `batch` values again; returns how many, 0 when none is left. Commit between two calls."""
    for table, column in _encrypted():
        most = min(batch, FILES) if isinstance(column.type, EncryptedBytes) else batch
        rows = _outdated(session, table, column, most)
        for row in rows:
            _renew(session, table, column, row)
        if rows:
            return len(rows)
    return 0


def remaining(session: Session) -> int:
    """Counts the values that the newest key has not written yet."""
    counts = (
        select(func.count()).select_from(table).where(_is_outdated(session, column)) for table, column in _encrypted()
    )
    return sum(session.scalars(query).one() for query in counts)


def _encrypted() -> Iterator[tuple[SqlTable, Column[Any]]]:
    for table in Table.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Encrypted | EncryptedBytes):
                yield table, column


def _is_outdated(session: Session, column: Column[Any]) -> Any:
    prefix = keyring(session.get_bind().dialect).prefix
    begins = func.substr(_as_stored(column), 1, len(prefix))
    return begins != (prefix.encode() if isinstance(column.type, EncryptedBytes) else prefix)


def _as_stored(column: Column[Any]) -> Any:
    return type_coerce(column, column.type.impl)  # type: ignore[attr-defined]  # of a TypeDecorator


def _outdated(session: Session, table: SqlTable, column: Column[Any], batch: int) -> list[tuple[int, Any]]:
    """Ids and values as they are stored, locked against other writers."""
    (key,) = table.primary_key
    query = select(key, _as_stored(column)).where(_is_outdated(session, column))
    return [(id_, stored) for id_, stored in session.execute(query.order_by(key).limit(batch).with_for_update())]


def _renew(session: Session, table: SqlTable, column: Column[Any], row: tuple[int, Any]) -> None:
    (key,) = table.primary_key
    plain = _decrypted(session, column, row)
    values = {column.name: plain}
    if f"{column.name}_digest" in table.columns:
        values[f"{column.name}_digest"] = keyring(session.get_bind().dialect).digest(plain)
    session.execute(update(table).where(key == row[0]).values(values))


def _decrypted(session: Session, column: Column[Any], row: tuple[int, Any]) -> Any:
    number, stored = row
    try:
        return column.type.process_result_value(stored, session.get_bind().dialect)  # type: ignore[attr-defined]  # the same
    except UnknownKeyError as error:
        raise UnknownKeyError(f"row {number}: {error}") from error
