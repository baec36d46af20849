"""Words that can be printed: a sign that none of the room's fonts can draw is left out, a letter is shown as a gap.

An accessible PDF may not hold a sign without a shape, so typst refuses a text with one.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
GAP = "\ufffd"
LAYOUT = "\n\t"
JOINER = "\u200d"


def printable(words: str) -> str:
    """The words without emoji and other signs that have no shape here; a letter or digit without one leaves a gap.

    A mark on a letter of another font, as an Arabic one on a Latin letter, is left out. Where nothing is left to see,
    they are "".
    """
    shown = _without_foreign_marks(_strange().sub(_gaps, words).strip())
    return shown if any(unicodedata.category(each)[0] not in "CZ" for each in shown) else ""


def _gaps(found: re.Match[str]) -> str:
    gaps = GAP * sum(unicodedata.category(each)[0] in "LN" for each in found[0])
    return " " + gaps if gaps and found[0].startswith(" ") else gaps


def _without_foreign_marks(words: str) -> str:
    """Without marks that no font draws together with the letter that they stand on."""
    if words.isascii():
        return words
    kept, letter = [], ""
    for each in words:
        is_mark = unicodedata.category(each)[0] == "M"
        if is_mark and letter and not any({ord(letter), ord(each)} <= font for font in _fonts()):
            continue
        letter = letter if is_mark else each
        kept.append(each)
    return "".join(kept)


@cache
def _fonts() -> tuple[set[int], ...]:
    return tuple(covered(path) for path in FONTS.glob("*-Regular.ttf"))


@cache
def _strange() -> re.Pattern[str]:
    """Signs without a shape, with what joins them and the space before them."""
    drawn = {code for font in _fonts() for code in font}
    known = [each for each in map(chr, sorted(drawn)) if unicodedata.category(each) != "Cc"]
    strange = f"[^{''.join(map(re.escape, known))}{LAYOUT}]"
    return re.compile(f" ?{strange}(?:{strange}|{JOINER})*")


def covered(font: Path) -> set[int]:
    """The characters that a font draws."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - what draws is loaded with the first paper, not at each start

    with TTFont(font, lazy=True) as opened:
        return {code for code, shape in (opened.getBestCmap() or {}).items() if shape != ".notdef"}
