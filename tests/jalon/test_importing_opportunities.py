"""`jalon import opportunities`, as an office runs it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coaching import postings
from jalon.cli import app
from jalon.house import open_database
from jalon.settings import load
from storage.opportunities import Opportunity, Organization
from tests.jalon.test_importing import office as office

SOON = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
HEADINGS = "reference,title,employer,expires_on,occupation,pay_from,pay_to,region"
NURSE = f"R1,Infirmière,Hôpital Exemple,{SOON},31301,30,40,06"
WELDER = f"R2,Soudeuse,Atelier Exemple,{SOON},72106,25,,05"
GOOD = f"{HEADINGS}\n{NURSE}\n{WELDER}"


def jalon(content: str | bytes, *options: str, name: str = "offers.csv") -> Result:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(app, ["import", "opportunities", name, *options])


def stored() -> dict[str, str]:
    """The titles by reference, of those that are not withdrawn."""
    database = open_database(load())
    with database.session() as session:
        found = {row.reference: row.title for row in session.query(Opportunity) if row.withdrawn_at is None}
    database.close()
    return found


def test_a_file_is_imported_and_told_in_two_lines(office: Path) -> None:
    result = jalon(GOOD)
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        ["offers.csv: CSV in UTF-8, 2 rows: 2 new, 0 changed, 0 as they were.", "Stored."],
    )
    assert stored() == {"R1": "Infirmière", "R2": "Soudeuse"}


def test_the_same_file_twice_changes_nothing_and_other_sources_have_their_own_references(office: Path) -> None:
    jalon(GOOD)
    assert "0 new, 0 changed, 2 as they were" in jalon(GOOD).output
    assert "0 new, 1 changed, 1 as they were" in jalon(GOOD.replace("Soudeuse", "Soudeuse de nuit")).output
    assert "2 new, 0 changed, 0 as they were" in jalon(GOOD, "--source", "partner").output


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8-sig", "CSV in UTF-8 with a mark"),
        ("cp1252", "CSV in Windows-1252"),
        ("utf-16", "CSV in UTF-16"),
        ("utf-16-le", "CSV in UTF-16"),
        ("utf-16-be", "CSV in UTF-16"),
    ],
)
def test_an_encoding_is_found_and_told(office: Path, encoding: str, told: str) -> None:
    assert f"offers.csv: {told}, 2 rows: 2 new" in jalon(GOOD.encode(encoding)).output
    assert stored()["R1"] == "Infirmière"


def test_a_list_of_objects_is_read_with_the_lines_of_its_rows(office: Path) -> None:
    rows = [
        {"reference": 1, "title": "Infirmière", "employer": "Hôpital", "expires_on": SOON, "pay_from": 30.5},
        {"reference": "2", "title": "B", "employer": "X", "expires_on": SOON, "remote": True, "skills": ["a", "b"]},
        {"reference": "3", "title": "Soudeuse", "employer": {"name": "X"}, "expires_on": SOON, "wage": 3},
        "no object",
    ]
    result = jalon(json.dumps(rows, ensure_ascii=False, indent=1), name="offers.json")
    assert result.exit_code == 1
    assert "offers.json: JSON in UTF-8, 4 rows: 1 new, 0 changed, 0 as they were, 3 refused." in result.stdout
    assert 'offers.json:9: title "B": This is needed, with at least 3 characters.' in result.stderr
    assert 'key "wage": is not expected' in result.stderr
    assert "employer" in result.stderr
    assert "an object is expected" in result.stderr
    assert stored() == {"1": "Infirmière"}


@pytest.mark.parametrize("content", ['{"a": 1}', "[1,", '[{"reference": "1"', "[" * 100_000])
def test_json_that_is_no_list_of_objects_is_refused(office: Path, content: str) -> None:
    result = jalon(content)
    assert result.exit_code == 1
    assert "offers.csv:1: " in result.stderr
    assert stored() == {}


def test_what_was_read_before_a_file_broke_off_is_stored(office: Path) -> None:
    row = {"reference": "1", "title": "Infirmière", "employer": "Hôpital", "expires_on": SOON}
    result = jalon(f"[{json.dumps(row)},\n{{", "--replace")
    assert result.exit_code == 1
    assert "offers.csv:2: JSON: cannot be read from here on" in result.stderr
    assert "nothing was withdrawn, for the file cannot be read to its end" in result.stdout
    assert stored() == {"1": "Infirmière"}


def test_bad_rows_are_listed_with_line_and_reason_and_the_others_go_in(office: Path) -> None:
    wrong = [
        f"R3,,Hôpital,{SOON},31301,,,",
        f"R4,Nurse,Hôpital,{SOON},99999,,,18",
        f"R5,Nurse,Hôpital,{SOON},31301,40,30,",
        "R6,Nurse,Hôpital,2020-01-01,31301,,,",
        f"R1,Again,Hôpital,{SOON},31301,,,",
        "R7,Nurse",
    ]
    result = jalon("\n".join((GOOD, *wrong)))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "offers.csv:4: title: This is needed, with at least 3 characters.",
        'offers.csv:5: occupation "99999": There is no occupation 99999 in the National Occupational Classification.',
        'offers.csv:5: region "18": One of the seventeen regions is expected: its code, 01 to 17, or its name.',
        'offers.csv:6: pay_from "40": The lowest pay is higher than the highest, $30.',
        'offers.csv:7: expires_on "2020-01-01": January 1, 2020 is past: the offer has ended.',
        'offers.csv:8: reference "R1": stands already on line 2: keep one',
        "offers.csv:9: row: has 2 cells under 8 headings: look for a separator or a quote that is out of place",
    ]
    assert "8 rows: 2 new, 0 changed, 0 as they were, 6 refused." in result.stdout
    assert "Mend the rows that are listed, and import the file again." in result.stdout
    assert stored() == {"R1": "Infirmière", "R2": "Soudeuse"}


def test_tags_and_formulas_are_told_and_kept_as_words(office: Path) -> None:
    row = f"R1,=cmd(),<b>Hôpital</b>,{SOON},31301,,,"
    many = [f"M{number},Nurse,<i>H</i>,{SOON},,,," for number in range(6)]
    result = jalon("\n".join((HEADINGS, row, *many)))
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == [
        "offers.csv: HTML tags were taken out of employer in lines 2, 3, 4, 5, 6 and 2 more.",
        "offers.csv: title begins like a formula in lines 2, and is kept as text.",
    ]
    assert stored()["R1"] == "=cmd()"


def test_a_dry_run_tells_what_would_be_and_stores_nothing(office: Path) -> None:
    jalon(GOOD)
    result = jalon(
        "\n".join((HEADINGS, NURSE.replace("40", "45"), NURSE.replace("R1", "R9"))), "--dry-run", "--replace"
    )
    assert "1 new, 1 changed, 0 as they were; 1 not in the file any more are withdrawn." in result.output
    assert "Nothing was stored" in result.output
    assert stored() == {"R1": "Infirmière", "R2": "Soudeuse"}


def test_what_a_file_does_not_name_is_left_alone_unless_it_shall_be_replaced(office: Path) -> None:
    jalon(GOOD)
    jalon(GOOD, "--source", "partner")
    only = f"{HEADINGS}\n{NURSE}"
    assert jalon(only).exit_code == 0
    assert "R2" in stored()
    refused = "\n".join((HEADINGS, NURSE.replace("31301", "9")))
    assert "1 not in the file any more are withdrawn" in jalon(refused, "--replace").output
    assert stored() == {"R1": "Infirmière", "R2": "Soudeuse"}
    database = open_database(load())
    with database.session() as session:
        gone = session.query(Opportunity).filter(Opportunity.withdrawn_at.is_not(None)).all()
        assert [(row.source, row.reference) for row in gone] == [("import", "R2")]
    database.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04", "is an Excel workbook"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"abc\0\0", "is no text"),
        ("é,".encode() + b"\xe9\n", "mixes UTF-8 and Windows-1252"),
        (b"name,wage\nx,1\n", "the first line must name the columns"),
        (b"reference,title\nx,1\n", 'column "employer": is missing'),
        (HEADINGS.encode() + b"\n", "there are no rows in it"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(office: Path, content: bytes, told: str) -> None:
    result = jalon(content)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "nothing of offers.csv is stored" in result.stderr


def test_a_quote_that_is_not_closed_is_told_and_the_rows_before_it_are_stored(office: Path) -> None:
    result = jalon(f'{GOOD}\nR3,"Nurse,X,{SOON},31301,,,\n')
    assert result.exit_code == 1
    assert "offers.csv:4: quotes" in result.stderr
    assert stored() == {"R1": "Infirmière", "R2": "Soudeuse"}


@pytest.mark.parametrize("source", ["console", "Emploi Québec", ""])
def test_a_source_has_a_plain_name_of_its_own(office: Path, source: str) -> None:
    assert "a name of small letters and digits is expected" in jalon(GOOD, "--source", source).stderr


def test_the_template_names_all_columns(office: Path) -> None:
    result = CliRunner().invoke(app, ["import", "opportunities", "--template"])
    assert result.output == ",".join(postings.COLUMNS) + "\n"
    assert CliRunner().invoke(app, ["import", "opportunities"]).exit_code == 1
    assert "cannot be read" in CliRunner().invoke(app, ["import", "opportunities", "gone.csv"]).stderr


def test_the_columns_are_all_described(office: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/search.md").read_text()
    assert [column for column in postings.COLUMNS if f"`{column}`" not in text] == []


def test_a_long_file_is_imported_in_batches_on_postgresql_too(
    office: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_DATABASE", postgres_url)
    rows = [f"R{number},Nurse {number},Employer {number % 5},{SOON},31301,,," for number in range(2_300)]
    content = "\n".join((HEADINGS, *rows))
    assert "2300 rows: 2300 new" in jalon(content).output
    assert "0 new, 0 changed, 2300 as they were" in jalon(content, "--replace").output
    assert "2290 not in the file any more are withdrawn" in jalon("\n".join((HEADINGS, *rows[:10])), "--replace").output
    assert len(stored()) == 10
    database = open_database(load())
    with database.session() as session:
        assert session.query(Organization).count() == 5
    database.close()
