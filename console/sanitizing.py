"""Messages as the person saw them: the tags that Telegram knows are kept, all else is shown as the text it is."""

from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markupsafe import Markup

TAGS = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "a",
    "tg-spoiler": "span",
    "span": "span",
}
SCHEMES = {"http", "https", "mailto", "tel", "tg"}


def sanitized(html: str) -> Markup:
    """HTML of a message, harmless whatever it holds, with every tag closed."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading.finish()


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = TAGS.get(tag)
        if shown is None:
            self.handle_data(self.get_starttag_text() or "")
            return
        self._open.append(tag)
        self._parts.append(f"<{shown}{_attributes(tag, dict(attrs))}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in TAGS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            self.handle_data("" if tag in TAGS else f"</{tag}>")
            return
        while self._open:
            last = self._open.pop()
            self._parts.append(f"</{TAGS[last]}>")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        self._parts.append(escape(data))

    def finish(self) -> Markup:
        closing = "".join(f"</{TAGS[tag]}>" for tag in reversed(self._open))
        return Markup("".join(self._parts) + closing)  # noqa: S704 - made of escaped text and our own tags only


def _attributes(tag: str, given: dict[str, str | None]) -> str:
    if tag == "a" and _leads_somewhere(given.get("href") or ""):
        return f' href="{escape(given["href"] or "")}" target="_blank" rel="noopener noreferrer nofollow"'
    return ' class="spoiler"' if tag == "tg-spoiler" or given.get("class") == "tg-spoiler" else ""


def _leads_somewhere(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in SCHEMES
    except ValueError:
        return False
