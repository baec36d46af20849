"""A process of its own with the real conversations, to be killed: `python -m tests.bot.prover API DATABASE`."""

import asyncio
import sys
from datetime import UTC, datetime

from bot.service import Address, Service
from dialogs import front
from storage.database import Database
from storage.encryption import Keyring
from tests.bot import town
from tests.bot.conftest import QUICK, TOKEN


async def main(api: str, url: str) -> None:
    service = Service(
        address=Address(api, TOKEN),
        database=Database(url, Keyring(["a secret of the tests"])),
        site=front.site(),
        programme=town.PROGRAMME,
        clock=lambda: datetime.now(UTC),
        owner="child",
        timing=QUICK,
    )
    await service.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
