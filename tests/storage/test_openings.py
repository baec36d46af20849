"""Laws of counting the openings of each region, on both databases."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from storage import openings
from storage.database import Database
from storage.opportunities import WORK, Kind, Opportunity, Organization
from tests.dialogs.conftest import NOON

TODAY = NOON.date()


def offered(session: Session, **told: Any) -> None:
    house = session.query(Organization).first() or Organization(name="Roy", folded="roy", created_at=NOON)
    whole = {"kind": Kind.JOB, "region": "05", "occupation": "31301", "expires_on": TODAY + timedelta(30), **told}
    count = str(session.query(Opportunity).count())
    session.add(
        Opportunity(
            source="test",
            reference=count,
            organization=house,
            title="Work",
            published_at=NOON,
            updated_at=NOON,
            **whole,
        )
    )
    session.flush()


def test_what_is_open_and_is_work_is_counted_by_region(database: Database) -> None:
    with database.session() as session, session.begin():
        for kind in Kind:
            offered(session, kind=kind)
        offered(session, expires_on=TODAY)
        offered(session, expires_on=TODAY - timedelta(1))
        offered(session, withdrawn_at=NOON)
        offered(session, region=None)
        offered(session, region="11", occupation=None)
        assert openings.by_region(session, TODAY) == {"05": len(WORK) + 1, "11": 1}


def test_a_minor_group_holds_its_own_occupations_and_no_others(database: Database) -> None:
    with database.session() as session, session.begin():
        for occupation in ("31300", "31301", "31309", "31290", "31310", "3130", None):
            offered(session, occupation=occupation)
        assert openings.by_region(session, TODAY, "3130") == {"05": 3}


def test_where_there_is_nothing_nothing_is_counted(database: Database) -> None:
    with database.session() as session:
        assert openings.by_region(session, TODAY) == {}
