"""How soon a started Jalon answers its first tap, and how much memory it takes when nobody writes."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from rich.table import Table

from bench.driver import ROOT

PATIENCE = 30.0
QUIET = 3.0
"""Seconds in which a started process comes to rest."""


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to the answer to a first /start; memory at rest; seconds to stop."""

    name: str
    answered: float
    idle_mb: float
    stopped: float


def measured() -> list[Start]:
    with tempfile.TemporaryDirectory() as folder:
        return [_start("first start, demo people made", folder), _start("every later start", folder)]


def table(starts: list[Start]) -> Table:
    drawn = Table(title="`jalon run` with its sandbox")
    drawn.add_column("")
    for heading in ("first answer after s", "idle MB", "stopped after s"):
        drawn.add_column(heading, justify="right")
    for start in starts:
        drawn.add_row(start.name, f"{start.answered:.2f}", f"{start.idle_mb:.0f}", f"{start.stopped:.2f}")
    return drawn


def _start(name: str, folder: str) -> Start:
    began = time.perf_counter()
    with _jalon(folder) as (process, address):
        person = _asked(f"{address}/people", {"first_name": "Bench", "language_code": "en"})["id"]
        chat = f"{address}/people/{person}"
        _asked(f"{chat}/deeds", {"do": "types", "text": "/start"})
        _wait_for_answer(chat)
        answered = time.perf_counter() - began
        time.sleep(QUIET)
        idle = _memory(process.pid)
        ending = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    return Start(name, answered, idle, time.perf_counter() - ending)


@contextmanager
def _jalon(folder: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JALON_")}
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "jalon", "run", "--port", str(port)],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "JALON_DATA": str(Path(folder) / "data")},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process, f"http://127.0.0.1:{port}/sandbox"
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _asked(address: str, what: dict[str, str] | None = None) -> Any:
    """The answer of the sandbox, as soon as it gives one."""
    body = json.dumps(what).encode() if what else None
    deadline = time.perf_counter() + PATIENCE
    while True:
        try:
            with urlopen(Request(address, body, {"Content-Type": "application/json"}), timeout=PATIENCE) as answer:
                return json.load(answer)["result"]
        except OSError:
            if time.perf_counter() > deadline:
                raise
            time.sleep(0.01)


def _wait_for_answer(chat: str) -> None:
    since = 0
    while True:
        seen = _asked(f"{chat}?wait=20&since={since}")
        if any(message["from_bot"] for message in seen["messages"]):
            return
        since = seen["version"]


def _memory(process_id: int) -> float:
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process_id)], check=True, capture_output=True, text=True)
    return int(told.stdout) / 1024
