"""Laws of words of distress, and of asking for a person."""

import pytest

from dialogs.engine.words import fold
from dialogs.urgent import DANGER
from storage.conversations import Conversation
from tests.dialogs.driver import Person, leaves
from tests.dialogs.test_counsellor import counsellor_speaks, waiting


@pytest.mark.parametrize(
    "words",
    [
        "Je veux mourir",
        "j'ai plus envie de vivre…",
        "I want to die",
        "i'm in danger, my husband hits me",
        "Quiero morir",
        "أريد أن أموت",
    ],
)
def test_words_of_distress_reach_a_person_at_once(coached: Person, words: str) -> None:
    said = coached.says(words)
    assert "You are not alone." in said
    assert "call the emergency number of the country where you are now" in said
    assert "811, option 2" in said
    assert "Josée Tremblay" in said
    assert waiting(coached) == coached.now


DISTRESS = (
    *("je ne veux plus vivre", "je veux plus vivre", "J’ai plus envie de vivre", "je pense au suicide"),
    *("je n'en peux plus", "j'en peux plus", "j'ai des idées noires", "J'ai envie d'en finir", "je veux en finir"),
    *("je suis battue par mon mari", "mon conjoint me menace", "mon mari me frappe", "il m'a frappée"),
    *("j’ai été agressée", "Au secours !", "À l'aide !", "j'ai peur pour ma vie", "je veux en finir avec la vie"),
    *("I don't want to live anymore", "I dont want to live", "I want to die", "he hits me", "my husband beats me"),
    *("I have suicidal thoughts", "I can't go on anymore", "thinking about suicide", "he threatened me"),
    *("no quiero vivir", "mi marido me pega", "سأنتحر"),
)
NO_DISTRESS = (
    *(
        "je vais mourir de froid",
        "Je veux vivre à Montréal",
        "Je ne veux pas vivre à Toronto",
        "I'm going to die of cold",
    ),
    *("I don't want to live in a big city", "Je me suis battue pour mon visa", "à l'aide d'un ordinateur"),
    *("J'ai travaillé au Secours catholique", "travailleur en prévention du suicide", "help", "premiers secours"),
    *("I am in danger of missing my flight", "Je veux en finir avec ces papiers", "Mes voisins m'ont aidée"),
)


@pytest.mark.parametrize("words", DISTRESS)
def test_distress_is_known_by_its_usual_words(words: str) -> None:
    assert DANGER.search(fold(words))


@pytest.mark.parametrize("words", NO_DISTRESS)
def test_other_words_are_no_distress(words: str) -> None:
    assert not DANGER.search(fold(words))


def test_words_of_distress_are_heard_inside_a_form_which_waits(amina: Person) -> None:
    amina.taps("Skilled worker")
    assert "You are not alone." in amina.says("je veux mourir")
    assert "Which country" in amina.taps("Go on where I was")


def test_words_of_distress_are_answered_while_a_counsellor_speaks(coached: Person) -> None:
    counsellor_speaks(coached)
    assert "You are not alone." in coached.says("I want to kill myself")
    assert coached.says("I want to talk to a human") == ""


def test_a_visitor_in_distress_is_told_whom_to_call(person: Person) -> None:
    person.opens()
    person.taps("English")
    said = person.says("I am suicidal")
    assert "You are not alone." in said
    assert "No member of the team reads this chat." in said
    assert "call the emergency number of the country where you are now" in said
    assert "passed your words on" not in said
    assert waiting(person) is None


def test_who_left_and_is_in_distress_is_told_whom_to_call(coached: Person) -> None:
    leaves(coached)
    assert "passed your words on" not in coached.says("I am suicidal")


@pytest.mark.parametrize(
    "words", ["a human please", "Je voudrais parler à quelqu'un", "I want to speak to a real person", "Un humain SVP"]
)
def test_who_asks_for_a_person_gets_one(coached: Person, words: str) -> None:
    assert "I have told Josée Tremblay, who will answer here." in coached.says(words)
    assert waiting(coached) == coached.now
    assert "Write your message." in coached.taps("Write it now")


@pytest.mark.parametrize("work", ["human resources manager", "travailleur en prévention du suicide", "agent"])
def test_a_trade_is_no_call_for_help(amina: Person, work: str) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    amina.taps("Alone")
    amina.says(work)
    assert "You are not alone" not in amina.reads
    assert "I have told" not in amina.reads


def test_a_visitor_who_asks_for_a_person_is_told_what_a_visitor_can_do(person: Person) -> None:
    person.opens()
    person.taps("English")
    assert "Ask for access" in (person.says("a human please") and person.sees)


def test_a_command_is_no_call_for_help(coached: Person) -> None:
    coached.says("/help a human please")
    assert coached.looks_up(lambda session, _chat: session.query(Conversation).one().waiting_since) is None
