"""How long the bot waits for what, in seconds; a test makes it short."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import RetryAfter, TelegramError


@dataclass(frozen=True, slots=True)
class Timing:
    poll: int = 25
    """The Bot API holds a request for updates while nothing arrives."""
    spare: float = 10.0
    """A poll may take this beyond the time that it is held."""
    call: float = 20.0
    """Any other call of the Bot API takes at most this."""
    retries: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
    """Between tries while the Bot API or the database is out of order; the last is repeated."""
    look: float = 0.2
    """Between looks for what other processes wrote."""
    settle: float = 0.05
    """Results are gathered before they are written."""
    lease: float = 5.0
    """One process is the sender, unless it renews. One that could not sends nothing more at four fifths of this."""
    reminders: float = 5.0
    """Between looks for timers that are due."""
    proofs: float = 2.0
    """Between looks for files to fetch that another process took in."""
    fetch: float = 120.0
    """Fetching a file takes at most this: 20 MB come over a slow line too."""
    clean: float = 3600.0
    """Between purges of event keys."""
    grace: float = 3.0
    """A stop waits for what is in flight."""
    bulk: float = 1 / 30
    """Between two messages that nobody waits for."""

    def wait(self, tries: int, error: TelegramError | None = None) -> float:
        """How long to wait after so many failures, counted from 0: as long as the platform asks, where it does."""
        if isinstance(error, RetryAfter):
            asked = error.retry_after
            return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
        return self.retries[min(tries, len(self.retries) - 1)]
