"""A programme, a clock and a database in memory for conversations."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from coaching import catalogue, occupations
from coaching.programme import Programme
from storage.candidates import Candidate
from storage.database import Database
from storage.encryption import Keyring
from storage.invitations import issue
from storage.schema import Table
from storage.staff import Staff
from tests.dialogs.driver import Person

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CODE = "ABCD-2345"


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped())


@pytest.fixture
def memory() -> Iterator[Database]:
    """An empty SQLite database in memory."""
    opened = Database("sqlite://", Keyring(["a secret of the tests"]))
    Table.metadata.create_all(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def invite(memory: Database) -> Callable[..., int]:
    """Invites a candidate under a code; returns the candidate's id."""

    def invited(code: str = CODE, first_name: str = "Amina", days: int = 30, counsellor: str | None = None) -> int:
        with memory.session() as session, session.begin():
            staff = _counsellor(counsellor) if counsellor else None
            candidate = Candidate(first_name=first_name, last_name="Haddad", created_at=NOON, counsellor=staff)
            session.add(candidate)
            issue(session, candidate, code, NOON, NOON + timedelta(days=days))
            session.flush()
            return candidate.id

    return invited


def _counsellor(name: str) -> Staff:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return Staff(email=email, name=name, password_hash="-", created_at=NOON)


@pytest.fixture
def person(memory: Database, programme: Programme) -> Person:
    return Person(memory, programme, NOON)


@pytest.fixture
def amina(person: Person, invite: Callable[..., int]) -> Person:
    """A candidate who joined in English, agreed, and stands before the first question."""
    invite(counsellor="Josée Tremblay")
    person.opens(CODE)
    person.taps("English")
    person.taps("I agree")
    person.says("Algiers")
    return person


@pytest.fixture
def coached(amina: Person) -> Person:
    """A candidate with a profile and a plan."""
    amina.tells_all()
    return amina
