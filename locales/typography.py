"""What careful printing asks of a language, put right by `mended`: a sentence that it changes was not well set.

French, as the Office québécois de la langue française sets it: a no-break space before the colon, inside guillemets
and between a number and its unit, a thin one before `;`, `!` and `?`, and the curved apostrophe.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

FULL, THIN = "\u00a0", "\u202f"
SPACE = "[ \u00a0\u202f]"

# What is no prose: tags, entities, addresses.
KEPT = r"<[^<>]*>|&#?\w+;|\bhttps?://[^\s<]+"
ENDS = r"(?=[\s»)\]<”]|$)"
AFTER = r"(?<=[^\s([«:;!?])"
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"({KEPT})|{AFTER}{SPACE}?([;!?][:;!?]*){ENDS}"), rf"{THIN}\2"),
    (re.compile(rf"({KEPT})|{AFTER}{SPACE}?(:[:;!?]*){ENDS}"), rf"{FULL}\2"),
    (re.compile(rf"({KEPT})|(?<!^){SPACE}?(»)"), rf"{FULL}\2"),
    (re.compile(rf"({KEPT})|(?<=[\d}}]){SPACE}?([%$])"), rf"{FULL}\2"),
    (re.compile(rf"({KEPT})|(?<=\d){SPACE}(\d{{3}})(?!\d)"), rf"{FULL}\2"),
    (re.compile(rf"({KEPT})|«{SPACE}?"), f"«{FULL}"),
    (re.compile(rf"({KEPT})|'"), "’"),
    (re.compile(rf"({KEPT})|\.\.\."), "…"),
)


def french(words: str) -> str:
    for rule, setting in RULES:
        words = rule.sub(partial(prose_only, setting), words)
    return words


def prose_only(setting: str, found: re.Match[str]) -> str:
    return found[1] or found.expand(setting)


SETTERS: Mapping[str, Callable[[str], str]] = {"fr": french}


def mended(words: str, locale: str) -> str:
    """The same words as the language's printers set them."""
    setter = SETTERS.get(locale)
    return setter(words) if setter else words
