from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.engine import limits
from dialogs.engine.events import (
    Attachment,
    Event,
    Joined,
    Left,
    Pressed,
    Returned,
    SentFile,
    SharedContact,
    Typed,
    Unreadable,
)
from tests.dialogs.engine import small
from tests.dialogs.engine.small import FORM, FRUIT, Chat

SITE = small.site()
EXAMPLES = [text for question in FORM.questions.values() for text in (*question.good, *question.bad)]
HOSTILE = ["\u202e", "\u200b", "<b>", "&amp;", "9" * 20, "x" * 4096, "\U0001f642" * 50, "/", "/form", "{name}", "\x00"]
PARTS = st.sampled_from(
    ["form", "home", "item", "17", "9" * 20, *FORM.questions, *FRUIT, "red", "deep_blue", "unknown", "-", "2027-03-15"]
)
FORGED = st.lists(PARTS, min_size=1, max_size=4).map("/".join) | st.text(max_size=20)
FILES = st.builds(
    Attachment,
    st.just("f"),
    st.text(max_size=10),
    st.sampled_from(["application/pdf", "text/html"]),
    st.integers(0, 10**10),
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Typed, st.sampled_from(EXAMPLES) | st.sampled_from(HOSTILE) | st.text()),
    st.builds(Pressed, FORGED),
    st.builds(SentFile, FILES),
    st.sampled_from([Joined(), Joined("x"), Left(), Returned(), Unreadable("sticker"), SharedContact("+1")]),
)
TAP = st.integers(0, 30)
"""The number of a button on the screen, counted round."""


@settings(max_examples=150, deadline=None)
@given(st.lists(TAP | TAP | TAP | EVENTS, max_size=30), st.sampled_from(["fr", "en"]))
def test_whatever_people_do_they_see_a_screen_with_a_way_out(path: list[int | Event], locale: str) -> None:
    """Taps on what is shown, old and forged buttons, words of all sorts, in any order; all is stored between turns."""
    chat = Chat(SITE, locale)
    chat.does(Joined())
    for step in path:
        event = Pressed(chat.paths[step % len(chat.paths)], 1) if isinstance(step, int) else step
        shown = chat.screens
        chat.does(event)
        if isinstance(event, Left):
            chat.screens = shown
            continue
        _is_right(chat)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_form_comes_to_its_end_by_good_answers_whatever_happened_before(data: st.DataObject) -> None:
    chat = Chat(SITE, "en")
    for event in data.draw(st.lists(EVENTS, max_size=10)):
        chat.does(event)
    chat.taps("form")
    for _ in range(len(FORM.questions)):
        asked = chat.asked
        if asked is None:
            break
        question = FORM.questions[asked]
        chat.sends() if asked == "paper" else chat.says(question.good[0])
    assert chat.reads == "Done"
    assert set(chat.answers) >= {"colour", "age", "day", "fruit", "paper", "remark"}


def _is_right(chat: Chat) -> None:
    words = chat.turn(Joined()).reader
    assert chat.screens
    for screen in chat.screens:
        assert list(limits.screen(screen, words, chat.site.routes)) == []
    assert small.home.to().path in chat.paths or "form" in chat.paths
