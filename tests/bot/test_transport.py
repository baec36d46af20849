"""The transport: what a call takes and gives."""

import pytest
from telegram.error import BadRequest, TelegramError

from bot.client import Client
from tests.bot.conftest import TOKEN, Place


async def test_a_file_of_a_person_can_be_fetched(place: Place) -> None:
    amina = place.person()
    await amina.sends_document(b"%PDF-1.4 of Amina")
    [row] = place.world.store.rows("SELECT body FROM updates")
    file_id = row["body"].partition('"file_id": "')[2].partition('"')[0]
    client = Client(place.url, TOKEN)
    await client.open()
    path = (await client.call("getFile", {"file_id": file_id}))["file_path"]
    assert await client.request.retrieve(f"{place.url}/file/bot{TOKEN}/{path}") == b"%PDF-1.4 of Amina"
    with pytest.raises(BadRequest, match="nvalid file_id"):
        await client.call("getFile", {"file_id": "none"})
    await client.close_all()


async def test_a_call_takes_at_most_the_time_that_the_client_was_given(place: Place) -> None:
    client = Client(place.url, TOKEN, seconds=7)
    assert client.request.read_timeout == 7


async def test_an_answer_in_no_alphabet_is_an_error_of_the_platform() -> None:
    client = Client("http://127.0.0.1:9", TOKEN)
    with pytest.raises(TelegramError, match="no JSON"):
        client.request.parse_json_payload(b"\xff\xfe")
