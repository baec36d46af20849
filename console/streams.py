"""Streams of server-sent events: what changes on an open page, as parts of that page."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp_sse import EventSourceResponse
from sqlalchemy.orm import Session

from console.desk import desk, drawing
from console.following import Beat, Change, Counted, Ended, Said, Settled, Stood, Viewer
from console.sessions import COOKIE
from console.visits import Visit
from storage import candidates, dossiers, staff, transcripts
from storage.conversations import Conversation
from storage.dossiers import Dossier
from storage.messages import Direction, Message
from storage.transcripts import Excerpt, Pulse, Standing

CLOSED = (ConnectionResetError, TimeoutError)
"""The browser went, or does not listen any more."""
CHECK = 15.0
"""Seconds after which a stream makes sure that its viewer may still look."""


Allowed: TypeAlias = Callable[[Session], object]
"""Whether somebody may still look; nothing is no."""


async def changes(
    visit: Visit, viewer: Viewer, response: EventSourceResponse, allowed: Allowed = lambda _session: True
) -> AsyncIterator[Change]:
    """What happens, until the browser goes, the console closes, or the viewer may look no more."""
    loop = asyncio.get_running_loop()
    check_at = loop.time() + CHECK
    while response.is_connected():
        if loop.time() >= check_at:
            if not await visit.read(lambda session: _signed_in(session, visit) and allowed(session)):
                return
            check_at = loop.time() + CHECK
        try:
            change = await asyncio.wait_for(viewer.changes.get(), max(0.01, check_at - loop.time()))
        except TimeoutError:
            continue
        if isinstance(change, Ended):
            return
        yield change


def _signed_in(session: Session, visit: Visit) -> bool:
    """Whether who came signed in still is; a page that is open to all asks nobody."""
    if visit.member is None:
        return True
    return staff.signed_in(session, visit.request.cookies.get(COOKIE, ""), visit.now) is not None


@dataclass(slots=True)
class Talk:
    """Tells one browser of one conversation, beyond the message `last`."""

    visit: Visit
    response: EventSourceResponse
    candidate_id: int
    conversation: Conversation
    last: int
    standing: Standing | None = None

    async def catch_up(self, recent: Sequence[Message], *, came_back: bool) -> None:
        """Tells what happened while nobody listened."""
        await self._settled([message for message in recent if message.direction == Direction.OUT])
        await self._said()
        await self._speaking()
        if came_back:
            await self._file()

    def allowed(self, session: Session) -> object:
        return candidates.visible_to(session, self.visit.staff, self.candidate_id)

    async def tell(self, change: Change) -> None:
        match change:
            case Said():
                await self._said()
            case Settled(messages):
                await self._settled(messages)
            case Stood(now):
                await self._stood(now)
            case Beat() | Counted() | Ended():
                pass

    async def _said(self) -> None:
        said, replaced = await self.visit.read(self._news)
        while said.messages:
            self.last = said.messages[-1].id
            draw = drawing(self.visit, self.conversation)
            folded = [draw.folded(message, said) for message in replaced]
            await self._send("_said.html", bubbles=draw.of(said), folded=folded)
            if len(said.messages) < transcripts.STRETCH:
                return
            said, replaced = await self.visit.read(self._news)

    def _news(self, session: Session) -> tuple[Excerpt, list[Message]]:
        said = transcripts.since(session, self.conversation.id, self.last)
        return said, transcripts.shown_before(session, said.messages)

    async def _settled(self, messages: Sequence[Message]) -> None:
        if messages:
            await self._send("_settled.html", messages=messages)

    async def _stood(self, now: Standing) -> None:
        before, self.standing = self.standing, now
        if before == now:
            return
        await self._speaking()
        if before and _beside(before) != _beside(now):
            await self._file()

    async def _file(self) -> None:
        """Asks the page to draw the parts beside the conversation again."""
        await self.response.send("", event="file", id=str(self.last))

    async def _speaking(self) -> None:
        found = await self.visit.read(self._dossier)
        if found:
            await self._send("_stands.html", desk=desk(self.visit, found))

    def _dossier(self, session: Session) -> Dossier | None:
        self.standing = transcripts.standings(session, [self.conversation.id])[self.conversation.id]
        return dossiers.dossier(session, self.visit.staff, self.candidate_id)

    async def _send(self, template: str, **context: object) -> None:
        await self.response.send(self.visit.words(template, **context), id=str(self.last))


def _beside(standing: Standing) -> tuple[object, ...]:
    """What the parts beside the conversation show: the profile, the plan, and on which steps a word is waited for."""
    return standing.profile_at, standing.plan_at, standing.waiting_since


@dataclass(slots=True)
class Caseload:
    """Tells an open list that it is out of date; `seen` is the mark of what it shows."""

    response: EventSourceResponse
    seen: str

    async def tell(self, change: Change) -> None:
        if isinstance(change, Beat):
            await self.compare(change.pulse)

    async def compare(self, pulse: Pulse) -> None:
        now = mark(pulse)
        if now != self.seen:
            self.seen = now
            await self.response.send("", event="caseload", id=now)


def mark(pulse: Pulse) -> str:
    return hashlib.sha256(repr(pulse).encode()).hexdigest()[:16]
