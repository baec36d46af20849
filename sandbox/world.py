"""The sandbox's world: one bot, the persons who write to it, and what travels between them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sandbox import updates
from sandbox.errors import Json
from sandbox.faults import Faults
from sandbox.hub import Hub
from sandbox.polling import Polls
from sandbox.store import Store
from sandbox.updates import Arrival
from sandbox.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Bot:
    token: str = field(repr=False)
    username: str
    name: str

    @property
    def user_id(self) -> int:
        return int(self.token.partition(":")[0])

    def user(self) -> Json:
        """The bot as Telegram's `User`."""
        return {"id": self.user_id, "is_bot": True, "first_name": self.name, "username": self.username}


class World:
    """`now` is the clock of every date; `faults` are the test's; `calls` counts what the bot asked, by method."""

    def __init__(self, store: Store, bot: Bot, now: Callable[[], datetime]) -> None:
        self.store = store
        self.bot = bot
        self.now = now
        self.hub = Hub()
        self.faults = Faults()
        self.polls = Polls()
        self.webhook = Webhook(store, now, self.received)
        self.calls: Counter[str] = Counter()

    def time(self) -> int:
        return int(self.now().timestamp())

    def push(self, arrival: Arrival) -> None:
        """Keeps an update within the running transaction; `arrived` then wakes who delivers it."""
        updates.push(self.store, arrival, self.now())

    def arrived(self) -> None:
        self.polls.wake()
        self.webhook.wake()

    def received(self, chat_ids: set[int]) -> None:
        """The bot has taken updates of these chats."""
        for chat_id in chat_ids:
            self.hub.tell("received", chat_id)

    def close(self) -> None:
        """Ends every wait: polls, streams, hung calls."""
        self.faults.release()
        self.polls.close()
        self.hub.close()
