"""Proofs between the chat and the file."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from storage import proofs
from storage.conversations import Conversation
from storage.database import Database
from storage.encryption import Keyring
from storage.messages import File
from storage.plans import Plan, Proof, Step
from storage.proofs import Unchecked
from storage.rotation import FILES, remaining, rotate
from tests.people import NOW, a_candidate, a_conversation

LATER = NOW + timedelta(minutes=1)


def a_file(content: bytes = b"%PDF") -> File:
    return File(name="a.pdf", type="application/pdf", content=content, created_at=NOW)


def a_proof(session: Session, *, talks: bool = True, **columns: object) -> Proof:
    """One that waits, of a candidate of its own."""
    candidate = a_candidate(session)
    if talks:
        a_conversation(session, candidate=candidate)
    plan = Plan(candidate_id=candidate.id, created_at=NOW, updated_at=NOW)
    given = {"name": "a.pdf", "type": "", "size": 4, "sent_at": NOW, "platform_id": "F1"}
    proof = Proof(step=Step(plan=plan, template="csq", position=0, ticked=[]), **given | columns)
    session.add(proof)
    session.flush()
    return proof


def owner(proof: Proof) -> int:
    return proof.step.plan.candidate_id


def test_those_that_wait_longest_come_first_with_the_conversation_that_waits(database: Database) -> None:
    with database.session() as session:
        first, second, third = (a_proof(session) for _ in range(3))
        a_proof(session, checked_at=NOW, refused="cut")
        a_proof(session, talks=False)
        assert [waiting.id for waiting in proofs.unchecked(session, 2)] == [first.id, second.id]
        last = proofs.unchecked(session, 9)[-1]
        talk = session.query(Conversation).filter_by(candidate_id=owner(third)).one()
        assert last == Unchecked(third.id, talk.id, "F1", "a.pdf", None)


def test_the_first_content_that_is_brought_is_kept(database: Database) -> None:
    with database.session() as session:
        proof = a_proof(session)
        proofs.keep(session, proof.id, a_file(b"first"))
        session.flush()
        proofs.keep(session, proof.id, a_file(b"second"))
        session.commit()
        assert [file.content for file in session.query(File)] == [b"first"]
        assert proof.file
        assert proof.file.content == b"first"


def test_what_is_checked_off_stays_as_it_is(database: Database) -> None:
    with database.session() as session:
        proof = a_proof(session, checked_at=NOW, refused="cut")
        proofs.keep(session, proof.id, a_file())
        proofs.close(session, proof.id, LATER, "broken")
        proofs.keep(session, 99, a_file())
        session.commit()
        assert (proof.checked_at, proof.refused, proof.file_id) == (NOW, "cut", None)
        assert session.query(File).all() == []


@pytest.mark.parametrize(("file", "refused"), [(None, "broken"), (a_file, None)])
def test_what_nothing_more_can_be_said_of_is_kept_where_its_content_is_here(
    database: Database, file: type[File] | None, refused: str | None
) -> None:
    with database.session() as session:
        proof = a_proof(session, file=file() if file else None)
        proofs.close(session, proof.id, LATER, "broken")
        assert (proof.checked_at, proof.refused) == (LATER, refused)


def test_a_candidate_reaches_their_own_proofs_only(database: Database) -> None:
    with database.session() as session:
        mine, theirs = a_proof(session, file=a_file()), a_proof(session, file=a_file())
        assert proofs.kept(session, owner(mine), mine.id) is mine
        assert proofs.waiting(session, owner(mine), mine.id) is mine
        for find in (proofs.kept, proofs.waiting):
            assert find(session, owner(mine), theirs.id) is None
        assert proofs.count(session, owner(mine)) == 1


def test_a_rotation_takes_the_contents_of_files_a_few_at_a_time(database: Database) -> None:
    with database.session() as session:
        session.add_all([a_file(b"%d" % number) for number in range(FILES + 2)])
        session.commit()
    keyring = Keyring(["the newest secret", "a secret of the tests"])
    database.engine.dialect.keyring = keyring  # type: ignore[attr-defined]  # hung there by Database
    with database.session() as session:
        assert [rotate(session), rotate(session), rotate(session)] == [FILES, 2, 0]
        assert remaining(session) == 0
        assert [file.content for file in session.query(File)] == [b"%d" % number for number in range(FILES + 2)]
