"""Laws of what staff do in a conversation: the person always knows who is speaking."""

import pytest

from dialogs.engine.staffing import Declined, Granted, HandedBack, StaffWrote, TookOver
from storage.candidates import Candidate
from storage.conversations import AccessRequest, Speaker
from storage.plans import Step
from storage.staff import Staff
from tests.dialogs.driver import Person
from tests.dialogs.test_counsellor import waiting
from tests.dialogs.test_joining import Invite


def josee(person: Person) -> int:
    return person.looks_up(lambda session, _chat: session.query(Staff).one().id)


def takes_over(person: Person) -> str:
    return person.does(TookOver("staff:1", 1, josee(person)))


def hands_back(person: Person) -> str:
    return person.does(HandedBack("staff:2", 1, josee(person)))


def writes(person: Person, text: str) -> str:
    return person.does(StaffWrote("staff:3", 1, josee(person), text))


def test_who_takes_over_is_named(coached: Person) -> None:
    said = takes_over(coached)
    assert "Josée Tremblay, a person, is with you now." in said
    assert "I, the bot, keep silent" in said
    assert coached.looks_up(lambda _session, chat: (chat.speaker, chat.speaker_id)) == (Speaker.COUNSELLOR, 1)


def test_the_words_of_staff_stand_under_their_name(coached: Person) -> None:
    takes_over(coached)
    coached.says("Thank you!")
    assert writes(coached, "Bring <both> papers.") == "Josée Tremblay:\nBring <both> papers."
    assert "&lt;both&gt;" in coached.screens[0].html
    assert waiting(coached) is None
    assert coached.sees == []


def test_an_answer_while_the_bot_speaks_can_be_replied_to(coached: Person) -> None:
    writes(coached, "Your file is complete.")
    assert "Write your message." in coached.taps("Reply")


def test_an_answer_pauses_the_question_so_that_a_reply_is_not_taken_for_an_answer(amina: Person) -> None:
    amina.taps("Skilled worker")
    writes(amina, "Where do you live?")
    assert "Shall I pass it on" in amina.says("In Oran, with my aunt.")
    assert "Which country" in amina.taps("Go on where I was")


def test_after_the_talk_the_bot_asks_the_very_question_again(amina: Person) -> None:
    amina.taps("Skilled worker")
    takes_over(amina)
    amina.says("I do not understand the question.")
    said = hands_back(amina)
    assert "I am Jalon, the bot, again." in said
    assert "Which country do you come from?" in said
    assert "With whom" in amina.says("Algérie")


def test_after_the_talk_nothing_is_asked_where_nothing_was(coached: Person) -> None:
    coached.says("/start")
    takes_over(coached)
    assert "You can write to Josée Tremblay at any time." in hands_back(coached)
    assert coached.sees == ["Write to my counsellor", "Home"]
    assert coached.looks_up(lambda _session, chat: (chat.speaker, chat.speaker_id)) == (Speaker.BOT, None)


def test_a_message_that_was_being_written_is_not_asked_for_again(coached: Person) -> None:
    coached.taps("Write to my counsellor")
    takes_over(coached)
    coached.says("Here I am.")
    assert "Write your message." not in hands_back(coached)


def test_words_that_nobody_answered_still_wait_after_the_talk(coached: Person) -> None:
    takes_over(coached)
    writes(coached, "How can I help?")
    coached.says("My visa was refused.")
    hands_back(coached)
    assert waiting(coached) == coached.now


def test_words_that_were_answered_wait_no_more_after_the_talk(coached: Person) -> None:
    takes_over(coached)
    coached.says("My visa was refused.")
    writes(coached, "Let us look at it.")
    hands_back(coached)
    assert waiting(coached) is None


def test_who_speaks_already_takes_over_in_silence(coached: Person) -> None:
    takes_over(coached)
    assert takes_over(coached) == ""


def test_handing_back_twice_is_said_once(coached: Person) -> None:
    takes_over(coached)
    hands_back(coached)
    assert hands_back(coached) == ""


@pytest.fixture
def visitor(amina: Person) -> Person:
    """Somebody who asked for access, with an e-mail address."""
    visitor = Person(amina.database, amina.programme, amina.now, chat_id=7009)
    visitor.opens()
    visitor.taps("English")
    visitor.taps("Ask for access")
    visitor.says("I am a welder.")
    visitor.says("karim@example.org")
    return visitor


def request(person: Person) -> AccessRequest:
    return person.looks_up(
        lambda session, _chat: session.query(AccessRequest).order_by(AccessRequest.id.desc()).first()
    )  # type: ignore[return-value]


def grants(person: Person, request_id: int) -> str:
    return person.does(Granted("staff:4", 2, josee(person), request_id, "Karim", "Saïdi", josee(person)))


def declines(person: Person, request_id: int, reason: str) -> str:
    return person.does(Declined("staff:5", 2, josee(person), request_id, reason))


def test_a_request_that_is_granted_makes_a_candidate(visitor: Person) -> None:
    said = grants(visitor, request(visitor).id)
    assert "the team has granted your request" in said
    assert "Hello, Karim." in said
    name, email, counsellor = visitor.looks_up(
        lambda _session, chat: (chat.candidate.name, chat.candidate.email, chat.candidate.counsellor.name)  # type: ignore[union-attr]
    )
    assert (name, email, counsellor) == ("Karim Saïdi", "karim@example.org", "Josée Tremblay")
    assert request(visitor).granted is True


def test_a_second_grant_changes_nothing(visitor: Person) -> None:
    first = request(visitor).id
    grants(visitor, first)
    assert grants(visitor, first) == ""
    assert visitor.looks_up(lambda session, _chat: session.query(Candidate).count()) == 2


def test_a_request_that_is_declined_says_why_and_leaves_the_door_open(visitor: Person) -> None:
    first = request(visitor).id
    said = declines(visitor, first, "No CSQ yet.")
    assert "The reason in its own words: No CSQ yet." in said
    visitor.taps("Ask again")
    assert declines(visitor, first, "No CSQ yet.") == ""
    visitor.says("I have my CSQ now.")
    visitor.taps("Skip")
    assert "The reason" not in declines(visitor, request(visitor).id, "")


def test_the_request_of_somebody_else_is_not_decided_here(visitor: Person, amina: Person) -> None:
    assert grants(amina, request(visitor).id) == ""
    assert declines(amina, request(visitor).id, "") == ""
    assert declines(amina, 999, "") == ""
    assert request(visitor).decided_at is None


def test_a_grant_to_who_came_in_by_a_code_settles_the_request_in_silence(visitor: Person, invite: Invite) -> None:
    first = request(visitor).id
    invite("LATER-CODE", first_name="Karim")
    visitor.opens("LATER-CODE")
    with visitor.database.session() as session, session.begin():
        session.get_one(AccessRequest, first).decided_at = None
    assert grants(visitor, first) == ""
    assert request(visitor).decided_at == visitor.now
    assert visitor.looks_up(lambda session, _chat: session.query(Candidate).count()) == 2


def test_a_request_that_was_begun_again_is_dropped_when_access_is_granted(visitor: Person) -> None:
    visitor.follows("request")
    grants(visitor, request(visitor).id)
    visitor.taps("I agree")
    assert "Where are you now?" in visitor.reads
    assert visitor.looks_up(lambda _session, chat: "request" in chat.state["answers"]) is False


def test_a_form_that_is_opened_while_a_counsellor_speaks_takes_its_answer(coached: Person) -> None:
    """And the profile that was being asked before is asked again when the bot is back."""
    coached.follows("intake/experience")
    coached.does(TookOver("k1", 1, 1))
    assert coached.says("A word for you") == ""
    step = coached.looks_up(lambda session, _chat: session.query(Step).order_by(Step.position).all()[0].id)
    coached.follows(f"plan/{step}/later")
    assert "Noted: " in coached.says("2027-01-31")
    coached.does(HandedBack("k2", 1, 1))
    assert "How many years" in coached.reads
