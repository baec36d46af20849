"""Fetching, whatever goes wrong: each proof is kept once and told of once, whoever brings it and whatever dies."""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.service import Part
from dialogs import front
from dialogs.engine.events import Examined
from dialogs.engine.screens import Screen
from dialogs.engine.site import Site
from dialogs.engine.turn import Turn
from sandbox import faults
from sandbox.faults import Fault
from storage import proofs
from storage.database import Database
from storage.messages import File
from storage.plans import Proof
from tests import samples
from tests.bot import records
from tests.bot.breaking import kill, locked
from tests.bot.conftest import Place
from tests.bot.proving import (
    KEPT,
    a_step,
    asked_for_a_proof,
    checked,
    real,
    sent,
    stored,
    the_proof,
    told,
    upload,
    working,
)
from tests.people import NOW

SORRY = "Sorry, something went wrong on our side."


async def test_while_the_platform_is_out_of_reach_a_proof_waits_and_holds_up_no_other(
    place: Place, database: Database
) -> None:
    place.world.faults.plan("getFile", faults.bad_gateway(), times=2)
    place.world.faults.plan("getFile", faults.dropped(), times=2)
    first = await sent(place, database)
    await database.run(
        lambda session: session.add(
            Proof(
                step_id=the_proof(session).step_id,
                platform_id=upload(place, samples.JPEG),
                name="b.jpg",
                type="",
                size=0,
                sent_at=NOW + timedelta(minutes=5),
            )
        )
    )
    await working(place, database)
    await records.until(lambda session: not proofs.unchecked(session, 9), database)
    await records.rest(database)
    assert place.world.calls["getfile"] == 6
    assert sorted(place.shown(101)) == [KEPT.replace("diploma.pdf", "b.jpg"), KEPT]
    assert first == 1


async def test_while_the_token_is_being_changed_a_proof_waits_and_is_not_refused(
    place: Place, database: Database
) -> None:
    place.world.faults.plan("getFile", Fault(401, "Unauthorized"), times=2)
    place.world.faults.plan("getFile", Fault(404, "Not Found"))
    await sent(place, database)
    await working(place, database)
    assert (await checked(database)).refused is None
    await records.rest(database)
    assert place.world.calls["getfile"] == 4
    assert place.shown(101) == [KEPT]


async def test_several_workers_keep_each_proof_once_and_say_so_once(place: Place, postgres: Database) -> None:
    chats = range(201, 216)
    place.known(*chats)
    ids = [upload(place, samples.PDF) for _chat in chats]
    given = {"name": "diploma.pdf", "type": "", "size": 0, "sent_at": NOW}
    await postgres.run(
        lambda session: session.add_all(
            [
                Proof(step_id=a_step(session, chat), platform_id=id_, **given)
                for chat, id_ in zip(chats, ids, strict=True)
            ]
        )
    )
    await asyncio.gather(*(working(place, postgres, owner=name) for name in ("one", "two", "three")))
    await records.until(lambda session: not proofs.unchecked(session, 99), postgres)
    await records.rest(postgres)
    assert all(place.shown(chat) == [KEPT] for chat in chats)
    assert await postgres.read(stored) == [samples.PDF] * len(chats)
    assert place.world.calls["getfile"] == len(chats)
    assert not await postgres.read(records.failed)


async def test_two_that_bring_the_same_proof_keep_one_file(place: Place, postgres: Database) -> None:
    """As where the lease of a slow one ran out."""
    number = await sent(place, postgres)
    one, two = real(place, postgres, owner="one"), real(place, postgres, owner="two")
    [waiting] = await postgres.read(lambda session: proofs.unchecked(session, 9))
    for service in (one, two):
        await service._fetching._client.open()
        place.stack.push_async_callback(service._fetching._client.close_all)
    events = await records.together(one._fetching._examined(waiting), two._fetching._examined(waiting))
    assert events == [Examined(number)] * 2
    await asyncio.gather(one._fetching._tell(waiting, events[0]), two._fetching._tell(waiting, events[1]))
    assert await postgres.read(stored) == [samples.PDF]
    assert len(await postgres.read(told)) == 1


async def test_a_death_between_the_fetch_and_the_commit_loses_nothing(place: Place, sqlite: Database) -> None:
    await sent(place, sqlite)
    place.world.faults.plan("getFile", faults.slow(0.2))
    dying = real(place, sqlite)
    await dying.start()
    await records.eventually(lambda: place.world.calls["getfile"] == 1)
    with locked(sqlite):
        await asyncio.sleep(0.5)
        await kill(dying)
    await working(place, sqlite)
    await checked(sqlite)
    await records.rest(sqlite)
    assert await sqlite.read(stored) == [samples.PDF]
    assert place.shown(101) == [KEPT]


async def test_the_same_on_postgresql_where_another_worker_goes_on(
    place: Place, postgres: Database, postgres_url: str
) -> None:
    await sent(place, postgres)
    dying = real(place, postgres, owner="one", timing={"lease": 0.5})
    with psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE files IN ACCESS EXCLUSIVE MODE")
        await dying.start()
        await records.eventually(lambda: place.world.calls["getfile"] == 1)
        await asyncio.sleep(0.1)
        await kill(dying)
        await working(place, postgres, owner="two")
        await records.eventually(lambda: place.world.calls["getfile"] == 2)
    await checked(postgres)
    await records.rest(postgres)
    assert await postgres.read(stored) == [samples.PDF]
    assert place.shown(101) == [KEPT]


async def test_a_proof_survives_kill_nine_between_the_fetch_and_the_commit(
    place: Place, sqlite: Database, sqlite_url: str
) -> None:
    await sent(place, sqlite)
    sqlite.close()

    async def spawn() -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bot.prover", place.url, sqlite_url)

    place.world.faults.plan("getFile", faults.slow(0.2))
    child = await spawn()
    await records.eventually(lambda: place.world.calls["getfile"] == 1, patience=30)
    with locked(sqlite):
        await asyncio.sleep(0.5)
        child.kill()
        await child.wait()
    child = await spawn()
    await records.eventually(lambda: place.shown(101), patience=30)
    child.kill()
    await child.wait()
    assert place.world.calls["getfile"] == 2
    again = Database(sqlite_url, sqlite.engine.dialect.keyring)  # type: ignore[attr-defined]  # hung there by Database
    assert await again.read(stored) == [samples.PDF]
    assert place.shown(101) == [KEPT]
    again.close()


async def test_what_a_dead_process_had_kept_is_not_fetched_again(place: Place, database: Database) -> None:
    number = await sent(place, database, samples.PROTECTED)
    file = {"name": "diploma.pdf", "type": "application/pdf", "content": samples.PROTECTED, "created_at": NOW}
    await database.run(lambda session: proofs.keep(session, number, File(**file)))
    await working(place, database)
    await checked(database)
    await records.rest(database)
    assert place.world.calls["getfile"] == 0
    assert "If it asks for a password" in place.shown(101)[0]
    assert await database.read(stored) == [samples.PROTECTED]


def falling(turn: Turn, event: Examined) -> Screen | None:
    raise RuntimeError(f"fell over proof {event.proof_id}")


async def test_a_proof_whose_turn_fails_is_fetched_once_kept_and_apologized_for(
    place: Place, database: Database
) -> None:
    await sent(place, database)
    site = Site(front.MODULES, replace(front.site().reception, examined=falling))
    await working(place, database, site=site, timing={"proofs": 0.05})
    await checked(database)
    await records.rest(database)
    await asyncio.sleep(0.3)
    assert place.world.calls["getfile"] == 1
    assert [message.partition(" Your")[0] for message in place.shown(101)] == [SORRY]
    assert await database.read(stored) == [samples.PDF]
    [fall] = await database.read(records.failed)
    assert fall.event == {"event": "Examined", "proof_id": 1, "refusal": None, "protected": False}
    assert "fell over proof 1" in fall.traceback


async def test_a_proof_whose_turn_failed_before_a_death_is_checked_off_by_the_next(
    place: Place, sqlite: Database
) -> None:
    await sent(place, sqlite)
    await sqlite.run(lambda session: session.execute(text("INSERT INTO event_keys VALUES ('proof:1', '2027-01-15')")))
    await working(place, sqlite)
    proof = await checked(sqlite)
    assert (proof.file_id, proof.refused) == (1, None)
    assert await sqlite.read(told) == []


async def test_a_file_that_our_code_falls_over_is_written_down_without_its_content_and_told(
    place: Place, sqlite: Database
) -> None:
    await sent(place, sqlite)
    await sqlite.run(lambda session: session.execute(text("ALTER TABLE files RENAME TO lost")))
    with capture_logs() as logs:
        await working(place, sqlite)
        proof = await checked(sqlite)
    await records.rest(sqlite)
    assert proof.refused == "broken"
    assert "Something went wrong on our side while I looked at it." in place.shown(101)[0]
    [fall] = await sqlite.read(records.failed)
    assert fall.event == {"event": "Examined", "proof_id": 1}
    assert "no such table: files" in fall.traceback
    assert "%PDF" not in fall.traceback
    assert {"event": "a proof failed", "proof": 1, "error": "OperationalError", "log_level": "error"} in logs


NAME = "Passeport_Amina_AB123456.pdf"


async def test_a_proof_that_cannot_be_stored_leaves_neither_its_name_nor_its_content_where_it_is_written_down(
    place: Place, sqlite: Database, caplog: pytest.LogCaptureFixture
) -> None:
    content = samples.PDF.replace(b"Catalog", b"AB123456")
    await sent(place, sqlite, content, name=NAME)
    await sqlite.run(lambda session: session.execute(text("ALTER TABLE files RENAME COLUMN created_at TO at")))
    with capture_logs() as logs:
        await working(place, sqlite)
        assert (await checked(sqlite)).refused == "broken"
    await records.rest(sqlite)
    [fall] = await sqlite.read(records.failed)
    everything = f"{fall.event}{fall.traceback}{logs}{caplog.text}"
    assert "INSERT INTO files" in fall.traceback
    assert not [word for word in ("Passeport", "AB123456", "%PDF", "Catalog") if word in everything]


def mistyped(turn: Turn, _event: Examined) -> Screen | None:
    turn.session.add(File(name=NAME, type="", content=f"content of {NAME}", created_at=NOW))
    turn.session.flush()
    return None


async def test_a_turn_that_cannot_store_a_file_leaves_neither_its_name_nor_its_content(
    place: Place, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await sent(place, database)
    with capture_logs() as logs:
        await working(place, database, site=Site(front.MODULES, replace(front.site().reception, examined=mistyped)))
        await checked(database)
    await records.rest(database)
    [fall] = await database.read(records.failed)
    assert "turn.session.flush()" in fall.traceback
    assert "AB123456" not in f"{fall.event}{fall.traceback}{logs}{caplog.text}"


async def test_while_the_database_is_away_proofs_wait(place: Place, hasty: Database) -> None:
    await sent(place, hasty)
    with locked(hasty):
        await working(place, hasty, timing={"proofs": 0.05})
        await asyncio.sleep(0.5)
        assert place.shown(101) == []
    await checked(hasty)
    await records.rest(hasty)
    assert place.shown(101) == [KEPT]


async def test_a_process_without_jobs_fetches_nothing_and_the_one_with_them_does(
    place: Place, postgres: Database
) -> None:
    await working(place, postgres, owner="web", parts=(Part.WEB, Part.DELIVER))
    amina = await asked_for_a_proof(place, postgres)
    await amina.sends_document(samples.PDF, "diploma.pdf")
    await amina.waits_for("I am looking at")
    await asyncio.sleep(0.2)
    assert place.world.calls["getfile"] == 0
    await working(place, postgres, owner="jobs", parts=(Part.JOBS,))
    await amina.waits_for("I have kept")
