"""A group session run by a partner's trainer: by a link, with first names only, and nothing else of the console."""

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from coaching import groups
from console.attempts import CODES
from storage.groups import GroupSession
from tests.console.office import KEY, Office
from tests.console.test_groups import FIRST, noted, opened
from tests.console.test_live import listening


async def test_a_trainer_without_account_runs_it_and_reads_no_last_name(office: Office) -> None:
    office.hired()
    room = await opened(office)
    room.comes(first_name="Amina", last_name="Haddad")
    room.comes(first_name="Basma", last_name="")
    office.client.session.cookie_jar.clear()
    page = await office.get(room.link)
    assert "Amina H." in page.words
    assert "Haddad" not in page.text
    assert "Candidates" not in page.words
    proof = {"csrf": page.field("csrf"), "key": KEY}
    assert (await office.post(f"{room.link}/move", {**proof, "to": "/".join(FIRST.keys)})).status == 303
    assert len(office.posted) == 2
    for deed in ("show", "close"):
        assert (await office.post(f"{room.link}/{deed}", proof)).status == 303
    assert (await office.post(f"{room.link}/confirm", {**proof, "who": "all"})).status == 303
    by_link = f"session {room.id} by its link"
    deeds = ["session.moved", "session.shown", "session.closed", *["attendance.confirmed"] * 2]
    assert noted(office)[1:] == [(deed, None, by_link) for deed in deeds]


async def test_a_link_opens_only_its_own_session_and_nothing_else(office: Office) -> None:
    office.hired()
    room = await opened(office)
    link = room.link
    office.client.session.cookie_jar.clear()
    assert (await office.get(link)).status == 200
    assert (await office.get(room.path)).status == 303
    assert (await office.get(link[:-1])).status == 404
    office.with_(lambda session: groups.close(session.get_one(GroupSession, room.id), office.now))
    office.now += timedelta(hours=25)
    assert (await office.get(link)).status == 404


async def test_a_link_of_a_session_that_nobody_ends_does_not_work_for_ever(office: Office) -> None:
    office.hired()
    link = (await opened(office)).link
    office.now += groups.LONGEST
    assert (await office.get(link)).status == 200
    office.now += timedelta(minutes=1)
    assert (await office.get(link)).status == 404


async def test_the_secret_of_a_link_stays_out_of_the_log(office: Office) -> None:
    office.hired()
    link = (await opened(office)).link
    office.database.reading.dispose()
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE attendances")
    with capture_logs() as logged:
        assert (await office.get(link)).status == 500
    assert logged[-1]["path"] == "/console/t/{secret}"
    assert link.rpartition("/")[2] not in str(logged)


async def test_who_tries_many_links_is_stopped_and_who_has_one_is_not(office: Office) -> None:
    office.hired()
    link = (await opened(office)).link
    for _each in range(CODES.amount + 10):
        assert (await office.get(link)).status == 200
    for _each in range(CODES.amount):
        assert (await office.get("/t/guess")).status == 404
    stopped = await office.get("/t/guess", Accept_Language="en")
    assert stopped.status == 429
    assert "Too many attempts Wait ten minutes, then try again." in stopped.words
    assert (await office.get(link)).status == 200


async def test_the_trainer_sees_who_comes_and_who_is_confirmed(office: Office) -> None:
    office.hired()
    room = await opened(office)
    async with listening(office, f"{room.link}/live") as stream:
        await stream.telling("Nobody has joined yet")
        room.comes(first_name="Amina", last_name="Haddad")
        event_ = await stream.telling("Amina H.")
        assert "Haddad" not in event_
        await office.submit(f"{room.path}/confirm", {"who": "all"})
        await stream.telling("Was there")


async def test_a_stream_of_a_link_needs_no_sign_in_and_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.streams.CHECK", 0.05)
    office.hired()
    room = await opened(office)
    link = room.link
    office.client.session.cookie_jar.clear()
    async with listening(office, f"{link}/screen/live") as stream:
        await stream.telling("<b>0</b>")
        await asyncio.sleep(0.3)
        room.comes()
        await stream.telling("<b>1</b>")
