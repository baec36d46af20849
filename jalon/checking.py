"""`jalon check`: every conversation walked by everybody who may come, and what is wrong told with its mend."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from rich.console import Console
from sqlalchemy.orm import Session

from coaching import plans, profiles
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry
from coaching.programme import Programme
from dialogs import consent
from dialogs.engine.events import Event, Joined
from dialogs.engine.report import Report
from dialogs.engine.staffing import HandedBack, StaffWrote, TookOver
from dialogs.engine.walk import Start, mermaid, walk
from dialogs.front import site
from jalon.house import content
from storage import invitations
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.staff import Staff

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CODE = "an-open-code"
NURSE = Profile(
    immigration=ImmigrationClass.SKILLED,
    country="DZ",
    family=Family.COUPLE_CHILDREN,
    occupation="31301",
    regulated=Regulated.YES,
    permit=Permit.IN_PROGRESS,
    education=Education.BACHELOR,
    experience_years=6,
    french_listening=Level.ADVANCED,
    french_speaking=Level.ADVANCED,
    french_reading=Level.ADVANCED,
    french_writing=Level.INTERMEDIATE,
    english_listening=Level.BEGINNER,
    english_speaking=Level.BEGINNER,
    english_reading=Level.BEGINNER,
    english_writing=Level.BEGINNER,
    region="03",
    landing=date(2027, 3, 15),
    landing_known=True,
    worry=Worry.RECOGNITION,
)


def check(out: Console, *, show_map: bool) -> bool:
    """Walks, prints what was found, and tells whether all is well."""
    programme = content("https://t.me/jalon_bot")
    report = walk(site(), programme, starts(programme), NOW)
    if show_map:
        out.print(mermaid(report), markup=False, soft_wrap=True)
    for finding in report.findings:
        out.print(str(finding), markup=False, soft_wrap=True)
    out.print(_summary(report))
    return not report.findings


def _summary(report: Report) -> str:
    verdict = f"{len(report.findings)} to mend" if report.findings else "all is well"
    return f"{report.turns} turns through {len(report.places)} places of the conversation: {verdict}."


def starts(programme: Programme) -> tuple[Start, ...]:
    """Everybody who may come: a visitor, somebody invited, a candidate who agreed, one who follows a plan."""

    def planned(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
        conversation, events = _agreed(session, now)
        candidate = conversation.candidate
        if candidate:
            profiles.keep(session, candidate, NURSE, now)
            plans.make(session, candidate, NURSE, programme, now)
        return conversation, events

    return (
        Start("a visitor", _visitor),
        Start("somebody invited", _invited),
        Start("a candidate", _agreed),
        Start("a candidate with a plan", planned),
    )


def _conversation(session: Session, now: datetime) -> Conversation:
    conversation = Conversation(chat_id=1, name="Amina", created_at=now, state={})
    session.add(conversation)
    session.flush()
    return conversation


def _candidate(session: Session, now: datetime) -> Candidate:
    counsellor = Staff(email="camille@jalon.example", name="Camille Tremblay", password_hash="", created_at=now)
    candidate = Candidate(first_name="Amina", last_name="Haddad", counsellor=counsellor, created_at=now)
    session.add(candidate)
    session.flush()
    return candidate


def _visitor(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
    return _conversation(session, now), (Joined(),)


def _invited(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
    invitations.issue(session, _candidate(session, now), CODE, now, now + timedelta(days=30))
    return _conversation(session, now), (Joined(CODE),)


def _agreed(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
    conversation, candidate = _conversation(session, now), _candidate(session, now)
    conversation.candidate, conversation.locale_chosen = candidate, True
    candidate.status, candidate.joined_at = Status.ACTIVE, now
    session.add(
        Consent(
            candidate_id=candidate.id,
            subject=consent.SUBJECT,
            version=consent.VERSION,
            locale="fr",
            decision=Decision.AGREED,
            at=now,
        )
    )
    session.flush()
    staff_id = candidate.counsellor_id or 0
    said = (
        TookOver("staff:1", conversation.id, staff_id),
        StaffWrote("staff:2", conversation.id, staff_id, "Bonjour <b>Amina</b> & bienvenue"),
        HandedBack("staff:3", conversation.id, staff_id),
    )
    return conversation, (Joined(), *said)
