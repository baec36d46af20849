"""Laws of help, of stopping, of being lost, and of home."""

import pytest

from coaching.archive import everything
from dialogs import front
from tests.dialogs.driver import Person


def test_help_says_what_the_bot_can_do_and_who_is_speaking(coached: Person) -> None:
    said = coached.says("/help")
    assert "I am Jalon, a bot. Your counsellor is Josée Tremblay, a person." in said
    for command in ("/start", "/plan", "/learn", "/search", "/settings", "/cancel"):
        assert command in said


def test_help_is_open_to_visitors(person: Person) -> None:
    assert "What I can do" in person.says("/help")


def test_stopping_keeps_the_answers_and_says_how_to_go_on(amina: Person) -> None:
    amina.taps("Skilled worker")
    assert "Stopped. Your answers are kept." in amina.says("/cancel")
    assert "Which country" in amina.taps("Go on where I was")


def test_stopping_a_message_sends_nothing(coached: Person) -> None:
    coached.taps("Write to my counsellor")
    assert "Stopped. Nothing was sent." in coached.says("/cancel")
    assert "Shall I pass it on" in coached.says("Where is my file?")


def test_stopping_a_request_keeps_it(person: Person) -> None:
    person.opens()
    person.taps("English")
    person.taps("Ask for access")
    person.says("I am a welder.")
    assert "Stopped. Your answers are kept." in person.says("/cancel")
    assert "An e-mail address" in person.taps("Go on where I was")


@pytest.mark.parametrize("text", ["/nothing", "/", "/PLAN2", "/start@OtherBot2 x"])
def test_an_unknown_command_shows_the_way_home(coached: Person, text: str) -> None:
    coached.says(text)
    assert "Home" in coached.sees or "My plan" in coached.sees


@pytest.mark.parametrize("path", ["", "nothing", "plan/", "PLAN", "home/../x", "é" * 40, "plan/1/done/"])
def test_a_button_that_leads_nowhere_shows_the_way_home(coached: Person, path: str) -> None:
    assert "I do not know this button" in coached.follows(path)
    assert coached.sees == ["Home", "Help"]


def test_home_leads_to_everything(coached: Person) -> None:
    said = coached.says("/start")
    assert "Your next step:" in said
    assert coached.sees == [
        "My plan",
        "Training",
        "Job search",
        "Write to my counsellor",
        "My profile",
        "Settings",
        "Help",
    ]


def test_every_command_has_its_words(coached: Person) -> None:
    commands = front.site().commands
    assert set(commands) == {"start", "plan", "learn", "search", "help", "settings", "cancel"}
    for page in commands.values():
        assert page.command
        assert page.command.description.msgid


def test_data_of_nobody_is_our_mistake(person: Person) -> None:
    person.opens()
    with pytest.raises(LookupError):
        person.looks_up(lambda session, chat: everything(session, chat, person.now))
