import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from storage import leases
from storage.database import Database
from storage.leases import Lease

MINUTE = timedelta(minutes=1)


def test_the_first_owner_holds_a_lease_and_may_renew_it(database: Database) -> None:
    with database.session() as session:
        assert leases.take(session, "sender", "one", MINUTE)
        assert not leases.take(session, "sender", "two", MINUTE)
        before = session.get_one(Lease, "sender").until
        assert leases.take(session, "sender", "one", 2 * MINUTE)
        assert session.get_one(Lease, "sender").until > before
        assert leases.take(session, "mail", "two", MINUTE)


def test_a_lease_that_ran_out_is_taken_by_another(database: Database) -> None:
    with database.session() as session:
        assert leases.take(session, "sender", "one", -MINUTE)
        assert leases.take(session, "sender", "two", MINUTE)
        assert not leases.take(session, "sender", "one", MINUTE)


def test_a_lease_that_is_given_up_is_free(database: Database) -> None:
    with database.session() as session:
        leases.give_up(session, "sender", "one")
        leases.take(session, "sender", "one", MINUTE)
        leases.give_up(session, "sender", "two")
        assert not leases.take(session, "sender", "two", MINUTE)
        leases.give_up(session, "sender", "one")
        assert leases.take(session, "sender", "two", MINUTE)


def test_leases_run_by_the_clock_of_the_database(database: Database) -> None:
    with database.session() as session:
        told = leases.clock(session)
        assert told.tzinfo is UTC
        assert abs(told - datetime.now(UTC)) < MINUTE
        leases.take(session, "sender", "one", MINUTE)
        assert told <= session.get_one(Lease, "sender").until - MINUTE <= leases.clock(session)


async def test_of_many_who_come_at_once_exactly_one_gets_the_lease(database: Database) -> None:
    def take(owner: str, session: Session) -> bool:
        return leases.take(session, "sender", owner, MINUTE)

    def give_up(owner: str, session: Session) -> None:
        leases.give_up(session, "sender", owner)

    for _ in range(5):
        taken = await asyncio.gather(*(database.run(partial(take, str(owner))) for owner in range(8)))
        assert taken.count(True) == 1
        await database.run(partial(give_up, str(taken.index(True))))
