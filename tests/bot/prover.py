"""A process of its own with the real conversations, to be killed: `python -m tests.bot.prover API DATABASE`."""

import asyncio
import sys

from dialogs import front
from tests.bot.child import main

if __name__ == "__main__":
    asyncio.run(main(front.site(), *sys.argv[1:]))
