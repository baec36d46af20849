"""The text of a message as Telegram keeps it: cleaned, trimmed, within limits, with the entities it finds by itself."""

import re
from dataclasses import dataclass

from sandbox import markup
from sandbox.errors import Json, bad_request
from sandbox.markup import units

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
SOURCE_LIMIT = 1 << 15
MOST_ENTITIES = 100
CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
SPOTS = (
    ("url", re.compile(r"(?<![\w@/])(?:https?://)[^\s<>\"«»]+[^\s<>\"«».,;:!?')\]]|(?<![\w@/.])t\.me/[\w/?=+-]+")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d])\w{1,256}")),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: tuple[Json, ...] = ()

    def fields(self, name: str = "text") -> Json:
        """The two fields of a message: `text` and `entities`, or `caption` and `caption_entities`."""
        found = {"text": "entities", "caption": "caption_entities"}[name]
        return {name: self.text} | ({found: list(self.entities)} if self.entities else {})


def of_message(source: str, parse_mode: str, entities: list[Json] | None = None) -> Formatted:
    if not source:
        raise bad_request("message text is empty")
    made = _formatted(source, parse_mode, entities)
    if not made.text:
        raise bad_request("text must be non-empty")
    if units(made.text) > MESSAGE_LIMIT:
        raise bad_request("message is too long")
    return made


def of_caption(source: str, parse_mode: str, entities: list[Json] | None = None) -> Formatted:
    made = _formatted(source, parse_mode, entities)
    if units(made.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return made


def of_person(source: str) -> Formatted:
    """A person's text arrives as it was typed, with the entities that the server finds."""
    return Formatted(source, tuple(spotted(source)))


def pieces(source: str) -> list[str]:
    """A long text as the messages that a client sends it in."""
    most = MESSAGE_LIMIT if units(source) == len(source) else MESSAGE_LIMIT // 2
    return [source[start : start + most] for start in range(0, len(source), most)]


def spotted(text: str, taken: list[Json] | None = None) -> list[Json]:
    """The commands, links, addresses and mentions of a text that no other entity covers, in order."""
    found = list(taken or [])
    for kind, pattern in SPOTS:
        for match in pattern.finditer(text):
            spot = {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
            if not any(_overlap(spot, other) for other in found):
                found.append(spot)
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))[:MOST_ENTITIES]


def _formatted(source: str, parse_mode: str, entities: list[Json] | None) -> Formatted:
    if len(source.encode(errors="surrogatepass")) > SOURCE_LIMIT:
        raise bad_request("text is too long")
    clean = DROPPED.sub("", CONTROL.sub(" ", source))
    match parse_mode.lower():
        case "html":
            text, given = markup.parse(clean)
        case "" | "none":
            text, given = clean, list(entities or [])
        case "markdown" | "markdownv2":
            raise bad_request("the sandbox parses HTML only; send the text with parse_mode=HTML")
        case _:
            raise bad_request("unsupported parse_mode")
    text, given = _trimmed(text, given)
    return Formatted(text, tuple(spotted(text, given)))


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    body = text.rstrip()
    first = entities[0]["offset"] if entities else len(body)
    lead = min(len(body) - len(body.lstrip(" \n")), first)
    end = units(body)
    kept = []
    for entity in entities:
        length = min(entity["length"], end - entity["offset"])
        if length > 0:
            kept.append({**entity, "offset": entity["offset"] - lead, "length": length})
    return body[lead:], kept


def _overlap(one: Json, other: Json) -> bool:
    """Whether a found entity would stand inside or across another; styles may hold one, links and code may not."""
    if other["type"] in {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote"}:
        return False
    first, second = sorted((one, other), key=lambda entity: int(entity["offset"]))
    return bool(first["offset"] + first["length"] > second["offset"])
