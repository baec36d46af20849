"""A CSV file from outside, read as rows that know their lines, so that all that is wrong is told at once.

UTF-8, with or without its mark; commas, semicolons or tabs; the first line names the columns.
"""

import csv
import io
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coaching.notation import nearest
from coaching.sheets import Problem

BOM = "\ufeff"
SEPARATORS = ",;\t"
SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"<": "a web page",
}
"""How files begin that are often renamed to .csv."""
SAVE = 'in a spreadsheet, save it as "CSV UTF-8"'
QUOTED = 60


class RefusedError(Exception):
    """A file from which nothing is taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the line where it begins, its cells by column, and what is wrong with it."""

    file: str
    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        """The cell, in one line; empty where the file does not have the column."""
        return " ".join(self.cells.get(column, "").split())

    def wrong(self, column: str, mend: str) -> None:
        key = f'{column} "{shortened(self[column])}"' if self[column] else column
        self.problems.append(Problem(self.file, self.line, key, mend))


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """The rows of a file; `faults` are wrong with the file as a whole, so that no row can be trusted."""

    file: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, key: str, mend: str) -> None:
        self.faults.append(Problem(self.file, line, key, mend))

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if row.problems]

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order of the file."""
        return sorted([*self.faults, *(problem for row in self.bad for problem in row.problems)])


def read(file: str, content: bytes, needed: Collection[str], others: Collection[str] = ()) -> Spreadsheet:
    """Reads a file that must have the `needed` columns and may have the others."""
    sheet = Spreadsheet(file)
    lines = records(sheet, decoded(sheet, content))
    line, headings = next(lines, (1, []))
    names = columns(sheet, line, headings, needed, others)
    sheet.rows.extend(row(sheet, line, names, cells) for line, cells in lines)
    if not sheet.rows and not sheet.faults:
        sheet.wrong(line, "rows", "there are none below the headings")
    return sheet


def decoded(sheet: Spreadsheet, content: bytes) -> str:
    """The text of a file; empty, with the fault noted, where it is none."""
    kind = next((kind for signature, kind in SIGNATURES.items() if content.lstrip().startswith(signature)), None)
    if kind or b"\0" in content:
        sheet.wrong(1, "file", f"is {kind or 'no text'}, and a CSV file in UTF-8 is expected: {SAVE}")
        return ""
    try:
        text = content.decode().removeprefix(BOM)
    except UnicodeDecodeError as error:
        told = f"the byte {content[error.start]:#04x} is not UTF-8{and_more(content)}: {SAVE}"
        sheet.wrong(content.count(b"\n", 0, error.start) + 1, "file", told)
        return ""
    if not text.strip():
        sheet.wrong(1, "file", "is empty")
    return unicodedata.normalize("NFC", text)


def and_more(content: bytes) -> str:
    """How many lines beyond the first are not UTF-8."""
    more = sum("\ufffd" in line.decode(errors="replace") for line in content.split(b"\n")) - 1
    return f", and {more} more lines are like it" if more else ""


def records(sheet: Spreadsheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a file that are not blank, each with the line on which it begins."""
    return streamed(sheet, io.StringIO(text, newline=""), text.lstrip().partition("\n")[0])


def streamed(sheet: Spreadsheet, text: Iterable[str], first: str) -> Iterator[tuple[int, list[str]]]:
    """The same of a file that is read line by line; `first` is its first line."""
    reader = csv.reader(text, delimiter=max(SEPARATORS, key=first.count), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            sheet.wrong(line, "quotes", f"those that open here are not closed as they should be ({error})")
            continue
        if any(cells):
            yield line, cells


def columns(
    sheet: Spreadsheet, line: int, headings: list[str], needed: Collection[str], others: Collection[str]
) -> list[str]:
    """The names of the columns; what is wrong with them is noted."""
    known = [*needed, *others]
    names = [heading.casefold() for heading in trimmed(headings, 0)]
    if names and not set(names) & set(known):
        sheet.wrong(line, "headings", f"the first line must name the columns: {', '.join(known)}")
        return []
    for name in dict.fromkeys(names):
        if name not in known:
            sheet.wrong(line, f'column "{shortened(name)}"', f"is not expected{nearest(name, known)}")
        elif names.count(name) > 1:
            sheet.wrong(line, f'column "{name}"', "stands twice: keep one")
    for name in needed if names else ():
        if name not in names:
            sheet.wrong(line, f'column "{name}"', "is missing: add it")
    return names


def row(sheet: Spreadsheet, line: int, names: list[str], found: list[str]) -> Row:
    cells = trimmed(found, len(names))
    made = Row(sheet.file, line, dict(zip(names, cells, strict=False)))
    if names and len(cells) != len(names):
        told = (
            f"has {len(cells)} cells under {len(names)} headings: look for a separator or a quote that is out of place"
        )
        made.problems.append(Problem(sheet.file, line, "row", told))
    return made


def trimmed(cells: list[str], length: int) -> list[str]:
    """Cells without the empty ones that spreadsheets add at the end, down to a length."""
    while len(cells) > length and not cells[-1]:
        cells = cells[:-1]
    return cells


def shortened(cell: str) -> str:
    """A cell as it is quoted: not too long, and nothing in it that a terminal obeys."""
    shown = "".join(mark if mark.isprintable() else "?" for mark in cell)
    return shown if len(shown) <= QUOTED else f"{shown[:QUOTED]}…"
