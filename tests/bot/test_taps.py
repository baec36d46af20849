"""Taps: on the newest screen, on old ones, two at once; what they redraw, and that their spinner always ends."""

import asyncio

from sandbox import faults
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import pressed, typed


async def test_a_tap_on_the_newest_screen_redraws_it_in_place(place: Place, database: Database) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("/home")
    shown = await amina.waits_for("This is home")
    await records.rest(database)
    for times in (1, 2, 3):
        await amina.presses("Count")
        redrawn = await amina.waits_for(f"Counted {times}")
        assert redrawn.message_id == shown.message_id
        assert redrawn.edited
        await records.rest(database)
    assert len([bubble for bubble in amina.messages if bubble.from_bot]) == 1


async def test_a_tap_on_a_screen_that_is_not_the_newest_sends_a_new_message(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    old = await amina.waits_for("This is home")
    await amina.types("something else")
    await amina.waits_for("something else")
    await amina.presses("Count", on=old)
    shown = await amina.waits_for("Counted 1")
    assert shown.message_id > old.message_id
    assert old in amina.messages


async def test_a_tap_on_a_message_a_month_old_sends_a_new_message_and_ends_its_spinner(
    place: Place, database: Database
) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("/home")
    old = await amina.waits_for("This is home")
    await amina.types("bye")
    await amina.waits_for("bye")
    place.clock.pass_by(days=31)
    query = await amina.presses("Count", on=old)
    assert (await amina.waits_for("Counted 1")).message_id > old.message_id
    assert (await amina.waits_for_answer(query))["text"] == "That makes 1"


async def test_a_tap_on_a_message_that_the_platform_shows_no_more_is_answered(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite)
    place.known(101)
    inaccessible = pressed("count")
    del inaccessible["callback_query"]["message"]
    assert await line.post(inaccessible) == 200
    await records.rest(sqlite)
    assert await sqlite.read(records.counted) == 1


async def test_a_screen_of_two_messages_is_never_drawn_over_one(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    shown = await amina.waits_for("This is home")
    await records.rest(sqlite)
    await amina.presses("Paper")
    paper = await amina.waits_for("Here is your paper")
    assert paper.message_id > shown.message_id


async def test_two_taps_at_once_count_one_after_the_other(place: Place, database: Database) -> None:
    line = await place.hook(database)
    place.known(101)
    assert await records.together(*(line.post(pressed("count")) for _ in range(10))) == [200] * 10
    await records.rest(database)
    assert await database.read(records.counted) == 10
    said = [message.body for message in await database.read(records.out)]
    assert said == [f"Counted {times}." for times in range(1, 11)]


async def test_taps_that_two_workers_take_at_once_all_count_in_one_state(place: Place, postgres: Database) -> None:
    one, two = await place.hook(postgres), await place.hook(postgres, owner="two")
    place.known(101)
    assert await one.post(typed("hello")) == 200
    taps = [(one, two)[number % 2].post(pressed("count")) for number in range(20)]
    assert await records.together(*taps) == [200] * 20
    await records.rest(postgres)
    assert await postgres.read(records.counted) == 20
    assert not await postgres.read(records.failed)


async def test_a_message_and_a_tap_that_two_workers_take_at_once_answer_one_question_each(
    place: Place, postgres: Database
) -> None:
    """The platform brings messages and taps of one person by two ways."""
    one, two = await place.hook(postgres), await place.hook(postgres, owner="two")
    place.known(101)
    assert await one.post(pressed("ask")) == 200
    assert await one.post(typed("Amina")) == 200
    assert await records.together(one.post(typed("Red")), two.post(pressed("ask/colour/blue"))) == [200, 200]
    state = (await postgres.read(records.conversation)).state
    last = (await postgres.read(records.out))[-1].body
    typed_first = {"asking": ["ask", "why"], "answers": {"ask": {"name": "Amina", "colour": "blue"}}}
    assert state == typed_first or last == "All said: Amina, blue, Red."


async def test_a_double_tap_on_an_answer_does_not_answer_the_next_question(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(sqlite)
    await amina.presses("Ask me")
    await amina.waits_for("What are you called")
    await amina.types("Amina")
    asked = await amina.waits_for("Which colour")
    await records.rest(sqlite)
    await asyncio.gather(amina.presses("Red", on=asked), amina.presses("Red", on=asked))
    await amina.waits_for("And why")
    await records.rest(sqlite)
    state = (await sqlite.read(records.conversation)).state
    assert state["asking"] == ["ask", "why"]
    assert state["answers"]["ask"] == {"name": "Amina", "colour": "red"}


async def test_the_words_of_a_toast_are_shown_and_a_tap_without_words_ends_its_spinner(
    place: Place, sqlite: Database
) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    assert (await amina.waits_for_answer(await amina.presses("Count")))["text"] == "That makes 1"
    await amina.waits_for("Counted 1")
    assert (await amina.waits_for_answer(await amina.presses("Home")))["text"] == ""


async def test_a_toast_that_is_too_long_is_cut(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    answer = await amina.waits_for_answer(await amina.forges("gossip"))
    assert answer["text"] == "x" * 199 + "…"


async def test_a_spinner_ends_even_where_the_platform_stumbles(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    place.world.faults.plan("answerCallbackQuery", faults.bad_gateway())
    place.world.faults.plan("answerCallbackQuery", faults.dropped())
    assert (await amina.waits_for_answer(await amina.presses("Count")))["text"] == "That makes 1"


async def test_a_spinner_that_ended_by_itself_harms_nothing(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    place.world.faults.plan("answerCallbackQuery", faults.Fault(400, "Bad Request: query is too old"))
    await amina.presses("Count")
    await amina.waits_for("Counted 1")
    await records.eventually(lambda: place.world.calls["answercallbackquery"] == 1)


async def test_a_path_that_nobody_offered_leads_home(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    old = await amina.waits_for("This is home")
    for forged in ("no/such/page", "count/1", "ask/nothing/red", "../../etc", "é" * 32, "{}"):
        await amina.types("between")
        await amina.waits_for("between")
        query = await amina.forges(forged, on=old)
        assert await amina.waits_for_answer(query)
        await amina.waits_for("This is home")
    assert not await sqlite.read(records.failed)


async def test_a_tap_that_changes_nothing_on_the_screen_counts_as_shown(place: Place, database: Database) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(database)
    assert await amina.waits_for_answer(await amina.forges("home"))
    await records.until(lambda session: len(records.out(session)) == 2, database)
    await records.rest(database)
    first, same = await database.read(records.out)
    assert (same.delivery, same.platform_id, same.edits) == ("sent", first.platform_id, first.platform_id)
