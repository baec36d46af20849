"""HTML as Telegram parses it, read strictly: its tags only, well nested, nothing that merely looks like a tag."""

import html
import re
from dataclasses import dataclass

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "tg-spoiler", "blockquote"}
WITH_ATTRIBUTES = {
    "a": re.compile(r' href="(https?|tg|mailto|tel):[^"<>]+"'),
    "span": re.compile(r' class="tg-spoiler"'),
    "code": re.compile(r'( class="language-[\w-]+")?'),
    "blockquote": re.compile(r"( expandable)?"),
    "tg-emoji": re.compile(r' emoji-id="\d+"'),
}
TAG = re.compile(r"<(/?)([a-z-]+)([^<>]*)>")
REFERENCE = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What is seen of a text, the number of its entities, and the first mistake in its markup."""

    visible: str
    entities: int
    mistake: str = ""

    @property
    def units(self) -> int:
        return units(self.visible)


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse(source: str) -> Parsed:
    tags = list(TAG.finditer(source))
    bare = TAG.sub("", source)
    mistake = _unbalanced([(tag[1], tag[2], tag[3]) for tag in tags]) or _stray(bare)
    return Parsed(html.unescape(bare), sum(not tag[1] for tag in tags), mistake)


def _unbalanced(tags: list[tuple[str, str, str]]) -> str:
    opened: list[str] = []
    for end, name, attributes in tags:
        if not end and not _known(name, attributes):
            return f"<{name}{attributes}> is no tag that Telegram knows"
        if not end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return f"</{name}> closes what is not open"
    return f"<{opened[-1]}> is never closed" if opened else ""


def _known(name: str, attributes: str) -> bool:
    if name in WITH_ATTRIBUTES:
        return bool(WITH_ATTRIBUTES[name].fullmatch(attributes))
    return name in TAGS and not attributes


def _stray(bare: str) -> str:
    if "<" in bare or ">" in bare:
        return "a bare < or > stands in it: escape it"
    found = REFERENCE.search(bare)
    return f"a bare & stands before {bare[found.end() : found.end() + 12]!r}: escape it" if found else ""
