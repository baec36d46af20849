"""Files that people send: they lie with the platform, and are fetched when somebody may read them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import Database
from storage.messages import Kind, Message
from tests.bot.conftest import Place


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
