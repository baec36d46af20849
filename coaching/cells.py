"""Cells that somebody wrote, read into values; what is wrong with one is told in a sentence, at its column."""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from urllib.parse import urlsplit

from rapidfuzz import process

from locales.text import Text, _

TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
UNSEEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?h\d|/?tr)\b[^<>]*>", re.IGNORECASE)
BLANK = re.compile(r"\n{3,}")
FORMULA = ("=", "+", "-", "@")
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?", re.ASCII)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YES, NO = {"yes", "oui", "true", "vrai", "1", "x"}, {"", "no", "non", "false", "faux", "0"}
LONGEST_LINK = 500


class Note(Enum):
    """What was done with a cell that is taken all the same."""

    HTML = auto()
    FORMULA = auto()


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by column; `faults` and `notes` gather while they are read."""

    cells: Mapping[str, str]
    faults: dict[str, Text] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    def wrong(self, column: str, told: Text) -> None:
        self.faults.setdefault(column, told)

    def raw(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def words(self, column: str, longest: int) -> str:
        """One line of text."""
        return " ".join(self.text(column, longest).split())

    def needed(self, column: str, longest: int, shortest: int = 1) -> str:
        found = self.words(column, longest)
        if len(found) < shortest:
            told = _("This is needed, with at least {count} characters.", count=shortest) if shortest > 1 else NEEDED
            self.wrong(column, told)
        return found

    def text(self, column: str, longest: int) -> str:
        """Text without tags and invisible characters; one that looks like a formula is text too."""
        written = self.raw(column)
        if len(written) > 10 * longest:
            self.wrong(column, _("At most {limit} characters fit here.", limit=longest))
            return ""
        if written.startswith(FORMULA) and len(written) > 1 and not written[1].isspace():
            self.notes[column] = Note.FORMULA
        if TAG.search(written):
            self.notes[column] = Note.HTML
            written = TAG.sub("", BREAK.sub("\n", UNSEEN.sub("", written)))
        plain = visible(html.unescape(written) if "&" in written else written)
        if len(plain) > longest:
            self.wrong(column, _("At most {limit} characters fit here.", limit=longest))
        return plain

    def one_of(self, column: str, known: Sequence[str], otherwise: str) -> str:
        told = self.raw(column).casefold() or otherwise
        if told not in known:
            close = process.extractOne(told, known, score_cutoff=60)
            meant = _("This is not known: did you mean “{word}”?", word=close[0]) if close else None
            self.wrong(column, meant or _("One of these is expected: {words}.", words=", ".join(known)))
            return otherwise
        return told

    def yes(self, column: str) -> bool:
        told = self.raw(column).casefold()
        if told not in YES | NO:
            self.wrong(column, _("Yes or no is expected."))
        return told in YES

    def number(self, column: str, low: int, high: int) -> int | None:
        told = self.raw(column)
        if not told:
            return None
        if re.fullmatch(r"\d{1,9}", told, re.ASCII) and low <= int(told) <= high:
            return int(told)
        self.wrong(column, _("A whole number from {low} to {high} is expected.", low=low, high=high))
        return None

    def decimal(self, column: str, low: int, high: int) -> float | None:
        found = AMOUNT.fullmatch(self.raw(column))
        if found and low <= (number := float(f"{found[1]}.{found[2] or 0}")) <= high:
            return number
        if self.raw(column):
            self.wrong(column, _("A number from {low} to {high} is expected.", low=low, high=high))
        return None

    def cents(self, column: str) -> int | None:
        """An amount in dollars."""
        told = re.sub(r"[\s$]|CAD", "", self.raw(column))
        if not told:
            return None
        found = AMOUNT.fullmatch(told)
        if found is None:
            self.wrong(column, _("An amount in dollars is expected, such as {example}.", example="24.50"))
            return None
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def day(self, column: str) -> date | None:
        told = self.raw(column)
        if not told:
            return None
        try:
            found = date.fromisoformat(told) if ISO.fullmatch(told) else None
        except ValueError:
            found = None
        if found is None:
            self.wrong(column, _("A date is expected, written as {example}.", example="2027-03-15"))
        return found

    def link(self, column: str) -> str | None:
        """A secure address that a browser opens, and that hides no other behind a name before an @."""
        told = self.raw(column)
        if not told:
            return None
        if len(told) > LONGEST_LINK or not is_secure(told):
            self.wrong(column, _("An address that begins with https:// is expected."))
            return None
        return told

    def listed(self, column: str, longest: int, most: int) -> list[str]:
        parts = [" ".join(visible(part).split()) for part in self.raw(column).split("|")]
        found = list(dict.fromkeys(filter(None, parts)))
        if len(found) > most or any(len(part) > longest for part in found):
            told = _(
                "At most {most} parts of {limit} characters fit here, with | between them.", most=most, limit=longest
            )
            self.wrong(column, told)
        return found


NEEDED = _("This is needed.")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)


def is_secure(link: str) -> bool:
    if not link.isascii() or not link.isprintable() or re.search(r"[\s<>\"\\]", link):
        return False
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and port in {None, 443} and HOST.fullmatch(parts.hostname or "")
    return parts.scheme == "https" and bool(is_plain)


def visible(text: str) -> str:
    """Text in NFC, without control and format characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if plain.replace("\n", "").isprintable():
        return BLANK.sub("\n\n", unicodedata.normalize("NFC", plain)).strip()
    kept = "".join(mark for mark in plain if mark == "\n" or unicodedata.category(mark) not in INVISIBLE)
    return BLANK.sub("\n\n", unicodedata.normalize("NFC", kept)).strip()
