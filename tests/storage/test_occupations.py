from datetime import UTC, datetime, timedelta
from typing import Any

from storage import occupations
from storage.database import Database

NOW = datetime(2026, 11, 25, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def row(code: str, title: str) -> dict[str, Any]:
    said = {"regulated": None, "authorities": (), "aliases": ("a", "b")}
    return {"code": code, "teer": 2, "title_en": title, "title_fr": title, **said}


def test_rows_come_back_by_code_as_they_were_written(database: Database) -> None:
    with database.session() as session, session.begin():
        occupations.keep(session, [row("72200", "B"), row("72106", "A")], NOW)
    with database.session() as session:
        told = [(each.code, each.title_fr, each.aliases) for each in occupations.imported(session)]
        assert told == [("72106", "A", ["a", "b"]), ("72200", "B", ["a", "b"])]


def test_a_code_that_is_known_is_written_over_and_the_others_stay(database: Database) -> None:
    with database.session() as session, session.begin():
        occupations.keep(session, [row("72106", "A"), row("72200", "B")], NOW)
    with database.session() as session, session.begin():
        occupations.keep(session, [row("72200", "C"), row("72300", "D")], LATER)
        told = [(each.code, each.title_en, each.imported_at) for each in occupations.imported(session)]
        assert told == [("72106", "A", NOW), ("72200", "C", LATER), ("72300", "D", LATER)]


def test_nothing_is_kept_without_harm(database: Database) -> None:
    with database.session() as session, session.begin():
        occupations.keep(session, [], NOW)
        assert occupations.imported(session) == []
