"""What a person says for nobody's eyes stands in the transcript as dots."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import catalogue, occupations
from coaching.programme import Programme
from dialogs.front import site
from storage.conversations import AccessRequest
from storage.database import Database
from storage.messages import Message
from tests.bot.conftest import Place

ADDRESS = "visitor@example.org"


def said(session: Session) -> list[str]:
    return list(session.scalars(select(Message.body)))


def address(session: Session) -> str | None:
    return session.scalar(select(AccessRequest.email))


async def test_a_visitors_address_is_kept_encrypted_and_never_in_the_transcript(
    place: Place, database: Database
) -> None:
    await place.start(database, site=site(), programme=Programme(catalogue.shipped(), occupations.shipped()))
    visitor = place.person()
    await visitor.types("/start")
    await visitor.waits_for("Choose")
    await visitor.presses("language/en")
    await visitor.waits_for("Welcome")
    await visitor.presses("access")
    await visitor.waits_for(".")
    await visitor.types("I am selected, and would like to be coached.")
    await visitor.waits_for(".")
    await visitor.types(ADDRESS)
    await visitor.waits_for(".")
    transcript = await database.read(said)
    assert "•••" in transcript
    assert not any(ADDRESS in body for body in transcript)
    assert await database.read(address) == ADDRESS
