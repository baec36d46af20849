"""People in many zones, over weeks with an outage: none is told twice, at a bad hour, or not at all."""

from io import StringIO
from pathlib import Path

from rich.console import Console

from bench.reminders import simulated, table


def test_over_weeks_of_many_lives_every_reminder_comes_once_and_at_a_good_hour(tmp_path: Path) -> None:
    out = Console(file=StringIO(), width=120)
    world, found, spent = simulated(people=60, days=30, folder=tmp_path, out=out)
    assert found.faults == {}
    assert found.counts["reminders"] > 500
    assert min(found.counts[what] for what in ("of a week", "after the outage, merged", "again")) > 0
    out.print(table(world, found, spent))
