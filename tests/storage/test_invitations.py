import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import invitations
from storage.database import Database
from storage.invitations import Standing, issue
from tests.people import NOW, a_candidate, an_invitation

MONTH = timedelta(days=30)


def test_an_invitation_stands_open_until_it_is_used_withdrawn_or_expired(database: Database) -> None:
    with database.session() as session:
        invitation = an_invitation(session, a_candidate(session))
        assert invitation.standing(NOW) is Standing.OPEN
        assert invitation.standing(NOW + MONTH - timedelta(seconds=1)) is Standing.OPEN
        assert invitation.standing(NOW + MONTH) is Standing.EXPIRED
        invitation.withdrawn_at = NOW
        assert invitation.standing(NOW + MONTH) is Standing.WITHDRAWN
        invitation.used_at = NOW
        assert invitation.standing(NOW) is Standing.USED


@pytest.mark.parametrize("typed", ["ABCD-2345", "abcd-2345", "  Abcd-2345 \n"])
def test_a_code_is_found_as_people_type_it(database: Database, typed: str) -> None:
    with database.session() as session:
        invitation = an_invitation(session, a_candidate(session), "ABCD-2345")
        an_invitation(session, a_candidate(session), "WXYZ-6789")
        assert invitations.by_code(session, typed) is invitation


@pytest.mark.parametrize("typed", ["", "ABCD2345", "ABCD-234", "%", "'; DROP TABLE invitations; --", "٠" * 4096])
def test_what_is_no_code_finds_nothing(database: Database, typed: str) -> None:
    with database.session() as session:
        an_invitation(session, a_candidate(session), "ABCD-2345")
        assert invitations.by_code(session, typed) is None


def test_one_code_is_never_given_to_two(database: Database) -> None:
    with database.session() as session:
        an_invitation(session, a_candidate(session), "ABCD-2345")
        with pytest.raises(IntegrityError):
            an_invitation(session, a_candidate(session), "abcd-2345")


def test_the_latest_invitation_of_a_candidate_is_the_last_that_was_given(database: Database) -> None:
    with database.session() as session:
        person, other = a_candidate(session), a_candidate(session)
        assert invitations.latest(session, person) is None
        an_invitation(session, person, "CODE-0001")
        second = issue(session, person, "CODE-0002", NOW, NOW + MONTH)
        an_invitation(session, other, "CODE-0003")
        assert invitations.latest(session, person) is second


def test_of_two_people_with_one_code_only_the_first_gets_in(postgres: Database) -> None:
    with postgres.session() as session:
        an_invitation(session, a_candidate(session), "ABCD-2345")
        session.commit()
    start = threading.Barrier(4, timeout=10)

    def join(_person: int) -> Standing:
        with postgres.session() as session:
            session.get_one(invitations.Invitation, 1)
            start.wait()
            invitation = invitations.by_code(session, "ABCD-2345")
            assert invitation
            standing = invitation.standing(NOW)
            invitation.used_at = invitation.used_at or NOW
            session.commit()
            return standing

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(join, range(4))) == [Standing.OPEN, Standing.USED, Standing.USED, Standing.USED]
