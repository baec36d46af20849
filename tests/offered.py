"""Offers for tests: rows with all that they need, of which a test names what matters to it."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from coaching.opportunities import fold
from storage.opportunities import Kind, Opportunity, Organization
from storage.opportunities import organization as called
from tests.people import NOW

_number = count(1)
NURSE, WELDER = "31301", "72106"


def an_organization(session: Session, name: str = "Hôpital Exemple") -> Organization:
    found = called(session, fold(name))
    if found is None:
        found = Organization(name=name, folded=fold(name), created_at=NOW)
        session.add(found)
        session.flush()
    return found


def an_offer(session: Session, title: str = "Nurse", employer: str = "Hôpital Exemple", **columns: Any) -> Opportunity:
    """One that is open for 30 days."""
    given: dict[str, Any] = {
        "source": "test",
        "reference": f"T{next(_number)}",
        "kind": Kind.JOB,
        "occupation": NURSE,
        "published_at": NOW,
        "expires_on": (NOW + timedelta(days=30)).date(),
        "updated_at": NOW,
    }
    pay = columns.get("pay_to", columns.get("pay_from"))
    stems = f" {' '.join(fold(f'{title} {employer}').split())} "
    row = Opportunity(
        title=title, organization=an_organization(session, employer), **{"pay": pay, "stems": stems} | given | columns
    )
    session.add(row)
    session.flush()
    return row
