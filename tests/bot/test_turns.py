"""Turns that raise: written down, apologized for, acknowledged, and nobody else notices."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import text

from bot.service import TurnFailedError
from dialogs.engine.staffing import StaffWrote
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import pressed, typed
from tests.people import a_member_of_staff

SORRY = (
    "Sorry, something went wrong on our side. Your answers are safe. "
    "Please try again; if it happens again, write to your counsellor."
)


async def test_a_turn_that_raises_is_undone_and_the_person_gets_an_apology_with_the_way_home(
    place: Place, database: Database
) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await amina.presses("Count")
    await amina.waits_for("Counted 1")
    query = await amina.forges("fall/flat")
    apology = await amina.waits_for("Sorry")
    assert apology.text == SORRY
    assert [bubble.text for bubble in amina.heard] == [SORRY]
    assert await amina.waits_for_answer(query)
    assert await database.read(records.counted) == 1
    await amina.presses("Home", on=apology)
    await amina.waits_for("This is home")


async def test_a_turn_that_raises_is_written_down_with_what_came_and_where_it_fell(
    place: Place, database: Database
) -> None:
    line = await place.hook(database)
    place.known(101)
    assert await line.post(pressed("fall/hard", update_id=77)) == 200
    [fall] = await database.read(records.failed)
    assert (fall.key, fall.event["event"], fall.event["update"]["callback_query"]["data"]) == (
        "tg:77",
        "Pressed",
        "fall/hard",
    )
    assert "RuntimeError: fell over hard" in fall.traceback
    assert 'in fall\n    raise RuntimeError(f"fell over {what}")' in fall.traceback
    assert fall.conversation_id == (await database.read(records.conversation)).id
    assert fall.at == place.clock.at


async def test_an_update_that_raised_is_acknowledged_and_counts_once(place: Place, database: Database) -> None:
    line = await place.hook(database)
    place.known(101)
    fatal = typed("fall")
    assert [await line.post(fatal), await line.post(fatal)] == [200, 200]
    await records.rest(database)
    assert len(await database.read(records.failed)) == 1
    assert await database.read(records.heard) == ["fall"]
    assert [message.body for message in await database.read(records.out)] == [SORRY]


async def test_an_update_that_raises_in_two_workers_at_once_is_apologized_for_once(
    place: Place, postgres: Database
) -> None:
    one, two = await place.hook(postgres), await place.hook(postgres, owner="two")
    place.known(101)
    assert await one.post(typed("hello")) == 200
    for _ in range(5):
        fatal = typed("fall")
        assert await records.together(one.post(fatal), two.post(fatal)) == [200, 200]
    await records.rest(postgres)
    assert len(await postgres.read(records.failed)) == 5
    assert [message.body for message in await postgres.read(records.out)] == ["hello", *[SORRY] * 5]


async def test_polling_goes_on_behind_an_update_that_raises(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("fall")
    await amina.types("up again")
    await amina.waits_for("up again")
    await records.eventually(lambda: not place.held)


async def test_those_taken_together_with_one_that_raises_are_answered_each_once(
    place: Place, database: Database
) -> None:
    line = await place.hook(database)
    chats = range(201, 221)
    place.known(*chats)
    falls = {205, 213}
    posts = (line.post(pressed("fall/once" if chat in falls else "count", chat_id=chat)) for chat in chats)
    assert await records.together(*posts) == [200] * len(chats)
    await records.rest(database)
    for chat in chats:
        [said] = await database.read(partial(records.out, chat_id=chat))
        assert said.body == (SORRY if chat in falls else "Counted 1.")
        assert said.delivery == "sent"
    assert len(await database.read(records.failed)) == len(falls)


async def test_turns_that_raise_only_together_are_answered_one_by_one(place: Place, database: Database) -> None:
    line = await place.hook(database)
    chats = range(201, 211)
    place.known(*chats)
    assert await records.together(*(line.post(typed("fall with others", chat)) for chat in chats)) == [200] * 10
    await records.rest(database)
    assert [message.body for message in await database.read(records.out)] == ["fall with others"] * 10
    assert not await database.read(records.failed)


async def test_somebody_new_whose_first_turn_raises_is_known_and_gets_the_apology(
    place: Place, database: Database
) -> None:
    await place.start(database)
    amina = place.person()
    await amina.opens("fall")
    await amina.waits_for("Sorry")
    await amina.types("hello")
    await amina.waits_for("hello")


async def test_what_not_even_an_apology_can_be_written_for_is_acknowledged_all_the_same(
    place: Place, database: Database
) -> None:
    line = await place.hook(database)
    assert await line.post(typed("from nowhere", chat_id=2**70, update_id=78)) == 200
    [fall] = await database.read(records.failed)
    assert (fall.key, fall.conversation_id) == ("tg:78", None)
    assert await database.read(records.keys) == ["tg:78"]


async def test_what_cannot_be_written_down_at_all_blocks_nobody(place: Place, sqlite: Database) -> None:
    await sqlite.run(lambda session: session.execute(text("DROP TABLE failed_turns")))
    line = await place.hook(sqlite)
    place.known(101)
    assert await line.post(typed("fall")) == 200
    assert await line.post(typed("up")) == 200
    await records.rest(sqlite)
    assert [message.body for message in await sqlite.read(records.out)] == ["up"]


async def test_what_staff_did_that_raises_is_told_to_them_kept_and_may_be_tried_again(
    place: Place, database: Database
) -> None:
    service = await place.start(database)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    known = await database.read(records.conversation)
    staff = await database.run(a_member_of_staff)
    wrote = StaffWrote("staff:1", known.id, staff.id, "fall")
    with pytest.raises(TurnFailedError, match="staff:1"):
        await service.post(wrote)
    with pytest.raises(TurnFailedError, match="staff:1"):
        await service.post(wrote)
    fall = (await database.read(records.failed))[0]
    assert (fall.event["event"], fall.event["text"]) == ("StaffWrote", "fall")
    assert "staff:1" not in await database.read(records.keys)
    assert [message.body for message in await database.read(records.out)] == ["hello"]


async def test_a_turn_that_nobody_waits_for_any_more_is_answered_all_the_same(place: Place, database: Database) -> None:
    service = await place.start(database)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    known = await database.read(records.conversation)
    staff = await database.run(a_member_of_staff)
    gone = asyncio.create_task(service.post(StaffWrote("staff:2", known.id, staff.id, "Good day")))
    await asyncio.sleep(0)
    gone.cancel()
    await amina.waits_for("Good day")
    await amina.types("Good day to you")
    await amina.waits_for("to you")
