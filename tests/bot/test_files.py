"""Files that people send: they lie with the platform, and are fetched when somebody may read them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram.error import InvalidToken, TelegramError

from bot.client import Client
from sandbox.faults import Fault
from storage.database import Database
from storage.messages import Kind, Message
from tests import samples
from tests.bot import records
from tests.bot.conftest import TOKEN, Place
from tests.bot.proving import upload


def attachment(session: Session) -> dict[str, str]:
    found: dict[str, str] | None = session.scalars(select(Message.attachment).where(Message.kind == Kind.FILE)).one()
    assert found
    return found


async def test_a_file_that_somebody_sent_is_fetched_by_what_the_transcript_keeps(
    place: Place, database: Database
) -> None:
    service = await place.start(database)
    amina = place.person()
    await amina.sends_document(b"%PDF-1.4 diploma", "Diplôme.pdf")
    await amina.waits_for(".")
    kept = await database.read(attachment)
    assert kept["name"] == "Diplôme.pdf"
    assert await service.client.fetch(kept["id"]) == b"%PDF-1.4 diploma"


async def test_a_file_that_the_platform_has_no_more_is_a_plain_failure(place: Place, database: Database) -> None:
    service = await place.start(database)
    with pytest.raises(LookupError):
        await service.client.fetch("no-such-file")


@pytest.fixture
async def client(place: Place) -> AsyncIterator[Client]:
    opened = Client(place.url, TOKEN)
    await opened.open()
    yield opened
    await opened.close_all()


async def under_way(place: Place, client: Client) -> asyncio.Task[bytes]:
    """A fetch whose file is found already, and not downloaded yet."""
    place.world.faults.plan("getFile", Fault(after=0.2))
    fetching = asyncio.create_task(client.fetch(upload(place, samples.PDF)))
    await records.eventually(lambda: place.world.calls["getfile"] == 1)
    return fetching


async def test_a_file_that_goes_between_the_word_and_the_download_is_a_plain_failure(
    place: Place, client: Client
) -> None:
    fetching = await under_way(place, client)
    place.world.store.write("DELETE FROM files")
    with pytest.raises(LookupError):
        await fetching


async def test_a_token_that_is_refused_at_the_download_says_nothing_of_the_file(place: Place, client: Client) -> None:
    fetching = await under_way(place, client)
    place.world.bot = replace(place.world.bot, token="7000000001:another")
    with pytest.raises(InvalidToken):
        await fetching


@pytest.mark.parametrize("fault", [Fault(401, "Unauthorized"), Fault(404, "Not Found")])
async def test_a_token_that_is_refused_before_says_nothing_of_the_file_either(
    place: Place, client: Client, fault: Fault
) -> None:
    place.world.faults.plan("getFile", fault)
    with pytest.raises(TelegramError):
        await client.fetch(upload(place, samples.PDF))
