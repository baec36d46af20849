"""What people wrote is shown as written, minus the characters that could break or flip the screen.

This is the one place where values are escaped. Invisible characters that reorder or hide text are dropped (joiners
stay: emoji and several scripts need them), and a value in the other writing direction stands between U+2068 and
U+2069, so that it cannot reorder the sentence around it.
"""

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]
Leaf: TypeAlias = Callable[[str], str]

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
ISOLATES = "\u2066\u2067\u2068"
# Controls but tab and line feed, soft hyphen, zero-width space, embeddings and overrides, word joiner and its
# invisible neighbours, byte order mark, interlinear marks.
HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
LONE_SURROGATES = "\ud800-\udfff"
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_LONE_SURROGATE = re.compile(f"[{LONE_SURROGATES}]")
_SUSPECT = f'&<>"{HIDDEN}{LONE_SURROGATES}{ISOLATES}{POP_ISOLATE}\u2028\u2029'
# What is foreign to a language, by its direction: letters of the other one, and for right-to-left also digits
# (a telephone number is torn apart there).
_FOREIGN: dict[Direction, re.Pattern[str]] = {
    "ltr": re.compile(f"[{RIGHT_TO_LEFT}]"),
    "rtl": re.compile(f"[^\\W{RIGHT_TO_LEFT}]"),
}
_SUSPECTS = {direction: re.compile(f"[{_SUSPECT}]|{foreign.pattern}") for direction, foreign in _FOREIGN.items()}


def html(direction: Direction) -> Leaf:
    """Values for HTML: harmless, isolated, escaped once."""
    suspect = _SUSPECTS[direction]

    def leaf(value: str) -> str:
        return escaped(isolated(harmless(value), direction)) if suspect.search(value) else value

    return leaf


def plain(direction: Direction) -> Leaf:
    """Values where nothing is markup: harmless and isolated."""
    suspect = _SUSPECTS[direction]

    def leaf(value: str) -> str:
        return isolated(harmless(value), direction) if suspect.search(value) else value

    return leaf


def escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def harmless(value: str) -> str:
    visible = _HIDDEN.sub("", _BREAKS.sub("\n", value))
    return "\n".join(map(_balanced, _LONE_SURROGATE.sub("\ufffd", visible).split("\n")))


def isolated(value: str, direction: Direction) -> str:
    """Line by line, since an isolate ends with its line."""
    foreign = _FOREIGN[direction].search
    return "\n".join(
        f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}" if foreign(line) else line for line in value.split("\n")
    )


def _balanced(line: str) -> str:
    """Isolates that are never closed, and closings of nothing, are dropped."""
    opened: list[int] = []
    pairs: set[int] = set()
    for place, character in enumerate(line):
        if character in ISOLATES:
            opened.append(place)
        elif character == POP_ISOLATE and opened:
            pairs |= {opened.pop(), place}
    return "".join(c for place, c in enumerate(line) if place in pairs or c not in ISOLATES + POP_ISOLATE)
