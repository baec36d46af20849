"""How many openings to work there are in each region."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.opportunities import WORK, Opportunity


def by_region(session: Session, today: date, group: str = "") -> Mapping[str, int]:
    """The open offers of work by region; of one minor group of occupations, where its four digits are given."""
    query = select(Opportunity.region, func.count()).where(
        Opportunity.kind.in_(WORK),
        Opportunity.withdrawn_at.is_(None),
        Opportunity.expires_on >= today,
    )
    if group:
        query = query.where(Opportunity.occupation.between(f"{group}0", f"{group}9"))
    return {row[0]: row[1] for row in session.execute(query.group_by(Opportunity.region)) if row[0]}
