"""What two taps at once leave on the screen, and who waits for whom."""

import asyncio

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.database import Database
from storage.events import EventKey
from storage.messages import Message
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.test_reminders import due


async def test_two_taps_at_once_redraw_one_message(place: Place, database: Database) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("/home")
    shown = await amina.waits_for("This is home")
    await records.rest(database)
    await asyncio.gather(*(amina.presses("Count", on=shown) for _ in range(3)))
    assert (await amina.waits_for("Counted 3")).message_id == shown.message_id
    assert len([bubble for bubble in amina.messages if bubble.from_bot]) == 1


async def test_a_full_disk_loses_nothing(place: Place, sqlite: Database) -> None:
    """What cannot be written is not acknowledged: the platform keeps it until there is room."""
    sqlite.patience = 0.2
    pages = await sqlite.run(lambda session: session.scalar(text("PRAGMA page_count")))
    await sqlite.run(lambda session: session.execute(text(f"PRAGMA max_page_count = {pages}")).all())
    await place.start(sqlite)
    amina = place.person()
    for number in range(40):
        await amina.types(f"{number} " + "x" * 2000)
    await asyncio.sleep(1)
    assert place.held
    await sqlite.run(lambda session: session.execute(text("PRAGMA max_page_count = 1000000")).all())
    sqlite.patience = 10
    await amina.waits_for("39 ", patience=60)
    counted = await sqlite.read(lambda session: len(session.scalars(select(EventKey)).all()))
    assert counted == 40


async def test_a_reminder_is_bulk_and_an_answer_is_not(place: Place, sqlite: Database) -> None:
    place.known(101)
    await due(sqlite, place.clock)
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    place.clock.pass_by(hours=1)
    await amina.waits_for("Remember: lesson")
    said = dict(await sqlite.read(priorities))
    assert said["This is home."] == 0
    assert said["Remember: lesson."] == 1


def priorities(session: Session) -> list[tuple[str, int]]:
    return [(row.body, row.priority) for row in session.execute(select(Message.body, Message.priority))]
