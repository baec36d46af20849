"""The table of turns: each bot's medians over the rounds, and its ratios to Jalon within the same round."""

from collections.abc import Callable, Sequence
from statistics import median

from rich.table import Table

from bench.driver import Run

JALON = "jalon"
WHOLE = "whole"
NAMES = {
    "c": "python-telegram-bot + SQLAlchemy, SQLite",
    "d": "python-telegram-bot + SQLAlchemy, PostgreSQL",
    "e": "aiogram, state in memory only",
    "t": "probe: group commit by hand, SQLite",
    JALON: "Jalon, the same ten questions, SQLite",
    WHOLE: "Jalon, from invitation to first plan",
}
OURS = {JALON, WHOLE}


def ratio(runs: Sequence[Run], peer: str, ask: Callable[[Run], float]) -> float:
    """Jalon's figure over the peer's: the median of the rounds, since the weather changes between them."""
    ours = {run.round: ask(run) for run in runs if run.peer == JALON}
    return median(ours[run.round] / ask(run) for run in runs if run.peer == peer and run.round in ours)


def table(runs: Sequence[Run]) -> Table:
    rounds = len({run.round for run in runs})
    drawn = Table(title=f"50 people at once, each acts as soon as answered; medians of {rounds} rounds")
    drawn.add_column("bot")
    for heading in ("updates/s", "Jalon is", "CPU ms", "Jalon needs", "p50 ms", "p99 ms", "peak MB", "noise", "failed"):
        drawn.add_column(heading, justify="right")
    for peer in [name for name in NAMES if any(run.peer == name for run in runs)]:
        drawn.add_row(*_row(runs, peer), style="bold" if peer in OURS else None)
    return drawn


def _row(runs: Sequence[Run], peer: str) -> tuple[str, ...]:
    own = [run for run in runs if run.peer == peer]
    speed, cost = ratio(runs, peer, _speed), ratio(runs, peer, _cost)
    return (
        NAMES[peer],
        f"{median(map(_speed, own)):.0f}",
        f"{speed:.2f} x" if peer not in OURS else "",
        f"{median(map(_cost, own)):.2f}",
        f"1/{1 / cost:.2f}" if peer not in OURS else "",
        f"{median(run.p50_ms for run in own):.0f}",
        f"{median(run.p99_ms for run in own):.0f}",
        f"{median(run.rss_mb for run in own):.0f}",
        f"{median(run.noise for run in own):.2f}",
        str(sum(run.failed + run.answered_wrongly for run in own)),
    )


def _speed(run: Run) -> float:
    return run.updates_per_second


def _cost(run: Run) -> float:
    return run.cpu_ms
