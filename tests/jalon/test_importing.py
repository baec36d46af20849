"""`jalon import`, as an office runs it."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from coaching import occupations
from coaching.spreadsheets import Row
from jalon.cli import app
from jalon.house import House, content, open_database
from jalon.importing import LONG, watched
from jalon.settings import load
from storage.database import Database

HEADINGS = "code,teer,title_en,title_fr,qc_regulated\n"
NEW = "72998,2,Robot mechanics,Mécaniciens de robots,yes\n"
CHANGED = "72106,2,Welders of Québec,Soudeurs du Québec,\n"
WELDER = occupations.table()["72106"]
WRONG = "7210,2,Welders,Soudeurs,no\n"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with settings, on SQLite."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JALON_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("JALON_BOT_TOKEN", "1:a-token")
    monkeypatch.setenv("COLUMNS", "60")
    return tmp_path


def same() -> str:
    cook = occupations.table()["63200"]
    return f"63200,{cook.teer},{cook.title_en},{cook.title_fr},no\n"


def jalon(content: str | bytes, *options: str) -> Result:
    Path("noc.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(app, ["import", "occupations", "noc.csv", *options])


def title(code: str) -> str | None:
    """What a process that starts now would tell."""
    house = House(load(), parts=())
    house.database.close()
    found = house.programme.occupations.by_code(code)
    return found.title_en if found else None


def test_a_table_is_imported_and_told_in_two_lines(office: Path) -> None:
    result = jalon(HEADINGS + NEW + CHANGED + same())
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "noc.csv: 3 rows: 1 new, 1 changed, 1 as they were.",
            "Stored. A Jalon that is running searches the new list from its next start.",
        ],
    )
    assert (title("72998"), title("72106"), title("31301")) == (
        *("Robot mechanics", "Welders of Québec"),
        occupations.table()["31301"].title_en,
    )


def test_the_same_file_twice_changes_nothing_and_says_so(office: Path) -> None:
    jalon(HEADINGS + NEW + CHANGED)
    assert jalon(HEADINGS + NEW + CHANGED).output.splitlines() == [
        "noc.csv: 2 rows: 0 new, 0 changed, 2 as they were.",
        "The search stays as it is.",
    ]


def test_a_dry_run_tells_each_change_and_stores_none(office: Path) -> None:
    changed = f"72106,2,Welders of Québec,{WELDER.title_fr},\n"
    result = jalon(HEADINGS + NEW + changed, "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "72998: new: Robot mechanics / Mécaniciens de robots",
        f'72106: title_en "{WELDER.title_en}" becomes "Welders of Québec"',
        "noc.csv: 2 rows: 1 new, 1 changed, 0 as they were.",
        "Nothing was stored: this is what the import would do.",
    ]
    assert title("72998") is None


def test_nothing_is_stored_where_a_row_is_wrong(office: Path) -> None:
    result = jalon(HEADINGS + NEW + WRONG)
    assert result.exit_code == 1
    listed, refused = result.stderr.splitlines()
    assert listed == 'noc.csv:3: code "7210": five digits are expected, as 72106'
    assert refused.startswith("jalon: nothing of noc.csv is stored: 1 of its 2 rows are wrong; mend them")
    assert title("72998") is None


def test_bad_rows_are_skipped_and_listed_where_that_is_wanted(office: Path) -> None:
    result = jalon(HEADINGS + NEW + WRONG, "--skip-bad")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == ['noc.csv:3: code "7210": five digits are expected, as 72106']
    assert result.stdout.startswith("noc.csv: 2 rows: 1 new, 0 changed, 0 as they were, 1 left out.\n")
    assert title("72998") == "Robot mechanics"


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"code,teer\n1,2\n", HEADINGS.encode()])
def test_a_file_that_is_wrong_as_a_whole_is_never_stored(office: Path, content: bytes) -> None:
    result = jalon(content, "--skip-bad")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "jalon: nothing of noc.csv is stored: the file as a whole is wrong"
    assert not (office / "data").exists()


@pytest.mark.parametrize(("name", "told"), [("gone[/].csv", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_told_in_one_line(office: Path, name: str, told: str) -> None:
    result = CliRunner().invoke(app, ["import", "occupations", name])
    assert result.exit_code == 1
    assert result.stderr == f"jalon: {name} cannot be read ({told}): name a CSV file\n"


def test_a_database_in_use_refuses_the_import(office: Path) -> None:
    database = open_database(load())
    result = jalon(HEADINGS + NEW)
    database.close()
    assert result.exit_code == 1
    assert "is in use by another process" in result.stderr


def test_without_a_token_the_sandbox_is_told_to_be_where_it_went(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALON_BOT_TOKEN")
    assert "Stored in the sandbox, for JALON_BOT_TOKEN is not set." in jalon(HEADINGS + NEW).output


def test_a_long_file_is_imported_whole(office: Path) -> None:
    codes = [f"{broad}{teer}{rest:03}" for broad in range(10) for teer in range(6) for rest in range(40)]
    assert len(codes) >= LONG
    rows = "".join(f"{code},{code[1]},Work {code},Travail {code},no\n" for code in codes)
    assert jalon(HEADINGS + rows).output.startswith("noc.csv: 2400 rows: ")


@pytest.mark.parametrize("terminal", [True, False])
def test_only_a_terminal_is_shown_the_progress_of_many_rows(terminal: bool) -> None:  # noqa: FBT001 - a case of the test
    rows = [Row("noc.csv", line, {}) for line in range(LONG)]
    shown = StringIO()
    assert list(watched(rows, Console(file=shown, force_terminal=terminal))) == rows
    assert ("Checking" in shown.getvalue()) is bool(shown.getvalue()) is terminal


def test_on_postgresql_an_import_is_searched_from_the_next_start(
    office: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch, postgres: Database
) -> None:
    monkeypatch.setenv("JALON_DATABASE", postgres_url)
    running = content(postgres)
    assert jalon(HEADINGS + NEW).exit_code == 0
    assert running.occupations.by_code("72998") is None
    assert content(postgres).occupations.by_code("72998")
