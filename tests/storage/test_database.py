import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session

from storage.candidates import Candidate
from storage.database import Database, DatabaseInUseError, passing, traced
from storage.encryption import Keyring
from storage.messages import File
from storage.upgrade import upgrade
from tests.people import NOW, a_candidate


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Candidate.first_name).order_by(Candidate.id)))


def add(name: str, session: Session) -> None:
    a_candidate(session, first_name=name)


async def test_work_that_returns_is_committed(database: Database) -> None:
    person = await database.run(a_candidate)
    assert person.first_name == "Amina"
    assert await database.read(names) == ["Amina"]


async def test_work_that_raises_is_rolled_back(database: Database) -> None:
    def work(session: Session) -> None:
        add("Amina", session)
        raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        await database.run(work)
    assert await database.read(names) == []


async def test_what_reads_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await database.read(a_candidate)
    assert await database.read(names) == []
    await database.run(a_candidate)


async def test_a_mistake_in_our_sql_is_not_tried_again(database: Database) -> None:
    tries = []

    def work(session: Session) -> None:
        tries.append(1)
        session.execute(text("SELECT nonsense FROM nowhere"))

    with pytest.raises(ProgrammingError if not database.is_sqlite else OperationalError):
        await database.run(work)
    assert len(tries) == 1


async def test_a_broken_rule_of_the_tables_is_not_tried_again(database: Database) -> None:
    tries = []

    def work(session: Session) -> None:
        tries.append(1)
        a_candidate(session, counsellor_id=999)
        session.flush()

    with pytest.raises(IntegrityError):
        await database.run(work)
    assert len(tries) == 1


async def test_a_savepoint_takes_back_only_what_follows_it(database: Database) -> None:
    def work(session: Session) -> None:
        add("Amina", session)
        savepoint = session.begin_nested()
        add("Bilal", session)
        savepoint.rollback()
        with session.begin_nested():
            add("Chloé", session)

    await database.run(work)
    assert await database.read(names) == ["Amina", "Chloé"]


async def test_many_at_once_lose_nothing(database: Database) -> None:
    await asyncio.gather(*(database.run(partial(add, str(number))) for number in range(40)))
    assert sorted(await database.read(names), key=int) == [str(n) for n in range(40)]


async def test_readers_see_what_is_committed_while_somebody_writes(database: Database) -> None:
    writing, go_on = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        add("Amina", session)
        writing.set()
        go_on.wait(10)

    task = asyncio.create_task(database.run(work))
    await asyncio.to_thread(writing.wait, 10)
    assert await database.read(names) == []
    go_on.set()
    await task
    assert await database.read(names) == ["Amina"]


async def test_work_waits_while_the_file_is_locked_and_is_done_once(sqlite: Database) -> None:
    other = sqlite3.connect(str(sqlite.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    task = asyncio.create_task(sqlite.run(a_candidate))
    await asyncio.sleep(1.5)
    assert not task.done()
    other.execute("ROLLBACK")
    other.close()
    await task
    assert await sqlite.read(names) == ["Amina"]


async def test_a_file_that_stays_locked_is_given_up_after_patience(sqlite_url: str, keyring: Keyring) -> None:
    hasty = Database(sqlite_url, keyring, patience=0.5)
    other = sqlite3.connect(str(hasty.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        await hasty.run(a_candidate)
    other.close()
    await hasty.run(a_candidate)
    hasty.close()


async def test_a_session_of_a_command_locks_like_everybody_else(sqlite_url: str, keyring: Keyring) -> None:
    hasty = Database(sqlite_url, keyring, patience=0.1)
    with hasty.session() as session:
        add("Amina", session)
        with pytest.raises(OperationalError, match="locked"):
            await hasty.run(a_candidate)
        session.commit()
    await hasty.run(a_candidate)
    hasty.close()


def test_a_second_process_on_the_file_is_refused_with_the_way_out(sqlite: Database, keyring: Keyring) -> None:
    with pytest.raises(DatabaseInUseError, match=r"in use by another process\. Stop it first, or use PostgreSQL"):
        Database(sqlite.url.render_as_string(), keyring)


def test_the_file_is_free_again_after_closing(sqlite_url: str, keyring: Keyring) -> None:
    Database(sqlite_url, keyring).close()
    Database(sqlite_url, keyring).close()


def test_a_folder_that_is_missing_is_made(tmp_path: Path, keyring: Keyring) -> None:
    made = Database(f"sqlite:///{tmp_path / 'data' / 'jalon.db'}", keyring)
    upgrade(made.engine)
    made.close()
    assert (tmp_path / "data" / "jalon.db").exists()


async def test_a_database_in_memory_is_one_for_all_threads(keyring: Keyring) -> None:
    made = Database("sqlite://", keyring)
    upgrade(made.engine)
    await made.run(a_candidate)
    assert await made.read(names) == ["Amina"]
    with made.session() as session:
        assert names(session) == ["Amina"]
    made.close()


def test_every_commit_to_a_file_reaches_the_disk(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        told = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}
        assert told == {"journal_mode": "wal", "synchronous": 2}
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


async def test_a_postgresql_that_drops_its_connections_is_not_noticed(postgres: Database) -> None:
    await postgres.run(a_candidate)
    tries = []

    def work(session: Session) -> None:
        tries.append(1)
        add("Bilal", session)
        if len(tries) == 1:
            with postgres.engine.connect() as connection:
                _terminate_all_others(postgres, connection)
        session.execute(text("SELECT 1"))

    await postgres.run(work)
    assert len(tries) == 2
    assert await postgres.read(names) == ["Amina", "Bilal"]


async def test_a_postgresql_that_is_not_there_is_given_up_after_patience(keyring: Keyring) -> None:
    nowhere = Database("postgresql://postgres@127.0.0.1:1/nowhere", keyring, patience=0.2)
    with pytest.raises(OperationalError):
        await nowhere.run(names)
    nowhere.close()


async def test_work_waits_for_a_postgresql_that_comes_back(postgres: Database, keyring: Keyring) -> None:
    name = f'"{postgres.url.database}"'
    server = Database(postgres.url.set(database="postgres").render_as_string(hide_password=False), keyring)
    control = server.engine.execution_options(isolation_level="AUTOCOMMIT")
    with control.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        _terminate_all_others(postgres, connection)
        task = asyncio.create_task(postgres.run(a_candidate))
        await asyncio.sleep(0.6)
        assert not task.done()
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    await task
    assert await postgres.read(names) == ["Amina"]
    server.close()


async def test_of_two_that_wait_for_each_other_both_are_done_in_the_end(postgres: Database) -> None:
    one, two = await postgres.run(lambda session: (a_candidate(session).id, a_candidate(session).id))
    met, tries = threading.Barrier(2, timeout=10), []

    def rename(first: int, second: int, session: Session) -> None:
        tries.append(1)
        session.get_one(Candidate, first).last_name += "x"
        session.flush()
        if len(tries) < 3:
            met.wait()
        session.get_one(Candidate, second).last_name += "x"

    await asyncio.gather(
        postgres.run(lambda session: rename(one, two, session)),
        postgres.run(lambda session: rename(two, one, session)),
    )
    lasts = await postgres.read(lambda session: list(session.scalars(select(Candidate.last_name))))
    assert lasts == ["Haddadxx", "Haddadxx"]


def test_what_passes_is_told_from_what_does_not() -> None:
    busy = sqlite3.OperationalError("database is locked")
    assert not passing(DBAPIError("", {}, busy))
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert passing(DBAPIError("", {}, busy))
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert passing(DBAPIError("", {}, full))
    mistaken = sqlite3.OperationalError("no such table: steps")
    mistaken.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert not passing(DBAPIError("", {}, mistaken))


NAME = "Passeport_Amina_AB123456.pdf"


def without_a_type(session: Session) -> None:
    session.add(File(name=NAME, type=None, content=NAME.encode(), created_at=NOW))
    session.flush()


def with_words_for_content(session: Session) -> None:
    session.add(File(name=NAME, type="", content=NAME, created_at=NOW))
    session.flush()


def with_a_name_for_a_date(session: Session) -> None:
    session.add(File(name="", type="", content=b"", created_at=NAME))
    session.flush()


def with_a_name_for_a_number(session: Session) -> None:
    session.execute(text("INSERT INTO files (id, name) VALUES (CAST(:name AS INTEGER), NULL)"), {"name": NAME})


def after_a_failed_flush(session: Session) -> None:
    session.add(File(name=NAME, type="", content=NAME, created_at=NOW))
    with contextlib.suppress(SQLAlchemyError):
        session.flush()
    session.execute(text("SELECT 1"))


@pytest.mark.parametrize(
    "work",
    [
        *(without_a_type, with_words_for_content, with_a_name_for_a_date, with_a_name_for_a_number),
        after_a_failed_flush,
    ],
)
async def test_what_is_written_down_of_an_error_holds_no_value_of_the_query(
    database: Database, work: Callable[[Session], None]
) -> None:
    with pytest.raises(SQLAlchemyError) as caught:
        await database.run(work)
    said = traced(caught.value)
    assert "AB123456" not in said
    assert "AB123456" not in str(caught.value) or not database.is_sqlite
    assert f"in {work.__name__}\n" in said
    assert type(caught.value).__name__ in said


async def test_what_is_written_down_of_an_error_says_what_is_wrong_with_the_query(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        await database.run(lambda session: session.execute(text("SELECT nonsense FROM nowhere")))
    said = traced(caught.value)
    assert "no such table: nowhere" in said or "UndefinedTable: relation" in said
    assert said.endswith("[SQL: SELECT nonsense FROM nowhere]\n")


def test_an_error_of_ours_is_written_down_with_what_led_to_it_and_without_nul() -> None:
    error = RuntimeError("then\0")
    error.__cause__ = KeyError("first")
    assert traced(error) == "KeyError: 'first'\n\nThat led to:\n\nRuntimeError: then\n"


def _terminate_all_others(database: Database, connection: Connection) -> None:
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
    connection.execute(text(query), {"name": database.url.database})
