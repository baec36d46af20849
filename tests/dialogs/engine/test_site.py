import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from dialogs.engine.events import Event, Joined, Left, Pressed, Reminded, Returned, SharedContact, Typed
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, Command, Page, page
from dialogs.engine.screens import Screen
from dialogs.engine.site import Site
from dialogs.engine.staffing import Declined, Granted, HandedBack, StaffWrote, TookOver
from dialogs.engine.state import State
from dialogs.engine.turn import Turn
from locales.text import _
from storage.conversations import Conversation
from storage.database import Database
from tests.dialogs.engine import small
from tests.dialogs.engine.small import NOW, PROGRAMME, Chat, homeward
from tests.people import a_conversation


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.mark.parametrize("typed", ["/start", "/START", "/start@JalonBot", "/start hello there", "/start  "])
def test_a_command_leads_to_its_page_however_it_is_written(chat: Chat, typed: str) -> None:
    assert chat.says(typed) == "Home"


@pytest.mark.parametrize("typed", ["/", "/ ", "/ start", "//", "/nothing", "/@", "/" + "x" * 4095, "/\u200b", "/🙂"])
def test_an_unknown_command_leads_to_who_is_lost(chat: Chat, typed: str) -> None:
    assert chat.says(typed) == "Lost"


@pytest.mark.parametrize("path", ["", "nothing", "item/x", "item/" + "9" * 20, "paint/green", "\u202e", "item/"])
def test_a_forged_tap_leads_to_who_is_lost(chat: Chat, path: str) -> None:
    assert chat.taps(path) == "Lost"


def test_a_tap_opens_its_page_with_its_parameters(chat: Chat) -> None:
    assert chat.taps("item/17") == "Item 17"
    assert chat.taps("paint/deep_blue") == "Painted deep_blue"


def test_every_kind_of_event_has_somebody_who_answers(chat: Chat) -> None:
    chat.site = small.site(
        joined=lambda _turn, code: Screen(f"Joined {code}"),
        left=lambda _turn: Screen("Left"),
        returned=lambda _turn: Screen("Returned"),
        reminded=lambda _turn, subject: Screen(f"Reminded of {subject}"),
        staffed=lambda _turn, event: Screen(type(event).__name__),
    )
    assert chat.does(Joined("ABCD")) == "Joined ABCD"
    assert chat.does(Left()) == "Left"
    assert chat.does(Returned()) == "Returned"
    assert chat.does(Reminded("visit")) == "Reminded of visit"
    for event in (StaffWrote("k", 1, 1, "Hi"), TookOver("k", 1, 1), HandedBack("k", 1, 1)):
        assert chat.does(event) == type(event).__name__
    assert chat.does(Granted("k", 1, 1, 1, "A", "B", None)) == "Granted"
    assert chat.does(Declined("k", 1, 1, 1, "full")) == "Declined"
    assert chat.does(SharedContact("+1")) == "Heard"
    chat.site = small.site()
    assert chat.does(Left()) == ""


def test_what_a_page_says_first_stands_before_its_screen(chat: Chat) -> None:
    @page("told", Audience.ANYONE)
    def told(turn: Turn) -> Screen:
        turn.say(Screen("First"))
        turn.say(Screen("Second"))
        return Screen("Last", (homeward(),))

    chat.site = small.site(told)
    assert chat.taps("told") == "First\nSecond\nLast"


def test_a_gate_stands_before_every_page_and_before_a_form_that_is_asked(chat: Chat) -> None:
    chat.taps("form")
    chat.taps("form/colour/red")
    chat.site = small.site(gate=lambda _turn, page: Screen("Stop") if page.audience is Audience.CANDIDATE else None)
    assert chat.taps("item/17") == "Stop"
    assert chat.says("42") == "Stop"
    assert chat.asked == "age"
    assert chat.answers == {"colour": "red"}
    chat.site = small.site()
    assert "Which day?" in chat.says("42")


def test_while_a_counsellor_speaks_what_is_typed_answers_only_what_was_asked_since(chat: Chat) -> None:
    """The question that was being asked is held; one that a button asks meanwhile takes its answer."""
    chat.taps("form")
    chat.stored |= {"held": chat.stored["asking"], "asking": None}
    turn = chat.turn(Typed("Red"))
    turn.conversation.speaker = "counsellor"  # type: ignore[assignment]  # as a driver may hand it over
    assert chat.site.answer(turn)[0].text == "Heard"
    assert turn.conversation.state["answers"] == {"form": {}}
    assert turn.conversation.state["held"] == ["form", "colour"]
    turn = replace(chat.turn(Pressed("form/colour/red")), conversation=turn.conversation)
    chat.site.answer(turn)
    turn = replace(chat.turn(Typed("42")), conversation=turn.conversation)
    chat.site.answer(turn)
    assert turn.conversation.state["answers"] == {"form": {"colour": "red", "age": 42}}


def test_somebody_whose_turn_failed_gets_an_apology_and_the_way_home() -> None:
    apology = small.site().apology()
    assert [button.to for row in apology.rows for button in row] == [small.home.to()]


def test_two_forms_under_one_name_are_refused() -> None:
    twin = Form("form", (small.AGE,), small.done, small.home.to)
    with pytest.raises(ValueError, match="two pages share one path: form"):
        small.site(twin)


def test_a_page_that_two_modules_know_is_one_page() -> None:
    one, two = small.module(small.home, small.lost, small.FORM), small.module(small.home, small.FORM)
    site = Site([one, two], small.RECEPTION)
    assert [page.pattern for page in site.routes.pages].count("home") == 1
    assert list(site.forms) == ["form"]
    assert list(site.commands) == ["start"]


def test_today_is_the_date_where_the_person_is() -> None:
    turn = Chat(now=NOW.replace(hour=2)).turn(Typed(""))
    assert turn.today == date(2027, 1, 14)
    turn.conversation.time_zone = "Asia/Tokyo"
    assert turn.today == date(2027, 1, 15)


def test_a_page_that_takes_a_visitor_for_a_candidate_is_our_mistake() -> None:
    turn = Chat().turn(Typed(""))
    with pytest.raises(LookupError, match="conversation 1 belongs to no candidate"):
        _ = turn.candidate


def test_the_state_is_the_same_after_it_was_stored() -> None:
    state = State({"form": {"colour": "red", "paper": {"id": "f"}, "remark": None}}, ("form", "age"))
    assert State.load(json.loads(json.dumps(state.dump()))) == state
    assert State.load({}) == State()
    state.finish("form/remark/-", NOW)
    assert State.load(json.loads(json.dumps(state.dump()))) == state


def test_a_double_tap_is_the_same_button_within_seconds() -> None:
    state = State()
    assert not state.is_double("form/remark/-", NOW)
    state.finish("form/remark/-", NOW)
    assert state.is_double("form/remark/-", NOW + timedelta(seconds=4))
    assert not state.is_double("form/remark/-", NOW + timedelta(seconds=5))
    assert not state.is_double("form/remark/no", NOW)


def test_what_a_page_changes_deep_in_the_state_is_stored(database: Database) -> None:
    """A list that grows in place must differ from what was loaded, or the database is not told."""

    @page("note/{word}", Audience.ANYONE)
    def note(turn: Turn, word: str) -> Screen:
        turn.state.answers.setdefault("notes", {}).setdefault("said", []).append(word)
        return Screen("Noted", (homeward(),))

    site = small.site(note)

    def press(session: Session, path: str) -> None:
        conversation = session.get_one(Conversation, 1)
        site.answer(Turn(session, conversation, Pressed(path), NOW, PROGRAMME))
        session.commit()

    with database.session() as session:
        a_conversation(session)
        session.commit()
    for word in ("one", "two", "three"):
        with database.session() as session:
            press(session, f"note/{word}")
    with database.session() as session:
        assert session.get_one(Conversation, 1).state["answers"] == {"notes": {"said": ["one", "two", "three"]}}


def test_a_command_that_needs_a_candidate_is_guarded_like_its_page(chat: Chat) -> None:
    @page("mine", command=Command("mine", _("Mine")))
    def mine(_turn: Turn) -> Screen:
        return Screen("Mine", (homeward(),))

    def gate(_turn: Turn, asked: Page[...]) -> Screen | None:
        return Screen("Stop") if asked.audience is Audience.CANDIDATE else None

    chat.site = small.site(mine, gate=gate)
    assert chat.says("/mine") == "Stop"


@pytest.mark.parametrize("event", [Joined(), Typed("/start"), Pressed("home"), Pressed("item/1")])
def test_any_page_pauses_the_question_that_is_asked(chat: Chat, event: Event) -> None:
    chat.taps("form")
    chat.does(event)
    assert chat.asked is None
    assert "Which colour?" in chat.taps("form")
