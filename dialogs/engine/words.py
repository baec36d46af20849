"""Reading what people type: cleaning, folding, numbers."""

import re
import unicodedata

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
JOINERS = {"\u200c", "\u200d"}
"""Zero-width characters that belong to scripts and emoji, and are kept."""
KEPT = JOINERS | {"\n"}


def clean(text: str) -> str:
    """Returns text in NFC without control and format characters (bidi overrides, zero-width spaces), trimmed."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return (
        "".join(c for c in composed if c in KEPT or unicodedata.category(c) not in INVISIBLE)
        .strip()
        .strip("\u200c\u200d")
    )


def fold(text: str) -> str:
    """Returns text without case, accents, punctuation and emoji, to compare what was typed with what was meant."""
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold())
    letters = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def read_number(text: str) -> int | None:
    """Reads the one whole number in a text, in any script's digits: "5", "5 ans", "٥"."""
    numbers = re.findall(r"\d+", text)
    return int(numbers[0]) if len(numbers) == 1 and len(numbers[0]) <= 9 else None  # noqa: PLR2004 - no sane answer is longer
