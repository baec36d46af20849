"""A candidate's action plan, as a paper to keep and to sign, and as a picture for a phone's chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import quote

from locales.reader import Reader
from locales.text import Lines, Text, _
from papers import typesetting
from papers.typesetting import Json

Words: TypeAlias = Text | Lines | str

IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~"


class State(StrEnum):
    TODO = "todo"
    DONE = "done"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Action:
    """One small thing to do within a step."""

    words: Words
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as it stands.

    `key` never changes and is no other step's, of any candidate; `updated` only grows. `when` says the date or what
    became of the step; `due` is its day. `link` is an http(s) address or "".
    """

    key: str
    title: Words
    state: State = State.TODO
    due: date | None = None
    when: Words = ""
    late: bool = False
    why: Words = ""
    actions: Sequence[Action] = ()
    note: Words = ""
    link: str = ""
    link_title: Words = ""
    updated: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A phase of the plan, or another part; `before_landing` places the landing on the route."""

    title: Words
    entries: Sequence[Entry]
    before_landing: bool = False

    @property
    def done(self) -> int:
        return sum(entry.state is State.DONE for entry in self.entries)

    @property
    def total(self) -> int:
        return sum(entry.state is not State.ASIDE for entry in self.entries)


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """All that a paper says of a plan; what is "" is left out."""

    name: str
    made_on: date
    landing: Words
    progress: Words
    next: Sequence[Entry] = ()
    parts: Sequence[Part] = ()
    signed: Words = ""
    clock: Words = ""

    @property
    def done(self) -> int:
        return sum(part.done for part in self.parts)

    @property
    def total(self) -> int:
        return sum(part.total for part in self.parts)

    @property
    def dated(self) -> list[tuple[date, Entry]]:
        """The steps that have a day, with it, whatever became of them."""
        return [(entry.due, entry) for part in self.parts for entry in part.entries if entry.due]


def pdf(sheet: PlanSheet, reader: Reader) -> bytes:
    """The whole plan on A4 pages, as an accessible PDF (PDF/UA-1)."""
    return typesetting.pdf("plan", _values(sheet, reader), sheet.made_on)


def picture(sheet: PlanSheet, reader: Reader) -> bytes:
    """The plan as a route with stakes, and the next steps: a PNG 1080 pixels wide."""
    return typesetting.png("route", _values(sheet, reader))


def _values(sheet: PlanSheet, reader: Reader) -> dict[str, Json]:
    say = reader.plain
    return {
        "lang": reader.locale,
        "dir": "rtl" if reader.rtl else "ltr",
        "words": {name: say(words) for name, words in _labels(sheet).items()},
        "name": say(sheet.name),
        "landing": say(sheet.landing),
        "progress": say(sheet.progress),
        "done": sheet.done,
        "total": sheet.total,
        "next": [_entry(entry, reader) for entry in sheet.next],
        "parts": [_part(part, reader) for part in sheet.parts],
        "signed": say(sheet.signed),
        "clock": say(sheet.clock),
    }


def _labels(sheet: PlanSheet) -> Mapping[str, Words]:
    return {
        "plan": _("Personalized action plan"),
        "title": _("Personalized action plan of {name}", name=sheet.name),
        "foot": _("Personalized action plan of {name}, made on {date}", name=sheet.name, date=sheet.made_on),
        "made_on": _("Made on {date}", date=sheet.made_on),
        "next": _("What comes next"),
        "nothing": _("You have done everything that is open now. Well done!") if sheet.parts else _EMPTY,
        "note": _("Note from your counsellor"),
        "late": _("Late"),
        "todo": _("To do"),
        "done": _("Done"),
        "aside": _("Set aside."),
    }


_EMPTY = _("There are no steps in your plan yet.")


def _part(part: Part, reader: Reader) -> dict[str, Json]:
    return {
        "title": reader.plain(part.title),
        "counted": reader.plain(_("{done} of {total}", done=part.done, total=part.total)),
        "done": part.done,
        "total": part.total,
        "before_landing": part.before_landing,
        "entries": [_entry(entry, reader) for entry in part.entries],
    }


def _entry(entry: Entry, reader: Reader) -> dict[str, Json]:
    """What is behind a person needs no explaining any more: its title, what became of it, and the note are kept."""
    say = reader.plain
    is_open = entry.state is State.TODO
    return {
        "title": say(entry.title),
        "state": entry.state,
        "when": say(entry.when),
        "late": entry.late and is_open,
        "why": say(entry.why) if is_open else "",
        "actions": [{"words": say(each.words), "ticked": each.ticked} for each in entry.actions] if is_open else [],
        "note": say(entry.note),
        "link": address(entry.link) if is_open else "",
        "link_title": say(entry.link_title) or say(entry.link),
    }


def address(link: str) -> str:
    """An address in ASCII, as a PDF holds it; "" for anything that is not of the web."""
    return quote(link, safe=IN_ADDRESS) if link.startswith(("https://", "http://")) else ""
