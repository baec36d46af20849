"""What is near is read with one query, and what was told is kept once."""

from datetime import timedelta

import pytest

from storage import searching
from storage.candidates import Candidate
from storage.database import Database
from storage.searching import Alerts, Opinion
from tests.offered import NURSE, WELDER, an_offer
from tests.people import NOW


@pytest.fixture
def candidate(database: Database) -> int:
    with database.session() as session, session.begin():
        person = Candidate(first_name="Amina", created_at=NOW)
        session.add(person)
        session.flush()
        return person.id


def test_only_open_offers_of_the_occupations_and_those_without_are_near(database: Database) -> None:
    with database.session() as session, session.begin():
        near = [an_offer(session), an_offer(session, occupation=None)]
        an_offer(session, occupation=WELDER)
        an_offer(session, withdrawn_at=NOW)
        an_offer(session, expires_on=(NOW - timedelta(days=1)).date())
        found = searching.near(session, [NURSE], NOW.date(), 10)
        assert [each.id for each in found] == [each.id for each in reversed(near)]
        assert len(searching.near(session, [NURSE], NOW.date(), 1)) == 1


def test_an_offer_is_told_once_with_what_was_said_to_it(database: Database, candidate: int) -> None:
    with database.session() as session, session.begin():
        offer = an_offer(session)
        searching.suggest(session, candidate, offer.id, 80, NOW)
        searching.suggest(session, candidate, offer.id, 90, NOW).opinion = Opinion.NO
        session.flush()
        assert searching.told(session, candidate) == {offer.id: Opinion.NO}
        assert searching.taken_up(session, candidate) == set()


def test_nobody_is_told_before_they_wish_it(database: Database, candidate: int) -> None:
    with database.session() as session, session.begin():
        assert searching.pace(session, candidate) is Alerts.NEVER
        assert searching.of(session, candidate, NOW).pace is Alerts.NEVER
        searching.of(session, candidate, NOW).pace = Alerts.DAILY
        assert searching.pace(session, candidate) is Alerts.DAILY
