"""Reading what people type: cleaning, folding, numbers."""

import re
import unicodedata

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
JOINERS = "\u200c\u200d"
"""Zero-width characters that belong to scripts and emoji, and are kept."""
KEPT = {*JOINERS, "\n"}
EDGES = JOINERS + "".join(c for c in map(chr, range(0x3001)) if c.isspace())
TATWEEL = "\u0640"
"""Lengthens an Arabic word on the line, and says nothing."""


def clean(text: str) -> str:
    """Returns text in NFC without control and format characters (bidi overrides, zero-width spaces), trimmed."""
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    visible = "".join(c for c in plain if c in KEPT or unicodedata.category(c) not in INVISIBLE)
    return unicodedata.normalize("NFC", visible).strip(EDGES)


def fold(text: str) -> str:
    """Returns text without case, accents, punctuation and emoji, to compare what was typed with what was meant."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", clean(text)).casefold())
    letters = (c if c.isalnum() else " " for c in decomposed if not (unicodedata.combining(c) or c == TATWEEL))
    return " ".join("".join(letters).split())


def read_number(text: str) -> int | None:
    """Reads the one whole number in a text, in any script's digits: "5", "5 ans", "٥"."""
    numbers = re.findall(r"[-−]?\d+", text)
    return int(numbers[0]) if len(numbers) == 1 and re.fullmatch(r"\d{1,9}", numbers[0]) else None
