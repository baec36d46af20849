"""HTML as Telegram parses it: its tags only, its entities only, its complaints with byte offsets.

`parse` turns markup into plain text and entities whose offsets count UTF-16 code units.
"""

import re
import sys
from dataclasses import dataclass, field

from sandbox import links
from sandbox.errors import Json, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
PRIORITY = ("blockquote", "expandable_blockquote", "text_link", "text_mention", "bold", "italic", "underline")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
SPACE = " \t\r\n\v\0"
PLAIN = re.compile(r"[^<&]+")
TAG_NAME = re.compile(r"[^\s\0>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s\0=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
LONGEST_REFERENCE = 10
SURROGATES = range(0xD800, 0xE000)


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities; a mistake is a 400 in Telegram's words."""
    return _Parser(source).run()


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    units: int = 0
    out: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self._step()
        if self.opened:
            raise self._mistake(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.out), sorted(self.entities, key=_order)

    def _step(self) -> None:
        if run := PLAIN.match(self.source, self.at):
            self._write(run[0], run.end())
        elif self.source[self.at] == "&":
            character, end = _reference(self.source, self.at)
            self._write(character, end)
        elif self.source.startswith("/", self.at + 1):
            self._close(self.at)
        else:
            self._open(self.at)

    def _write(self, text: str, end: int) -> None:
        self.out.append(text)
        self.units += units(text)
        self.at = end

    def _open(self, begin: int) -> None:
        name = TAG_NAME.match(self.source, begin + 1)
        self.at = name.end() if name else begin
        if self.at == len(self.source):
            raise self._mistake("Unclosed start tag", begin)
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in KINDS:
            raise self._mistake(f'Unsupported start tag "{tag}"', begin)
        argument = _argument(tag, self._attributes(tag, begin))
        if tag == "span" and argument != "spoiler":
            raise self._mistake('Tag "span" must have class "tg-spoiler"', begin)
        self.opened.append(_Open(tag, argument, self.units, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._after_space() != ">":
            name = ATTRIBUTE_NAME.match(self.source, self.at)
            if not name or not name[0]:
                raise self._mistake(f'Empty attribute name in the tag "{tag}"', begin)
            self.at = name.end()
            found[name[0]] = self._value(tag, begin)
        self.at += 1
        return found

    def _value(self, tag: str, begin: int) -> str:
        following = self._after_space()
        if following == "=":
            self.at += 1
            following = self._after_space()
            value = self._quoted(following) if following in {"'", '"'} else self._token(tag, begin)
            if self.at >= len(self.source):
                raise self._mistake("Unclosed start tag", begin)
            return value
        if not following:
            raise self._mistake(f'Unclosed start tag "{tag}"', begin)
        return ""

    def _quoted(self, quote: str) -> str:
        written = []
        self.at += 1
        while self.at < len(self.source) and self.source[self.at] != quote:
            character, self.at = _reference(self.source, self.at)
            written.append(character)
        self.at = min(self.at + 1, len(self.source))
        return "".join(written)

    def _token(self, tag: str, begin: int) -> str:
        if self.at >= len(self.source):
            raise self._mistake(f'Unclosed start tag "{tag}"', begin)
        start = self.at
        token = TOKEN.match(self.source, start)
        value = token[0] if token else ""
        self.at += len(value)
        if self.source[self.at : self.at + 1] not in {">", *SPACE, ""}:
            raise self._mistake("Unexpected end of name token", start)
        return value.lower()

    def _after_space(self) -> str:
        while self.at < len(self.source) and self.source[self.at] in SPACE:
            self.at += 1
        return self.source[self.at : self.at + 1]

    def _close(self, begin: int) -> None:
        if not self.opened:
            raise self._mistake("Unexpected end tag", begin)
        name = TAG_NAME.match(self.source, begin + 2)
        self.at = name.end() if name else begin
        tag = self.source[begin + 2 : self.at].lower()
        if self._after_space() != ">":
            raise self._mistake("Unclosed end tag", begin)
        self.at += 1
        opened = self.opened.pop()
        if tag not in {"", opened.tag}:
            raise self._mistake("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{tag}>"')
        if self.units > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        span: Json = {"offset": opened.offset, "length": self.units - opened.offset}
        match opened.tag:
            case "a":
                self._link(span, opened.argument or "".join(self.out[opened.start :]))
            case "pre" | "code":
                self._code(span, opened)
            case "blockquote" if opened.argument:
                self.entities.append({"type": "expandable_blockquote", **span})
            case "tg-emoji":
                if not opened.argument.isdecimal():
                    raise self._mistake("Invalid custom emoji identifier specified")
                self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": opened.argument})
            case _:
                self.entities.append({"type": KINDS[opened.tag], **span})

    def _link(self, span: Json, url: str) -> None:
        if user := links.user_in(url):
            someone = {"id": user, "is_bot": False, "first_name": str(user)}
            self.entities.append({"type": "text_mention", **span, "user": someone})
            return
        try:
            self.entities.append({"type": "text_link", **span, "url": links.checked(url)})
        except links.LinkError:  # Telegram keeps the text and drops the link
            return

    def _code(self, span: Json, opened: _Open) -> None:
        last = self.entities[-1] if self.entities else {}
        other = "code" if opened.tag == "pre" else "pre"
        language = opened.argument or last.get("language", "")
        nested = last.get("type") == other and all(last[key] == span[key] for key in span)
        if nested and language:
            self.entities[-1] = {"type": "pre", **span, "language": language}
        elif opened.tag == "code" and opened.argument:
            self.entities.append({"type": "code", **span, "language": opened.argument})
        else:
            self.entities.append({"type": opened.tag, **span})

    def _mistake(self, words: str, begin: int | None = None, more: str = "") -> Exception:
        where = "" if begin is None else f" at byte offset {len(self.source[:begin].encode())}"
        return bad_request(f"can't parse entities: {words}{where}{more}")


def _reference(source: str, at: int) -> tuple[str, int]:
    """The character at a place, an entity counting as the one it stands for, and where the next begins."""
    found = REFERENCE.match(source, at)
    if not found:
        return source[at], at + 1
    if name := found[3]:
        return (NAMED[name], found.end()) if name in NAMED else ("&", at + 1)
    code = int(found[1], 16) if found[1] else int(found[2] or 0)
    too_long = len(found[0].rstrip(";")) >= LONGEST_REFERENCE
    if too_long or not 0 < code < sys.maxunicode:
        return "&", at + 1
    if code in SURROGATES:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _argument(tag: str, attributes: dict[str, str]) -> str:
    match tag:
        case "a":
            return attributes.get("href", "")
        case "code":
            return _after("language-", attributes.get("class", ""))
        case "span":
            return _after("tg-", attributes.get("class", ""))
        case "tg-emoji":
            return attributes.get("emoji-id", "")
        case "blockquote":
            return "expandable" if "expandable" in attributes else ""
    return ""


def _after(prefix: str, value: str) -> str:
    return value.removeprefix(prefix) if value.startswith(prefix) else ""


def _order(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    rank = PRIORITY.index(kind) if kind in PRIORITY else len(PRIORITY)
    return entity["offset"], -entity["length"], rank
