"""Words as the platform takes them: without markup where it cannot be parsed, cut or in pieces where they are long.

Lengths are counted as the platform does, in UTF-16 units.
"""

import html
import re

LONGEST_TEXT = 4096
LONGEST_TOAST = 200
TAGS = re.compile(r"<[^>]*>")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(markup: str) -> str:
    return html.unescape(TAGS.sub("", markup))


def cut(text: str, longest: int) -> str:
    """Text of at most so many units; what is cut off shows as an ellipsis."""
    if units(text) <= longest:
        return text
    return _start(text, longest - 1).rstrip() + "…"


def pieces(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Text in pieces that end with a line, or with a word, where they can."""
    found = []
    while units(text) > longest:
        piece = _start(text, longest)
        half = len(piece) // 2
        ends = [end for end in (piece.rfind("\n", half), piece.rfind(" ", half)) if end > 0]
        found.append(piece[: ends[0]] if ends else piece)
        text = text[len(found[-1]) :].lstrip()
    return [piece for piece in (*found, text) if piece.strip()]


def _start(text: str, longest: int) -> str:
    """As many whole characters of a text as fit."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * longest].decode("utf-16-le", "ignore")
