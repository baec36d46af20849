"""What goes out: in order for each chat, at the platform's pace, and one chat's trouble is no other's."""

import asyncio
from itertools import pairwise

import pytest

from bot.pace import Pace
from sandbox import faults
from sandbox.faults import Fault
from storage.database import Database
from storage.outbox import Outgoing
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import out, say

NOT_OURS = Fault(400, "Bad Request: BUTTON_URL_INVALID")


def shown(place: Place, chat_id: int) -> list[str]:
    """What stands in a chat, as the platform has it."""
    rows = place.world.store.rows(
        "SELECT json_extract(body, '$.text') AS text FROM messages WHERE chat_id = ? AND from_bot ORDER BY message_id",
        chat_id,
    )
    return [row["text"] for row in rows]


async def test_many_messages_arrive_in_order_in_every_chat_each_once(place: Place, database: Database) -> None:
    chats, bodies = range(201, 211), [f"number {number}" for number in range(20)]
    place.known(*chats)
    for chat in chats:
        await say(database, chat, *bodies)
    await place.start(database)
    await records.rest(database)
    for chat in chats:
        assert shown(place, chat) == bodies


async def test_order_holds_while_the_platform_stumbles(place: Place, sqlite: Database) -> None:
    bodies = [f"number {number}" for number in range(12)]
    place.known(201, 202)
    for fault in (faults.bad_gateway(), faults.dropped(), faults.flood(0), Fault(500, "Internal Server Error")):
        place.world.faults.plan("sendMessage", fault, times=2)
    await say(sqlite, 201, *bodies)
    await say(sqlite, 202, *bodies)
    await place.start(sqlite)
    await records.rest(sqlite)
    assert shown(place, 201) == shown(place, 202) == bodies


async def test_a_chat_that_must_wait_holds_no_other(place: Place, sqlite: Database) -> None:
    place.known(201, 202)
    await place.start(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(60))
    await say(sqlite, 201, "wait", "wait more")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    await say(sqlite, 202, "go", "go on")
    await records.eventually(lambda: shown(place, 202) == ["go", "go on"])
    assert shown(place, 201) == []


async def test_a_flood_wait_is_as_long_as_the_platform_asks_and_nothing_releases_it_early(
    place: Place, sqlite: Database
) -> None:
    place.known(201, 202)
    await place.start(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(1))
    loop = asyncio.get_running_loop()
    await say(sqlite, 201, "first")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    held_at = loop.time()
    await say(sqlite, 201, "second")
    await say(sqlite, 202, "another's")
    await records.eventually(lambda: shown(place, 202) == ["another's"])
    assert shown(place, 201) == []
    await records.eventually(lambda: shown(place, 201) == ["first", "second"])
    assert loop.time() - held_at >= 0.95


async def test_a_flood_wait_holds_all_that_is_bulk_while_answers_flow(place: Place, sqlite: Database) -> None:
    place.known(201, 202, 203)
    await place.start(sqlite)
    place.world.faults.plan("sendMessage", faults.flood(1))
    await say(sqlite, 201, "first")
    await records.eventually(lambda: place.world.calls["sendmessage"] == 1)
    await say(sqlite, 202, "a notice", priority=1)
    await say(sqlite, 203, "an answer")
    await records.eventually(lambda: shown(place, 203) == ["an answer"])
    assert shown(place, 202) == []
    await records.eventually(lambda: shown(place, 202) == ["a notice"])
    assert shown(place, 201) == ["first"]


async def test_bulk_keeps_to_its_rate(place: Place, sqlite: Database) -> None:
    chats = range(201, 213)
    place.known(*chats)
    for chat in chats:
        await say(sqlite, chat, "a notice", priority=1)
    began = asyncio.get_running_loop().time()
    await place.start(sqlite, timing={"bulk": 0.05})
    await records.rest(sqlite)
    assert asyncio.get_running_loop().time() - began >= 0.05 * (len(chats) - 1)


async def test_an_answer_does_not_wait_behind_a_notice_to_the_same_person(place: Place, sqlite: Database) -> None:
    place.known(201, 202)
    await place.start(sqlite, timing={"bulk": 60})
    await say(sqlite, 201, "a notice", priority=1)
    await records.eventually(lambda: shown(place, 201) == ["a notice"])
    await say(sqlite, 202, "a notice", priority=1)
    await say(sqlite, 202, "an answer")
    await records.eventually(lambda: shown(place, 202) == ["an answer"])


async def test_a_notice_does_not_slip_through_a_wait_that_was_asked_for_its_chat_meanwhile(
    place: Place, sqlite: Database
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", Fault(429, "Too Many Requests", {"retry_after": 1}, before=0.2))
    await say(sqlite, 201, "an answer")
    await say(sqlite, 201, "a notice", priority=1)
    began = asyncio.get_running_loop().time()
    await place.start(sqlite)
    await records.rest(sqlite)
    assert asyncio.get_running_loop().time() - began >= 1.1
    assert sorted(shown(place, 201)) == ["a notice", "an answer"]
    assert place.world.calls["sendmessage"] == 3


async def test_one_message_at_a_time_goes_to_a_chat(place: Place, sqlite: Database) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", faults.slow(0.1))
    await say(sqlite, 201, "slow", "quick")
    await place.start(sqlite)
    await records.rest(sqlite)
    assert shown(place, 201) == ["slow", "quick"]


async def test_hundreds_of_notices_that_wait_cost_no_more_than_one() -> None:
    """Only the first of them looks at the clock."""
    pace, stopping = Pace(0.0005), asyncio.Event()
    messages = [Outgoing(number, number, "a notice", None, None, None, 1) for number in range(500)]
    sent: list[float] = []
    loop = asyncio.get_running_loop()

    async def send(message: Outgoing) -> None:
        assert await pace.turn(message, stopping)
        sent.append(loop.time())

    await asyncio.gather(*map(send, messages))
    assert sent == sorted(sent)
    assert min(later - sooner for sooner, later in pairwise(sent[::10])) >= 0.0045


async def test_a_person_who_blocks_the_bot_is_marked_and_what_waited_for_them_is_not_sent(
    place: Place, database: Database
) -> None:
    place.known(201, 202)
    place.world.faults.plan("sendMessage", faults.blocked())
    await say(database, 201, "one", "two", "three")
    await place.start(database)
    await records.rest(database)
    assert {message.delivery for message in await database.read(out)} == {"blocked"}
    known = await database.read(lambda session: records.conversation(session, 201))
    assert known.blocked_at == place.clock.at
    await say(database, 202, "others")
    await records.eventually(lambda: shown(place, 202) == ["others"])


async def test_what_staff_wrote_to_who_had_blocked_the_bot_is_sent_when_they_return(
    place: Place, database: Database
) -> None:
    await place.start(database)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    await amina.blocks()
    await records.until(lambda session: records.conversation(session).blocked_at, database)
    await say(database, 101, "from the bot")
    await say(database, 101, "from Josée", author="staff")
    await records.rest(database)
    assert [message.delivery for message in await database.read(out)] == ["sent", "blocked", "blocked"]
    await amina.unblocks()
    await amina.waits_for("from Josée")
    await amina.waits_for("Welcome back")
    await records.rest(database)
    assert shown(place, 101) == ["hello", "from Josée", "Welcome back."]
    assert (await database.read(records.conversation)).blocked_at is None


@pytest.mark.parametrize(
    "fault",
    [
        Fault(400, "Bad Request: chat not found"),
        Fault(403, "Forbidden: user is deactivated"),
        Fault(400, "Bad Request: PEER_ID_INVALID"),
    ],
)
async def test_a_chat_that_is_gone_is_marked_as_one_that_blocks(place: Place, sqlite: Database, fault: Fault) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", fault)
    await say(sqlite, 201, "anybody?")
    await place.start(sqlite)
    await records.rest(sqlite)
    [message] = await sqlite.read(out)
    assert message.delivery == "blocked"
    assert message.failure is not None
    assert message.failure.lower() in fault.description.lower()


async def test_markup_that_the_platform_cannot_parse_is_sent_as_plain_text_with_its_buttons(
    place: Place, sqlite: Database
) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    keyboard = [[{"text": "Home", "path": "home"}]]
    await say(sqlite, 101, "<b>Fish &amp; <u>chips</b> for 3 &lt; 4", keyboard=keyboard)
    assert (await amina.waits_for("Fish")).text == "Fish & chips for 3 < 4"
    assert amina.screen.labels == ["Home"]
    await records.rest(sqlite)
    assert [message.delivery for message in await sqlite.read(out)] == ["sent", "sent"]


async def test_a_message_that_is_too_long_arrives_in_pieces_with_the_buttons_under_the_last(
    place: Place, sqlite: Database
) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("hello")
    await amina.waits_for("hello")
    body = " ".join(f"word{number}" for number in range(1500))
    await say(sqlite, 101, f"<i>{body}</i>", keyboard=[[{"text": "Home", "path": "home"}]])
    last = await amina.waits_for("word1499")
    pieces = [bubble for bubble in amina.heard if bubble.text.startswith("word")]
    assert " ".join(bubble.text for bubble in pieces) == body
    assert [bubble.labels for bubble in pieces] == [[], [], [], ["Home"]]
    await records.rest(sqlite)
    assert (await sqlite.read(out))[-1].platform_id == last.message_id


async def test_a_message_that_the_platform_refuses_is_marked_with_the_reason_and_the_next_goes(
    place: Place, database: Database
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", NOT_OURS)
    await say(database, 201, "refused", "taken")
    await place.start(database)
    await records.rest(database)
    refused, taken = await database.read(out)
    assert (refused.delivery, refused.failure, refused.platform_id) == ("failed", "Button_url_invalid", None)
    assert taken.delivery == "sent"
    assert shown(place, 201) == ["taken"]


async def test_a_message_that_our_own_code_cannot_send_is_marked_and_the_next_goes(
    place: Place, sqlite: Database
) -> None:
    place.known(201)
    await say(sqlite, 201, "with a button that leads nowhere", keyboard=[[{"text": "Where?"}]])
    await say(sqlite, 201, "next")
    await place.start(sqlite)
    await records.rest(sqlite)
    assert [(m.delivery, m.failure) for m in await sqlite.read(out)] == [("failed", "KeyError: 'url'"), ("sent", None)]


async def test_an_edit_that_is_not_possible_any_more_is_sent_as_new(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("hello")
    before = await amina.waits_for("hello")
    await say(sqlite, 101, "drawn over nothing", edits=before.message_id + 4000)
    await say(sqlite, 101, "drawn over your own words", edits=1)
    await say(sqlite, 101, "drawn over hello", edits=before.message_id)
    await amina.waits_for("drawn over hello")
    await records.rest(sqlite)
    assert shown(place, 101) == ["drawn over hello", "drawn over nothing", "drawn over your own words"]
    ids = [message.platform_id for message in await sqlite.read(out)]
    assert ids[0] == ids[3] == before.message_id
    assert None not in ids
    assert len(set(ids)) == 3


async def test_an_edit_with_broken_markup_is_shown_without(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("hello")
    before = await amina.waits_for("hello")
    await say(sqlite, 101, "<b>broken", edits=before.message_id)
    assert (await amina.waits_for("broken")).text == "broken"


async def test_an_edit_that_the_platform_refuses_is_marked_with_the_reason(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("hello")
    before = await amina.waits_for("hello")
    place.world.faults.plan("editMessageText", NOT_OURS)
    await say(sqlite, 101, "refused", edits=before.message_id)
    await records.rest(sqlite)
    assert (await sqlite.read(out))[-1].failure == "Button_url_invalid"


@pytest.mark.parametrize(
    "fault",
    [
        faults.bad_gateway(),
        faults.dropped(),
        faults.hanging(),
        Fault(500, "Internal Server Error"),
        Fault(503, "Service Unavailable", raw="busy"),
        Fault(200, raw="<html>a captive portal</html>"),
        Fault(401, "Unauthorized"),
        Fault(404, "Not Found"),
        Fault(409, "Conflict"),
    ],
    ids=lambda fault: f"{fault.status or ''}{'close' * fault.close}{'hang' * fault.hang}",
)
async def test_what_the_platform_could_not_take_is_tried_until_it_is_sent(
    place: Place, sqlite: Database, fault: Fault
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", fault, times=3)
    await say(sqlite, 201, "at last", "and next")
    await place.start(sqlite, timing={"call": 0.1})
    await records.rest(sqlite)
    assert shown(place, 201) == ["at last", "and next"]
    assert place.world.calls["sendmessage"] == 5


@pytest.mark.parametrize("fault", [faults.lost_answer(), faults.hanging_after()], ids=["closed", "silent"])
async def test_what_may_have_been_sent_is_sent_again_and_never_lost(
    place: Place, sqlite: Database, fault: Fault
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", fault)
    await say(sqlite, 201, "perhaps twice", "once")
    await place.start(sqlite, timing={"call": 0.1})
    await records.rest(sqlite)
    assert shown(place, 201) == ["perhaps twice", "perhaps twice", "once"]
    assert {message.delivery for message in await sqlite.read(out)} == {"sent"}


async def test_an_edit_that_may_have_been_made_is_shown_once(place: Place, sqlite: Database) -> None:
    await place.start(sqlite)
    amina = place.person()
    await amina.types("/home")
    await amina.waits_for("This is home")
    await records.rest(sqlite)
    place.world.faults.plan("editMessageText", faults.lost_answer())
    await amina.presses("Count")
    await amina.waits_for("Counted 1")
    await records.rest(sqlite)
    assert shown(place, 101) == ["Counted 1."]


async def test_a_message_too_big_for_the_platform_is_marked_and_does_not_hold_the_chat(
    place: Place, sqlite: Database
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", Fault(413, "Request Entity Too Large"))
    await say(sqlite, 201, "too big", "next")
    await place.start(sqlite)
    await records.rest(sqlite)
    assert [message.delivery for message in await sqlite.read(out)] == ["failed", "sent"]
