"""A file of many rows from outside, read row by row: CSV or JSON, in the encoding in which it was written.

UTF-8 with or without its mark, UTF-16, or Windows-1252, which is what is told where a file is none of the others.
"""

import codecs
import io
import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from coaching import spreadsheets
from coaching.spreadsheets import SIGNATURES, Row, Spreadsheet

CHUNK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
TWO_ZEROS = re.compile(rb"^[^\0]\0[^\0]\0|^\0[^\0]\0[^\0]", re.DOTALL)
ACCENT_IN_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]")
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with a mark", "cp1252": "Windows-1252"}
LARGEST = 300_000_000
GAP = re.compile(r"[\s,]*")
DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Feed:
    """`rows` may be read once. `sheet` has what is wrong with the file; `done` tells how much was read, up to 1."""

    sheet: Spreadsheet
    read_as: str
    rows: Iterator[Row]
    done: Callable[[], float]


def opened(file: str, content: BinaryIO, needed: Collection[str], others: Collection[str]) -> Feed:
    """Reads a file that can be gone back in."""
    sheet = Spreadsheet(file)
    encoding = encoded(sheet, content)
    size = content.seek(0, io.SEEK_END) or 1
    content.seek(0)
    if size > LARGEST:
        sheet.wrong(1, "file", f"has {size // 1_000_000} MB, and at most {LARGEST // 1_000_000} are read: split it")
    if sheet.faults:
        return Feed(sheet, "", iter(()), lambda: 1.0)
    text = io.TextIOWrapper(content, encoding=encoding, errors="replace", newline="")
    told = NAMES.get(encoding, "UTF-16")
    begins = text.read(1).lstrip("\ufeff") or text.read(1)
    while begins.isspace():
        begins = text.read(1)
    text.seek(0)
    if begins in {"[", "{"}:
        listed = Objects(sheet, text.read(), (*needed, *others))
        text.detach()
        return Feed(sheet, f"JSON in {told}", listed.rows(), listed.done)
    return Feed(sheet, f"CSV in {told}", table(sheet, text, needed, others), lambda: text.buffer.tell() / size)


def encoded(sheet: Spreadsheet, content: BinaryIO) -> str:
    """The encoding of a file; what cannot be text is noted as a fault."""
    first = content.read(CHUNK)
    kinds = {mark: kind for mark, kind in SIGNATURES.items() if "UTF-16" not in kind}
    if kind := next((kind for mark, kind in kinds.items() if first.lstrip().startswith(mark)), None):
        sheet.wrong(1, "file", f"is {kind}, and a CSV or JSON file is expected: {spreadsheets.SAVE}")
        return ""
    if not first.strip():
        sheet.wrong(1, "file", "is empty")
        return ""
    if marked := next((encoding for mark, encoding in MARKS if first.startswith(mark)), None):
        return marked
    if TWO_ZEROS.match(first):
        return "utf-16-be" if first[:1] == b"\0" else "utf-16-le"
    return single(sheet, first, content)


def single(sheet: Spreadsheet, first: bytes, content: BinaryIO) -> str:
    """UTF-8 if all of the file is, else Windows-1252; a file that is part of each is refused."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, has_accents, line, chunk = True, False, 1, first
    while chunk:
        if b"\0" in chunk:
            sheet.wrong(line, "file", f"is no text, and a CSV or JSON file is expected: {spreadsheets.SAVE}")
            return ""
        has_accents = has_accents or ACCENT_IN_UTF_8.search(chunk) is not None
        if is_utf_8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                is_utf_8 = False
                line += chunk.count(b"\n", 0, error.start)
            else:
                line += chunk.count(b"\n")
        chunk = content.read(CHUNK)
    if not is_utf_8 and has_accents:
        told = f"mixes UTF-8 and Windows-1252, and nobody can tell which words are meant: {spreadsheets.SAVE}"
        sheet.wrong(line, "file", told)
    return "utf-8" if is_utf_8 else "cp1252"


def table(
    sheet: Spreadsheet, text: io.TextIOWrapper, needed: Collection[str], others: Collection[str]
) -> Iterator[Row]:
    first = text.readline()
    while first and not first.strip("\ufeff \t\r\n"):
        first = text.readline()
    text.seek(0)
    lines = spreadsheets.streamed(sheet, without_mark(text), first)
    line, headings = next(lines, (1, []))
    names = spreadsheets.columns(sheet, line, headings, needed, others)
    if sheet.faults:
        return
    for line, cells in lines:
        yield spreadsheets.row(sheet, line, names, cells)


def without_mark(text: io.TextIOWrapper) -> Iterator[str]:
    for number, line in enumerate(text):
        yield line if number else line.removeprefix("\ufeff")


class Objects:
    """The objects of a JSON list as rows."""

    def __init__(self, sheet: Spreadsheet, text: str, known: Collection[str]) -> None:
        self._sheet, self._text, self._known = sheet, text, known
        self._at, self._line, self._seen = 0, 1, 0

    def done(self) -> float:
        return self._at / (len(self._text) or 1)

    def rows(self) -> Iterator[Row]:
        start = len(self._text) - len(self._text.lstrip("\ufeff \t\r\n"))
        if self._text[start : start + 1] != "[":
            self._sheet.wrong(1, "file", "a list of objects is expected: [{…}, {…}]")
            return
        self._at = start + 1
        while not self._text.startswith("]", self._next()):
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                self._sheet.wrong(self.line, "JSON", f"cannot be read from here on ({error}): mend it")
                return
            line, self._at = self.line, end
            yield self._row(line, found)

    def _next(self) -> int:
        gap = GAP.match(self._text, self._at)
        self._at = gap.end() if gap else self._at
        return self._at

    @property
    def line(self) -> int:
        """Where the reading is; asked for from the beginning to the end."""
        self._line += self._text.count("\n", self._seen, self._at)
        self._seen = self._at
        return self._line

    def _row(self, line: int, found: Any) -> Row:
        if not isinstance(found, dict):
            row = Row(self._sheet.file, line, {})
            row.wrong("object", "an object is expected: {…}")
            return row
        row = Row(self._sheet.file, line, {str(key).casefold(): cell(value) for key, value in found.items()})
        for key in row.cells.keys() - set(self._known):
            row.wrong(f'key "{spreadsheets.shortened(key)}"', "is not expected")
        for key, value in found.items():
            if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(e, dict | list) for e in value)):
                row.wrong(str(key).casefold(), "a text, a number or a list of texts is expected")
        return row


def cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "|".join(map(cell, value))
        case _:
            return str(value).strip()
