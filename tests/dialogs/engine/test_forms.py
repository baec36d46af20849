from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from dialogs.engine.events import Joined, Pressed, SharedContact, Typed, Unreadable
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, page
from dialogs.engine.questions import Answers, Sentence
from dialogs.engine.screens import Button, Screen
from dialogs.engine.site import Site
from dialogs.engine.turn import Turn
from tests.dialogs.engine import small
from tests.dialogs.engine.small import AGE, COLOUR, DAY, FOOD, FORM, REMARK, SHADE, Chat

ALL = ("form/colour/red", "42", "2027-03-15", "Banana")


@pytest.fixture
def chat() -> Chat:
    return Chat()


def answered(chat: Chat, *given: str) -> Chat:
    """Opens the form and answers it, by buttons (paths) and typed words."""
    chat.taps("form")
    for answer in given:
        if answer.startswith("form/"):
            chat.taps(answer)
        else:
            chat.says(answer)
    return chat


def test_questions_are_asked_in_order_and_the_answers_handed_over_once(chat: Chat) -> None:
    assert "Which colour?" in chat.taps("form")
    assert "1 of 6" in chat.reads
    assert "How old?" in chat.taps("form/colour/red")
    assert "Which day?" in chat.says("42")
    assert "Which fruit?" in chat.says("15 March 2027")
    assert "Your paper?" in chat.says("Banana")
    assert "Anything else?" in chat.sends()
    assert chat.says("No, thank you") == "Done"
    assert chat.answers == {
        "colour": "red",
        "age": 42,
        "day": "2027-03-15",
        "fruit": "banana",
        "paper": {"id": "f1", "name": "paper.pdf", "type": "application/pdf", "size": 1000},
        "remark": "No, thank you",
    }
    assert chat.stored == {"answers": {}, "asking": None}


def test_a_mistake_is_answered_with_what_was_expected_and_the_question_again(chat: Chat) -> None:
    answered(chat, "form/colour/red")
    said = chat.says("forty-two")
    assert "Please write a whole number from 1 to 120." in said
    assert "How old?" in said
    assert chat.asked == "age"
    assert "age" not in chat.answers


@pytest.mark.parametrize("event", [Unreadable("sticker"), SharedContact("+15145550100"), Unreadable("voice")])
def test_what_cannot_be_read_is_answered_with_what_was_expected(chat: Chat, event: Unreadable | SharedContact) -> None:
    answered(chat, "form/colour/red", "42")
    assert "I could not read that date. Please write it like this: 2028-03-15" in chat.does(event)
    assert chat.asked == "day"


def test_the_label_of_a_button_may_be_typed(chat: Chat) -> None:
    answered(chat, "  deep BLUE! 🙂")
    assert chat.answers == {"colour": "deep_blue"}


def test_a_question_applies_only_after_the_answers_that_call_for_it(chat: Chat) -> None:
    assert "How old?" in answered(chat, "form/colour/red").reads
    assert "Which shade?" in chat.taps("form/colour/deep_blue")
    assert "2 of 7" in chat.reads


def test_changing_an_earlier_answer_hides_the_later_ones_that_hung_on_it(chat: Chat) -> None:
    answered(chat, "form/colour/deep_blue", "Navy", "42", "form/day/unknown", "Banana")
    chat.taps("form/colour/red")
    assert chat.asked == "paper"
    chat.sends()
    chat.taps("form/remark/-")
    assert chat.answers == {
        "colour": "red",
        "age": 42,
        "day": "unknown",
        "fruit": "banana",
        "paper": {"id": "f1", "name": "paper.pdf", "type": "application/pdf", "size": 1000},
        "remark": None,
    }


def test_an_answer_that_comes_back_into_play_is_remembered(chat: Chat) -> None:
    answered(chat, "form/colour/deep_blue", "Navy", "form/colour/red", "form/colour/deep_blue")
    assert chat.asked == "age"
    assert chat.answers["shade"] == "Navy"


def test_back_shows_the_question_before_with_the_answer_so_far(chat: Chat) -> None:
    answered(chat, "form/colour/red", "42")
    assert chat.labels[:3] == ["Not known yet", "‹ Back", "Later"]
    assert "Your answer so far: 42" in chat.taps(FORM.to(AGE).path)
    assert "Which day?" in chat.says("43")
    assert chat.answers["age"] == 43


def test_the_chosen_button_stands_out_when_a_question_is_looked_at_again(chat: Chat) -> None:
    answered(chat, "form/colour/deep_blue")
    chat.taps("form/colour")
    styles = [(button.label, button.style) for row in chat.screens[0].rows for button in row]
    assert styles[:2] == [("Red", ""), ("Deep blue", "primary")]
    assert "Your answer so far: Deep blue" in chat.reads


def test_the_first_question_has_no_way_back_and_only_an_optional_one_can_be_skipped(chat: Chat) -> None:
    chat.taps("form")
    assert chat.labels == ["Red", "Deep blue", "Later"]
    answered(chat, *ALL)
    chat.sends()
    assert chat.labels == ["‹ Back", "Skip", "Later"]
    assert "Please write a whole number" in chat.taps("form/age/-")


def test_a_form_is_left_for_any_page_and_resumed_at_the_same_question(chat: Chat) -> None:
    answered(chat, "form/colour/red", "42")
    assert chat.says("/start") == "Home"
    assert chat.asked is None
    assert chat.says("15 March 2027") == "Heard"
    chat.now += timedelta(days=200)
    assert "Which day?" in chat.taps("form")
    assert chat.answers == {"colour": "red", "age": 42}


def test_opening_the_bot_again_pauses_the_form(chat: Chat) -> None:
    answered(chat, "form/colour/red")
    assert chat.does(Joined()) == "Home"
    assert chat.asked is None
    assert chat.answers == {"colour": "red"}


def test_a_double_tap_on_an_answer_counts_once_and_goes_on(chat: Chat) -> None:
    answered(chat, "form/colour/red", "form/colour/red")
    assert chat.asked == "age"


def test_a_double_tap_on_the_last_answer_is_one_tap(chat: Chat) -> None:
    answered(chat, *ALL)
    chat.sends()
    assert chat.taps("form/remark/-") == "Done"
    chat.now -= timedelta(seconds=58)
    chat.name = "untouched"
    assert chat.taps("form/remark/-") == ""
    assert chat.asked is None


def test_the_last_answer_tapped_much_later_shows_its_form_again(chat: Chat) -> None:
    answered(chat, *ALL)
    chat.sends()
    chat.taps("form/remark/-")
    chat.now += timedelta(days=30)
    assert "Anything else?" in chat.taps("form/remark/-")
    assert "Which colour?" in chat.taps("form")


def test_a_button_of_a_month_ago_changes_nothing_and_shows_its_question(chat: Chat) -> None:
    assert "Which colour?" in chat.taps("form/colour/deep_blue")
    assert chat.answers == {}
    assert "Which colour?" in chat.taps("form/shade/navy")


def test_a_button_of_an_earlier_question_changes_that_answer(chat: Chat) -> None:
    answered(chat, "form/colour/red", "42")
    chat.taps("form/colour/deep_blue")
    assert chat.answers == {"colour": "deep_blue", "age": 42}
    assert chat.asked == "shade"


@pytest.mark.parametrize(
    "path", ["form/nothing", "form/nothing/red", "form/colour/red/more", "other", "form/", "form//"]
)
def test_a_path_that_the_form_never_had_leads_to_who_is_lost(chat: Chat, path: str) -> None:
    answered(chat, "form/colour/red")
    assert chat.taps(path) == "Lost"


@pytest.mark.parametrize("path", ["form/colour/green", "form/age/five", "form/fruit/stone", "form/day/2027-02-31"])
def test_a_forged_answer_is_not_taken(chat: Chat, path: str) -> None:
    answered(chat, "form/colour/red", "42", "2027-03-15", "Banana")
    before = chat.answers
    chat.taps(path)
    assert chat.answers == before
    assert chat.asked == path.split("/")[1]


def test_a_question_that_vanished_from_a_new_version_is_not_missed(chat: Chat) -> None:
    answered(chat, "form/colour/red", "42")
    assert chat.asked == "day"
    chat.site = small.site(_version(COLOUR, AGE, FOOD), without=[FORM])
    assert "Which fruit?" in chat.says("15 March 2027")
    assert chat.says("Banana") == "Done"
    assert chat.answers == {"colour": "red", "age": 42, "fruit": "banana"}


def test_a_form_that_vanished_lets_people_speak_as_if_nothing_was_asked(chat: Chat) -> None:
    answered(chat, "form/colour/red")
    chat.site = small.site(without=[FORM])
    assert chat.says("42") == "Heard"
    assert chat.taps("form/age") == "Lost"


def test_a_question_that_a_new_version_does_not_ask_this_person_is_left(chat: Chat) -> None:
    answered(chat, "form/colour/deep_blue")
    assert chat.asked == "shade"
    chat.site = small.site(_version(COLOUR, replace(SHADE, when=lambda _answers: False), AGE), without=[FORM])
    assert "How old?" in chat.says("Navy")


@pytest.mark.parametrize("kept", ["green", 5, {"code": "red"}, ["red"]])
def test_an_answer_that_a_new_version_cannot_read_is_asked_again(chat: Chat, kept: object) -> None:
    chat.stored = {"answers": {"form": {"colour": kept, "age": 42, "gone": "x"}}, "asking": None}
    assert "Which colour?" in chat.taps("form")
    chat.taps("form/colour/deep_blue")
    assert chat.asked == "shade"
    assert chat.answers == {"colour": "deep_blue", "age": 42, "gone": "x"}


def test_a_new_question_in_the_middle_is_asked_of_those_who_are_beyond_it(chat: Chat) -> None:
    chat.site = small.site(_version(COLOUR, FOOD), without=[FORM])
    answered(chat, "form/colour/red")
    chat.site = small.site(_version(COLOUR, AGE, FOOD), without=[FORM])
    assert "How old?" in chat.says("Banana")


def test_a_form_that_begins_with_answers_asks_only_what_is_changed(chat: Chat) -> None:
    begun = {"colour": "red", "age": 42, "fruit": "banana"}
    form = Form("form", (COLOUR, AGE, FOOD), small.done, small.home.to, begin=lambda _turn: begun)
    chat.site = small.site(form, without=[FORM])
    assert "Your answer so far: 42" in chat.taps("form/age")
    assert chat.says("43") == "Done"
    assert chat.answers == {"colour": "red", "age": 43, "fruit": "banana"}
    assert begun["age"] == 42


def test_what_a_form_begins_with_is_only_shown_by_an_old_button(chat: Chat) -> None:
    form = Form("form", (COLOUR, AGE), small.done, small.home.to, begin=lambda _turn: {"colour": "red", "age": 42})
    chat.site = small.site(form, without=[FORM])
    assert "Which colour?" in chat.taps("form/colour/deep_blue")
    assert chat.answers == {"colour": "red", "age": 42}


def test_a_form_without_numbers_does_not_count_its_questions(chat: Chat) -> None:
    chat.site = small.site(Form("form", (AGE,), small.done, small.home.to, numbered=False), without=[FORM])
    assert chat.taps("form") == "How old?"
    assert chat.labels == ["Later"]


def test_a_page_can_open_a_form_repeat_its_question_and_ask_whether_it_has_begun(chat: Chat) -> None:
    @page("again", Audience.ANYONE)
    def again(turn: Turn) -> Screen:
        begun = FORM.begun(turn)
        turn.state.asking = (FORM.name, AGE.name)
        said = FORM.show_again(turn)
        return replace(said, toast="begun" if begun else "new")

    @page("open", Audience.ANYONE)
    def opening(turn: Turn) -> Screen:
        turn.say(Screen("Before we begin"))
        return FORM.open(turn)

    chat.site = small.site(again, opening)
    chat.taps("again")
    assert chat.screens[0].toast == "new"
    assert chat.taps("open").startswith("Before we begin\n1 of 6")
    chat.taps("again")
    assert (chat.screens[0].toast, chat.asked) == ("begun", "age")


def test_repeating_when_nothing_is_asked_goes_on_with_the_form(chat: Chat) -> None:
    turn = chat.turn(Pressed("form"))
    assert FORM.show_again(turn).rows == FORM.open(turn).rows
    assert FORM.answer(replace(turn, event=Typed("Red"))).rows == FORM.open(turn).rows


def test_answers_are_typed_by_their_question_and_none_where_there_is_none() -> None:
    answers = Answers({"colour": "red", "age": 42, "day": "2027-03-15", "remark": None})
    assert answers.of(COLOUR) is small.Colour.RED
    assert answers.of(AGE) == 42
    assert str(answers.of(DAY)) == "2027-03-15"
    assert answers.of(REMARK) is None
    assert answers.of(FOOD) is None
    assert (len(answers), list(answers), answers["age"]) == (4, ["colour", "age", "day", "remark"], 42)


def _version(*questions: object) -> Form:
    return Form("form", questions, small.done, small.home.to)  # type: ignore[arg-type]  # questions of any kind


def about(chat: Chat) -> Form:
    """A form about a dish, which a page opens."""
    noted = Sentence("why", "Why this one?")

    def done(_turn: Turn, answers: Answers) -> Screen:
        return Screen(f"{answers.subject}: {answers['why']}", ((Button("Home", small.home.to()),),))

    @page("order/{dish}", Audience.ANYONE)
    def order(turn: Turn, dish: str) -> Screen:
        return form.open_about(turn, dish)

    @page("menu/{dish}", Audience.ANYONE)
    def menu(_turn: Turn, dish: str) -> Screen:
        return Screen(f"{dish} on the menu", ((Button("Home", small.home.to()),),))

    form = Form("dish", (noted,), done, menu.to, about=lambda _turn, dish: f"About {dish}", numbered=False)

    module = ModuleType("dishes")
    module.order, module.menu, module.dish, module.home = order, menu, form, small.home  # type: ignore[attr-defined]
    chat.site = Site([module], chat.site.reception)
    return form


def test_a_form_about_something_says_so_and_hands_it_over(chat: Chat) -> None:
    about(chat)
    assert chat.taps("order/soup") == "About soup\nWhy this one?"
    assert "Cancel" in chat.labels
    assert chat.says("It is hot.") == "soup: It is hot."
    assert chat.stored["answers"] == {}


def test_a_form_about_something_that_is_cancelled_leads_to_that(chat: Chat) -> None:
    about(chat)
    chat.taps("order/soup")
    chat.taps("order/cake")
    assert chat.taps(chat.paths[chat.labels.index("Cancel")]) == "cake on the menu"


def test_a_form_about_something_else_begins_anew(chat: Chat) -> None:
    about(chat)
    chat.taps("order/soup")
    chat.taps("order/cake")
    assert chat.says("It is sweet.") == "cake: It is sweet."


def test_a_form_about_something_that_nobody_named_is_not_asked(chat: Chat) -> None:
    about(chat)
    assert chat.taps("dish") == chat.taps("no/such/page")
    assert chat.stored["answers"] == {}
