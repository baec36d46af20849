"""What the platform answers to a message: what each refusal means, and when to try again."""

import pytest

from sandbox import faults
from sandbox.faults import Fault
from storage.database import Database
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.records import out, say

NOT_OURS = Fault(400, "Bad Request: BUTTON_URL_INVALID")


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
    await records.eventually(lambda: place.shown(202) == ["others"])


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
    assert place.shown(101) == ["hello", "from Josée", "Welcome back."]
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
    assert place.shown(201) == ["taken"]


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
    assert place.shown(101) == ["drawn over hello", "drawn over nothing", "drawn over your own words"]
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
    assert place.shown(201) == ["at last", "and next"]
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
    assert place.shown(201) == ["perhaps twice", "perhaps twice", "once"]
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
    assert place.shown(101) == ["Counted 1."]


async def test_a_message_too_big_for_the_platform_is_marked_and_does_not_hold_the_chat(
    place: Place, sqlite: Database
) -> None:
    place.known(201)
    place.world.faults.plan("sendMessage", Fault(413, "Request Entity Too Large"))
    await say(sqlite, 201, "too big", "next")
    await place.start(sqlite)
    await records.rest(sqlite)
    assert [message.delivery for message in await sqlite.read(out)] == ["failed", "sent"]
