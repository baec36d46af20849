"""The pictures of the README, taken by playing the main path and a module of the training: `make shots`."""

import asyncio
import tempfile
from pathlib import Path

from tests import journey, schooling
from tests.browser import chromium
from tests.jalon.process import Jalon
from tests.journey import Album

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        for play in (journey.play, schooling.play):
            with tempfile.TemporaryDirectory() as folder:
                jalon = Jalon(Path(folder))
                await play(jalon, browser, Album(PICTURES))
                await jalon.is_interrupted()


asyncio.run(main())
