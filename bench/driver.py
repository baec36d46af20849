"""The load driver and the peer bots, which live outside this repository, in the folder that JALON_PEERS names.

The folder holds `run_matrix.py`, which plays scripted conversations with each bot in rounds, all bots once and then
again, and appends a line of JSON for each run to a file.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRATCH = ROOT / "scratch" / "bench"
PROJECT = "project"


@dataclass(frozen=True)
class Run:
    """One bot in one round: updates are user actions that were answered."""

    peer: str
    round: int
    updates_per_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    rss_mb: float
    noise: float
    answered_wrongly: int
    failed: int


def peers_folder() -> Path | None:
    """The folder of driver and peers, or None where this machine has none."""
    folder = Path(os.environ.get("JALON_PEERS") or ROOT.parent / "shared" / "bench")
    return folder if (folder / "run_matrix.py").exists() else None


def ready(folder: Path) -> Path:
    """The folder itself where its packages are installed, or a copy of it with them."""
    if (folder / ".venv").exists():
        return folder
    copy = SCRATCH / "peers"
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    if not (copy / ".venv").exists():
        subprocess.run([sys.executable, "-m", "venv", copy / ".venv"], check=True)
    install = [str(copy / ".venv/bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "-r", str(copy / "requirements.txt")], check=True)
    return copy


def play(folder: Path, number: int, peers: Sequence[str], project: Mapping[str, str]) -> list[Run]:
    """One round: the peers, then the bot that these variables describe. The driver tells of each as it ends."""
    out = SCRATCH / "runs.jsonl"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    command = [".venv/bin/python", "run_matrix.py", "--only", "sat", "--peers", ",".join([*peers, PROJECT])]
    options = ["--first", str(number), "--rounds", "1", "--out", str(out)]
    subprocess.run([*command, *options], cwd=folder, env={**os.environ, **project}, check=True)
    return [read(line, number) for line in out.read_text("utf-8").splitlines()]


def read(line: str, number: int) -> Run:
    values = json.loads(line)
    if "error" in values:
        sys.exit(f"{values['label']} did not run: {values['error']}")
    return _run(values["label"], number, values)


def _run(peer: str, number: int, values: Mapping[str, float]) -> Run:
    return Run(
        peer=peer,
        round=number,
        updates_per_second=values["ups"],
        cpu_ms=values["cpu_ms_per"] + values.get("aux_ms_per", 0),
        p50_ms=values["p50"],
        p99_ms=values["p99"],
        rss_mb=values["rss_mb"],
        noise=values["noise"],
        answered_wrongly=int(values["wrong"]),
        failed=int(values["failed"]),
    )
