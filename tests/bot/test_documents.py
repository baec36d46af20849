"""Documents and keyboards: what a person gets is what the page said, in any script."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.writing import keyboard
from dialogs.engine.screens import Button, Link, Screen
from locales.reader import Reader
from sandbox import faults, files
from sandbox.faults import Fault
from sandbox.person import Bubble
from storage.database import Database
from storage.messages import File
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import out, say
from tests.people import NOW


async def kept(database: Database, content: bytes = b"%PDF-1.4", name: str = "plan.pdf") -> int:
    """The id of a file of ours."""

    def keep(session: Session) -> int:
        file = File(name=name, type="application/pdf", content=content, created_at=NOW)
        session.add(file)
        session.flush()
        return file.id

    return await database.run(keep)


def attached(place: Place, bubble: Bubble) -> tuple[str, str, bytes]:
    """Name, type and content of the file of a message."""
    document = bubble.raw["document"]
    file = files.named(place.world.store, document["file_id"])
    assert file is not None
    return document["file_name"], document["mime_type"], files.content(place.world.store, file.file_id)


async def test_a_document_arrives_with_its_name_in_any_script_its_caption_and_buttons(
    place: Place, database: Database
) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await amina.presses("Paper")
    bubble = await amina.waits_for("Here is your paper")
    assert attached(place, bubble) == ("Résumé d’Amina — نسخة.pdf", "application/pdf", b"%PDF-1.4 of a test")
    assert bubble.labels == ["Home"]
    await records.rest(database)
    assert (await database.read(out))[-1].platform_id == bubble.message_id
    await amina.presses("Home", on=bubble)
    await amina.waits_for("This is home")


@pytest.mark.parametrize("name", ['say "hello".pdf', "a\\b;c=d.pdf", "two\r\nlines.pdf", "%C3%A9 100%.pdf", "x" * 190])
async def test_a_name_that_looks_like_part_of_the_envelope_is_a_name(place: Place, sqlite: Database, name: str) -> None:
    place.known(101)
    await say(sqlite, 101, "Yours", file_id=await kept(sqlite, name=name))
    await place.start(sqlite)
    await records.rest(sqlite)
    amina = place.person()
    await amina.reads()
    [bubble] = amina.messages
    assert attached(place, bubble) == (" ".join(name.split()), "application/pdf", b"%PDF-1.4")


async def test_a_document_of_megabytes_arrives_whole(place: Place, database: Database) -> None:
    content = bytes(range(256)) * 8000
    place.known(101)
    await say(database, 101, "Long", file_id=await kept(database, content))
    await place.start(database)
    await records.rest(database)
    amina = place.person()
    await amina.reads()
    assert attached(place, amina.messages[0])[2] == content


@pytest.mark.parametrize("body", ["<b>broken &amp; open", "word " * 300])
async def test_a_document_whose_caption_is_not_taken_arrives_with_the_words_after_it(
    place: Place, sqlite: Database, body: str
) -> None:
    place.known(101)
    await say(sqlite, 101, body, file_id=await kept(sqlite), keyboard=[[{"text": "Home", "path": "home"}]])
    await place.start(sqlite)
    await records.rest(sqlite)
    amina = place.person()
    await amina.reads()
    document, words = amina.messages
    assert attached(place, document)[0] == "plan.pdf"
    assert not document.text
    assert words.text in {"broken & open", ("word " * 300).strip()}
    assert words.labels == ["Home"]


async def test_a_document_that_the_platform_refuses_is_marked_and_the_next_message_goes(
    place: Place, sqlite: Database
) -> None:
    place.known(101)
    place.world.faults.plan("sendDocument", Fault(400, "Bad Request: file must be non-empty"))
    await say(sqlite, 101, "refused", file_id=await kept(sqlite))
    await say(sqlite, 101, "next")
    await place.start(sqlite)
    await records.rest(sqlite)
    refused, taken = await sqlite.read(out)
    assert (refused.delivery, refused.failure) == ("failed", "File must be non-empty")
    assert taken.delivery == "sent"


async def test_a_document_that_is_no_more_is_marked_and_the_next_message_goes(place: Place, sqlite: Database) -> None:
    place.known(101)
    await say(sqlite, 101, "lost", file_id=await kept(sqlite))
    await say(sqlite, 101, "next")
    with closing(sqlite3.connect(str(sqlite.url.database), isolation_level=None)) as other:
        other.execute("DELETE FROM files")
    await place.start(sqlite)
    await records.rest(sqlite)
    lost, taken = await sqlite.read(out)
    assert (lost.delivery, taken.delivery) == ("failed", "sent")
    assert (lost.failure or "").startswith("NoResultFound")


async def test_a_document_that_no_envelope_takes_is_marked_and_the_next_message_goes(
    place: Place, sqlite: Database
) -> None:
    def spoil(session: Session) -> None:
        session.execute(update(File).values(type="no/such\r\ntype"))

    place.known(101)
    await say(sqlite, 101, "unsendable", file_id=await kept(sqlite))
    await say(sqlite, 101, "next")
    await sqlite.run(spoil)
    await place.start(sqlite)
    await records.rest(sqlite)
    assert [message.delivery for message in await sqlite.read(out)] == ["failed", "sent"]


async def test_a_document_waits_for_a_database_that_is_away(place: Place, hurried: Database, postgres_url: str) -> None:
    place.known(101)
    await say(hurried, 101, "At last", file_id=await kept(hurried))
    with psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE files IN ACCESS EXCLUSIVE MODE")
        with capture_logs() as logs:
            await place.start(hurried)
            await records.eventually(lambda: any(line["event"] == "delivery postponed" for line in logs))
    await records.rest(hurried)
    assert [message.delivery for message in await hurried.read(out)] == ["sent"]


async def test_a_document_is_sent_again_where_the_platform_stumbled(place: Place, sqlite: Database) -> None:
    place.known(101)
    for fault in (faults.bad_gateway(), faults.dropped(), Fault(401, "Unauthorized")):
        place.world.faults.plan("sendDocument", fault)
    await say(sqlite, 101, "At last", file_id=await kept(sqlite))
    await place.start(sqlite)
    await records.rest(sqlite)
    amina = place.person()
    await amina.reads()
    assert [bubble.text for bubble in amina.messages] == ["At last"]


async def test_a_file_of_a_person_is_kept_by_name_in_the_transcript(place: Place, database: Database) -> None:
    await place.start(database)
    amina = place.person()
    await amina.sends_document(name="Diplôme — شهادة.pdf", caption="My diploma")
    await amina.waits_for("A file: Diplôme — شهادة.pdf, application/pdf, My diploma")
    await amina.sends_photo(caption="Me")
    await amina.waits_for("A file: photo.jpg, image/jpeg, Me")
    await amina.shares_contact("+15145550142")
    await amina.waits_for("A number: .*5145550142")
    await amina.sends_voice()
    await amina.waits_for("Unreadable: voice")
    await amina.sends_sticker()
    await amina.waits_for("Unreadable: sticker")


ROWS = ((Button("One", Link("one"), "primary"), Button("Two", Link("two"))), (Button("Web", "https://example.org/"),))


def test_rows_of_buttons_are_mirrored_where_people_read_from_the_right() -> None:
    """Whether or not such a language is shipped yet."""
    left = keyboard(Screen("?", ROWS), Reader("en", "UTC"))
    assert left == [
        [{"text": "One", "path": "one", "style": "primary"}, {"text": "Two", "path": "two"}],
        [{"text": "Web", "url": "https://example.org/"}],
    ]
    right = keyboard(Screen("?", ROWS), FromTheRight("en", "UTC"))
    assert right == [list(reversed(row)) for row in left]


class FromTheRight(Reader):
    @property
    def rtl(self) -> bool:
        return True


def test_a_screen_without_buttons_has_no_keyboard() -> None:
    assert keyboard(Screen("?"), Reader("en", "UTC")) is None


async def test_a_button_may_open_a_web_page_and_have_a_colour(place: Place, sqlite: Database) -> None:
    place.known(101)
    stored = keyboard(Screen("?", ROWS), Reader("en", "UTC"))
    await say(sqlite, 101, "Choose", keyboard=stored)
    await place.start(sqlite)
    await records.rest(sqlite)
    amina = place.person()
    await amina.reads()
    assert amina.screen.labels == ["One", "Two", "Web"]
    assert amina.screen.buttons[0][0]["style"] == "primary"
    assert await amina.presses("Web") == "https://example.org/"
