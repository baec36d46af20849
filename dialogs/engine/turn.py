"""A turn: one event of one person, and everything that a page may use to answer it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coaching.programme import Programme
from dialogs.engine.events import Event
from dialogs.engine.screens import Screen
from dialogs.engine.state import State
from locales.catalogs import reader
from locales.reader import Reader
from storage.candidates import Candidate
from storage.conversations import Conversation


@dataclass(slots=True)
class Turn:
    """`now` is an aware time in UTC. Pages reach data only through the turn's own candidate.

    `visited` gathers the patterns of the pages that were called, the last of which made the screen.
    `private` tells that what the person said is for nobody's eyes, not for the transcript either.
    """

    session: Session
    conversation: Conversation
    event: Event
    now: datetime
    programme: Programme
    state: State = field(default_factory=State)
    said: list[Screen] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    private: bool = False

    @property
    def reader(self) -> Reader:
        return reader(self.conversation.locale, self.conversation.time_zone)

    @property
    def today(self) -> date:
        """The date where the person is."""
        return self.now.astimezone(ZoneInfo(self.conversation.time_zone)).date()

    @property
    def candidate(self) -> Candidate:
        """The candidate whom this conversation belongs to; pages open to visitors may not ask."""
        if self.conversation.candidate is None:
            raise LookupError(f"conversation {self.conversation.id} belongs to no candidate")
        return self.conversation.candidate

    def say(self, screen: Screen) -> None:
        """Says something before the screen that answers the event."""
        self.said.append(screen)
