"""`jalon import opportunities`: a long file read row by row, the good rows stored in batches, the others listed."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import Progress, TaskID
from sqlalchemy.orm import Session

from coaching import feeds, opportunities, postings
from coaching.cells import Cells, Note
from coaching.feeds import Feed
from coaching.opportunities import Counts
from coaching.postings import Posting
from coaching.programme import Programme
from coaching.spreadsheets import RefusedError, Row
from jalon.house import content, now, open_database
from jalon.settings import Settings
from locales.catalogs import reader
from storage import postings as store
from storage.database import Database, Work

BATCH = 5_000
"""Rows of one transaction: the more, the fewer pages of the indexes are written twice."""
NAMED = 5
"""How many lines are named where many cells were cleaned."""
ENGLISH = reader("en", "UTC")
"""In which the command line speaks."""
SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
CLEANED = {
    Note.HTML: "HTML tags were taken out of {column} in {rows}",
    Note.FORMULA: "{column} begins like a formula in {rows}, and is kept as text",
}


@dataclass(frozen=True, slots=True)
class Asked:
    file: Path
    source: str
    dry_run: bool = False
    replace: bool = False


@dataclass(slots=True)
class Tally:
    """What came of the rows so far. `lines` are those of the references, `cleaned` those of the cells."""

    rows: int = 0
    refused: int = 0
    counts: Counts = field(default_factory=Counts)
    lines: dict[str, int] = field(default_factory=dict)
    cleaned: dict[tuple[Note, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    withdrawn: int = 0


def bring(asked: Asked, settings: Settings, out: Console, error: Console) -> bool:
    """Imports a file; returns whether all its rows were right."""
    if not SOURCE.fullmatch(asked.source) or asked.source == opportunities.CONSOLE:
        raise RefusedError(f"--source {asked.source}: a name of small letters and digits is expected, as emploi-quebec")
    with opened(asked.file) as file:
        feed = feeds.opened(str(asked.file), file, postings.NEEDED, postings.OTHERS)
        refuse(feed, error)
        tally = stored(asked, feed, settings, error)
    if not tally.rows:
        refuse(feed, error)
        raise RefusedError(f"nothing of {asked.file} is stored: there are no rows in it")
    for problem in feed.sheet.faults:
        error.print(str(problem), markup=False)
    for line in [*notes(asked, tally), summary(asked, feed, tally), ending(asked, settings, feed, tally)]:
        out.print(line, markup=False, soft_wrap=True)
    return not tally.refused and not feed.sheet.faults


def opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as problem:
        raise RefusedError(f"{file} cannot be read ({problem.strerror}): name a CSV or JSON file") from problem


def refuse(feed: Feed, error: Console) -> None:
    if feed.sheet.faults:
        for problem in feed.sheet.faults:
            error.print(str(problem), markup=False)
        raise RefusedError(f"nothing of {feed.sheet.file} is stored: the file as a whole is wrong")


def stored(asked: Asked, feed: Feed, settings: Settings, error: Console) -> Tally:
    database = open_database(settings)
    try:
        with Progress(console=error, transient=True, disable=not error.is_terminal) as progress:
            bar = Bar(progress, progress.add_task("Importing", total=1.0))
            return asyncio.run(Bringing(asked, database, content(database), error).all(feed, bar))
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class Bar:
    progress: Progress
    task: TaskID

    def reach(self, done: float) -> None:
        self.progress.update(self.task, completed=done)


@dataclass(slots=True)
class Bringing:
    """One import under way."""

    asked: Asked
    database: Database
    programme: Programme
    error: Console
    tally: Tally = field(default_factory=Tally)

    async def all(self, feed: Feed, bar: Bar) -> Tally:
        for batch in batches(feed.rows):
            await self.take(self.checked(batch))
            bar.reach(feed.done())
        if self.tally.counts.new + self.tally.counts.changed and not self.asked.dry_run:
            await self.database.run(store.look_at_anew)
        if self.asked.replace and self.tally.lines and not feed.sheet.faults:
            self.tally.withdrawn = await self.others()
        return self.tally

    def checked(self, rows: list[Row]) -> list[Posting]:
        today = now().date()
        return [posting for row in rows if (posting := self.read(row, today))]

    def read(self, row: Row, today: date) -> Posting | None:
        """What a row says; what is wrong with it is listed at once."""
        self.tally.rows += 1
        cells = Cells(row.cells)
        posting = None if row.problems else postings.read(cells, self.programme.occupations, today)
        for column, told in cells.faults.items():
            row.wrong(column, ENGLISH.plain(told))
        if reference := " ".join(cells.raw("reference").split()):
            first = self.tally.lines.setdefault(reference, row.line)
            if first != row.line:
                row.wrong("reference", f"stands already on line {first}: keep one")
        if row.problems:
            self.refuse(row)
            return None
        for column, note in cells.notes.items():
            self.tally.cleaned[note, column].append(row.line)
        return posting

    def refuse(self, row: Row) -> None:
        self.tally.refused += 1
        for problem in row.problems:
            self.error.print(str(problem), markup=False)

    async def take(self, brought: list[Posting]) -> None:
        counts = await (self.database.read if self.asked.dry_run else self.database.run)(self.work(brought))
        self.tally.counts += counts

    def work(self, brought: list[Posting]) -> Work[Counts]:
        source, table = self.asked.source, self.programme.occupations
        if self.asked.dry_run:
            return lambda session: opportunities.compare(session, source, brought, table)
        return lambda session: opportunities.keep(session, source, brought, table, now())

    async def others(self) -> int:
        """What the file does not name any more; a row that was refused names its reference all the same."""
        if self.asked.dry_run:
            return len(await self.database.read(self.gone))
        return await self.database.run(lambda session: store.withdraw(session, self.gone(session), now()))

    def gone(self, session: Session) -> list[int]:
        return store.others(session, self.asked.source, self.tally.lines.keys())


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def notes(asked: Asked, tally: Tally) -> Iterator[str]:
    for (note, column), lines in tally.cleaned.items():
        named = ", ".join(map(str, lines[:NAMED]))
        more = f" and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
        yield f"{asked.file}: {CLEANED[note].format(column=column, rows=f'lines {named}{more}')}."


def summary(asked: Asked, feed: Feed, tally: Tally) -> str:
    counts = tally.counts
    told = f"{counts.new} new, {counts.changed} changed, {counts.same} as they were"
    refused = f", {tally.refused} refused" if tally.refused else ""
    withdrawn = f"; {tally.withdrawn} not in the file any more are withdrawn" if asked.replace else ""
    return f"{asked.file}: {feed.read_as}, {tally.rows} rows: {told}{refused}{withdrawn}."


def ending(asked: Asked, settings: Settings, feed: Feed, tally: Tally) -> str:
    if asked.dry_run:
        return "Nothing was stored: this is what the import would do."
    where = " in the sandbox, for JALON_BOT_TOKEN is not set" if settings.sandbox else ""
    if asked.replace and feed.sheet.faults:
        return f"Stored{where}; nothing was withdrawn, for the file cannot be read to its end."
    mend = " Mend the rows that are listed, and import the file again." if tally.refused or feed.sheet.faults else ""
    return f"Stored{where}.{mend}"
