"""Somebody of every kind, for `jalon check` to walk through the conversations as."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from sqlalchemy.orm import Session

from coaching import plans, profiles
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Worry
from coaching.programme import Programme
from dialogs import consent
from dialogs.engine.events import Event, Joined, Pressed
from dialogs.engine.staffing import Declined, Granted, HandedBack, StaffWrote, TookOver
from dialogs.engine.walk import Start
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import AccessRequest, Conversation
from storage.invitations import issue
from storage.staff import Staff

CODE = "WALK-2345"
NURSE = "31301"
MONTH = timedelta(days=30)
Begun: TypeAlias = tuple[Conversation, Sequence[Event]]


def beginnings(programme: Programme) -> tuple[Start, ...]:
    """A visitor, one who waits for access, one invited, a candidate with a plan, and one who left to be erased."""
    return (
        Start("visitor", lambda session, now: (_conversation(session, now), ())),
        Start("waiting", _waiting),
        Start("invited", _invited),
        Start("candidate", partial(_candidate, programme)),
        Start("returning", _returning),
    )


def _conversation(session: Session, now: datetime, candidate: Candidate | None = None) -> Conversation:
    conversation = Conversation(chat_id=1, candidate=candidate, name="Amina", created_at=now, state={})
    session.add(conversation)
    session.flush()
    return conversation


def _person(session: Session, now: datetime) -> Candidate:
    josee = Staff(email="josee@example.org", name="Josée Tremblay", password_hash="", created_at=now)
    person = Candidate(first_name="Amina", last_name="Haddad", counsellor=josee, created_at=now)
    session.add(person)
    session.flush()
    return person


def _waiting(session: Session, now: datetime) -> Begun:
    conversation = _conversation(session, now)
    conversation.locale_chosen = True
    request = AccessRequest(conversation=conversation, words="I am a welder.", asked_at=now)
    staff = _person(session, now).counsellor_id or 0
    session.add(request)
    session.flush()
    granted = Granted("a", conversation.id, staff, request.id, "Amina", "Haddad", staff)
    return conversation, (Joined(), granted, Declined("b", conversation.id, staff, request.id, "We are full."))


def _invited(session: Session, now: datetime) -> Begun:
    issue(session, _person(session, now), CODE, now, now + MONTH)
    return _conversation(session, now), (Joined(CODE), Pressed("consent/yes"))


def _candidate(programme: Programme, session: Session, now: datetime) -> Begun:
    person = _person(session, now)
    person.status, person.joined_at = Status.ACTIVE, now
    conversation = _conversation(session, now, person)
    conversation.locale_chosen = True
    session.add(_agreed(person, now))
    told = _told(now)
    profiles.keep(session, person, told, now)
    plans.make(session, person, told, programme, now)
    ids = (conversation.id, person.counsellor_id or 0)
    staffed = (TookOver("a", *ids), StaffWrote("b", *ids, "Good morning!"), HandedBack("c", *ids))
    return conversation, (Joined(), *staffed)


def _returning(session: Session, now: datetime) -> Begun:
    person = _person(session, now)
    person.status, person.left_at, person.erasure_asked_at = Status.LEFT, now, now
    conversation = _conversation(session, now, person)
    conversation.locale_chosen = True
    return conversation, (Joined(),)


def _agreed(person: Candidate, now: datetime) -> Consent:
    return Consent(
        candidate_id=person.id,
        subject=consent.SUBJECT,
        version=consent.VERSION,
        locale="fr",
        decision=Decision.AGREED,
        at=now,
    )


def _told(now: datetime) -> Profile:
    """A profile to which every question applies."""
    return Profile(
        immigration=ImmigrationClass.SKILLED,
        country="MA",
        family=Family.COUPLE_CHILDREN,
        occupation=NURSE,
        permit=Permit.NOT_STARTED,
        education=Education.BACHELOR,
        experience_years=6,
        french_listening=Level.ADVANCED,
        french_speaking=Level.INTERMEDIATE,
        french_reading=Level.ADVANCED,
        french_writing=Level.BEGINNER,
        english_listening=Level.INTERMEDIATE,
        english_speaking=Level.INTERMEDIATE,
        english_reading=Level.ADVANCED,
        english_writing=Level.ADVANCED,
        region="06",
        landing=(now + 4 * MONTH).date(),
        landing_known=True,
        worry=Worry.RECOGNITION,
    )
