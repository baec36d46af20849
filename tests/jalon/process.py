"""Jalon as a process of its own, started as a newcomer starts it, stopped with Ctrl-C or with kill -9."""

import asyncio
import os
import re
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 90


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@dataclass
class Jalon:
    """`told` is what the process printed so far."""

    data: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    told: str = ""
    _process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    async def start(self, *arguments: str) -> None:
        """Starts it, without waiting for anything."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JALON_")}
        self.told = ""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "jalon", "run", *arguments),
            cwd=self.data,
            env={
                **inherited,
                "PYTHONPATH": str(ROOT),
                "COLUMNS": "200",
                "JALON_DATA": str(self.data),
                "JALON_PORT": str(self.port),
                **self.settings,
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def tells(self, pattern: str) -> str:
        """Waits until the process has printed the pattern; returns its first group."""
        assert self._process
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            while (found := re.search(pattern, self.told)) is None:
                line = await self._process.stdout.readline()
                assert line, f"it ended without telling {pattern!r}:\n{self.told}"
                self.told += line.decode()
        return found[1]

    async def is_killed(self) -> None:
        """kill -9."""
        await self._ends(signal.SIGKILL)

    async def is_interrupted(self) -> int:
        """Ctrl-C; returns the exit status."""
        return await self._ends(signal.SIGINT)

    async def ends(self) -> int:
        """Waits for it to end by itself; returns the exit status."""
        assert self._process
        rest, _ = await asyncio.wait_for(self._process.communicate(), PATIENCE)
        self.told += rest.decode()
        return self._process.returncode or 0

    async def _ends(self, number: signal.Signals) -> int:
        assert self._process
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await self.ends()
