"""Somebody with applications at every stage, contacts and practised answers, to walk through the conversations as."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coaching import applications
from coaching.applications import EVE, NEXT, Moment, Own
from coaching.interviews import Part
from dialogs.engine.events import Event, Pressed, Reminded
from storage.participations import Contact, Participation, Practice, Stage

PATHS = ("applications", "contacts", "practice", "goal", "apply/1/saved")
DAY = timedelta(days=1)


def write(session: Session, candidate_id: int, now: datetime, zone: str) -> list[Event]:
    """One at each stage; interviews whose day is unknown, past, and tomorrow. Returns what happens then."""
    when = Moment(now, zone)
    rows = [_begun(session, candidate_id, stage, when) for stage in (*Stage, Stage.INTERVIEW, Stage.INTERVIEW)]
    past, ahead = rows[-2:]
    applications.meet(past, now - DAY, None, when)
    applications.meet(ahead, now + DAY, "<Teams>", Moment(now - 2 * DAY, zone))
    for row in rows:
        row.next_on = row.next_on and min(row.next_on, when.today)
    people = {"met": "A fair", "employer": "<CHUS>", "last_on": when.today, "created_at": now}
    told = dict.fromkeys(Part, "We <did> it. " * 8)
    session.add_all(
        [
            Contact(candidate_id=candidate_id, name="N" * 120, next_on=when.today, note="Call {her}", **people),
            Practice(candidate_id=candidate_id, question="problem", told=told, at=now),
        ]
    )
    session.flush()
    return [*(Reminded(subject) for subject in (NEXT, EVE)), *map(Pressed, PATHS), *_opened(rows)]


def _begun(session: Session, candidate_id: int, stage: Stage, when: Moment) -> Participation:
    own = Own("<Nurse> & more", "{Clinic}", "https://example.org/1")
    return applications.begin(session, candidate_id, own, stage, when)


def _opened(rows: list[Participation]) -> list[Event]:
    return [Pressed(f"application/{row.id}") for row in rows]
