"""A throw-away world to try conversations in: a database in memory that goes back to any earlier moment at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self, cast

from sqlalchemy.orm import Session

from storage.database import Database
from storage.encryption import Keyring
from storage.tables import Table


class World:
    """`moment` is all that is stored now; a session that is not committed leaves it as it is."""

    def __init__(self) -> None:
        self._database = Database("sqlite://", Keyring(["a world to try things in"]))
        with self._connected() as connection:
            connection.execute("PRAGMA page_size = 1024")
        Table.metadata.create_all(self._database.engine)
        self.moment = self._now()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._database.close()

    @contextmanager
    def at(self, moment: bytes) -> Iterator[Session]:
        """Opens a session in an earlier moment."""
        if moment is not self.moment:
            with self._connected() as connection:
                connection.deserialize(moment)
            self.moment = moment
        with self._database.session() as session:
            yield session

    def keep(self, session: Session) -> bytes:
        """Commits, and returns the moment that is now."""
        session.commit()
        self.moment = self._now()
        return self.moment

    def _now(self) -> bytes:
        with self._connected() as connection:
            return connection.serialize()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        borrowed = self._database.engine.raw_connection()
        try:
            yield cast("sqlite3.Connection", borrowed.driver_connection)
        finally:
            borrowed.close()
