"""Laws of writing to the counsellor, and of what is said outside a form."""

from datetime import datetime

import pytest

from dialogs.engine.events import SharedContact
from dialogs.engine.staffing import TookOver
from storage.candidates import Candidate
from storage.conversations import Conversation, Speaker
from storage.staff import Staff
from tests.dialogs.driver import Person


def waiting(person: Person) -> datetime | None:
    return person.looks_up(lambda _session, chat: chat.waiting_since)


def counsellor_speaks(person: Person) -> None:
    with person.database.session() as session, session.begin():
        conversation = session.query(Conversation).one()
        conversation.speaker, conversation.speaking = Speaker.COUNSELLOR, session.query(Staff).one()


def test_a_message_to_the_counsellor_is_sent_and_waits_for_an_answer(coached: Person) -> None:
    assert "Write your message." in coached.taps("Write to my counsellor")
    assert "Sent to Josée Tremblay. The answer will come here." in coached.says("I have my visa!")
    assert waiting(coached) == coached.now


def test_a_second_message_does_not_make_the_first_wait_anew(coached: Person) -> None:
    since = coached.now
    coached.taps("Write to my counsellor")
    coached.says("I have my visa!")
    coached.later(hours=3)
    coached.follows("write")
    coached.says("And my ticket.")
    assert waiting(coached) == since


def test_a_file_may_be_the_message(coached: Person) -> None:
    coached.taps("Write to my counsellor")
    assert "Sent to" in coached.sends("visa.pdf")
    coached.follows("write")
    assert "Sent to" in coached.sends("")


def test_an_empty_message_is_not_sent(coached: Person) -> None:
    coached.taps("Write to my counsellor")
    assert "Please write your answer as a text message." in coached.says("\u200b\u202e")
    assert waiting(coached) is None


def test_whatever_is_typed_outside_a_form_is_offered_to_the_counsellor(coached: Person) -> None:
    said = coached.says("Do I need a visa for my cat?")
    assert "Do I need a visa for my cat?" in said
    assert "Shall I pass it on to Josée Tremblay?" in said
    assert waiting(coached) is None
    assert "Sent to Josée Tremblay." in coached.taps("Yes, send it")
    assert waiting(coached) == coached.now


def test_a_second_tap_sends_nothing_more(coached: Person) -> None:
    coached.says("Do I need a visa for my cat?")
    path = coached.path_of("Yes, send it")
    coached.follows(path)
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().waiting_since = None
    assert "nothing left to send" in coached.follows(path)
    assert waiting(coached) is None


def test_several_messages_in_a_row_are_offered_together(coached: Person) -> None:
    coached.says("I have a question.")
    assert "and the message before it" in coached.says("It is about my cat.")
    assert "and the 2 messages before it" in coached.says("Its name is Minou.")
    assert "can still read the whole conversation" in ((coached.taps("No") and coached.screens[0].toast) or "")
    assert "before it" not in coached.says("Another thing.")


def test_who_has_just_written_goes_on_writing_without_being_asked_again(coached: Person) -> None:
    coached.taps("Write to my counsellor")
    coached.says("I have my visa!")
    since = coached.now
    coached.later(minutes=59)
    assert "Sent to Josée Tremblay." in coached.sends("visa.pdf")
    assert "You are welcome!" in coached.says("thanks")
    assert waiting(coached) == since
    coached.later(minutes=2)
    assert "Shall I pass it on" in coached.says("And my cat?")


def test_a_long_text_is_quoted_by_its_beginning(coached: Person) -> None:
    said = coached.says("é" * 4096)
    assert "é" * 200 + "…" in said
    assert "é" * 201 not in said


def test_what_is_typed_while_a_counsellor_speaks_is_for_the_counsellor(coached: Person) -> None:
    counsellor_speaks(coached)
    assert coached.says("Thank you, I will.") == ""
    assert coached.sends("visa.pdf") == ""
    assert coached.sends_a("voice") == ""
    assert waiting(coached) == coached.now


def test_buttons_still_work_while_a_counsellor_speaks(coached: Person) -> None:
    counsellor_speaks(coached)
    assert "At the moment Josée Tremblay, a person, answers" in coached.says("/start")
    assert "Your plan" in coached.taps("My plan")


def test_a_question_waits_while_a_counsellor_speaks(amina: Person) -> None:
    amina.taps("Skilled worker")
    with amina.database.session() as session, session.begin():
        staff = session.query(Staff).one().id
    amina.does(TookOver("a", 1, staff))
    assert amina.says("Algeria") == ""
    assert "With whom" in amina.follows("intake/country/DZ")


def test_a_file_outside_a_form_is_offered_with_its_name(coached: Person) -> None:
    assert "diploma.pdf my diploma" in coached.sends("diploma.pdf", caption="my diploma")
    assert "📎" in coached.sends("")
    assert "Sent to" in coached.taps("Yes, send it")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("voice", "I cannot listen to recordings."),
        ("sticker", "I can only read words, photos and documents."),
        ("location", "I cannot read that."),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(coached: Person, kind: str, answer: str) -> None:
    assert answer in coached.sends_a(kind)
    assert coached.sees == ["Write to my counsellor", "Home"]


def test_a_phone_number_is_not_needed(coached: Person) -> None:
    assert "I do not need your phone number" in coached.does(SharedContact("+213 555 000 111"))


def test_invisible_characters_are_no_message(coached: Person) -> None:
    assert "I cannot read that." in coached.says("\u200b\u202e")


@pytest.mark.parametrize("word", ["Bonjour !", "hello", "Salut 🙂"])
def test_a_greeting_is_greeted(coached: Person, word: str) -> None:
    assert "Hello, Amina." in coached.says(word)


def test_thanks_are_welcome(coached: Person) -> None:
    assert "You are welcome!" in coached.says("Merci beaucoup !")


def test_without_a_counsellor_the_team_answers(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Candidate).one().counsellor = None
    assert "Behind me there is a team of people." in coached.says("/start")
    coached.taps("Write to my counsellor")
    assert "Sent to the team." in coached.says("Hello?!")


def test_what_a_visitor_types_is_answered_with_what_a_visitor_can_do(person: Person) -> None:
    person.opens()
    person.taps("English")
    said = person.says("How do I get a visa?")
    assert "I am a bot, and answer to buttons." in said
    assert "I have a code" in person.sees


def test_a_form_that_is_interrupted_can_be_gone_on_with(amina: Person) -> None:
    amina.taps("Skilled worker")
    amina.taps("Later")
    amina.says("Is this safe?")
    assert "Which country do you come from?" in amina.taps("Go on where I was")
