"""A sentence is English or its translation: words, `{named}` places, and the HTML tags that Telegram knows."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

PLACE = re.compile(r"\{([a-z_]\w*)\}")
TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)\b[^<>]*>")
WITHOUT_END = frozenset({"br"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ready to be filled: `pattern % values` in the order of `names`; without names it is said as it is."""

    pattern: str
    names: tuple[str, ...]


def parsed(words: str) -> Sentence:
    names = tuple(PLACE.findall(words))
    return Sentence(PLACE.sub("%s", words.replace("%", "%%")), names) if names else Sentence(words, ())


def without_markup(words: str) -> str:
    return html.unescape(TAG.sub("", words))


def places(words: str) -> frozenset[str]:
    return frozenset(PLACE.findall(words))


def tags(words: str) -> Counter[str]:
    return Counter(end + name for end, name in TAG.findall(words))


def is_balanced(words: str) -> bool:
    """Every tag is closed, innermost first, and nothing else looks like a tag."""
    opened: list[str] = []
    for end, name in TAG.findall(words):
        if not end and name not in WITHOUT_END:
            opened.append(name)
        elif end and (not opened or opened.pop() != name):
            return False
    return not opened and "<" not in TAG.sub("", words)


def faults(translation: str, msgid: str, plural: str = "") -> Iterator[str]:
    """What keeps a translation from standing for its English; the count may be left out or put in where it is known."""
    sources = [msgid, plural] if plural else [msgid]
    known = [places(source) for source in sources]
    free = frozenset({"count"}) if plural else frozenset()
    yield from (f"{{{name}}} is lost" for name in sorted(frozenset.intersection(*known) - free - places(translation)))
    yield from (f"{{{name}}} is unknown" for name in sorted(places(translation) - frozenset.union(*known) - free))
    if not is_balanced(translation):
        yield "its tags are not balanced"
    elif all(tags(translation) != tags(source) for source in sources):
        yield "its tags are not those of the English"
