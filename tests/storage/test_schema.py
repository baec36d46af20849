from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from multiprocessing import get_context

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, text
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import IntegrityError, StatementError

from storage import messages
from storage.candidates import Status
from storage.database import Database
from storage.encryption import Keyring
from storage.messages import Author, Delivery, Direction
from storage.plans import Pace, Plan, versions
from storage.schema import Utc, Word
from storage.tables import Table
from storage.timers import due, instant
from storage.upgrade import _rebuilding, config, newest, upgrade
from tests.people import NOW, a_candidate, a_conversation


def test_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_history_is_one_line_without_branches(database: Database) -> None:
    with database.engine.connect() as connection:
        assert len(ScriptDirectory.from_config(config(connection)).get_heads()) == 1


def test_upgrading_what_is_newest_changes_nothing(database: Database) -> None:
    with database.session() as session:
        a_conversation(session, candidate=a_candidate(session))
        session.commit()
    upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM conversations")) == 1


def test_a_table_that_others_point_to_can_be_made_anew(sqlite: Database) -> None:
    """As SQLite must for most changes; what points to its rows still does, and keys are held again afterwards."""
    with sqlite.session() as session:
        a_conversation(session, candidate=a_candidate(session))
        session.commit()
    with sqlite.engine.connect() as connection, _rebuilding(connection), connection.begin():
        with Operations(MigrationContext.configure(connection)).batch_alter_table("candidates", recreate="always"):
            pass
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.scalar(text("SELECT candidate_id FROM conversations")) == 1
    with sqlite.session() as session, pytest.raises(IntegrityError):
        a_conversation(session, candidate_id=404)


def test_every_migration_can_be_undone(database: Database) -> None:
    with database.engine.begin() as connection:
        command.downgrade(config(connection), "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    upgrade(database.engine)
    assert set(inspect(database.engine).get_table_names()) == {*Table.metadata.tables, "alembic_version"}


OLDER = """
INSERT INTO candidates (id, first_name, last_name, status, created_at) VALUES (1, 'A', 'H', 'active', '2026-11-23');
INSERT INTO conversations
  (id, chat_id, candidate_id, name, locale, locale_chosen, time_zone, state, speaker, created_at)
  VALUES (1, 7, 1, '', 'fr', true, 'Africa/Algiers', '{}', 'bot', '2026-11-23');
INSERT INTO profiles (candidate_id, landing, updated_at) VALUES (1, '2027-03-15', '2026-11-23');
INSERT INTO plans (id, candidate_id, created_at, updated_at) VALUES (1, 1, '2026-11-23', '2026-11-23');
INSERT INTO steps (id, plan_id, template, position, progress, note) VALUES (1, 1, 'sin', 1, 'skipped', 'A note.');
INSERT INTO steps (id, plan_id, template, position, progress) VALUES (2, 1, 'ramq', 2, 'done');
INSERT INTO plan_versions (id, plan_id, at, reason, steps) VALUES (1, 1, '2026-11-23', 'made', '[]');
INSERT INTO plan_versions (id, plan_id, at, reason, steps) VALUES (2, 1, '2026-11-24', 'done ramq', '[]');
INSERT INTO plan_versions (id, plan_id, at, reason, steps) VALUES (3, 1, '2026-11-25', 'set aside sin: already', '[]');
INSERT INTO plan_versions (id, plan_id, at, reason, steps) VALUES (4, 1, '2026-11-26', 'profile changed', '[]');
"""
"""A plan as the first tables kept it."""


def test_what_was_written_in_an_older_plan_is_kept(database: Database) -> None:
    with database.engine.begin() as connection:
        command.downgrade(config(connection), "0001")
        for statement in filter(str.strip, OLDER.split(";")):
            connection.execute(text(statement))
    upgrade(database.engine)
    with database.session() as session:
        plan = session.get_one(Plan, 1)
        assert [version.change for version in versions(session, plan)] == [
            {"kind": "made"},
            {"kind": "done", "step": "ramq"},
            {"kind": "aside", "step": "sin", "reason": "already"},
            {"kind": "followed"},
        ]
        assert (plan.landing, plan.pace) == (date(2027, 3, 15), Pace.DATES)
        sin, ramq = plan.steps
        assert (sin.reason, [said.text for said in sin.comments], sin.ticked) == ("already", ["A note."], [])
        assert (ramq.reason, ramq.comments, ramq.held) == (None, [], False)
        assert due(session, datetime.now(UTC)) == []
        [timer] = due(session, datetime.now(UTC) + timedelta(days=2))
        assert (timer.subject, timer.conversation_id, timer.wall.hour) == ("plan", 1, 9)
        assert timer.due_at == instant(timer.wall, "Africa/Algiers")


def test_several_processes_may_upgrade_postgresql_at_once(postgres: Database) -> None:
    with postgres.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    url = postgres.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        assert list(processes.map(_upgraded, [url] * 3)) == [True] * 3
    assert set(inspect(postgres.engine).get_table_names()) == {*Table.metadata.tables, "alembic_version"}


def _upgraded(url: str) -> bool:
    own = Database(url, Keyring(["a secret of the tests"]))
    upgrade(own.engine)
    own.close()
    return True


def test_a_time_comes_back_aware_and_in_utc(database: Database) -> None:
    montreal = datetime(2027, 3, 1, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    with database.session() as session:
        written = a_candidate(session, joined_at=montreal)
        session.commit()
        session.refresh(written)
        assert written.joined_at == montreal
        assert written.joined_at.tzinfo is UTC
        assert written.left_at is None


def test_a_time_without_zone_is_refused(database: Database) -> None:
    with database.session() as session, pytest.raises(StatementError, match="must be aware"):
        a_candidate(session, joined_at=datetime(2027, 1, 1))  # noqa: DTZ001 - the mistake


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=5, minutes=45)))))
def test_any_aware_time_keeps_its_instant(moment: datetime) -> None:
    dialect = sqlite_dialect.dialect()
    try:
        bound = Utc().process_bind_param(moment, dialect)
    except OverflowError:
        return
    assert bound is not None
    assert Utc().process_result_value(bound.replace(tzinfo=None), dialect) == moment


def test_a_stored_word_comes_back_as_the_member_of_its_enumeration(database: Database) -> None:
    with database.session() as session:
        written = a_candidate(session, status=Status.LEFT)
        session.commit()
        session.refresh(written)
        assert written.status is Status.LEFT
        assert Word(Status).process_result_value(None, database.engine.dialect) is None


def test_nothing_in_a_json_column_is_null_in_the_database(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        row = {"conversation_id": chat.id, "direction": Direction.OUT, "author": Author.BOT, "created_at": NOW}
        messages.write(session, [{**row, "delivery": Delivery.PENDING}])
        assert session.scalar(text("SELECT count(*) FROM messages WHERE keyboard IS NULL")) == 1


def test_the_newest_revision_is_told_by_its_files_name(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        assert newest() == ScriptDirectory.from_config(config(connection)).get_current_head()
