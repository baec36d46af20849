from datetime import date, timedelta
from typing import Any

import pytest

from dialogs.engine.events import Attachment, SentFile, Typed
from dialogs.engine.questions import (
    Choice,
    DateQuestion,
    FileQuestion,
    Message,
    Number,
    Offer,
    Option,
    Question,
    Reading,
    Retry,
    Search,
    Sentence,
)
from dialogs.engine.turn import Turn
from locales.catalogs import reader
from locales.text import Text, _
from tests.dialogs.engine import small
from tests.dialogs.engine.small import AGE, COLOUR, DAY, FOOD, PAPER, REMARK, Chat, Colour

RLO, ZWSP = "\u202e", "\u200b"


def turn(text: str = "", locale: str = "en") -> Turn:
    return Chat(locale=locale).turn(Typed(text))


def read(question: Question[Any], text: str, locale: str = "en") -> Reading:
    return question.read(turn(text, locale), Typed(text))


def why(question: Question[Any], text: str, locale: str = "en") -> str:
    """What a person is told whose answer is not taken."""
    reading = read(question, text, locale)
    assert isinstance(reading, Retry)
    return reader(locale, "UTC").plain(reading.reason)


@pytest.mark.parametrize("text", ["", "\U0001f642", ZWSP, "blue", "red or blue", "<b>Red</b>x", "x" * 4096])
def test_a_choice_takes_only_what_stands_on_its_buttons(text: str) -> None:
    assert why(COLOUR, text) == "Please tap one of the buttons below."


def test_a_label_without_letters_is_not_what_somebody_meant_by_a_smile() -> None:
    moods = Choice("mood", "How are you?", kind=str, options=lambda _turn: [Option("good", "\U0001f642")])
    assert isinstance(read(moods, "\U0001f621"), Retry)


def test_a_label_is_recognized_in_the_readers_own_language() -> None:
    go_home = Choice("go", "Where?", kind=str, options=lambda _turn: [Option("home", _("Home"))])
    label = reader("fr", "UTC").plain(_("Home"))
    assert label != "Home"
    assert read(go_home, f" {label.upper()} ! ", "fr") == "home"


@pytest.mark.parametrize(
    ("text", "number"), [("42", 42), ("42 years", 42), ("٤٢", 42), (f"{RLO}42{ZWSP}", 42), ("1", 1), ("120", 120)]
)
def test_a_number_is_read_in_any_digits_and_with_words_around(text: str, number: int) -> None:
    assert read(AGE, text) == number


@pytest.mark.parametrize("text", ["0", "121", "-5", "4.2", "4 2", "forty", "", "9" * 4096, "²", "\U0001f642", "1e2"])
def test_a_number_outside_its_bounds_is_answered_with_them(text: str) -> None:
    assert why(AGE, text) == "Please write a whole number from 1 to 120."


def test_a_number_may_have_buttons() -> None:
    rooms = Number("rooms", "How many?", options=lambda _turn: [Option("4", "Four"), Option("many", "Many")])
    assert rooms.pressed(turn(), "4") == "4"
    assert (rooms.decode("4"), rooms.decode(4), rooms.decode("many")) == (4, 4, None)
    assert rooms.shown(turn(), 4) == rooms.shown(turn(), "4") == "Four"
    assert rooms.shown(turn(), 7) == "7"


def test_a_date_is_kept_in_iso_and_shown_with_its_weekday() -> None:
    assert read(DAY, "15/03/2027", "fr") == "2027-03-15"
    assert reader("en", "UTC").plain(DAY.shown(turn(), "2027-03-15")) == "Monday, March 15, 2027"
    assert DAY.decode("2027-03-15") == date(2027, 3, 15)


def test_words_for_no_date_are_an_answer_without_a_date() -> None:
    assert read(DAY, "not known yet") == "unknown"
    assert DAY.decode("unknown") is None
    assert DAY.shown(turn(), "unknown") == "Not known yet"
    assert DAY.shown(turn(), "no longer offered") == "no longer offered"


def test_a_date_that_may_be_two_is_offered_as_two() -> None:
    reading = read(DAY, "03/04/2027")
    assert isinstance(reading, Offer)
    assert [option.value for option in reading.options] == ["2027-04-03", "2027-03-04"]
    labels = [reader("en", "UTC").plain(option.label) for option in reading.options]
    assert labels == ["Saturday, April 3, 2027", "Thursday, March 4, 2027"]


def test_of_two_dates_only_the_one_that_can_be_is_taken() -> None:
    question = DateQuestion("day", "When?", days_ahead=60)
    assert read(question, "11/02/2027") == read(question, "02/11/2027") == "2027-02-11"


def test_a_date_in_the_past_or_far_away_is_told_so() -> None:
    assert why(DAY, "2026-03-15") == "March 15, 2026 is in the past. Please check the year, and write the date again."
    assert "is very far away" in why(DAY, "2037-03-15")
    assert "is very far away" in why(DAY, "9999-12-31")
    assert "is in the past" in why(DAY, "0001-01-01")


@pytest.mark.parametrize("days", [1, 400])
def test_where_only_a_past_day_fits_one_that_is_to_come_is_told_so(days: int) -> None:
    question = DateQuestion("day", "When?", days_back=365, days_ahead=0)
    day = turn().today + timedelta(days=days)
    told = reader("en", "UTC").plain(Text("{day}", {"day": day}))
    assert why(question, day.isoformat()) == f"{told} has not come yet. Please write a day that is past, or today."
    assert read(question, turn().today.isoformat()) == turn().today.isoformat()
    assert "is in the past" in why(question, "2020-01-01")


def test_today_is_a_date_where_the_person_is() -> None:
    today = turn().today
    assert read(DAY, today.isoformat()) == today.isoformat()
    assert "in the past" in why(DAY, (today - timedelta(days=1)).isoformat())
    yesterday = (today - timedelta(days=1)).isoformat()
    assert read(DateQuestion("d", "?", days_back=1), yesterday) == yesterday


@pytest.mark.parametrize("text", ["", "soon", "31/02/2027", "x" * 4096, "9" * 4096, RLO, "\U0001f642", "<b>2027</b>"])
def test_what_is_no_date_is_answered_with_an_example(text: str) -> None:
    assert why(DAY, text) == ("I could not read that date. Please write it like this: 2028-03-15 (for March 15, 2028).")


def test_a_date_tapped_is_read_like_one_typed() -> None:
    assert DAY.pressed(turn(), "2027-03-15") == "2027-03-15"
    assert DAY.pressed(turn(), "unknown") == "unknown"
    assert isinstance(DAY.pressed(turn(), "2027-02-31"), Retry)
    assert isinstance(DAY.pressed(turn(), "03-04-2027"), Offer)


def test_a_search_takes_the_only_hit_offers_several_and_says_when_there_is_none() -> None:
    assert read(FOOD, "Banana") == "banana"
    reading = read(FOOD, "ap")
    assert isinstance(reading, Offer)
    assert [option.value for option in reading.options] == ["apple", "apricot"]
    assert why(FOOD, "stone") == "I did not find that. Try other words, or a shorter one."


def test_a_search_keeps_only_what_exists() -> None:
    assert FOOD.pressed(turn(), "banana") == "banana"
    assert isinstance(FOOD.pressed(turn(), "stone"), Retry)
    assert FOOD.shown(turn(), "banana") == "Banana"
    assert FOOD.shown(turn(), "stone") == "stone"


def test_a_search_may_have_buttons_for_what_no_search_finds() -> None:
    food = Search(
        "food",
        "?",
        kind=str,
        find=small.find,
        label=lambda _turn, _code: None,
        options=lambda _turn: [Option("none", "None of these")],
    )
    assert food.pressed(turn(), "none") == "none"
    assert food.shown(turn(), "none") == "None of these"


def test_a_sentence_is_kept_as_written_without_what_nobody_sees() -> None:
    assert read(REMARK, f"  Déjà{ZWSP} <b>vu</b> \n& plus \U0001f642 ") == "Déjà <b>vu</b> \n& plus \U0001f642"


def test_a_sentence_that_is_too_long_is_told_by_how_much() -> None:
    assert read(REMARK, "x" * 100) == "x" * 100
    assert why(REMARK, "x" * 4096) == ("That is 4,096 characters long; up to 100 fit here. Please shorten it a little.")
    assert why(Sentence("s", "?", longest=1), "xy").startswith("That is 2 characters long; up to 1 fits here.")


@pytest.mark.parametrize("text", ["", " ", RLO, ZWSP * 100])
def test_a_sentence_of_nothing_is_no_answer(text: str) -> None:
    assert why(REMARK, text) == "Please write your answer as a text message."


def test_a_file_is_taken_by_type_and_size() -> None:
    def sent(kind: str, size: int) -> Reading:
        return PAPER.read(turn(), SentFile(Attachment("f1", "paper.pdf", kind, size)))

    taken = sent("application/pdf", 1_000_000)
    assert taken == {"id": "f1", "name": "paper.pdf", "type": "application/pdf", "size": 1_000_000}
    assert PAPER.decode(taken) == Attachment("f1", "paper.pdf", "application/pdf", 1_000_000)
    assert PAPER.shown(turn(), taken) == "paper.pdf"
    too_large, wrong = sent("image/png", 1_000_001), sent("text/html", 10)
    words = reader("en", "UTC")
    assert isinstance(too_large, Retry)
    assert isinstance(wrong, Retry)
    assert words.plain(too_large.reason) == "This file is too large: 1 MB at most. Please send a smaller one."
    assert words.plain(wrong.reason) == "Please send a photo or a PDF."


@pytest.mark.parametrize("question", [AGE, DAY, FOOD, COLOUR, REMARK])
def test_a_file_where_words_are_asked_is_answered_with_what_was_expected(question: Question[Any]) -> None:
    assert isinstance(question.read(turn(), SentFile(Attachment("f", "a.pdf", "application/pdf", 1))), Retry)


@pytest.mark.parametrize(
    ("name", "caption", "answer"),
    [
        ("photo.jpg", f" Voici la{ZWSP} lettre, est-ce la bonne ? ", "photo.jpg: Voici la lettre, est-ce la bonne ?"),
        ("letter.pdf", "", "letter.pdf"),
        ("letter.pdf", ZWSP, "letter.pdf"),
        ("", "", "📎"),
        ("", "Here it is", "📎: Here it is"),
        ("x" * 90, "y" * 90, f"{'x' * 90}: yyyyyyyy"),
    ],
)
def test_a_file_is_a_message_with_what_was_written_under_it(name: str, caption: str, answer: str) -> None:
    question = Message("message", "?", longest=100)
    sent = SentFile(Attachment("f", name, "image/jpeg", 1), caption)
    assert question.read(turn(), sent) == answer


def test_words_where_a_file_is_asked_are_answered_with_what_was_expected() -> None:
    assert why(PAPER, "here it is") == "Please send a photo or a PDF."


@pytest.mark.parametrize(
    ("question", "stored"),
    [
        *((COLOUR, "green"), (COLOUR, 5), (COLOUR, ["red"]), (COLOUR, {})),
        *((DAY, "2027-02-31"), (DAY, 20270315), (DAY, {})),
        *((PAPER, "paper.pdf"), (PAPER, {"id": "f1"}), (PAPER, []), (PAPER, 5)),
    ],
)
def test_a_kept_answer_that_means_nothing_any_more_is_known_by_it(question: Question[Any], stored: object) -> None:
    assert not question.reads(stored)


@pytest.mark.parametrize(
    ("question", "stored"),
    [(COLOUR, "red"), (COLOUR, Colour.RED), (DAY, "unknown"), (AGE, 5), (REMARK, "a"), (FOOD, "banana")],
)
def test_a_kept_answer_that_holds_is_read(question: Question[Any], stored: object) -> None:
    assert question.reads(stored)


def test_a_question_of_no_kind_takes_only_its_buttons() -> None:
    bare: Question[str] = Question("bare", "?", options=lambda _turn: [Option("yes", "Yes")])
    assert read(bare, "yes") == "yes"
    assert isinstance(read(bare, "no"), Retry)
    assert bare.decode("yes") == "yes"
    assert isinstance(FileQuestion("f", "?").pressed(turn(), "x"), Retry)
