"""The pictures of the README, taken by playing the main path: `make shots`."""

import asyncio
import tempfile
from pathlib import Path

from tests.browser import chromium
from tests.jalon.process import Jalon
from tests.journey import Album, play

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        jalon = Jalon(Path(folder))
        async with chromium() as browser:
            await play(jalon, browser, Album(PICTURES))
        await jalon.is_interrupted()


asyncio.run(main())
