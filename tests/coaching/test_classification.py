from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from coaching import classification, occupations
from coaching.classification import Change, Entry
from coaching.occupations import Occupation
from coaching.profile import Regulated
from storage.database import Database
from storage.occupations import imported

NOW = datetime(2026, 11, 25, tzinfo=UTC)
HEADINGS = "code,teer,broad_category,major_group,title_en,title_fr,broad_en,broad_fr,qc_regulated\n"
WELDER = Entry("72106", 2, "Welders", "Soudeurs")
ROBOTS = Entry("72998", 2, "Robot mechanics", "Mécaniciens de robots")


def row(code: str = "72106", teer: str = "2", en: str = "Welders", fr: str = "Soudeurs", regulated: str = "no") -> str:
    return f"{code},{teer},7,72,{en},{fr},,,{regulated}\n"


def read(*rows: str, headings: str = HEADINGS) -> tuple[list[Entry], list[str]]:
    sheet = classification.read("noc.csv", (headings + "".join(rows)).encode())
    entries = classification.entries(sheet.rows)
    return entries, [str(problem) for problem in sheet.problems]


def keep(session: Session, *entries: Entry) -> list[Change]:
    return classification.keep(session, entries, NOW)


def found(session: Session, code: str) -> Occupation:
    occupation = classification.of_office(session).by_code(code)
    assert occupation
    return occupation


def test_a_row_is_read_with_all_that_it_says() -> None:
    headings = "code;teer;title_en;title_fr;qc_regulated;authorities;aliases\n"
    told = '72998;2;"Robot\nmechanics";Mécaniciens de robots;Yes;Ordre A|Ordre B;robotician | roboticien|robotician\n'
    assert read(told, headings=headings) == (
        [
            Entry(
                *("72998", 2, "Robot mechanics", "Mécaniciens de robots", Regulated.YES),
                authorities=("Ordre A", "Ordre B"),
                aliases=("robotician", "roboticien"),
            )
        ],
        [],
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("yes", Regulated.YES), ("full", Regulated.YES), ("full_qc_diploma", Regulated.YES)),
        *(("partly", Regulated.PARTLY), ("no", Regulated.NO)),
        *(("", None), ("citizen_only", None), ("permanent_resident_only", None)),
    ],
)
def test_the_official_words_on_regulation_are_understood(word: str, meant: Regulated | None) -> None:
    [entry], problems = read(row(regulated=word))
    assert (entry.regulated, problems) == (meant, [])


WRONG = {
    "too few digits": (row(code="7210"), 'code "7210": five digits are expected, as 72106'),
    "zeros that are lost": (
        row(code="13", teer="0"),
        'code "13": five digits are expected, as 72106; a spreadsheet may have dropped the zeros of 00013',
    ),
    "no code": (row(code=""), "code: five digits are expected, as 72106"),
    "other digits": (row(code="٧٢١٠٦"), 'code "٧٢١٠٦": five digits are expected, as 72106'),
    "no TEER": (row(teer=""), "teer: a digit from 0 to 5 is expected"),
    "a TEER that is none": (row(teer="6"), 'teer "6": a digit from 0 to 5 is expected'),
    "a TEER of another code": (row(teer="3"), 'teer "3": the second digit of 72106 says 2: mend one of them'),
    "no title": (row(en=" "), "title_en: a title is expected"),
    "a title too long": (
        row(fr="é" * 301),
        f'title_fr "{"é" * 60}…": has 301 characters: at most 300 are expected',
    ),
    "what nobody sees": (row(fr="Sou\u200bdeurs"), 'title_fr "Sou?deurs": has invisible characters: write it anew'),
    "a word on regulation": (row(regulated="maybe"), 'qc_regulated "maybe": yes, partly or no is expected'),
}


@pytest.mark.parametrize(("told", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_with_a_row_is_told_with_the_mend(told: str, expected: str) -> None:
    entries, problems = read(row(code="72200"), told)
    assert problems == [f"noc.csv:3: {expected}"]
    assert [entry.code for entry in entries] == ["72200"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    entries, problems = read(row(), row(en="", fr="", regulated="?"), row(code="7"), "72200,2\n")
    assert [entry.code for entry in entries] == ["72106"]
    assert problems == [
        'noc.csv:3: code "72106": stands already on line 2: keep one',
        'noc.csv:3: qc_regulated "?": yes, partly or no is expected',
        "noc.csv:3: title_en: a title is expected",
        "noc.csv:3: title_fr: a title is expected",
        'noc.csv:4: code "7": five digits are expected, as 72106',
        "noc.csv:5: row: has 2 cells under 9 headings: look for a separator or a quote that is out of place",
    ]


def test_a_name_that_is_too_long_is_told() -> None:
    headings = "code,teer,title_en,title_fr,aliases\n"
    _, [problem] = read(f"72106,2,Welders,Soudeurs,welder|{'x' * 121}\n", headings=headings)
    assert problem.endswith("has 121 characters: at most 120 are expected")


def test_rows_are_checked_even_where_a_column_is_missing_and_none_is_taken() -> None:
    entries, problems = read("2,Welders,Soudeurs\n", "9,Cooks,Cuisiniers\n", headings="teer,title_en,title_fr\n")
    assert entries == []
    assert problems == [
        'noc.csv:1: column "code": is missing: add it',
        'noc.csv:3: teer "9": a digit from 0 to 5 is expected',
    ]


def test_where_nothing_was_imported_the_table_is_what_ships(database: Database) -> None:
    with database.session() as session:
        assert classification.of_office(session) is occupations.shipped()


def test_an_imported_group_is_found_and_keeps_what_ships_where_it_says_nothing(database: Database) -> None:
    nurse = occupations.table()["31301"]
    with database.session() as session:
        keep(session, ROBOTS, Entry("31301", 1, "Nurses of Québec", "Infirmières du Québec"))
        table = classification.of_office(session)
        assert len(table) == len(occupations.shipped()) + 1
        assert [each.code for each in table.search("mécanicienne de robots", "fr", limit=1)] == ["72998"]
        assert found(session, "72998").regulated is Regulated.UNKNOWN
        assert found(session, "31301") == Occupation(
            "31301", 1, "Nurses of Québec", "Infirmières du Québec", Regulated.YES, nurse.authorities, nurse.aliases
        )


def test_what_an_imported_row_says_counts_more_than_what_ships(database: Database) -> None:
    with database.session() as session:
        keep(
            session,
            Entry("31301", 1, "Nurses", "Infirmières", Regulated.NO, ("Nobody",), ("nightingale",)),
            Entry("72106", 2, "Welders", "Soudeurs", Regulated.PARTLY, ("A guild",)),
        )
        nurse, welder = found(session, "31301"), found(session, "72106")
        assert (nurse.regulated, nurse.authorities, nurse.aliases) == (Regulated.NO, (), ("nightingale",))
        assert (welder.regulated, welder.authorities) == (Regulated.PARTLY, ("A guild",))


def test_changes_are_told_against_what_candidates_find_now(database: Database) -> None:
    welder = occupations.table()["72106"]
    same = Entry("72106", welder.teer, welder.title_en, welder.title_fr)
    with database.session() as session:
        assert classification.changes(session, [same, WELDER, ROBOTS]) == [
            Change(welder, WELDER.over(welder)),
            Change(None, ROBOTS.over(None)),
        ]
        assert imported(session) == []


def test_the_same_import_twice_changes_and_writes_nothing(database: Database) -> None:
    with database.session() as session, session.begin():
        assert len(keep(session, WELDER, ROBOTS)) == 2
    with database.session() as session, session.begin():
        assert classification.keep(session, [WELDER, ROBOTS], NOW + timedelta(days=1)) == []
        assert {each.imported_at for each in imported(session)} == {NOW}
        assert len(keep(session, Entry("72998", 2, "Robot makers", "Fabricants de robots"))) == 1
        assert [each.title_en for each in imported(session)] == ["Welders", "Robot makers"]


def test_a_change_is_told_in_one_line() -> None:
    before = Occupation("72106", 2, "Welders", "Soudeurs", Regulated.PARTLY, ("A", "B"))
    after = Occupation("72106", 2, "Welder", "Soudeurs", Regulated.NO)
    assert str(Change(None, after)) == "72106: new: Welder / Soudeurs"
    assert str(Change(before, after)) == (
        '72106: title_en "Welders" becomes "Welder"; regulated "partly" becomes "no"; authorities "A|B" becomes ""'
    )
