"""What is stored about a person is counted, and told whole."""

import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from coaching import archive, certifying
from storage.conversations import Conversation
from storage.database import Database
from storage.groups import Attendance, GroupSession
from storage.messages import File
from storage.milestones import Milestone, Report
from storage.plans import Comment, Proof
from storage.training import Enrolment, Mode, Phase, Review, SavedWord, TrainingAnswer
from tests.coaching import living
from tests.coaching.living import NOW
from tests.people import a_candidate, a_conversation, a_member_of_staff
from tests.small_training import small

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


def learned(session: Session) -> Conversation:
    """A candidate with a module, two answers, a word, a question to repeat, a session, and a certificate taken back."""
    candidate, josee = a_candidate(session), a_member_of_staff(session)
    mine: dict[str, Any] = {"candidate_id": candidate.id, "module": "hours"}
    group = GroupSession(
        staff_id=josee.id,
        module="hours",
        mode=Mode.FRENCH_CLASS,
        organization="La Maisonnée",
        code="CFHK23",
        link_digest="-",
        opened_at=NOW,
    )
    session.add_all(
        [
            group,
            Enrolment(**mine, locale="fr", began_at=NOW, touched_at=NOW, finished_at=NOW, done=["week"]),
            TrainingAnswer(**mine, lesson="late", card="call", phase=Phase.LESSON, said="Bonjour Julie", at=NOW),
            TrainingAnswer(**mine, lesson="week", card="paid", phase=Phase.LESSON, chosen="abc", right=False, at=NOW),
            SavedWord(candidate_id=candidate.id, word="tanne", at=NOW),
            Review(**mine, lesson="week", card="paid", memory={"step": 1}, due_at=NOW),
        ]
    )
    session.flush()
    session.add(Attendance(session_id=group.id, candidate_id=candidate.id, joined_at=NOW, confirmed_at=NOW))
    whole = small()
    issued = certifying.earn(session, candidate, whole.modules["hours"], whole, NOW).module
    certifying.revoke(issued, josee.id, "Somebody else answered", NOW)
    session.flush()
    return a_conversation(session, candidate_id=candidate.id)


def test_the_training_is_counted(sqlite: Database) -> None:
    with sqlite.session() as session:
        found = archive.holdings(session, learned(session))
    assert (found.modules, found.answers, found.words, found.certificates) == (1, 2, 1, 1)


def test_the_training_is_told_whole_with_the_words_that_were_written(sqlite: Database) -> None:
    with sqlite.session() as session:
        everything = archive.everything(session, learned(session), NOW)
    training, at = everything["training"], NOW.isoformat()
    assert [module["done"] for module in training["modules"]] == [["week"]]
    assert [answer["said"] for answer in training["answers"]] == [None, "Bonjour Julie"]
    assert training["words"] == [{"word": "tanne", "at": at}]
    assert training["repeated"][0]["memory"] == {"step": 1}
    [certificate], [attended] = training["certificates"], training["sessions"]
    assert len(certificate["code"]) == 14
    assert (certificate["reason"], certificate["revoked_by"]) == ("Somebody else answered", "Josée Tremblay")
    assert attended == {
        "joined_at": at,
        "confirmed_at": at,
        "module": "hours",
        "mode": "french_class",
        "organization": "La Maisonnée",
        "opened_at": at,
    }
    assert "candidate_id" not in json.dumps(training)
    assert "session_id" not in json.dumps(training)
