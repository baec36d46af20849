"""Long polling: patient with the platform, and never ahead of what is committed."""

from time import monotonic
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from locales.catalogs import LANGUAGES
from sandbox import faults
from sandbox.faults import Fault
from storage import timers
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import Place, sandboxed
from tests.bot.records import say


@pytest.mark.parametrize(
    "fault",
    [
        Fault(409, "Conflict: terminated by other getUpdates request"),
        Fault(401, "Unauthorized"),
        Fault(500, "Internal Server Error"),
        faults.bad_gateway(),
        faults.dropped(),
        faults.hanging(),
        Fault(200, raw='{"ok": true, "result": null}'),
        Fault(200, raw='{"ok": true, "result": [{"update_id": "seven"}]}'),
        Fault(200, raw='{"ok": true, "result": [null, 5]}'),
        Fault(200, raw="a captive portal"),
    ],
    ids=str,
)
async def test_polling_goes_on_after_whatever_the_platform_answers(
    place: Place, sqlite: Database, fault: Fault
) -> None:
    place.world.faults.plan("getUpdates", fault, times=3)
    await place.start(sqlite, timing={"poll": 0, "spare": 0.1})
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")


async def test_a_platform_that_is_down_at_the_start_is_waited_for(
    place: Place, sqlite: Database, unused_tcp_port: int
) -> None:
    later = Place(place.world, f"http://127.0.0.1:{unused_tcp_port}", place.clock)
    service = later.build(sqlite)
    with capture_logs() as logs:
        await service.start()
        await records.eventually(lambda: sum(line["event"] == "the Bot API does not answer" for line in logs) > 3)
    async with sandboxed(place.clock, unused_tcp_port) as up:
        amina = up.person()
        await amina.types("hello")
        await amina.waits_for("hello")
        await service.stop()


async def test_a_platform_that_goes_down_and_comes_back_is_polled_on(place: Place, sqlite: Database) -> None:
    async with sandboxed(place.clock) as first:
        port = int(first.url.rpartition(":")[2])
        service = first.build(sqlite)
        await service.start()
        amina = first.person()
        await amina.types("before")
        await amina.waits_for("before")
        await records.rest(sqlite)
    async with sandboxed(place.clock, port) as second:
        second.world.store.write("UPDATE sqlite_sequence SET seq = seq + 1000 WHERE name = 'updates'")
        amina = second.person()
        await amina.types("after")
        await amina.waits_for("after")
        await service.stop()


async def test_too_many_polls_wait_as_long_as_the_platform_asks(place: Place, sqlite: Database) -> None:
    place.world.faults.plan("getUpdates", faults.flood(1))
    await place.start(sqlite)
    await records.eventually(lambda: place.world.calls["getupdates"] == 1)
    amina = place.person()
    began = monotonic()
    await amina.types("hello")
    await amina.waits_for("hello")
    assert monotonic() - began > 0.9


async def test_another_process_with_the_same_token_is_told_in_the_log(place: Place, sqlite: Database) -> None:
    place.world.faults.plan("getUpdates", Fault(409, "Conflict: terminated by other getUpdates request"))
    with capture_logs() as logs:
        await place.start(sqlite)
        await records.eventually(lambda: any("another process polls" in str(line.get("error")) for line in logs))


async def test_a_long_excuse_of_the_platform_is_cut_in_the_log(place: Place, sqlite: Database) -> None:
    place.world.faults.plan("getUpdates", Fault(500, raw="<html>" + "sorry " * 5000))
    with capture_logs() as logs:
        await place.start(sqlite)
        await records.eventually(lambda: any(line["event"] == "polling failed" for line in logs))
    assert all(len(str(line)) < 500 for line in logs)


async def test_only_what_is_answered_is_asked_for(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    await records.eventually(lambda: place.world.store.setting("allowed_updates"))
    assert place.world.store.setting("allowed_updates") == ["message", "callback_query", "my_chat_member"]


async def test_a_webhook_that_was_set_before_is_taken_away(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    await records.eventually(lambda: place.world.webhook.target)
    await line.service.stop()
    await place.start(sqlite)
    await records.eventually(lambda: place.world.webhook.target is None)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")


async def test_the_menu_is_told_in_every_language(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    await records.eventually(lambda: place.world.calls["setmycommands"] == len(LANGUAGES))
    kept = {row["language_code"]: row["commands"] for row in place.world.store.rows("SELECT * FROM commands")}
    assert set(kept) == {"", *LANGUAGES} - {"fr"}
    assert '"command": "home"' in kept[""]
    assert '"Home"' in kept["en"]


@pytest.mark.parametrize(
    "fault", [faults.flood(60), faults.bad_gateway(), Fault(400, "Bad Request: BOT_COMMAND_INVALID")], ids=str
)
async def test_nobody_waits_for_a_menu_that_the_platform_does_not_take(
    place: Place, sqlite: Database, fault: Fault
) -> None:
    place.world.faults.plan("setMyCommands", fault, times=2)
    await place.start(sqlite)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")


async def test_what_the_platform_refuses_of_who_we_are_keeps_nothing_else_from_being_told(
    place: Place, sqlite: Database
) -> None:
    place.world.faults.plan("setMyCommands", Fault(400, "Bad Request: BOT_COMMAND_INVALID"))
    place.world.faults.plan("setMyDescription", Fault(400, "Bad Request: BOT_DESCRIPTION_TOO_LONG"))
    await place.start(sqlite)
    await records.eventually(lambda: place.world.calls["setmydescription"] == len(LANGUAGES))
    kept = {row["language_code"] for row in place.world.store.rows("SELECT * FROM commands")}
    assert kept == set(LANGUAGES) - {"fr"}
    assert place.world.store.setting("description:") is None
    assert "Québec" in place.world.store.setting("description:en")


async def test_an_update_is_confirmed_after_its_commit_and_not_before(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    for number in range(5):
        await amina.types(f"number {number}")
        kept = place.newest[0]
        await amina.waits_for(f"number {number}")
        said = await sqlite.read(records.heard)
        assert kept in place.held or said[-1] == f"number {number}"
    await records.eventually(lambda: not place.held)


async def test_a_part_that_ends_by_a_mistake_of_ours_is_started_again(place: Place, sqlite: Database) -> None:
    """Here the reminders: somebody has a time zone that does not exist."""

    def spoil(session: Any) -> None:
        known = records.conversation(session)
        timers.set_(session, known, "lesson", place.clock.at.replace(tzinfo=None))
        session.flush()
        session.execute(text("UPDATE timers SET zone = 'Nowhere/Else', due_at = '2020-01-01 00:00:00.000000'"))

    await say(sqlite, 101, "hello")
    await sqlite.run(spoil)
    place.known(101)
    with capture_logs() as logs:
        await place.start(sqlite)
        await records.eventually(lambda: sum(line["event"] == "part failed" for line in logs) > 1)
    assert {line["part"] for line in logs if line["event"] == "part failed"} == {"reminders"}
    await sqlite.run(lambda session: session.execute(text("UPDATE timers SET zone = 'UTC'")))
    await records.until(lambda session: "Remember: lesson." in [m.body for m in records.out(session)], sqlite)
