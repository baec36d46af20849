"""`jalon run`: a process from its start, through what it tells the terminal, to its end."""

import asyncio
import gc
import signal
from collections.abc import Collection

import structlog
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from bot.service import Part
from jalon import demo
from jalon.house import House
from jalon.settings import Settings

log = structlog.get_logger()


async def serve(settings: Settings, parts: Collection[Part], out: Console) -> None:
    """Runs until Ctrl-C or SIGTERM, then finishes what it holds."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    house = House(settings, parts)
    await house.start()
    gc.freeze()
    gc.enable()
    telling = asyncio.create_task(_tell(house, out))
    telling.add_done_callback(_report)
    try:
        await stopping.wait()
    finally:
        telling.cancel()
        out.print("Stopping: finishing what is under way …")
        await house.stop()
        out.print("Stopped.")


def _report(telling: asyncio.Task[None]) -> None:
    if not telling.cancelled() and telling.exception():
        log.error("the demonstration stopped", error=repr(telling.exception()))


async def _tell(house: House, out: Console) -> None:
    if house.world:
        scene = await demo.prepare(house)
        out.print(_sandbox(house.address, scene.told))
        await demo.play(house, scene)
    elif Part.WEB in house.parts:
        out.print(f"Jalon serves [bold]{house.bot_link or 'its bot'}[/], the console is at {house.address}/console/")
    else:
        out.print(f"Jalon runs: {', '.join(house.parts)}.")


def _sandbox(address: str, told: demo.Told) -> Panel:
    table = Table.grid(padding=(0, 2))
    for label, value in (
        ("Messenger", f"{address}/sandbox/"),
        ("Console", f"{address}/console/"),
        ("Sign in as", f"{told.email}   password  {told.password}"),
        ("Invitation", told.invitation or "used; write another in the console"),
    ):
        table.add_row(f"[bold]{label}[/]", value)
    return Panel.fit(table, title="Jalon, in a sandbox: no token is set", subtitle="Ctrl-C stops it", padding=(1, 2))
