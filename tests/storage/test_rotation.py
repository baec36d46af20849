import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from storage import candidates, invitations
from storage.database import Database
from storage.encryption import Keyring, UnknownKeyError
from storage.messages import File
from storage.rotation import remaining, rotate
from tests.people import NOW, a_candidate, an_invitation

OLD, NEW = "a secret of the tests", "the newest secret"


def test_after_a_rotation_the_newest_key_alone_reads_and_finds_everything(database: Database) -> None:
    _fill(database)
    _take_keys(database, NEW, OLD)
    assert sum(_rotated(database, 100)) == 10
    _take_keys(database, NEW)
    with database.session() as session:
        person = candidates.by_file_number(session, "A-1")
        assert person is not None
        assert (person.file_number, person.email, person.phone) == ("A-1", "1@example.org", None)
        invitation = invitations.by_code(session, "CODE-0001")
        assert invitation is not None
        assert invitation.code == "CODE-0001"
        assert session.get_one(File, 1).content == b"%PDF"


def test_a_rotation_that_stopped_goes_on_where_it_was(database: Database) -> None:
    _fill(database)
    _take_keys(database, NEW, OLD)
    with database.session() as session:
        assert remaining(session) == 10
        done = rotate(session, 2)
        session.commit()
        assert rotate(session, 2) == 2
        session.rollback()
        assert remaining(session) == 10 - done
    assert sum(_rotated(database, 2)) == 10 - done


def test_a_second_rotation_finds_nothing_to_do(database: Database) -> None:
    _fill(database)
    with database.session() as session:
        assert rotate(session) == 0
        assert remaining(session) == 0


def test_empty_fields_are_left_alone(database: Database) -> None:
    with database.session() as session:
        a_candidate(session)
        session.commit()
    _take_keys(database, NEW, OLD)
    with database.session() as session:
        assert rotate(session) == 0


def test_a_value_that_no_key_reads_is_named_with_its_row(database: Database) -> None:
    _fill(database)
    _take_keys(database, NEW, OLD)
    with database.session() as session:
        session.execute(text("UPDATE candidates SET email = 'ffffffff:AAAA' WHERE id = 2"))
        with pytest.raises(UnknownKeyError, match=r"row 2: candidates\.email"):
            _all(session, 100)


def _fill(database: Database) -> None:
    ring: Keyring = database.engine.dialect.keyring  # type: ignore[attr-defined]
    with database.session() as session:
        for number in (1, 2, 3):
            person = a_candidate(session, file_number=f"A-{number}", email=f"{number}@example.org")
            person.file_number_digest = ring.digest(f"A-{number}")
            an_invitation(session, person, f"CODE-000{number}")
        session.add(File(name="cv.pdf", type="application/pdf", content=b"%PDF", created_at=NOW))
        session.commit()


def _take_keys(database: Database, *secrets: str) -> None:
    database.engine.dialect.keyring = Keyring(secrets)  # type: ignore[attr-defined]


def _rotated(database: Database, batch: int) -> list[int]:
    with database.session() as session:
        return _all(session, batch)


def _all(session: Session, batch: int) -> list[int]:
    sizes = []
    while size := rotate(session, batch):
        sizes.append(size)
        session.commit()
    return sizes
