"""The command line. Errors are one line with the place and the mend."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import uvloop
from rich.console import Console
from rich.markup import escape

from jalon import logs, settings
from jalon.settings import Settings, SettingsError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Jalon, the coach of Québec's newcomers.")
db = typer.Typer(no_args_is_help=True, help="The database.")
staff = typer.Typer(no_args_is_help=True, help="The people who work in the console.")
contents = typer.Typer(no_args_is_help=True, help="What the programme tells and teaches.")
imports = typer.Typer(no_args_is_help=True, help="What the office brings in CSV files.")
app.add_typer(db, name="db")
app.add_typer(staff, name="staff")
app.add_typer(imports, name="import")
app.add_typer(contents, name="content")
out = Console(highlight=False)
error = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Runs the command line.

    Nothing that is loaded at a start is garbage: not looking for any saves a seventh of its time.
    """
    gc.disable()
    app()


def fail(message: str) -> NoReturn:
    error.print(f"[bold red]jalon:[/] {escape(message)}", markup=True)
    raise typer.Exit(1)


def load(**given: object) -> Settings:
    try:
        return settings.load(**{name: value for name, value in given.items() if value is not None})
    except SettingsError as problem:
        fail(f"these settings are not right; set them in the environment or in .env:\n{problem}")


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Turns what whoever runs Jalon can mend into one line."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - each command loads what it needs, so that all start at once

    from bot.client import TokenRefusedError  # noqa: PLC0415
    from coaching.spreadsheets import RefusedError  # noqa: PLC0415
    from jalon.house import PortTakenError  # noqa: PLC0415
    from storage.database import DatabaseInUseError  # noqa: PLC0415

    try:
        yield
    except (PortTakenError, DatabaseInUseError, RefusedError, TokenRefusedError, SettingsError) as problem:
        fail(str(problem))
    except DBAPIError as problem:
        fail(f"the database does not do what it should; look at JALON_DATABASE and at the server: {problem.orig}")


@app.command()
def run(
    only: Annotated[str | None, typer.Option(help="One part of many machines: web, deliver or jobs.")] = None,
    port: Annotated[int | None, typer.Option(help="The port of the web server; JALON_PORT otherwise.")] = None,
) -> None:
    """Runs Jalon. Without JALON_BOT_TOKEN it opens a sandbox, where everything can be tried."""
    from bot.service import Part  # noqa: PLC0415 - each command loads what it needs, so that all start at once
    from jalon.running import serve  # noqa: PLC0415

    logs.configure()
    if only is not None and only not in set(Part):
        fail(f"--only {only}: expected web, deliver or jobs")
    parts = (Part(only),) if only else tuple(Part)
    chosen = load(port=port)
    with told_in_one_line():
        chosen.refuse_half_a_sandbox()
        uvloop.run(serve(chosen, parts, out))


@app.command()
def check(
    map_: Annotated[bool, typer.Option("--map", help="Print the map of the conversation (Mermaid) too.")] = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Walks every page of the conversation in every language, and lists what is wrong."""
    from jalon.checking import check as checked  # noqa: PLC0415

    if not checked(out, show_map=map_):
        raise typer.Exit(1)


@app.command()
def preview(
    module: Annotated[str, typer.Argument(help="The key of a module, or a YAML file that does not ship yet.")],
    language: Annotated[list[str] | None, typer.Option(help="Only this language; may be given several times.")] = None,
    lesson: Annotated[str | None, typer.Option(help="Only this lesson, by its key.")] = None,
    words: Annotated[Path | None, typer.Option(help="A glossary file that does not ship yet.")] = None,
) -> None:
    """Shows a training module as it will look on a phone, in each language, and lists what is wrong with it."""
    from jalon import preview as previewing  # noqa: PLC0415 - each command loads what it needs, so that all start at once
    from jalon.authoring import AuthoringError  # noqa: PLC0415 - the same

    try:
        is_well = previewing.show(out, module, language or [], lesson, words)
    except AuthoringError as problem:
        fail(str(problem))
    if not is_well:
        raise typer.Exit(1)


@contents.command()
def stale(
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Another day than today.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where something is due.")] = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Lists the lessons, steps and regions that are due for review, by how often they change, with their sources."""
    from jalon.house import now  # noqa: PLC0415 - each command loads what it needs, so that all start at once
    from jalon.stale import stale as listed  # noqa: PLC0415 - the same

    if listed(out, (on or now()).date()) and strict:
        raise typer.Exit(1)


@db.command()
def upgrade() -> None:
    """Brings the tables to the newest revision."""
    from jalon.house import open_database  # noqa: PLC0415

    with told_in_one_line():
        open_database(load()).close()
    out.print("The database is at its newest revision.")


@db.command()
def rotate() -> None:
    """Encrypts everything anew with the first key of JALON_SECRET_KEY."""
    from jalon.house import open_database  # noqa: PLC0415
    from storage.rotation import rotate as rotated  # noqa: PLC0415

    with told_in_one_line():
        database = open_database(load())
        total = 0
        while count := asyncio.run(database.run(rotated)):
            total += count
            out.print(f"{total} values …")
        database.close()
    out.print("Everything is encrypted with the newest key; older keys can go from JALON_SECRET_KEY.")


@staff.command()
def add(
    email: str,
    name: str,
    role: Annotated[str, typer.Option(help="counsellor, supervisor, admin or auditor")] = "counsellor",
    password: Annotated[str | None, typer.Option(help="Asked for, where it is not given.")] = None,
) -> None:
    """Adds a member of staff, who can then sign in to the console."""
    from jalon.house import now, open_database  # noqa: PLC0415

    logs.configure()
    chosen = load()
    with told_in_one_line():
        database = open_database(chosen)
    typed = password or typer.prompt("Password, 12 characters or more", hide_input=True, confirmation_prompt=True)
    from console.staff import StaffError, add_staff  # noqa: PLC0415

    try:
        asyncio.run(database.run(lambda session: add_staff(session, email, name, role, typed, now())))
    except StaffError as problem:
        fail(str(problem))
    finally:
        database.close()
    out.print(
        f"{name} can sign in as {email}{' to the sandbox, for JALON_BOT_TOKEN is not set' if chosen.sandbox else ''}."
    )


@imports.command("occupations")
def import_occupations(
    file: Annotated[Path, typer.Argument(help="The official table, as CSV: code, teer, title_en, title_fr …")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and store nothing.")] = False,  # noqa: FBT002 - an option of the command line
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Store the right rows, and list the others.")] = False,  # noqa: FBT002 - the same
) -> None:
    """Brings the official table of occupations: new ones join the search, known ones change."""
    from jalon import importing  # noqa: PLC0415

    chosen = load()
    with told_in_one_line():
        importing.occupations(file, chosen, out, error, dry_run=dry_run, skip_bad=skip_bad)


@imports.command("opportunities")
def import_opportunities(
    file: Annotated[Path | None, typer.Argument(help="CSV, or JSON with a list of objects; docs/search.md.")] = None,
    source: Annotated[str, typer.Option(help="Who brings them: each source has references of its own.")] = "import",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and store nothing.")] = False,  # noqa: FBT002 - an option of the command line
    replace: Annotated[bool, typer.Option("--replace", help="Withdraw what the file does not name.")] = False,  # noqa: FBT002 - the same
    template: Annotated[bool, typer.Option("--template", help="Print an empty file with all headings.")] = False,  # noqa: FBT002 - the same
) -> None:
    """Brings opportunities: new ones are offered, known ones follow the file, wrong rows are listed and left out."""
    from coaching import postings as columns  # noqa: PLC0415 - each command loads what it needs, so that all start at once
    from jalon import postings  # noqa: PLC0415 - the same

    if template:
        out.print(",".join(columns.COLUMNS), markup=False, soft_wrap=True)
        return
    if file is None:
        fail("name a file, or ask for an empty one with --template")
    chosen = load()
    asked = postings.Asked(file, source, dry_run=dry_run, replace=replace)
    with told_in_one_line():
        is_whole = postings.bring(asked, chosen, out, error)
    if not is_whole:
        raise typer.Exit(1)
