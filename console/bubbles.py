"""Messages as bubbles: what stands around each of them in the transcript."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from markupsafe import Markup, escape

from console import times
from console.sanitizing import sanitized
from locales.reader import Reader
from locales.text import Text, _
from storage.messages import Author, Direction, Kind, Message
from storage.transcripts import Excerpt

UNREADABLE = {
    "sticker": _("Sent a sticker"),
    "voice": _("Sent a voice message"),
    "video_note": _("Sent a video message"),
    "video": _("Sent a video"),
    "audio": _("Sent a sound"),
    "animation": _("Sent an animation"),
    "location": _("Sent a place"),
    "venue": _("Sent a place"),
    "poll": _("Sent a poll"),
    "dice": _("Sent a die"),
}
LONGEST_OPENING = 40
KILOBYTE, MEGABYTE = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class Bubble:
    """`day` is the title above the first message of a day, `there` the time on the person's clock.

    `author` is who of us speaks where the words do not tell it, `file` a chip to show, `remark` what is said of what
    cannot be shown. A `redrawn` message has given its place on the person's screen to another one.
    """

    message: Message
    body: Markup
    day: Text | str | None
    there: str
    author: Text | str
    file: str
    size: Text | None
    remark: Text | None
    redrawn: bool

    @property
    def shape(self) -> str:
        """On whose side it stands."""
        return "theirs" if self.message.direction == Direction.IN else "ours"

    @property
    def opening(self) -> str:
        """The first words, to know it by."""
        first = self.body.partition("\n")[0].striptags()[:LONGEST_OPENING]
        return f"{first.rpartition(' ')[0]}…" if len(first) == LONGEST_OPENING else first

    @property
    def by_staff(self) -> bool:
        return self.message.author == Author.STAFF

    @property
    def buttons(self) -> list[list[dict[str, str]]]:
        return self.message.keyboard or []


@dataclass(frozen=True, slots=True)
class Drawing:
    """How bubbles are drawn: for a reader, now, of a conversation with somebody in `zone`."""

    reader: Reader
    now: datetime
    zone: str

    def of(self, excerpt: Excerpt) -> list[Bubble]:
        places = pairwise([excerpt.before, *excerpt.messages])
        return [self._one(message, before, excerpt) for before, message in places if message]

    def folded(self, message: Message, excerpt: Excerpt) -> Bubble:
        """A message that has just given its place to another."""
        return replace(self._one(message, message, excerpt), redrawn=True)

    def _one(self, message: Message, before: Message | None, excerpt: Excerpt) -> Bubble:
        same_day = before is not None and self._day(before) == self._day(message)
        return Bubble(
            message=message,
            body=body(message),
            day=None if same_day else times.day_title(self.reader, message.created_at, self.now),
            there=times.clock(self.reader, message.created_at, self.zone),
            author=_author(message, excerpt),
            file=_file(message, excerpt),
            size=_size(message),
            remark=_remark(message),
            redrawn=message.id in excerpt.redrawn,
        )

    def _day(self, message: Message) -> date:
        return times.day(self.reader.zone, message.created_at)


def body(message: Message) -> Markup:
    """What was said, ready to be shown: a person's words are plain text, ours are HTML."""
    return escape(message.body) if message.direction == Direction.IN else sanitized(message.body)


def _author(message: Message, excerpt: Excerpt) -> Text | str:
    """Who speaks, where it is not the bot and the words themselves do not begin with the name."""
    if message.author == Author.NOTICE:
        return _("Notice to many")
    name = excerpt.authors.get(message.staff_id or 0, "")
    return "" if name in body(message).striptags().partition(":")[0] else name


def _remark(message: Message) -> Text | None:
    if message.kind == Kind.CONTACT:
        return _("Shared a telephone number")
    if message.kind == Kind.OTHER:
        return UNREADABLE.get(message.body, _("Sent something that cannot be shown"))
    return None


def _file(message: Message, excerpt: Excerpt) -> str:
    if message.file_id:
        return excerpt.files.get(message.file_id, "")
    return str((message.attachment or {}).get("name") or "") or ("…" if message.attachment else "")


def _size(message: Message) -> Text | None:
    size = int((message.attachment or {}).get("size") or 0)
    if not size:
        return None
    if size < MEGABYTE:
        return _("{size} kB", size=max(1, size // KILOBYTE))
    return _("{size} MB", size=round(size / MEGABYTE, 1))
