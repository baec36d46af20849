"""`jalon check`: every conversation walked by everybody who may come, and what is wrong told with its mend."""

from datetime import UTC, datetime
from importlib.resources import files

from rich.console import Console

from dialogs.beginnings import beginnings
from dialogs.engine.report import Finding, Report
from dialogs.engine.walk import mermaid, walk
from dialogs.front import site
from jalon import authoring, rehearsal
from jalon.house import content
from locales.catalogs import languages

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def check(out: Console, *, show_map: bool) -> bool:
    """Walks, prints what was found, and tells whether all is well."""
    programme, made = content(), site()
    report = walk(made, programme, beginnings(programme), NOW)
    places = authoring.content_files(files("content"))
    taught, cards = rehearsal.check(programme, places, made.routes, rehearsal.readers(), NOW)
    if show_map:
        out.print(mermaid(report), markup=False, soft_wrap=True)
    found = [*report.findings, *taught]
    for finding in found:
        out.print(str(finding), markup=False, soft_wrap=True)
    out.print(_summary(report, cards, found), soft_wrap=True)
    return not found


def _summary(report: Report, cards: int, found: list[Finding]) -> str:
    verdict = f"{len(found)} to mend" if found else "all is well"
    told = f"{cards} cards of lessons in {len(languages())} languages"
    return f"{report.turns} turns through {len(report.places)} places of the conversation, {told}: {verdict}."
