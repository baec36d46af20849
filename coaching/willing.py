"""Whether somebody would live elsewhere for a job."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage.searching import Search


def moves(session: Session, candidate_id: int) -> bool | None:
    """None where nobody asked yet."""
    search = session.get(Search, candidate_id)
    return search.moves if search else None


def keep(session: Session, candidate_id: int, now: datetime, *, moves: bool) -> None:
    search = session.get(Search, candidate_id)
    if search is None:
        search = Search(candidate_id=candidate_id, updated_at=now)
        session.add(search)
    search.moves, search.updated_at = moves, now
    session.flush()
