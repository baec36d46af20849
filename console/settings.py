"""What the console must be told by whoever builds it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from coaching.programme import Programme


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """`bot_link` tells the address that opens the bot, "" while nobody knows it.

    `public_url` is where browsers find the console, "" on one's own machine: https makes its cookies secure.
    `now` tells an aware time; `chance` makes invitation codes, `token` secrets of sessions, `key` keys of events.
    `proxies` is how many proxies of ours stand in front: the visitor's address is read from what they add.
    """

    programme: Programme
    now: Callable[[], datetime]
    chance: Callable[[], str]
    bot_link: Callable[[], str] = str
    public_url: str = ""
    proxies: int = 0
    token: Callable[[], str] = secrets.token_urlsafe
    key: Callable[[], UUID] = uuid4

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")
