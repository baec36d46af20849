"""`make bench`: start and size of `jalon run`, then its turns beside other bots, where driver and peers are at hand."""

import argparse
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bench import conversation, driver, start, turns
from bench.driver import Run

PYTHON = shlex.quote(sys.executable)

PEOPLE = 200
WARMING_UP = 20
WIDTH = 132


def settings(folder: Path) -> dict[str, str]:
    """Jalon writes to the disk that the peers write to."""
    return {
        "PYTHONPATH": str(driver.ROOT),
        "JALON_DATA": str(folder / "scratch" / "jalon"),
        "JALON_SECRET_KEY": "bench" * 8,
        "JALON_PORT": "0",
        "PROJECT_CONVS": str(PEOPLE),
        "PROJECT_PREPARE": 'rm -rf "$JALON_DATA" && mkdir "$JALON_DATA"',
    }


def ten_questions(folder: Path) -> dict[str, str]:
    """How the driver starts Jalon with the conversation of the peers."""
    database = f"sqlite:///{folder / 'scratch' / 'jalon' / 'ten.sqlite'}"
    return {
        **settings(folder),
        "JALON_DATABASE": database,
        "PROJECT_CMD": f"{PYTHON} -m bench.ten_questions",
        "PROJECT_SCRIPT": script("ten", conversation.TEN),
    }


def whole(folder: Path) -> dict[str, str]:
    """How the driver starts all of Jalon; its shell puts in the token and the address."""
    named = "env JALON_BOT_TOKEN=$BOT_TOKEN"
    return {
        **settings(folder),
        "PROJECT_CMD": f"{named} JALON_BOT_API=$API_BASE {PYTHON} -m jalon run",
        "PROJECT_PREPARE": f'rm -rf "$JALON_DATA" && {named} {PYTHON} -m bench.seed {PEOPLE + WARMING_UP}',
        "PROJECT_SCRIPT": script("whole", conversation.WHOLE),
    }


def script(name: str, deeds: Sequence[tuple[str, str | int, str]]) -> str:
    path = driver.SCRATCH / f"{name}.json"
    conversation.write(deeds, path)
    return str(path)


def played(folder: Path, number: int, beside: Sequence[str]) -> list[Run]:
    """A round, in which the driver calls our bot `project` whichever conversation it holds."""
    ten = driver.play(folder, number, beside, ten_questions(folder))
    every = driver.play(folder, number, [], whole(folder))
    return [*_named(ten, turns.JALON), *_named(every, turns.WHOLE)]


def _named(runs: Sequence[Run], name: str) -> list[Run]:
    return [replace(run, peer=name) if run.peer == driver.PROJECT else run for run in runs]


def peers(wanted: str) -> list[str]:
    """Those asked for; the one on PostgreSQL only where a server answers, with a database for it."""
    chosen = [peer for peer in wanted.split(",") if peer in turns.NAMES]
    if "d" in chosen and not _postgres():
        chosen.remove("d")
    return chosen


def _postgres() -> bool:
    try:
        socket.create_connection(("127.0.0.1", 5432), 1).close()
    except OSError:
        return False
    subprocess.run(["createdb", "-h", "127.0.0.1", "-U", "postgres", "bench"], check=False, capture_output=True)
    return True


def main() -> None:
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "3")))
    options.add_argument("--peers", default="c,d,e,t", help="of run_matrix.py: c, d, e, t")
    chosen, found = options.parse_args(), Console()
    out = Console(width=max(found.width, WIDTH))
    out.print(start.table(start.measured()))
    folder = driver.peers_folder()
    if folder is None:
        out.print("Set JALON_PEERS to a folder with the load driver and other bots to compare turns.")
        return
    ready, beside = driver.ready(folder), peers(chosen.peers)
    runs = [run for number in range(chosen.rounds) for run in played(ready, number, beside)]
    out.print(turns.table(runs))


if __name__ == "__main__":
    main()
