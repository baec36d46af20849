"""Laws of the offers that a sandbox begins with."""

from coaching import occupations
from jalon import demo_offers
from storage.database import Database
from storage.opportunities import Opportunity
from tests.people import NOW

TABLE = occupations.shipped()


def test_a_sandbox_begins_with_offers_that_are_plainly_invented(sqlite: Database) -> None:
    with sqlite.session() as session, session.begin():
        for _again in range(2):
            demo_offers.add(session, TABLE, NOW)
        rows = session.query(Opportunity).all()
        assert len(rows) == len(demo_offers.ROWS)
        assert all("Exemple" in row.organization.name for row in rows)
        assert all(row.is_open(NOW.date()) and "inventée" in row.description for row in rows)
