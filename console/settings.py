"""What the console must be told by whoever builds it."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from coaching.programme import Programme


async def no_files(_file_id: str) -> bytes:
    """Stands where no platform is asked."""
    raise LookupError("no platform keeps files for this console")


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """`bot_link` tells the address that opens the bot, "" while nobody knows it.

    `public_url` is where browsers find the console, "" on one's own machine: https makes its cookies secure.
    `now` tells an aware time; `chance` makes invitation codes, `token` secrets of sessions, `key` keys of events.
    `fetch` brings a file by the platform's id of it, and raises LookupError where the platform has it no more.
    `proxies` is how many proxies of ours stand in front: the visitor's address is read from what they add.
    """

    programme: Programme
    now: Callable[[], datetime]
    chance: Callable[[], str]
    bot_link: Callable[[], str] = str
    public_url: str = ""
    fetch: Callable[[str], Awaitable[bytes]] = no_files
    proxies: int = 0
    token: Callable[[], str] = secrets.token_urlsafe
    key: Callable[[], UUID] = uuid4

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")
