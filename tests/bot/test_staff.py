"""What staff do in a conversation: events like all others, each counted once, under their name."""

import asyncio
from datetime import date

import pytest

from bot.service import Service, TurnFailedError
from dialogs.engine.staffing import StaffWrote, StepCommented, StepDated, TookOver
from sandbox.person import Person
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import Place
from tests.people import a_member_of_staff


@pytest.fixture
async def amina(place: Place) -> Person:
    return place.person()


async def met(database: Database, amina: Person) -> tuple[int, int]:
    """The ids of Amina's conversation and of a counsellor."""
    await amina.types("hello")
    await amina.waits_for("hello")
    await records.rest(database)
    staff = await database.run(a_member_of_staff)
    return (await database.read(records.conversation)).id, staff.id


async def test_what_staff_write_arrives_and_stands_under_their_name(
    place: Place, database: Database, amina: Person
) -> None:
    service = await place.start(database)
    conversation, staff = await met(database, amina)
    answered = await service.post(StaffWrote("staff:1", conversation, staff, "Good day, <Amina>"))
    assert answered.counted
    assert (await amina.waits_for("Good day")).text == "Good day, <Amina>"
    by_bot, by_staff = await database.read(records.out)
    assert (by_bot.author, by_bot.staff_id) == ("bot", None)
    assert (by_staff.author, by_staff.staff_id) == ("staff", staff)
    assert await database.read(records.heard) == ["hello"]


async def test_what_staff_sent_twice_counts_once(place: Place, database: Database, amina: Person) -> None:
    service = await place.start(database)
    conversation, staff = await met(database, amina)
    wrote = StaffWrote("staff:1", conversation, staff, "Good day")
    answers = await asyncio.gather(*(service.post(wrote) for _ in range(5)))
    assert sorted(answered.counted for answered in answers) == [False] * 4 + [True]
    assert not (await service.post(wrote)).counted
    await records.rest(database)
    assert [message.body for message in await database.read(records.out)] == ["hello", "Good day"]


async def test_what_staff_sent_twice_through_two_processes_counts_once(
    place: Place, postgres: Database, amina: Person
) -> None:
    one, two = await place.start(postgres), place.build(postgres, owner="two")
    conversation, staff = await met(postgres, amina)
    for number in range(5):
        wrote = StaffWrote(f"staff:{number}", conversation, staff, f"number {number}")
        answers = await asyncio.gather(one.post(wrote), two.post(wrote))
        assert sorted(answered.counted for answered in answers) == [False, True]
    await records.rest(postgres)
    bodies = [message.body for message in await postgres.read(records.out)]
    assert bodies == ["hello", *(f"number {number}" for number in range(5))]
    assert not await postgres.read(records.failed)


async def test_what_staff_do_that_says_nothing_is_counted(place: Place, sqlite: Database, amina: Person) -> None:
    service = await place.start(sqlite)
    conversation, staff = await met(sqlite, amina)
    assert (await service.post(TookOver("staff:1", conversation, staff))).counted
    assert "staff:1" in await sqlite.read(records.keys)


async def test_what_staff_do_in_a_conversation_that_is_no_more_is_nothing(
    place: Place, sqlite: Database, amina: Person
) -> None:
    service = await place.start(sqlite)
    _conversation, staff = await met(sqlite, amina)
    await service.post(StaffWrote("staff:1", 999, staff, "Anybody?"))
    assert len(await sqlite.read(records.out)) == 1


async def test_what_staff_write_does_not_redraw_what_the_person_reads(
    place: Place, sqlite: Database, amina: Person
) -> None:
    service: Service = await place.start(sqlite)
    conversation, staff = await met(sqlite, amina)
    before = amina.messages[-1]
    await service.post(StaffWrote("staff:1", conversation, staff, "Good day"))
    assert (await amina.waits_for("Good day")).message_id > before.message_id


async def test_what_staff_go_on_with_redraws_the_newest_message_and_no_older_one(
    place: Place, database: Database, amina: Person
) -> None:
    service = await place.start(database)
    conversation, staff = await met(database, amina)
    before = amina.messages[-1]
    await service.post(StepCommented("staff:1", conversation, staff, before.message_id, "Good day"))
    assert (await amina.waits_for("Good day")).message_id == before.message_id
    await records.rest(database)
    await service.post(StaffWrote("staff:2", conversation, staff, "Something else"))
    await amina.waits_for("Something else")
    await records.rest(database)
    await service.post(StepCommented("staff:3", conversation, staff, before.message_id, "And more"))
    assert (await amina.waits_for("And more")).message_id > before.message_id
    comments = [message for message in await database.read(records.out) if message.body != "hello"]
    assert {(message.author, message.staff_id) for message in comments} == {("staff", staff)}


async def test_a_failure_of_what_staff_did_is_written_down_with_its_dates(
    place: Place, database: Database, amina: Person
) -> None:
    service = await place.start(database)
    conversation, staff = await met(database, amina)
    with pytest.raises(TurnFailedError):
        await service.post(StepDated("staff:1", conversation, staff, 1, date(2027, 3, 1)))
    [fall] = await database.read(records.failed)
    assert (fall.event["event"], fall.event["day"]) == ("StepDated", "2027-03-01")
