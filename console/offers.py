"""Opportunities as the console shows them, and the form in which staff write one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from coaching import folding, offering, postings, regions
from coaching.cells import Cells
from coaching.opportunities import CONSOLE
from coaching.postings import Posting
from console import times
from console.visits import Visit, whole
from locales.text import Text, _
from storage import opportunities as store
from storage import places
from storage.opportunities import Kind, Opportunity, Organization, Sought, Standing, Suspicion

PAGE, SUGGESTED = 50, 300
LEVELS = range(postings.MOST_LEVEL + 1)


@dataclass(frozen=True, slots=True)
class Line:
    """`voices` candidates find it suspicious; `taken` of its places are."""

    row: Opportunity
    standing: Standing
    voices: int
    taken: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What was looked for; `suspicious` stand above it where all are shown, `more` is where the next page begins."""

    sought: Sought
    words: str
    lines: Sequence[Line]
    suspicious: Sequence[Line]
    more: int | None


@dataclass(frozen=True, slots=True)
class View:
    """One opportunity with what was reported of it, read while the transaction lasts."""

    line: Line
    suspicions: Sequence[Suspicion]
    editor: str
    withdrawer: str

    @property
    def row(self) -> Opportunity:
        return self.line.row

    @property
    def is_imported(self) -> bool:
        return self.row.source != CONSOLE

    @property
    def waiting(self) -> int:
        return sum(each.settled_at is None for each in self.suspicions)


@dataclass(frozen=True, slots=True)
class Draft:
    """The form as it was filled in, and what is wrong with it by field."""

    cells: Mapping[str, str]
    problems: Mapping[str, Text]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


EMPTY = Draft({"kind": Kind.JOB, "employer_sort": "employer", "pay_per": postings.HOUR}, {})


def today(visit: Visit) -> date:
    return times.day(visit.reader.zone, visit.now)


def sought(query: Mapping[str, str]) -> tuple[Sought, str]:
    """What an address asks for, and its words as they were typed."""
    words = " ".join(query.get("q", "").split())[:100]
    kind, region, standing = (query.get(name, "") for name in ("kind", "region", "standing"))
    return (
        Sought(
            tuple(folding.stems(words)),
            Kind(kind) if kind in set(Kind) else None,
            region if regions.by_code(region) else "",
            Standing(standing) if standing in set(Standing) else None if standing == "all" else Standing.OPEN,
        ),
        words,
    )


def listing(session: Session, query: Mapping[str, str], day: date) -> Listing:
    wanted, words = sought(query)
    number = whole(query.get("after", ""))
    after = session.get(Opportunity, number) if number is not None else None
    found = store.listed(session, wanted, day, after, PAGE + 1)
    above = [] if after else [row for row, _voices in store.suspicious(session)]
    more = found[PAGE - 1].id if len(found) > PAGE else None
    below = [row for row in found[:PAGE] if row not in above]
    return Listing(wanted, words, lines(session, below, day), lines(session, above, day), more)


def lines(session: Session, rows: Sequence[Opportunity], day: date) -> Sequence[Line]:
    ids = [row.id for row in rows]
    voices, taken = store.voices(session, ids), places.taken(session, ids)
    return [Line(row, row.standing(day), voices.get(row.id, 0), taken.get(row.id, 0)) for row in rows]


def view(session: Session, number: int, day: date) -> View | None:
    row = session.get(Opportunity, number)
    if row is None:
        return None
    reported = store.suspicions(session, row.id)
    _names = [row.organization.name, *(each.settler and each.settler.name for each in reported)]
    named = [member.name if member else "" for member in (row.editor, row.withdrawer)]
    return View(lines(session, [row], day)[0], reported, *named)


def written(visit: Visit, form: Mapping[str, str], reference: str) -> tuple[Posting | None, Draft]:
    """What was filled in, as a posting where all is right."""
    cells = {name: form.get(name, "") for name in postings.COLUMNS} | {"reference": reference}
    read = Cells(cells)
    posting = postings.read(read, visit.parts.settings.programme.occupations, today(visit))
    return posting, Draft(cells, read.faults)


def choices(visit: Visit, organizations: Sequence[tuple[Organization, int]]) -> dict[str, Any]:
    """What the fields of the form offer."""
    locale = visit.reader.locale
    return {
        "kinds": offering.KINDS,
        "sorts": offering.SORTS,
        "regions": regions.every(),
        "levels": [(level, _level(level)) for level in LEVELS],
        "occupations": [(each.code, each.title(locale)) for each in visit.parts.settings.programme.occupations],
        "organizations": [(organization.name, "") for organization, _offered in organizations],
    }


def _level(level: int) -> Text:
    stage = offering.STAGES[offering.stage(level)]
    return _("{level}, {stage}", level=level, stage=stage) if level else stage
