"""Somebody of every kind, for `jalon check` to walk through the conversations as."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from sqlalchemy.orm import Session

from coaching import plans, profiles
from coaching.history import Reason
from coaching.mornings import SUBJECTS
from coaching.phases import Phase
from coaching.plans import Hand
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Worry
from coaching.programme import Programme
from coaching.proofs import Format, Refusal
from dialogs import consent
from dialogs.engine.events import Event, Examined, Joined, Pressed, Reminded
from dialogs.engine.staffing import (
    Declined,
    Granted,
    HandedBack,
    OwnStep,
    PlanEvent,
    PlanSigned,
    StaffWrote,
    StepAdded,
    StepCommented,
    StepDated,
    StepReworded,
    StepSettled,
    TookOver,
)
from dialogs.engine.walk import Start
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import AccessRequest, Conversation
from storage.invitations import issue
from storage.messages import File
from storage.plans import Plan, Progress, Proof
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
    conversation.locale_chosen, conversation.time_zone = True, "Africa/Casablanca"
    session.add(_agreed(person, now))
    told = _told(now)
    profiles.keep(session, person, told, now)
    made = plans.make(Hand(session, told, programme, now), person.id)
    made.told_until = (now - MONTH).date()
    due = [Reminded(subject) for subject in SUBJECTS]
    ids = (conversation.id, person.counsellor_id or 0)
    staffed = (TookOver("a", *ids), StaffWrote("b", *ids, "Good morning!"), HandedBack("c", *ids))
    return conversation, (Joined(), *due, *staffed, *_proved(session, made, now), *_together(made, ids, programme, now))


def _together(made: Plan, ids: tuple[int, int], programme: Programme, now: datetime) -> Sequence[PlanEvent]:
    """All that staff can do with a plan."""
    step, chosen = made.steps[0].id, {each.template for each in made.steps}
    left_out = next(template.key for template in programme.catalogue if template.key not in chosen)
    return (
        StepAdded("d", *ids, left_out),
        StepAdded("e", *ids, OwnStep("Call <the order> & ask", "x" * 1000, Phase.FIRST_WEEK), (now + MONTH).date()),
        StepReworded("f", *ids, step, "X" * 120, "Bring {both} papers."),
        StepDated("g", *ids, step, (now + MONTH).date()),
        StepCommented("h", *ids, step, "Good! " + "x" * 1990),
        StepCommented("i", *ids, 0, "Of a step that is gone."),
        *(StepSettled("j", *ids, step, progress, Reason.LATER) for progress in Progress),
        PlanSigned("k", *ids),
    )


def _proved(session: Session, made: Plan, now: datetime) -> Sequence[Event]:
    """A proof is kept with the first step, another waits to be looked at; and all that can become of it."""
    kept = File(name="csq.pdf", type=Format.PDF, content=b"%PDF-1.7", created_at=now)
    sent = {"step": made.steps[0], "platform_id": "walk", "type": Format.PDF, "size": 8, "sent_at": now}
    waits = Proof(name="photo.jpg", **sent)
    session.add_all([Proof(name="csq.pdf", file=kept, checked_at=now, **sent), waits])
    session.flush()
    refused = [Examined(waits.id, refusal) for refusal in Refusal]
    return (Examined(waits.id), Examined(waits.id, protected=True), *refused)


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
