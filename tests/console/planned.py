"""Somebody with a plan, for tests of the console: each function asks or does one thing about it."""

from datetime import date, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import plans, profiles
from coaching.plans import Hand
from dialogs import consent
from storage.audit import AuditEntry
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.messages import transcript
from storage.plans import Step
from storage.staff import Staff
from tests.console.office import PROGRAMME, Answer, Office
from tests.console.test_candidate import TOLD, followed
from tests.people import NOW, a_profile

SOON = date(2027, 2, 1)
AGREED = {
    "subject": consent.SUBJECT,
    "version": consent.VERSION,
    "locale": "fr",
    "decision": Decision.AGREED,
    "at": NOW,
}
numbers = count(1)


def planned(session: Session, member: Staff | None, **columns: object) -> Conversation:
    """A candidate with a plan, who has agreed to be coached, in English and in Algiers."""
    columns = {"locale": "en", "locale_chosen": True, "time_zone": "Africa/Algiers", **columns}
    talk = followed(session, member, **columns)
    assert talk.candidate
    a_profile(session, talk.candidate, **TOLD)
    session.add(Consent(candidate_id=talk.candidate.id, **AGREED))
    plans.make(hand(session, talk), talk.candidate.id)
    return talk


def hand(session: Session, talk: Conversation, by: int | None = None, minutes: int = 0) -> Hand:
    """The plan in the hand of the candidate or of staff, so many minutes from now."""
    assert talk.candidate
    told = profiles.of(talk.candidate, PROGRAMME.occupations)
    assert told
    return Hand(session, told, PROGRAMME, NOW + timedelta(minutes=minutes), by)


def first(session: Session) -> Step:
    return session.scalars(select(Step).order_by(Step.position)).first()  # type: ignore[return-value]


def step_of(office: Office, id_: int) -> Step:
    return office.with_(lambda session: session.get_one(Step, id_))


def left_out(office: Office) -> str:
    """A step of the catalogue that the rules did not choose."""
    chosen = {step.template for step in office.with_(lambda session: list(session.scalars(select(Step))))}
    return next(template.key for template in PROGRAMME.catalogue if template.key not in chosen)


def told(office: Office, talk: Conversation) -> list[str]:
    return [message.body for message in office.with_(lambda session: transcript(session, talk.id))]


def actions(office: Office) -> list[tuple[str, str]]:
    entries = office.with_(lambda session: list(session.scalars(select(AuditEntry).order_by(AuditEntry.id))))
    return [(entry.action, entry.detail) for entry in entries if entry.action.startswith("plan.")]


async def sends(office: Office, path: str, fields: dict[str, str], **headers: str) -> Answer:
    """Sends a form with a key of its own."""
    return await office.submit(path, {"key": f"0b54f0a2-7a52-4a53-9ba9-{next(numbers):012}", **fields}, **headers)
