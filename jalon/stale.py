"""`jalon content stale`: the lessons, steps and regions that have to be looked at again, with their sources."""

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from urllib.parse import urlsplit

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from coaching import staleness
from coaching.staleness import Reviewed
from locales.catalogs import reader

plain = reader("en", "America/Montreal").plain


def stale(out: Console, on: date) -> int:
    """Prints what is overdue on a day, and when the next is due; returns how many are overdue."""
    found = staleness.everything(files("content"))
    overdue = [each for each in found if each.due <= on]
    if overdue:
        out.print(_table(overdue, on))
        out.print(f"{len(overdue)} of {len(found)} lessons, steps and regions are due for review on {on.isoformat()}.")
        return len(overdue)
    first = found[0].due
    then = sum(each.due == first for each in found)
    out.print(f"Nothing is due for review on {on.isoformat()}: all {len(found)} lessons, steps and regions are fresh.")
    out.print(f"The next are due on {first.isoformat()}: {then}. Look ahead with --on {first.isoformat()}.")
    return 0


def _table(overdue: Sequence[Reviewed], on: date) -> Table:
    table = Table(box=box.HORIZONTALS, expand=True, show_lines=True, border_style="dim")
    table.add_column("What, and where", ratio=5)
    table.add_column("Reviewed", width=10)
    table.add_column("Due", width=12)
    table.add_column("Sources", ratio=3)
    for each in overdue:
        table.add_row(_what(each), each.reviewed.isoformat(), _due(each, on), _sources(each))
    return table


def _what(each: Reviewed) -> Text:
    title = f"{plain(each.title)}: {plain(each.part)}" if each.part else plain(each.title)
    return Text.assemble((title, "bold"), "\n", (f"{each.file}:{each.line}", "dim"))


def _due(each: Reviewed, on: date) -> Text:
    days = (on - each.due).days
    late = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} late"
    return Text.assemble((each.due.isoformat(), "red"), "\n", (late, "dim"))


def _sources(each: Reviewed) -> Text:
    """The sites, each a link where the terminal knows links."""
    sites = {urlsplit(source.url).netloc.removeprefix("www."): source.url for source in each.sources}
    return Text("\n").join(Text(site, style=f"link {url}") for site, url in sites.items())
