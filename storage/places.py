"""Places: how many of an opportunity are taken, counted from those who were accepted."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.opportunities import Opportunity
from storage.participations import Participation, Stage


def taken(session: Session, opportunity_ids: Collection[int]) -> Mapping[int, int]:
    """How many were accepted for each; none is not listed."""
    query = select(Participation.opportunity_id, func.count()).where(
        Participation.opportunity_id.in_(opportunity_ids), Participation.stage == Stage.ACCEPTED
    )
    counted = session.execute(query.group_by(Participation.opportunity_id))
    return {number: count for number, count in counted if number is not None}


def locked(session: Session, opportunity_id: int) -> Opportunity | None:
    """The opportunity as it is now, which nobody else may count the places of until this transaction ends."""
    query = select(Opportunity).where(Opportunity.id == opportunity_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))
