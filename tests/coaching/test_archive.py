"""What is stored about a person is counted, and told whole."""

import json
from datetime import date

from sqlalchemy.orm import Session

from coaching import archive
from storage.conversations import Conversation
from storage.database import Database
from storage.messages import File
from storage.milestones import Milestone, Report
from storage.plans import Comment, Proof
from tests.coaching import living
from tests.coaching.living import NOW
from tests.people import a_conversation, a_member_of_staff

SENT = {"platform_id": "F1", "type": "image/jpeg", "size": 7, "sent_at": NOW, "checked_at": NOW}


def told(session: Session) -> Conversation:
    """A candidate with a plan, proofs, remarks and milestones."""
    plan = living.a_plan(session)
    step, josee = plan.steps[0], a_member_of_staff(session)
    file = File(name="photo.jpg", type="image/jpeg", content=b"all of the picture", created_at=NOW)
    report = {"milestone": Milestone.LANDING, "day": date(2027, 3, 15), "told_at": NOW}
    session.add_all(
        [
            Proof(step=step, name="photo.jpg", file=file, **SENT),
            Proof(step=step, name="song.mp3", refused="unknown", **SENT),
            Comment(step=step, text="A copy is enough.", staff_id=josee.id, at=NOW),
            Comment(step=step, text="Thank you.", at=NOW),
            Report(candidate_id=plan.candidate_id, **report),
        ]
    )
    session.flush()
    plan.signed_by, plan.signed_at = josee.id, NOW
    session.flush()
    return a_conversation(session, candidate_id=plan.candidate_id)


def test_proofs_that_are_kept_remarks_and_milestones_are_counted(sqlite: Database) -> None:
    with sqlite.session() as session:
        found = archive.holdings(session, told(session))
    assert (found.proofs, found.comments, found.milestones) == (1, 2, 1)


def test_proofs_are_told_with_names_types_and_dates_and_without_their_content(sqlite: Database) -> None:
    with sqlite.session() as session:
        everything = archive.everything(session, told(session), NOW)
    step = everything["plan"]["steps"][0]
    common = {"platform_id": "F1", "type": "image/jpeg", "size": 7} | dict.fromkeys(
        ("sent_at", "checked_at"), NOW.isoformat()
    )
    assert step["proofs"] == [
        {**common, "name": "photo.jpg", "refused": None},
        {**common, "name": "song.mp3", "refused": "unknown"},
    ]
    assert "picture" not in json.dumps(everything)


def test_remarks_come_with_who_made_them_and_milestones_with_their_day(sqlite: Database) -> None:
    with sqlite.session() as session:
        everything = archive.everything(session, told(session), NOW)
    at = NOW.isoformat()
    assert everything["plan"]["steps"][0]["comments"] == [
        {"text": "A copy is enough.", "at": at, "author": "Josée Tremblay"},
        {"text": "Thank you.", "at": at, "author": None},
    ]
    assert everything["milestones"] == [
        {"milestone": "landing", "day": "2027-03-15", "outcome": None, "told_at": at},
    ]
    assert everything["plan"]["signed_by"] == "Josée Tremblay"
