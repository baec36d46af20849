"""`jalon import`: a file from outside checked as a whole, stored in one transaction, and told in a few lines."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from coaching import classification
from coaching.classification import Change, Entry
from coaching.spreadsheets import RefusedError, Row, Spreadsheet
from jalon.house import now, open_database
from jalon.settings import Settings

LONG = 2_000
"""Rows from which progress is shown."""


def occupations(file: Path, settings: Settings, out: Console, error: Console, *, dry_run: bool, skip_bad: bool) -> None:
    """Imports the official table; raises RefusedError where a row is wrong, unless such rows are skipped."""
    sheet = classification.read(str(file), content(file))
    entries = classification.entries(watched(sheet.rows, error))
    refuse(sheet, error, skip_bad=skip_bad)
    changes = keep(settings, entries, dry_run=dry_run)
    for change in changes if dry_run else ():
        out.print(str(change), markup=False, soft_wrap=True)
    out.print(f"{file}: {summary(sheet, entries, changes)}", markup=False, soft_wrap=True)
    out.print(ending(settings, changes, dry_run=dry_run), soft_wrap=True)


def watched(rows: Sequence[Row], terminal: Console) -> Iterable[Row]:
    """The rows, with their progress on the terminal where they are many."""
    seen = terminal.is_terminal and len(rows) >= LONG
    return track(rows, "Checking", console=terminal, transient=True, disable=not seen)


def content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RefusedError(f"{file} cannot be read ({error.strerror}): name a CSV file") from error


def refuse(sheet: Spreadsheet, error: Console, *, skip_bad: bool) -> None:
    """Prints everything that is wrong, and raises RefusedError where it may not be skipped."""
    for problem in sheet.problems:
        error.print(str(problem), markup=False)
    if sheet.faults:
        raise RefusedError(f"nothing of {sheet.file} is stored: the file as a whole is wrong")
    if sheet.bad and not skip_bad:
        raise RefusedError(
            f"nothing of {sheet.file} is stored: {len(sheet.bad)} of its {len(sheet.rows)} rows are wrong; "
            "mend them, or store the others with --skip-bad"
        )


def keep(settings: Settings, entries: Sequence[Entry], *, dry_run: bool) -> list[Change]:
    database = open_database(settings)
    try:
        if dry_run:
            return asyncio.run(database.read(lambda session: classification.changes(session, entries)))
        return asyncio.run(database.run(lambda session: classification.keep(session, entries, now())))
    finally:
        database.close()


def summary(sheet: Spreadsheet, entries: Sequence[Entry], changes: Sequence[Change]) -> str:
    new = sum(change.before is None for change in changes)
    left_out = f", {len(sheet.bad)} left out" if sheet.bad else ""
    return (
        f"{len(sheet.rows)} rows: {new} new, {len(changes) - new} changed, "
        f"{len(entries) - len(changes)} as they were{left_out}."
    )


def ending(settings: Settings, changes: Sequence[Change], *, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was stored: this is what the import would do."
    if not changes:
        return "The search stays as it is."
    where = " in the sandbox, for JALON_BOT_TOKEN is not set" if settings.sandbox else ""
    return f"Stored{where}. A Jalon that is running searches the new list from its next start."
