"""The command line, in one process with its tests."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jalon.cli import app
from jalon.house import now, open_database
from jalon.settings import load
from storage.candidates import Candidate

OLD, NEW = "o" * 40, "n" * 40


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JALON_DATA", str(tmp_path))
    monkeypatch.setenv("JALON_SECRET_KEY", OLD)
    return tmp_path


def jalon(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


def stored(data: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "sandbox" / "jalon.sqlite")) as database:
        return database.execute(question).fetchall()


def test_staff_are_added_with_a_password_that_is_never_stored(data: Path) -> None:
    result = jalon("staff", "add", "Lise@Example.org", "Lise Roy", "--role", "admin", typed="a long password\n" * 2)
    assert result.exit_code == 0
    [(email, name, role, kept)] = stored(data, "SELECT email, name, role, password_hash FROM staff")
    assert (str(email).casefold(), name, role) == ("lise@example.org", "Lise Roy", "admin")
    assert str(kept).startswith("$argon2id$")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lise@example.org", "Lise Roy", "--password", "short"), "12"),
        (("not-an-address", "Lise Roy", "--password", "a long password"), "not-an-address"),
        (("lise@example.org", "Lise Roy", "--role", "king", "--password", "a long password"), "king"),
    ],
)
def test_staff_who_cannot_be_added_are_told_in_one_line(data: Path, arguments: tuple[str, ...], told: str) -> None:
    result = jalon("staff", "add", *arguments)
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


def test_one_address_belongs_to_one_member_of_staff(data: Path) -> None:
    assert jalon("staff", "add", "lise@example.org", "Lise Roy", "--password", "a long password").exit_code == 0
    result = jalon("staff", "add", "LISE@example.org", "Another", "--password", "a long password")
    assert result.exit_code == 1
    assert stored(data, "SELECT count(*) FROM staff") == [(1,)]


def test_the_tables_are_made_and_made_again_without_harm(data: Path) -> None:
    assert jalon("db", "upgrade").exit_code == 0
    assert jalon("db", "upgrade").exit_code == 0
    assert stored(data, "SELECT version_num FROM alembic_version") != []


def test_keys_rotate_and_the_old_one_can_go(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(load())
    with database.session() as session, session.begin():
        session.add(Candidate(first_name="Amina", email="amina@example.org", created_at=now()))
    database.close()
    monkeypatch.setenv("JALON_SECRET_KEY", f"{NEW},{OLD}")
    assert jalon("db", "rotate").exit_code == 0
    monkeypatch.setenv("JALON_SECRET_KEY", NEW)
    database = open_database(load())
    with database.session() as session:
        assert session.query(Candidate).one().email == "amina@example.org"
    database.close()


def test_a_part_that_does_not_exist_is_refused(data: Path) -> None:
    result = jalon("run", "--only", "everything")
    assert result.exit_code == 1
    assert "expected web, deliver or jobs" in result.output


def test_the_conversation_is_whole_and_its_map_is_drawn(data: Path) -> None:
    result = jalon("check", "--map")
    assert result.exit_code == 0, result.output
    assert re.search(r"\d+ cards of lessons in \d languages: all is well", result.output)
    assert "flowchart LR" in result.output
