"""What tests of many rooms share: a database of each kind, migrated and empty.

PostgreSQL is taken from JALON_TEST_POSTGRES. Every test process makes a database of its own on that server, so that
pytest-xdist and several runs at once do not meet, and drops it at its end.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from storage.database import Database
from storage.encryption import Keyring
from storage.tables import Table
from storage.upgrade import upgrade

POSTGRES = os.environ.get("JALON_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
EMPTY = "; ".join(str(table.delete()) for table in reversed(Table.metadata.sorted_tables))
"""A hundred times faster than TRUNCATE, which makes new files."""
FROM_ONE = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return Keyring(["a secret of the tests"])


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, keyring: Keyring) -> Path:
    """A migrated, empty file, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "jalon.db"
    made = Database(f"sqlite:///{path}", keyring)
    upgrade(made.engine)
    made.close()
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A migrated, empty SQLite file of this test."""
    shutil.copy(sqlite_template, tmp_path / "jalon.db")
    return f"sqlite:///{tmp_path / 'jalon.db'}"


@pytest.fixture(scope="session")
def postgres_server() -> psycopg.Connection:
    """A connection to the test server; without one, tests are skipped, but fail where CI promises it."""
    try:
        return psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        reason = f"no PostgreSQL answers at {POSTGRES}: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_database(postgres_server: psycopg.Connection, keyring: Keyring) -> Iterator[str]:
    """The URL of this process's own migrated database."""
    name = f"jalon_test_{os.getpid()}"
    with postgres_server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        postgres_server.execute(drop)
        postgres_server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        made = Database(url, keyring)
        upgrade(made.engine)
        made.close()
        yield url
        postgres_server.execute(drop)


@pytest.fixture
def postgres_url(postgres_database: str) -> str:
    """A migrated, empty PostgreSQL database of this process."""
    with psycopg.connect(postgres_database) as connection:
        connection.execute(EMPTY)
        connection.execute(FROM_ONE)
    return postgres_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Where a migrated, empty database of each kind is."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def database(database_url: str, keyring: Keyring) -> Iterator[Database]:
    """A migrated, empty database: each test runs on SQLite and on PostgreSQL."""
    opened = Database(database_url, keyring, patience=5)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(sqlite_url: str, keyring: Keyring) -> Iterator[Database]:
    """SQLite only, for what is its own."""
    opened = Database(sqlite_url, keyring, patience=5)
    yield opened
    opened.close()


@pytest.fixture
def postgres(postgres_url: str, keyring: Keyring) -> Iterator[Database]:
    """PostgreSQL only, for what several workers at once do."""
    opened = Database(postgres_url, keyring, patience=5)
    yield opened
    opened.close()
