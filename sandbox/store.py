"""All that the sandbox must not forget, in a SQLite file of its own; every change is committed before it is told.

Each row that a messenger shows carries a `version`, a number that only grows, so that a reader asks what changed since.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sandbox.schema import SCHEMA

NEWEST_VERSION = """
    SELECT max(version) FROM (
        SELECT max(version) AS version FROM people
        UNION ALL SELECT max(version) FROM messages UNION ALL SELECT max(version) FROM queries
    )
"""
FIRST_UPDATE = 100_000_000
WAIT_MS = 10_000


class Store:
    """Opened by path, or for a test's length by ":memory:"."""

    def __init__(self, path: str | Path) -> None:
        self._connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(SCHEMA)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=4000", f"busy_timeout={WAIT_MS}"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(
            "INSERT INTO sqlite_sequence SELECT 'updates', ? WHERE NOT EXISTS "
            "(SELECT 1 FROM sqlite_sequence WHERE name = 'updates')",
            (FIRST_UPDATE,),
        )
        self.version = int(self._connection.execute(NEWEST_VERSION).fetchone()[0] or 0)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction: committed at the end, undone by an exception."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: Any) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._connection.execute(query, values).fetchone()
        return found

    def write(self, statement: str, *values: Any) -> int:
        """Runs a statement; the id of the row that it inserted."""
        return self._connection.execute(statement, values).lastrowid or 0

    def next_version(self) -> int:
        self.version += 1
        return self.version

    def setting(self, key: str) -> Any:
        """What was remembered under a name, or None."""
        found = self.row("SELECT value FROM settings WHERE key = ?", key)
        return json.loads(found["value"]) if found else None

    def remember(self, key: str, value: Any) -> None:
        self.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, json.dumps(value))

    def ensure_person(self, user_id: int, first_name: str, last_name: str = "", language_code: str = "fr") -> None:
        """Makes the person if the sandbox does not know that id yet."""
        self.write(
            "INSERT INTO people (user_id, first_name, last_name, language_code, version) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            *(user_id, first_name, last_name, language_code, self.next_version()),
        )

    def close(self) -> None:
        self._connection.close()
