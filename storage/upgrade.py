"""Brings a database to the newest revision of the tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HISTORY = Path(__file__).parent / "migrations"


def config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - loaded only where tables change

    settings = Config()
    settings.set_main_option("script_location", str(HISTORY))
    settings.attributes["connection"] = connection
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Does nothing, quickly, where the tables are at the newest revision already."""
    with engine.connect() as connection, _rebuilding(connection), connection.begin():
        if revision == "head" and _revision(connection) == newest():
            return
        from alembic import command  # noqa: PLC0415 - the same

        command.upgrade(config(connection), revision)


def newest() -> str:
    """The newest revision; files of the history are named by their revision, in order."""
    return max(file.name.partition("_")[0] for file in (HISTORY / "versions").glob("*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


@contextmanager
def _rebuilding(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, which its foreign keys, while they are on, take for a deletion."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
