"""`jalon run`, as a process."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.person import Person
from sandbox.reach import Remote
from tests.jalon.process import Jalon


@pytest.fixture
async def jalon(tmp_path: Path) -> AsyncIterator[Jalon]:
    process = Jalon(tmp_path)
    yield process
    if process._process and process._process.returncode is None:
        await process.is_killed()


async def test_without_a_token_it_opens_a_sandbox_and_says_where_to_look(jalon: Jalon) -> None:
    await jalon.start()
    assert await jalon.tells(r"Messenger +(\S+)") == f"{jalon.url}/sandbox/"
    assert await jalon.tells(r"Console +(\S+)") == f"{jalon.url}/console/"
    assert await jalon.tells(r"password +(\w+)")
    assert "start=" in await jalon.tells(r"Invitation +(\S+)")
    async with aiohttp.ClientSession() as web:
        for path in ("/", "/health", "/sandbox", "/sandbox/", "/console", "/console/"):
            async with web.get(jalon.url + path) as answer:
                assert answer.status == 200


async def test_ctrl_c_stops_it_cleanly(jalon: Jalon) -> None:
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    assert await jalon.is_interrupted() == 0
    assert "Stopped." in jalon.told
    assert "Traceback" not in jalon.told


async def test_the_first_tap_is_answered_soon_after_the_start(jalon: Jalon) -> None:
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    async with aiohttp.ClientSession() as web:
        nour = Person(Remote(f"{jalon.url}/sandbox", web), 909, "Nour", "fr")
        await nour.types("/start")
        await nour.waits_for("Choisissez")


async def test_a_port_in_use_is_one_line_with_the_mend(jalon: Jalon, tmp_path: Path) -> None:
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    (tmp_path / "other").mkdir()
    second = Jalon(tmp_path / "other", port=jalon.port)
    await second.start()
    assert await second.ends() == 1
    assert "set JALON_PORT to another" in second.told
    assert "Traceback" not in second.told


async def test_a_second_process_on_one_sqlite_file_is_refused(jalon: Jalon, tmp_path: Path) -> None:
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    second = Jalon(tmp_path)
    await second.start()
    assert await second.ends() == 1
    assert "in use by another process" in second.told
    assert "Traceback" not in second.told


async def test_wrong_settings_are_listed_with_what_was_expected(jalon: Jalon) -> None:
    jalon.settings = {"JALON_BOT_TOKEN": "wrong", "JALON_PORT": "many"}
    await jalon.start()
    assert await jalon.ends() == 1
    assert "JALON_BOT_TOKEN: expected a token" in jalon.told
    assert "JALON_PORT" in jalon.told
    assert "Traceback" not in jalon.told


async def test_without_a_token_real_data_is_left_alone(jalon: Jalon, tmp_path: Path) -> None:
    jalon.settings = {"JALON_DATABASE": f"sqlite:///{tmp_path / 'real.sqlite'}"}
    await jalon.start()
    assert await jalon.ends() == 1
    assert "JALON_BOT_TOKEN: missing" in jalon.told
    assert not (tmp_path / "real.sqlite").exists()


async def test_the_people_of_the_sandbox_never_meet_real_ones(jalon: Jalon, tmp_path: Path) -> None:
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    assert not (tmp_path / "jalon.sqlite").exists()
    assert (tmp_path / "sandbox" / "jalon.sqlite").exists()
    assert (tmp_path / "sandbox").stat().st_mode & 0o077 == 0


async def test_a_token_that_is_refused_is_one_line(jalon: Jalon, tmp_path: Path) -> None:
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    (tmp_path / "other").mkdir()
    second = Jalon(tmp_path / "other")
    second.settings = {"JALON_BOT_TOKEN": "123456:not-the-right-one", "JALON_BOT_API": f"{jalon.url}/sandbox"}
    await second.start()
    assert await second.ends() == 1
    assert "refuses JALON_BOT_TOKEN" in second.told
    assert "not-the-right-one" not in second.told
    assert "Traceback" not in second.told


async def test_a_database_that_does_not_answer_is_one_line(jalon: Jalon) -> None:
    jalon.settings = {
        "JALON_BOT_TOKEN": "123456:any",
        "JALON_DATABASE": "postgresql://nobody:secret@127.0.0.1:1/nothing",
    }
    await jalon.start()
    assert await jalon.ends() == 1
    assert "look at JALON_DATABASE" in jalon.told
    assert "secret" not in jalon.told
    assert "Traceback" not in jalon.told


async def test_started_again_it_keeps_everybody_and_invites_nobody_twice(jalon: Jalon, tmp_path: Path) -> None:
    await jalon.start()
    password = await jalon.tells(r"password +(\w+)")
    await _until_joy_has_written(tmp_path)
    await jalon.is_killed()
    await jalon.start()
    assert await jalon.tells(r"password +(\w+)") == password
    with sqlite3.connect(tmp_path / "sandbox" / "jalon.sqlite") as database:
        assert database.execute("SELECT count(*) FROM candidates").fetchone() == (3,)
    database.close()


async def _until_joy_has_written(data: Path) -> None:
    database = sqlite3.connect(data / "sandbox" / "jalon.sqlite")
    async with asyncio.timeout(120):
        while database.execute("SELECT count(*) FROM messages WHERE body LIKE '%nurses%order%'").fetchone() == (0,):
            await asyncio.sleep(0.05)
    database.close()
