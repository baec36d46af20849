"""Offers of every standing, to walk through the conversations over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from coaching import opportunities
from storage.candidates import Candidate
from storage.opportunities import Kind, Opportunity, Organization, Reason
from storage.searching import Alerts, Search

NURSE, AIDE = "31301", "33102"
MONTH = timedelta(days=30)


def write(session: Session, person: Candidate, now: datetime) -> Sequence[int]:
    """One that tells everything, and that several find suspicious; one that tells little, one over, one withdrawn.

    Some fit the candidate well, who wishes to hear of them daily.
    """
    employer = Organization(name="Hôpital <Exemple> & fils", folded="hopital exemple fils", created_at=now)
    pay = {"pay_from": 3000, "pay_to": 4125, "pay": 4125, "hours": 37.5, "places": 2, "link": "https://exemple.ca/1"}
    asked = {"french": 7, "english": 9, "experience_years": 8, "permit": True, "skills": ["<soins>"], "region": "06"}
    whole = {
        **pay,
        **asked,
        "starts_on": now.date(),
        "description": "Line\n" * 1600,
        "from_abroad": True,
        "remote": True,
    }
    columns: tuple[dict[str, Any], ...] = (
        whole,
        {},
        {"expires_on": (now - MONTH).date()},
        {"withdrawn_at": now},
        *({"region": "06"},) * 8,
        *({"region": "06", "occupation": AIDE, "from_abroad": True},) * 5,
    )
    shared = {"source": "walk", "organization": employer, "kind": Kind.JOB, "occupation": NURSE}
    stamps = {"published_at": now, "updated_at": now, "expires_on": (now + MONTH).date()}
    rows = [
        Opportunity(reference=str(number), title=f"Nurse {'x' * 190}", **{**shared, **stamps, **each})
        for number, each in enumerate(columns)
    ]
    session.add_all([*rows, Search(candidate_id=person.id, pace=Alerts.DAILY, updated_at=now)])
    session.flush()
    other = Candidate(first_name="Samuel", created_at=now)
    session.add(other)
    session.flush()
    for each in (person, other):
        opportunities.report(session, rows[0], each.id, Reason.OTHER, "Pay <first>", now)
    return [row.id for row in rows[:4]]
