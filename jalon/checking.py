"""`jalon check`: every conversation walked by everybody who may come, and what is wrong told with its mend."""

from datetime import UTC, datetime

from rich.console import Console

from dialogs.beginnings import beginnings
from dialogs.engine.report import Report
from dialogs.engine.walk import mermaid, walk
from dialogs.front import site
from jalon.house import content

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def check(out: Console, *, show_map: bool) -> bool:
    """Walks, prints what was found, and tells whether all is well."""
    programme = content()
    report = walk(site(), programme, beginnings(programme), NOW)
    if show_map:
        out.print(mermaid(report), markup=False, soft_wrap=True)
    for finding in report.findings:
        out.print(str(finding), markup=False, soft_wrap=True)
    out.print(_summary(report))
    return not report.findings


def _summary(report: Report) -> str:
    verdict = f"{len(report.findings)} to mend" if report.findings else "all is well"
    return f"{report.turns} turns through {len(report.places)} places of the conversation: {verdict}."
