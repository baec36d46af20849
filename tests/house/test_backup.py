import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.house.files import ROOT


def backup(*names: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "deploy/backup"), *map(str, names)]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own script


def test_a_backup_holds_what_still_stands_in_the_log_of_a_running_database(tmp_path: Path) -> None:
    source, copy = tmp_path / "jalon.sqlite", tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(source)) as running:
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("CREATE TABLE notes (words TEXT)")
        running.execute("INSERT INTO notes VALUES ('Bonjour')")
        running.commit()
        assert backup(source, copy).returncode == 0
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT words FROM notes").fetchall() == [("Bonjour",)]


def test_a_backup_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    source, copy = tmp_path / "jalon.sqlite", tmp_path / "copy.sqlite"
    sqlite3.connect(source).close()
    source.touch()
    backup(source, copy)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    source, copy = tmp_path / "jalon.sqlite", tmp_path / "copy.sqlite"
    source.touch()
    copy.write_text("Tuesday's")
    refused = backup(source, copy)
    assert refused.returncode == 1
    assert "never overwrites" in refused.stderr
    assert copy.read_text() == "Tuesday's"


def test_a_backup_of_nothing_says_where_the_database_should_be(tmp_path: Path) -> None:
    assert "jalon.sqlite in JALON_DATA" in backup(tmp_path / "jalon.sqlite", tmp_path / "copy.sqlite").stderr


def test_a_backup_called_wrongly_tells_its_usage() -> None:
    assert "deploy/backup DATABASE COPY" in backup().stderr
