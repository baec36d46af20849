"""What a group session shows: to the room, the card and how many chose what; to its trainer, who is there too."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import segno
from markupsafe import Markup

from coaching import groups
from coaching.cards import Option, Scenario
from coaching.groups import Scene
from coaching.modules import Module
from dialogs import cards
from locales.text import Text, _
from storage.groups import Attendance, GroupSession, Tally
from storage.training import Mode

HUNDRED = 100
MODES = {Mode.GROUP: _("Group session"), Mode.FRENCH_CLASS: _("French class")}


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer under its letter, and how many of those who answered chose it."""

    letter: str
    option: Option
    count: int
    of: int

    @property
    def share(self) -> int:
        """Per cent."""
        return round(Fraction(self.count, self.of) * HUNDRED) if self.of else 0


@dataclass(frozen=True, slots=True)
class Stage:
    """A session at a moment: `scene` is what is asked now, None before the first card and where it left the content."""

    group: GroupSession
    module: Module
    tally: Tally

    @property
    def scenes(self) -> list[Scene]:
        return groups.scenes(self.module)

    @property
    def scene(self) -> Scene | None:
        return groups.scene(self.module, self.tally.lesson, self.tally.card)

    @property
    def place(self) -> int:
        """Which of the cards is asked, from 1; 0 before the first."""
        return self.scenes.index(self.scene) + 1 if self.scene else 0

    @property
    def previous(self) -> Scene | None:
        return self.scenes[self.place - 2] if self.place > 1 else None

    @property
    def following(self) -> Scene | None:
        return self.scenes[self.place] if self.place < len(self.scenes) else None

    @property
    def told(self) -> Sequence[Text]:
        """The situation or the question, in paragraphs."""
        if self.scene is None:
            return ()
        card = self.scene.card
        return card.told if isinstance(card, Scenario) else (card.asks,)

    @property
    def is_decision(self) -> bool:
        """Whether there may be several good choices, rather than right answers."""
        return self.scene is not None and isinstance(self.scene.card, Scenario)

    @property
    def answered(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def bars(self) -> list[Bar]:
        options = cards.options(self.scene.card) if self.scene else []
        counts = [self.tally.chosen.get(option.key, 0) for _letter, option in options]
        return [
            Bar(letter, option, count, sum(counts)) for (letter, option), count in zip(options, counts, strict=True)
        ]

    @property
    def code(self) -> str:
        return groups.spaced(self.group.code)

    @property
    def mode(self) -> Text:
        return MODES[self.group.mode]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in a session, by the name under which whoever looks may know them."""

    attendance: Attendance
    name: str


def named(attendance: Attendance, *, fully: bool) -> Present:
    """Who may not open somebody's file reads a first name and an initial."""
    candidate = attendance.candidate
    initial = f" {candidate.last_name.strip()[:1]}." if candidate.last_name.strip() else ""
    return Present(attendance, candidate.name if fully else f"{candidate.first_name}{initial}")


def deep_link(bot_link: str, group: GroupSession) -> str:
    """The address that opens the bot and joins the session; "" while nobody knows where the bot is."""
    return f"{bot_link}?start={groups.MARK}{group.code}" if bot_link else ""


def picture(link: str, label: str) -> Markup:
    """A link as a QR code that stands out in the light and in the dark."""
    drawn = segno.make(link, micro=False, error="m")
    svg = drawn.svg_inline(border=3, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return Markup('<div role="img" aria-label="{}">{}</div>').format(label, Markup(svg))  # noqa: S704 - drawn from squares, holds no text
