"""People in many zones, over weeks with an outage: none is told twice, at a bad hour, or not at all."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from rich.console import Console

from bench.reminders import ACTED, TIMERS, Outcome, simulated, table, together


def lived(folder: Path, numbers: Sequence[int], days: int) -> Outcome:
    folder.mkdir()
    return simulated(numbers, days, folder, print)


def test_over_weeks_of_many_lives_every_reminder_comes_once_and_at_a_good_hour(tmp_path: Path) -> None:
    outcome = lived(tmp_path / "all", range(1, 61), days=30)
    found = outcome.found
    assert found.faults == {}
    assert found.counts["reminders"] > 500
    assert min(found.counts[what] for what in ("of a week", "after the outage, merged", "again")) > 0
    Console(file=StringIO(), width=120).print(table(60, 30, [outcome], seconds=1))


def test_people_fare_the_same_however_they_are_dealt_out(tmp_path: Path) -> None:
    alone = lived(tmp_path / "alone", range(1, 13), days=20)
    dealt = [lived(tmp_path / "odd", range(1, 13, 2), days=20), lived(tmp_path / "even", range(2, 13, 2), days=20)]
    assert together(dealt) == together([alone])
    assert min(alone.happened[what] for what in (TIMERS, ACTED)) > 0
