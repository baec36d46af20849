"""What a counsellor has on the desk of one candidate: the parts of that page which are also drawn alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from aiohttp import web
from sqlalchemy.orm import Session

from console import times
from console.bubbles import Drawing
from console.facts import Facts, facts
from console.plans import PlanView, view
from console.visits import Visit
from storage import audit
from storage.candidates import Candidate
from storage.conversations import Conversation, Speaker
from storage.dossiers import Dossier, dossier
from storage.messages import Delivery, Message
from storage.staff import Staff

LONGEST_ANSWER = 3500
"""Telegram takes 4,096; who speaks is said too."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A dossier with what its page makes of it."""

    dossier: Dossier
    facts: Facts | None
    plan: PlanView | None
    today: date

    @property
    def candidate(self) -> Candidate:
        return self.dossier.candidate

    @property
    def conversation(self) -> Conversation | None:
        return self.dossier.conversation

    def who_speaks(self, member: Staff) -> str:
        """The words "bot", "you" or "colleague"."""
        if self.conversation is None or self.conversation.speaker == Speaker.BOT:
            return "bot"
        return "you" if self.conversation.speaker_id == member.id else "colleague"

    @property
    def speaker_name(self) -> str:
        speaking = self.conversation.speaking if self.conversation else None
        return speaking.name if speaking else ""

    @property
    def landing(self) -> date | None:
        return self.candidate.profile.landing if self.candidate.profile else None


async def opened(visit: Visit, action: str) -> Dossier:
    """Opens the dossier that the path names, and writes down that it was; so it is when it is refused."""
    id_ = visit.number("candidate")

    def work(session: Session) -> Dossier | None:
        found = dossier(session, visit.staff, id_)
        exists = found or session.get(Candidate, id_)
        audit.note(session, visit.staff, action if found else "candidate.refused", visit.now, id_ if exists else None)
        return found

    return _there(await visit.run(work))


async def looked_at(visit: Visit, action: str = "") -> Dossier:
    """Opens the dossier that the path names for a page that has it open already.

    What is read by `action` is written down once in an hour, and always when it is refused.
    """
    id_ = visit.number("candidate")
    found = await visit.read(lambda session: dossier(session, visit.staff, id_))
    if found is None:
        return await opened(visit, action)
    if action:
        await visit.note_once(action, id_)
    return found


def _there(found: Dossier | None) -> Dossier:
    if found is None:
        raise web.HTTPNotFound
    return found


def drawing(visit: Visit, conversation: Conversation) -> Drawing:
    return Drawing(visit.reader, visit.now, conversation.time_zone)


def desk(visit: Visit, found: Dossier) -> Desk:
    programme, profile = visit.parts.settings.programme, found.candidate.profile
    zone = found.conversation.time_zone if found.conversation else visit.reader.zone
    today = times.day(zone, visit.now)
    return Desk(
        found,
        facts(profile, programme, visit.reader.locale) if profile else None,
        view(found.plan, profile, programme, today) if found.plan else None,
        today,
    )


def event_key(form: dict[str, str]) -> str:
    """The key that the form was made with, so that sending it twice counts once."""
    try:
        return f"staff:{UUID(form.get('key', ''))}"
    except ValueError:
        raise web.HTTPBadRequest from None


def pending(messages: Sequence[Message]) -> set[int]:
    return {message.id for message in messages if message.delivery == Delivery.PENDING}
