"""Somebody of every kind, for `jalon check` to walk through the conversations as."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from sqlalchemy.orm import Session

from coaching import certifying, groups, plans, profiles
from coaching.history import Reason
from coaching.learning import Learner, finish_lesson
from coaching.mornings import SUBJECTS
from coaching.phases import Phase
from coaching.plans import Hand
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Worry
from coaching.programme import Programme
from coaching.proofs import Format, Refusal
from coaching.suggesting import DIGEST
from dialogs import application_beginnings, consent, offer_beginnings, resume_beginnings
from dialogs.engine.events import Event, Examined, Joined, Pressed, Reminded
from dialogs.engine.staffing import (
    Declined,
    Granted,
    HandedBack,
    OfferSent,
    OwnStep,
    PlanEvent,
    PlanSigned,
    ResumeCommented,
    SessionMoved,
    StaffWrote,
    StepAdded,
    StepCommented,
    StepDated,
    StepFreed,
    StepReworded,
    StepSettled,
    TookOver,
)
from dialogs.engine.walk import Start
from storage import training
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import AccessRequest, Conversation
from storage.groups import GroupSession
from storage.invitations import issue
from storage.messages import File
from storage.plans import Plan, Progress, Proof
from storage.staff import Staff
from storage.training import Mode

CODE = "WALK-2345"
NURSE = "31301"
MONTH = timedelta(days=30)
Begun: TypeAlias = tuple[Conversation, Sequence[Event]]


def beginnings(programme: Programme) -> tuple[Start, ...]:
    """A visitor, one who waits, one invited, a candidate with a plan, one who learns, and one who left to be erased."""
    return (
        Start("visitor", lambda session, now: (_conversation(session, now), ())),
        Start("waiting", _waiting),
        Start("invited", _invited),
        Start("candidate", partial(_candidate, programme)),
        Start("learner", partial(_learner, programme)),
        Start("applicant", partial(_applicant, programme)),
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
    made.told_until, made.steps[1].stuck_at = (now - MONTH).date(), now
    put_up = offer_beginnings.write(session, person, now)
    offered = [Pressed(f"{path}/{number}") for path in ("offer", "match") for number in put_up]
    due = [Reminded(subject) for subject in (*SUBJECTS, DIGEST)]
    ids = (conversation.id, person.counsellor_id or 0)
    staffed = (TookOver("a", *ids), StaffWrote("b", *ids, "Good morning!"), HandedBack("c", *ids))
    return conversation, (
        Joined(),
        *offered,
        *due,
        *staffed,
        *(OfferSent(f"s{number}", *ids, number, "<&>" * 166) for number in put_up),
        *_proved(session, made, now),
        *_together(made, ids, programme, now),
    )


def _applicant(programme: Programme, session: Session, now: datetime) -> Begun:
    """Somebody with a résumé, and a board with applications at every stage."""
    conversation, _events = _candidate(programme, session, now)
    resume_beginnings.write(session, conversation.candidate_id or 0, now)
    wrote = application_beginnings.write(session, conversation.candidate_id or 0, now, conversation.time_zone)
    ids = (conversation.id, conversation.candidate.counsellor_id or 0 if conversation.candidate else 0)
    said = (ResumeCommented(f"r{number}", *ids, number, "Good! " + "x" * 1990) for number in (1, 0))
    return conversation, [Joined(), *map(Pressed, resume_beginnings.PATHS), *said, *wrote]


def _learner(programme: Programme, session: Session, now: datetime) -> Begun:
    """Somebody with a certificate, a word of their own, a module that is all but done, and a card of every form."""
    conversation, _events = _candidate(programme, session, now)
    person = conversation.candidate or _person(session, now)
    first, second, *_rest = programme.training
    learner = Learner(session, person.id, now, "fr")
    for module in (first, second):
        for lesson in module.lessons:
            finish_lesson(learner.enrol(module), lesson)
    certifying.earn(session, person, first, programme.training, now)
    _miss(programme, Learner(session, person.id, now - MONTH, "fr"))
    training.keep_word(session, person.id, next(iter(programme.training.glossary)).key, now)
    cards = [Pressed(path) for path in _cards(programme)]
    return conversation, [Joined(), *cards, *_attended(programme, session, conversation, now)]


def _miss(programme: Programme, learner: Learner) -> None:
    """A scenario, a quiz and a question of a check, answered wrongly."""
    module = next(module for module in programme.training if groups.scenes(module))
    question = module.check[0]
    learner.answer(module, training.Phase.AFTER, question.lesson, question.key, "-", right=False)
    cards = {type(scene.card): scene for scene in groups.scenes(module)}
    for scene in cards.values():
        learner.answer(module, training.Phase.LESSON, *scene.keys, "-", right=False)


def _cards(programme: Programme) -> Collection[str]:
    """The first card of each form."""
    found: dict[type, str] = {}
    for module in programme.training:
        for lesson in module.lessons:
            for card in lesson.cards:
                found.setdefault(type(card), f"learn/{module.key}/{lesson.key}/{card.key}")
    return found.values()


def _attended(programme: Programme, session: Session, conversation: Conversation, now: datetime) -> Sequence[Event]:
    """A group session whose card is asked; others wait, show their result, or are over."""
    person = conversation.candidate or _person(session, now)
    ids = (conversation.id, person.counsellor_id or 0)
    module = next(module for module in programme.training if groups.scenes(module))
    scene = groups.scenes(module)[0]
    codes = ("CFH234", "CFH236", "CFH237", "CFH238")
    asked, shown, closed, waiting = opened = [_session(session, code, ids[1], module.key, now) for code in codes]
    for each in opened:
        groups.join(session, each, person.id, now)
    for each in (asked, shown, closed):
        groups.move(each, scene)
    groups.show(shown, now)
    groups.close(closed, now)
    answers = ("/".join(("group", str(each.id), *scene.keys, scene.card.options[0].key)) for each in opened)
    moved = SessionMoved("m", *ids, asked.id, *scene.keys)
    return (Joined("G-CFH234"), Joined("G-CFH999"), moved, *map(Pressed, answers), Pressed(f"group/{waiting.id}"))


def _session(session: Session, code: str, staff_id: int, module: str, now: datetime) -> GroupSession:
    opened = GroupSession(staff_id=staff_id, module=module, mode=Mode.GROUP, code=code, link_digest=code, opened_at=now)
    session.add(opened)
    session.flush()
    return opened


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
        StepFreed("k", *ids, made.steps[1].id),
        PlanSigned("l", *ids),
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
