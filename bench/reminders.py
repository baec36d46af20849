"""`python -m bench.reminders`: the reminders of a year, simulated hour by hour, and proved from the transcript.

People in all time zones follow plans of the shipped content: they do steps, put them off, pause, are spoken to, block
the bot, leave, come back, move. For thirty hours the bot is down. Afterwards `bench.expected` works out what each had
to be told. The people are dealt out to several processes, each with a bot and a database of its own.
"""

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from rich.console import Console
from rich.table import Table

from bench import lives, newcomers
from bench.expected import Findings
from bench.lives import Spell
from bench.newcomers import BEGINS
from bench.world import HOUR, OUTAGE, World, proved
from jalon.house import content

SHOWN = 20
RARELY = 20_000
"""How many new objects bring the collector of garbage: at every 700 it takes a sixth of the time."""
KINDS = ("twice on a day", "told twice", "in quiet hours", "missed", "unwanted", "at no morning", "a turn that failed")
TIMERS, ACTED = "timers that rang", "turns of people and counsellors"


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of each part, and the largest memory of the process until then, in MB."""

    made: float
    lived: float
    proved: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the people of one process went through: how often what happened, and what was found."""

    zones: frozenset[str]
    happened: Counter[str]
    found: Findings
    spent: Spent


def dealt(people: int, days: int, share: int, of: int) -> Outcome:
    """The share of one process among so many, with its progress on standard output."""
    gc.set_threshold(RARELY)
    out = Console()
    with tempfile.TemporaryDirectory() as folder:
        return simulated(
            range(1 + people * share // of, 1 + people * (share + 1) // of),
            days,
            Path(folder),
            lambda line: out.print(f"process {share + 1}, {line}", style="dim"),
        )


def simulated(numbers: Sequence[int], days: int, folder: Path, tell: Callable[[str], None]) -> Outcome:
    """Makes the people of these numbers, lets the days go by, and proves what they were told."""
    began, programme = time.perf_counter(), content()
    database = newcomers.open_database(folder / "year.db")
    born = newcomers.populate(database, programme, numbers)
    down = BEGINS + timedelta(days * 2 // 5)
    world = World(database, programme, born, Spell(BEGINS, BEGINS + timedelta(days)), Spell(down, down + OUTAGE))
    for life in born:
        for hour, deed in lives.planned(life, days):
            world.planned[hour].append((life, deed))
    made = time.perf_counter()
    asyncio.run(world.live(tell))
    lived = time.perf_counter()
    found = proved(world)
    database.close()
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    zones = frozenset(zone for life in born for _at, zone in life.zones)
    return Outcome(zones, happened(world), found, Spent(made - began, lived - made, time.perf_counter() - lived, peak))


def happened(world: World) -> Counter[str]:
    return Counter(
        {
            TIMERS: world.fired,
            ACTED: world.acted,
            "pauses": sum(len(life.pauses) for life in world.lives),
            "talks with a counsellor": sum(len(life.talks) for life in world.lives),
            "absences": sum(len(life.absences) for life in world.lives),
            "moves to another time zone": sum(len(life.zones) - 1 for life in world.lives),
        }
    )


def together(outcomes: Sequence[Outcome]) -> tuple[Counter[str], Findings]:
    """What all went through, and all that was found."""
    all_happened: Counter[str] = Counter()
    found = Findings()
    for outcome in outcomes:
        all_happened.update(outcome.happened)
        found.counts.update(outcome.found.counts)
        for kind, faults in outcome.found.faults.items():
            found.faults.setdefault(kind, []).extend(faults)
    return all_happened, found


def table(people: int, days: int, outcomes: Sequence[Outcome], seconds: float) -> Table:
    zones = frozenset[str]().union(*(outcome.zones for outcome in outcomes))
    title = f"{people:,} people in {len(zones)} time zones, {days} days, {OUTAGE // HOUR} hours of outage"
    drawn = Table("what", title=title)
    drawn.add_column("how many", justify="right")
    went, found = together(outcomes)
    counts, turns = found.counts, went[TIMERS] + went[ACTED]
    rows = {
        TIMERS: went.pop(TIMERS),
        "messages with reminders": counts["reminders"],
        "  of them with the week": counts["of a week"],
        "  after the outage, merged": counts["after the outage, merged"],
        "  told again, as asked": counts["again"],
        "  on Mondays, to who does nothing": counts["to the silent"],
        "steps named in them": counts["steps named"],
        **went,
        **{kind: len(found.faults.get(kind, ())) for kind in KINDS},
        **speed([outcome.spent for outcome in outcomes], turns),
        "seconds in all": seconds,
    }
    for name, value in rows.items():
        drawn.add_row(name, f"{value:,.0f}")
    return drawn


def speed(spent: Sequence[Spent], turns: int) -> dict[str, float]:
    """How fast it went: the turns of all over the time of the slowest, and over the time of every process."""
    lived = [each.lived for each in spent]
    peaks = [each.peak_mb for each in spent]
    return {
        "processes": len(spent),
        "made in s": max(each.made for each in spent),
        "lived in s": max(lived),
        "turns a second": turns / max(lived),
        "  of each process": turns / sum(lived),
        "proved in s": max(each.proved for each in spent),
        "peak memory in MB, of the largest process": max(peaks),
        "  of all together": sum(peaks),
    }


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.reminders", description=__doc__)
    options.add_argument("--candidates", type=int, default=10_000)
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    chosen, out, began = options.parse_args(), Console(), time.perf_counter()
    people, days, of = chosen.candidates, chosen.days, min(chosen.workers, chosen.candidates)
    with ProcessPoolExecutor(of, get_context("spawn")) as pool:
        shares = [pool.submit(dealt, people, days, share, of) for share in range(of)]
        outcomes = [share.result() for share in shares]
    out.print(table(people, days, outcomes, time.perf_counter() - began))
    _, found = together(outcomes)
    for kind, faults in found.faults.items():
        for fault in faults[:SHOWN]:
            out.print(f"{kind}: {fault}", markup=False)
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
