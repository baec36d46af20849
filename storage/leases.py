"""Leases: who of several processes does a thing that only one may do, by the database's clock."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import String, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.schema import Table


class Lease(Table):
    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]


def clock(session: Session) -> datetime:
    """The database's own time, one for all processes."""
    if session.get_bind().dialect.name == "sqlite":
        text: str = session.scalar(select(func.strftime("%Y-%m-%d %H:%M:%f", "now"))) or ""
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC)


def take(session: Session, name: str, owner: str, length: timedelta) -> bool:
    """Takes or renews a lease; False where another owner holds it still."""
    now = clock(session)
    lease = session.get(Lease, name, with_for_update=True)
    if lease is None:
        return _first(session, Lease(name=name, owner=owner, until=now + length))
    if lease.owner != owner and lease.until > now:
        return False
    lease.owner, lease.until = owner, now + length
    return True


def _first(session: Session, lease: Lease) -> bool:
    """Writes a lease that nobody held; False where another process was quicker."""
    try:
        with session.begin_nested():
            session.add(lease)
    except IntegrityError:
        return False
    return True


def give_up(session: Session, name: str, owner: str) -> None:
    lease = session.get(Lease, name, with_for_update=True)
    if lease and lease.owner == owner:
        session.delete(lease)
