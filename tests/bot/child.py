"""A process of its own with the town's bot, to be killed: `python -m tests.bot.child API DATABASE`."""

import asyncio
import sys
from datetime import UTC, datetime

from bot.service import Address, Service
from dialogs.engine.site import Site
from storage.database import Database
from storage.encryption import Keyring
from tests.bot import town
from tests.bot.conftest import QUICK, TOKEN


async def main(site: Site, api: str, url: str) -> None:
    service = Service(
        address=Address(api, TOKEN),
        database=Database(url, Keyring(["a secret of the tests"])),
        site=site,
        programme=town.PROGRAMME,
        clock=lambda: datetime.now(UTC),
        owner="child",
        timing=QUICK,
    )
    await service.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(town.site(), *sys.argv[1:]))
