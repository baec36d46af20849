import pytest

from coaching import spreadsheets
from coaching.spreadsheets import Spreadsheet

HEADINGS = "code,title\n"


def read(
    content: bytes | str, needed: tuple[str, ...] = ("code", "title"), others: tuple[str, ...] = ()
) -> Spreadsheet:
    return spreadsheets.read("noc.csv", content.encode() if isinstance(content, str) else content, needed, others)


def told(content: bytes | str, **columns: tuple[str, ...]) -> list[str]:
    return [str(problem) for problem in read(content, **columns).problems]


@pytest.mark.parametrize(
    "content",
    [
        "code,title\n1,Été\n2,B\n",
        "code;title\r\n1;Été\r\n2;B\r\n",
        "code\ttitle\r1\tÉté\r2\tB",
        '\ufeff"code","title"\n"1","Été"\n"2","B"\n',
        "\nCODE, Title ,,\n\n1, Été ,,\n,,,\n2,B,,\n",
        "code,title\n1,E\u0301te\u0301\n2,B\n",
    ],
)
def test_what_spreadsheets_write_is_read_alike(content: str) -> None:
    sheet = read(content)
    assert sheet.problems == []
    assert [(row["code"], row["title"]) for row in sheet.rows] == [("1", "Été"), ("2", "B")]


def test_a_row_knows_its_first_line_and_its_cells_are_one_line() -> None:
    sheet = read('code,title\n1,"two\r\nlines"\n\n2,"a ""word"""\n')
    assert [(row.line, row["title"], row["gone"]) for row in sheet.rows] == [(2, "two lines", ""), (5, 'a "word"', "")]


def test_a_column_that_may_be_missing_may_be_missing() -> None:
    assert told("code\n1\n", needed=("code",), others=("title",)) == []


HEADS = {
    "a column of another name": (
        "code,titel\n1,A\n",
        [
            'noc.csv:1: column "titel": is not expected: did you mean "title"?',
            'noc.csv:1: column "title": is missing: add it',
        ],
    ),
    "a column like no other": (
        "code,title,xyzzy\n1,A,B\n",
        ['noc.csv:1: column "xyzzy": is not expected: use one of code, title'],
    ),
    "a column that stands twice": (
        "code,title,code\n1,A,1\n",
        ['noc.csv:1: column "code": stands twice: keep one'],
    ),
    "no headings": ("1,A\n2,B\n", ["noc.csv:1: headings: the first line must name the columns: code, title"]),
    "nothing below": (HEADINGS, ["noc.csv:1: rows: there are none below the headings"]),
    "an empty file": ("", ["noc.csv:1: file: is empty"]),
    "a blank file": (" \r\n\n", ["noc.csv:1: file: is empty"]),
}


@pytest.mark.parametrize(("content", "expected"), HEADS.values(), ids=HEADS.keys())
def test_what_is_wrong_with_the_headings_is_told_with_the_mend(content: str, expected: list[str]) -> None:
    assert told(content) == expected
    assert read(content).faults


KINDS = {
    "an Excel workbook": b"PK\x03\x04\x14\0\0\0",
    "an old Excel workbook": b"\xd0\xcf\x11\xe0\xa1\xb1",
    "a PDF": b"%PDF-1.7\n",
    "text in UTF-16": HEADINGS.encode("utf-16"),
    "a web page": b"\r\n<!DOCTYPE html><html>",
    "no text": b"code,title\n1,\0\n",
}


@pytest.mark.parametrize(("kind", "content"), KINDS.items(), ids=KINDS.keys())
def test_a_file_that_is_no_csv_is_told_what_it_is(kind: str, content: bytes) -> None:
    assert told(content) == [
        f'noc.csv:1: file: is {kind}, and a CSV file in UTF-8 is expected: in a spreadsheet, save it as "CSV UTF-8"'
    ]


def test_text_in_another_encoding_is_told_with_its_line() -> None:
    [problem] = told("code,title\n1,A\n2,Été\n".encode("cp1252"))
    assert problem == 'noc.csv:3: file: the byte 0xc9 is not UTF-8: in a spreadsheet, save it as "CSV UTF-8"'
    [problem] = told("code,title\n1,Été\n2,Né\n3,Là\n".encode("cp1252"))
    assert problem.startswith("noc.csv:2: file: the byte 0xc9 is not UTF-8, and 2 more lines are like it")


def test_quotes_that_are_out_of_place_are_told_where_they_open() -> None:
    assert told('code,title\n1,"A"B\n2,C\n3,"never\nclosed\n') == [
        "noc.csv:2: quotes: those that open here are not closed as they should be (',' expected after '\"')",
        "noc.csv:4: quotes: those that open here are not closed as they should be (unexpected end of data)",
    ]


def test_a_row_with_other_cells_than_headings_is_wrong_and_the_others_are_not() -> None:
    sheet = read("code,title\n1\n2,B\n3,C,D\n")
    assert [row.line for row in sheet.bad] == [2, 4]
    assert [str(problem) for problem in sheet.problems] == [
        "noc.csv:2: row: has 1 cells under 2 headings: look for a separator or a quote that is out of place",
        "noc.csv:4: row: has 3 cells under 2 headings: look for a separator or a quote that is out of place",
    ]
    assert sheet.faults == []


def test_a_cell_is_quoted_short_and_without_what_a_terminal_obeys() -> None:
    sheet = read(f"code,title\n\x1b[31m{'x' * 80},\n")
    [row] = sheet.rows
    row.wrong("code", "is wrong")
    row.wrong("title", "is wrong")
    assert [str(problem) for problem in sheet.problems] == [
        f'noc.csv:2: code "?[31m{"x" * 55}…": is wrong',
        "noc.csv:2: title: is wrong",
    ]
