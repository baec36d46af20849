"""Reading updates: whatever comes, it is an arrival that can be kept, or it is let go."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.arrivals import Arrival, Person
from bot.receive import _read, numbered
from dialogs.engine.events import Joined, Left, Pressed, Returned, SharedContact, Typed, Unreadable
from sandbox.errors import Json
from storage.messages import Kind
from tests.bot.records import pressed, typed, update

NAMES = st.sampled_from(
    [
        *("id", "type", "text", "data", "chat", "from", "first_name", "last_name", "language_code", "status"),
        *("message", "message_id", "document", "photo", "file_id", "contact", "phone_number", "caption"),
        *("reply_markup", "inline_keyboard", "callback_data", "new_chat_member"),
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("private")
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=12
)
KINDS = st.sampled_from(["message", "callback_query", "my_chat_member"])


def read(raw: Json) -> Arrival:
    arrival = _read(raw)
    assert arrival is not None
    return arrival


@given(KINDS, ANYTHING)
def test_no_update_of_whatever_shape_stops_the_reader(kind: str, body: Any) -> None:
    _read({"update_id": 1, kind: body})


@example("message", float("inf"), {})
@example("message", float("nan"), {})
@given(KINDS, LEAVES, st.dictionaries(NAMES, ANYTHING, max_size=4))
def test_no_private_chat_of_whatever_shape_stops_the_reader(kind: str, chat_id: Any, more: Json) -> None:
    chat = {"id": chat_id, "type": "private"}
    body = {"id": "1", "from": {"id": 1}, "chat": chat, "message": {"chat": chat}, **more}
    _read({"update_id": 1, kind: body})


@given(st.text(), st.text())
def test_whatever_text_comes_can_be_kept(text: str, path: str) -> None:
    said = read(typed(text)).said
    json.dumps(said).encode()
    said.encode()
    assert "\0" not in said
    assert "\0" not in read(pressed(path)).said


def test_a_start_with_or_without_a_code_is_a_coming_in() -> None:
    assert read(typed("/start ABC-234")).event == Joined("ABC-234")
    assert read(typed("/START@jalon_bot   ABC ")).event == Joined("ABC")
    assert read(typed("/start")).event == Joined("")
    assert read(typed("/started")).event == Typed("/started")


def written_by(user: Json) -> Json:
    return update("message", {"text": "hello", "from": user})


def test_a_name_without_end_is_cut() -> None:
    person = read(written_by({"id": 5, "first_name": "x" * 900})).person
    assert person is not None
    assert person.name == "x" * 200


def test_who_writes_is_known_by_chat_name_and_language() -> None:
    user = {"id": 5, "first_name": "Amina", "last_name": "Haddad", "language_code": "ar"}
    assert read(written_by(user)).person == Person(101, "Amina Haddad", "ar")
    assert read(written_by({"id": 5})).person == Person(101, "", None)


def test_a_tap_shows_what_stood_on_the_button() -> None:
    tap = pressed("plan/17")
    keyboard = [[{"text": "Web", "url": "https://example.org"}], [{"text": "Open", "callback_data": "plan/17"}]]
    tap["callback_query"]["message"]["reply_markup"] = {"inline_keyboard": keyboard}
    arrival = read(tap)
    assert (arrival.said, arrival.kind) == ("Open", Kind.PRESS)
    assert arrival.event == Pressed("plan/17", 999_999)
    assert read(pressed("plan/18")).said == "plan/18"


def test_coming_and_going_are_events() -> None:
    for status, event in (("kicked", Left()), ("left", Left()), ("member", Returned())):
        assert read(update("my_chat_member", {"new_chat_member": {"status": status}})).event == event


def test_what_is_no_words_is_known_by_its_kind() -> None:
    assert read(update("message", {"voice": {}})).event == Unreadable("voice")
    assert read(update("message", {"animation": {}, "document": {"file_id": "1"}})).event == Unreadable("animation")
    assert read(update("message", {"new_kind": {}})).event == Unreadable("message")
    assert read(update("message", {"contact": {"phone_number": "+1514"}})).event == SharedContact("+1514")


def test_only_what_has_a_number_can_be_an_update() -> None:
    assert numbered({"update_id": 7})
    for raw in (None, [1], {"id": 1}, {"update_id": "7"}, {"update_id": True}, {"update_id": 7.0}):
        assert not numbered(raw)
