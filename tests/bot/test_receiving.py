"""What comes in: each update counts once, in whatever order and however often, and none blocks those behind it."""

import pytest

from bot.receive import REMEMBERED
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import pressed, typed, update


async def test_a_person_is_answered(place: Place, database: Database) -> None:
    await place.start(database)
    amina = place.person()
    await amina.opens("CODE")
    await amina.waits_for("This is home")
    assert [bubble.text for bubble in amina.heard] == ["Welcome, Amina.", "This is home."]
    assert await database.read(records.heard) == ["/start CODE"]


async def test_an_update_that_comes_twice_counts_once(place: Place, database: Database) -> None:
    line = await place.hook(database)
    place.known(101)
    twice = pressed("count")
    assert [await line.post(twice), await line.post(twice)] == [200, 200]
    await records.rest(database)
    assert await database.read(records.counted) == 1
    assert [message.body for message in await database.read(records.out)] == ["Counted 1."]


async def test_an_update_that_comes_twice_at_once_counts_once(place: Place, database: Database) -> None:
    line = await place.hook(database)
    place.known(101)
    twice = pressed("count")
    assert await records.together(*(line.post(twice) for _ in range(8))) == [200] * 8
    assert await database.read(records.counted) == 1


async def test_an_update_that_two_workers_get_at_once_counts_once(place: Place, postgres: Database) -> None:
    one, two = await place.hook(postgres), await place.hook(postgres, owner="two")
    place.known(101)
    for times in range(1, 9):
        again = pressed("count")
        assert await records.together(one.post(again), two.post(again)) == [200, 200]
        assert await postgres.read(records.counted) == times
    assert not await postgres.read(records.failed)


async def test_somebody_new_whom_two_workers_meet_at_once_is_one_person(place: Place, postgres: Database) -> None:
    one, two = await place.hook(postgres), await place.hook(postgres, owner="two")
    for chat_id in range(201, 209):
        place.known(chat_id)
        hello = (one.post(typed("hello", chat_id)), two.post(typed("again", chat_id)))
        assert await records.together(*hello) == [200, 200]
    assert not await postgres.read(records.failed)
    assert sorted(await postgres.read(records.heard)) == ["again"] * 8 + ["hello"] * 8


async def test_an_update_that_comes_again_after_a_restart_counts_once(place: Place, database: Database) -> None:
    service = place.build(database)
    await service.start()
    amina = place.person()
    await amina.opens("CODE")
    await amina.waits_for("This is home")
    await amina.presses("Count")
    press = place.newest
    await amina.waits_for("Counted 1")
    await records.rest(database)
    await service.stop()
    place.world.store.write("DELETE FROM updates")
    place.deliver(*press)
    await place.start(database)
    await amina.types("And now?")
    await amina.waits_for("And now?")
    assert await database.read(records.counted) == 1


async def test_updates_out_of_order_all_count(place: Place, database: Database) -> None:
    line = await place.hook(database)
    place.known(101)
    for number in (905, 901, 903, 902, 904, 901):
        assert await line.post(typed(f"number {number}", update_id=number)) == 200
    assert await database.read(records.heard) == [f"number {number}" for number in (905, 901, 903, 902, 904)]


@pytest.mark.parametrize(
    "body",
    [
        {"message": {}},
        {"message": None},
        {"message": "words"},
        {"message": {"chat": {"id": "one hundred", "type": "private"}, "from": {"id": 1}}},
        {"message": {"chat": {"id": 101, "type": "private"}, "from": {"id": 101}, "text": 5}},
        {"callback_query": {"id": "7"}},
        {"my_chat_member": {"chat": {"id": 101, "type": "private"}, "from": {"id": 101}}},
        {"something_new": {"id": 1}},
    ],
)
async def test_an_update_that_nobody_can_read_is_let_go_and_blocks_nothing(
    place: Place, sqlite: Database, body: dict[str, object]
) -> None:
    place.known(101)
    place.deliver_json(7, body)
    await place.start(sqlite)
    amina = place.person()
    await amina.types("And me?")
    await amina.waits_for("And me?")
    await records.eventually(lambda: 7 not in place.held)
    assert await sqlite.read(records.heard) == ["And me?"]


async def test_a_group_is_not_answered(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    group = {"id": -100_200, "type": "supergroup"}
    assert await line.post(typed("hello, all", chat=group)) == 200
    assert await line.post(update("my_chat_member", {"chat": group, "new_chat_member": {"status": "member"}})) == 200
    assert await line.post(update("callback_query", {"id": "1", "data": "count", "message": {"chat": group}})) == 200
    assert await sqlite.read(records.keys) == []


async def test_what_no_database_can_keep_is_left_out_and_the_rest_is_answered(place: Place, database: Database) -> None:
    line = await place.hook(database)
    place.known(101)
    assert await line.post(typed("one\0two\ud800three")) == 200
    assert await line.post(pressed("count\0\udfff")) == 200
    await records.rest(database)
    assert await database.read(records.heard) == ["onetwo?three", "count?"]
    assert not await database.read(records.failed)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 4096,
        "<b>&amp;</i>",
        "\U0001f600" * 2048,
        "\u202e\u0648\u0644\u0643\u0646\u200b",
        "\U0001f9d1\u200d\U0001f373 \u00e9\u0301",
        "$(rm) '; DROP TABLE x --",
    ],
)
async def test_whatever_a_person_types_comes_back_as_it_was(place: Place, database: Database, text: str) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types(text)
    await records.until(records.out, database)
    await records.rest(database)
    await amina.reads()
    [message] = await database.read(records.out)
    assert message.delivery == "sent", message.failure
    assert await database.read(records.heard) == [text]


async def test_an_update_that_comes_again_much_later_counts_once(place: Place, sqlite: Database) -> None:
    """What the process has forgotten, the database knows."""
    line = await place.hook(sqlite)
    place.known(101)
    late = pressed("count")
    assert await line.post(late) == 200
    for number in range(REMEMBERED + 1):
        await line.service._receiver.take({"update_id": number, "poll": {}})
    assert await line.post(late) == 200
    assert await sqlite.read(records.counted) == 1
