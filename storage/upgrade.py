"""Brings a database to the newest revision of the tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

HISTORY = Path(__file__).parent / "migrations"


def config(connection: Connection) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(HISTORY))
    settings.attributes["connection"] = connection
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    with engine.connect() as connection, _rebuilding(connection), connection.begin():
        command.upgrade(config(connection), revision)


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
