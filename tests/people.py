"""People for tests: each function adds a row with all that it needs, and takes what matters to the test by name."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from storage.candidates import Candidate, Profile, Status
from storage.conversations import Conversation
from storage.invitations import Invitation, issue
from storage.schema import Table
from storage.staff import Role, Staff

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
_number = count(1)
Row = TypeVar("Row", bound=Table)


def a_member_of_staff(session: Session, role: Role = Role.COUNSELLOR, **columns: Any) -> Staff:
    number = next(_number)
    given = {"email": f"staff{number}@example.org", "name": "Josée Tremblay", "password_hash": "-", "created_at": NOW}
    return _added(session, Staff(role=role, **given | columns))


def a_candidate(session: Session, **columns: Any) -> Candidate:
    given = {"first_name": "Amina", "last_name": "Haddad", "status": Status.ACTIVE, "created_at": NOW}
    return _added(session, Candidate(**given | columns))


def a_profile(session: Session, candidate: Candidate, **columns: Any) -> Profile:
    return _added(session, Profile(candidate=candidate, **{"updated_at": NOW} | columns))


def a_conversation(session: Session, **columns: Any) -> Conversation:
    """A chat with somebody; give `candidate` to make it theirs."""
    given = {"chat_id": 1000 + next(_number), "name": "Amina", "locale": "fr", "created_at": NOW, "state": {}}
    return _added(session, Conversation(**given | columns))


def an_invitation(session: Session, candidate: Candidate, code: str = "ABCD-2345") -> Invitation:
    """One that stands for 30 days."""
    return _added(session, issue(session, candidate, code, NOW, NOW + timedelta(days=30)))


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
