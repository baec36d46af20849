"""`python -m bench.matching`: how long it takes to rank all people against all offers, at three sizes.

`--quality` prints how well the ranking serves the people of the labelled set, beside searches by words.
"""

import argparse
import gc
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from resource import RUSAGE_SELF, getrusage

from rich.console import Console
from rich.table import Table

from bench import labelled
from bench.crowd import Crowd
from bench.labelled import ORDERS, TODAY
from coaching import closeness, rankings, scoring
from coaching.findings import Offer, Seeker

SIZES = ((1_000, 500), (3_000, 1_500), (10_000, 5_000))
SEED = 7
SAMPLE = 50_000


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds for each direction, the time that every pair would take, the peak memory in MB before and after."""

    seekers: int
    offers: int
    to_offers: float
    to_seekers: float
    every_pair: float
    made_mb: float
    peak_mb: float


def measured(size: tuple[int, int]) -> Spent:
    people, posted = size
    crowd = Crowd(SEED, TODAY)
    seekers, offers = crowd.seekers(people), crowd.offers(posted)
    closeness.nearby()
    gc.collect()
    gc.freeze()
    made = _memory()
    began = time.perf_counter()
    rankings.of_offers(seekers, offers, TODAY)
    half = time.perf_counter()
    rankings.of_seekers(seekers, offers, TODAY)
    ended = time.perf_counter()
    peak = _memory()
    return Spent(people, posted, half - began, ended - half, _every_pair(seekers, offers), made, peak)


def _every_pair(seekers: Sequence[Seeker], offers: Sequence[Offer]) -> float:
    """What scoring each person against each offer would take, from a sample of the pairs."""
    pairs = [(seekers[each * 7 % len(seekers)], offers[each * 11 % len(offers)]) for each in range(SAMPLE)]
    began = time.perf_counter()
    for seeker, offer in pairs:
        scoring.points(seeker, offer, TODAY)
    return (time.perf_counter() - began) / SAMPLE * len(seekers) * len(offers)


def _memory() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def times(spent: Sequence[Spent]) -> Table:
    drawn = Table("people", "offers", title="The best twenty for each")
    for heading in ("pairs", "offers for people, s", "people for offers, s", "every pair, s", "MB before", "MB peak"):
        drawn.add_column(heading, justify="right")
    for each in spent:
        pairs = f"{each.seekers * each.offers:,}"
        seconds = (f"{value:,.1f}" for value in (each.to_offers, each.to_seekers, each.every_pair))
        drawn.add_row(
            f"{each.seekers:,}", f"{each.offers:,}", pairs, *seconds, f"{each.made_mb:.0f}", f"{each.peak_mb:.0f}"
        )
    return drawn


def quality() -> Table:
    cases, offers = labelled.read()
    tuned, held = [[each for each in cases if each.held_out is out] for out in (False, True)]
    pairs = sum(len(each.fits) for each in cases)
    drawn = Table("order", title=f"{len(cases)} people, {len(offers)} offers, {pairs} labelled pairs")
    for group, name in ((tuned, "tuned on"), (held, "held out")):
        for measure in ("P@5", "of at most", "NDCG@5"):
            drawn.add_column(f"{measure}, {name} ({len(group)})", justify="right")
    for name, order in ORDERS.items():
        found = [labelled.quality(group, offers, order) for group in (tuned, held)]
        drawn.add_row(name, *(f"{value:.2f}" for each in found for value in (each.precision, each.possible, each.ndcg)))
    return drawn


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    options.add_argument("--quality", action="store_true", help="the labelled set, in place of the times")
    out = Console(width=int(os.environ.get("COLUMNS", "140")))
    if options.parse_args().quality:
        out.print(quality())
        return
    spent = []
    for size in SIZES:
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            spent.append(apart.submit(measured, size).result())
        out.print(f"{size[0]:,} people, {size[1]:,} offers: done", style="dim")
    out.print(times(spent))


if __name__ == "__main__":
    main()
