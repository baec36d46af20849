"""What a counsellor has on the desk of one candidate: the parts of that page which are also drawn alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from aiohttp import web
from sqlalchemy.orm import Session

from coaching.milestones import Outcome
from console import times
from console.bubbles import Drawing
from console.facts import Facts, facts
from console.plans import Opened, PlanView, view
from console.visits import Visit
from dialogs import consent, milestones
from locales.text import Text
from storage import audit
from storage.candidates import Candidate
from storage.consents import Decision
from storage.conversations import Conversation, Speaker
from storage.dossiers import Dossier, dossier
from storage.messages import Delivery, Message
from storage.milestones import Report
from storage.staff import Staff

LONGEST_ANSWER = 3500
"""Telegram takes 4,096; who speaks is said too."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone as it was reported last; `outcome` is how it went, where that is asked."""

    name: Text
    day: date
    outcome: Text | None


def _reached(name: Text, report: Report) -> Reached:
    return Reached(name, report.day, milestones.WENT[Outcome(report.outcome)] if report.outcome else None)


@dataclass(frozen=True, slots=True)
class Desk:
    """A dossier with what its page makes of it; `plan` only where it is shown."""

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
    def is_told(self) -> bool:
        """Whether the candidate has agreed to be written to; who has not is left in peace."""
        agreed = (each for each in self.dossier.consents if each.subject == consent.SUBJECT)
        return any(each.decision == Decision.AGREED and each.version == consent.VERSION for each in agreed)

    @property
    def landing(self) -> date | None:
        return self.candidate.profile.landing if self.candidate.profile else None

    @property
    def milestones(self) -> Sequence[Reached]:
        """What the candidate has reported of the way, in its order."""
        told = self.dossier.milestones
        return [_reached(name, told[milestone]) for milestone, name in milestones.NAMES.items() if milestone in told]


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


def desk(visit: Visit, found: Dossier, plan: Opened | None = None) -> Desk:
    programme, profile = visit.parts.settings.programme, found.candidate.profile
    zone = found.conversation.time_zone if found.conversation else visit.reader.zone
    today = times.day(zone, visit.now)
    return Desk(
        found,
        facts(profile, programme, visit.reader.locale) if profile else None,
        view(plan, profile, programme, today) if plan else None,
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
