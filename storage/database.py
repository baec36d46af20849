"""The one door to the database: `await database.run(work)` is one transaction in a worker thread.

SQLite belongs to one process, which a lock on a file beside it holds. It has one writing connection, whose transactions
begin IMMEDIATE, and readers of their own. PostgreSQL takes several writers at once.
"""

import asyncio
import fcntl
import re
import sqlite3
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

import storage.tables  # noqa: F401 - every table must be known before the first query
from storage.encryption import Keyring

T = TypeVar("T")
Work = Callable[[Session], T]

WAITS = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Seconds between tries while the database is locked or gone; the last is repeated."""
PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
}


QUOTED = re.compile("[\"'\n]")
"""Where a database begins to quote a value, or to tell of the whole row in its next line."""


class DatabaseInUseError(Exception):
    """Another process holds the SQLite file."""


def passing(error: DBAPIError) -> bool:
    """Tells a database that is locked, full, restarting or gone from a mistake of ours."""
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in PASSING
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def traced(error: BaseException, *, quiet: bool = False) -> str:
    """The traceback of an error and of what led to it, without what a database or a column's type quotes of values.

    `quiet` leaves out all that it says.
    """
    led = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{traced(led, quiet=quiet or isinstance(error, SQLAlchemyError))}\nThat led to:\n\n" if led else ""
    said = "" if quiet else _said(error)
    where = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{where}{type(error).__name__}: {said}\n".replace("\0", "")


def _said(error: BaseException) -> str:
    match error:
        case DBAPIError():
            return f"{type(error.orig).__name__}: {QUOTED.split(str(error.orig))[0]}\n[SQL: {error.statement}]"
        case StatementError():
            return f"{type(error.orig).__name__}\n[SQL: {error.statement}]"
        case SQLAlchemyError():
            return QUOTED.split(str(error))[0]
        case _:
            return str(error)


class Database:
    """`url` as SQLAlchemy writes it; `patience` seconds are spent on a database that does not answer."""

    def __init__(self, url: str, keyring: Keyring, patience: float = 60, threads: int = 4) -> None:
        self.url = make_url(url)
        self.patience = patience
        self._lock = _lock(self.url)
        self.engine = _engine(self.url, keyring, begin="BEGIN IMMEDIATE")
        self.reading = self._reading(keyring)
        self._writers = ThreadPoolExecutor(1 if self.is_sqlite else threads, "database-write")
        self._readers = (
            ThreadPoolExecutor(threads, "database-read") if self.reading is not self.engine else self._writers
        )

    def _reading(self, keyring: Keyring) -> Engine:
        """An engine that cannot write, except for a database in memory, which has one connection."""
        if not self.is_sqlite:
            return self.engine.execution_options(postgresql_readonly=True)
        return self.engine if _in_memory(self.url) else _engine(self.url, keyring, begin="BEGIN")

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def session(self) -> Session:
        """Opens a session for work that is synchronous anyway: commands, tests."""
        return Session(self.engine, expire_on_commit=False)

    async def run(self, work: Work[T]) -> T:
        """Does work in one transaction, and again while the database is locked or gone, for `patience` seconds."""
        return await self._patiently(self._writers, self.engine, work)

    async def read(self, work: Work[T]) -> T:
        """Does work that only reads."""
        return await self._patiently(self._readers, self.reading, work)

    async def _patiently(self, threads: ThreadPoolExecutor, engine: Engine, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.patience
        tries = 0
        while True:
            try:
                return await loop.run_in_executor(threads, _transaction, engine, work)
            except DBAPIError as error:
                if not passing(error) or loop.time() >= deadline:
                    raise
            await asyncio.sleep(WAITS[min(tries, len(WAITS) - 1)])
            tries += 1

    def close(self) -> None:
        """Waits for what is under way, and lets go of the database."""
        self._writers.shutdown()
        self._readers.shutdown()
        self.engine.dispose()
        self.reading.dispose()
        if self._lock:
            self._lock.close()


def _transaction(engine: Engine, work: Work[T]) -> T:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        return work(session)


def _in_memory(url: URL) -> bool:
    return url.database in {None, "", ":memory:"}


def _engine(url: URL, keyring: Keyring, begin: str) -> Engine:
    if url.get_backend_name() != "sqlite":
        given: dict[str, Any] = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 10}}
        url = url.set(drivername="postgresql+psycopg")
    elif _in_memory(url):
        given = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        given = {"connect_args": {"check_same_thread": False, "timeout": 1}}
    # Errors are logged and written down: what people wrote is not to stand in them.
    engine = create_engine(url, hide_parameters=True, **given)
    engine.dialect.keyring = keyring  # type: ignore[attr-defined]
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, begin)
    return engine


def _prepare_sqlite(engine: Engine, begin: str) -> None:
    """Takes the transaction mode into our own hands, as SQLAlchemy documents it for savepoints."""

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=1000"):
            connection.execute(f"PRAGMA {pragma}")
        if begin == "BEGIN":
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def _lock(url: URL) -> IO[str] | None:
    if url.get_backend_name() != "sqlite" or _in_memory(url):
        return None
    path = Path(f"{url.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise DatabaseInUseError(
            f"{url.database} is in use by another process. Stop it first, or use PostgreSQL for several processes."
        ) from error
    return file
