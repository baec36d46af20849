"""Brings a database to the newest revision of the tables."""

from pathlib import Path

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
    with engine.begin() as connection:
        command.upgrade(config(connection), revision)
