"""Laws of coming in, by an invitation or as a visitor."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from dialogs import front
from dialogs.engine.events import Typed
from dialogs.joining import read_code
from storage import messages
from storage.candidates import Candidate, Status
from storage.conversations import AccessRequest, Conversation
from storage.database import Database
from storage.invitations import Invitation, issue
from storage.messages import Author, Delivery, Direction, transcript
from storage.timers import Timer
from tests.dialogs.conftest import CODE, NOON
from tests.dialogs.driver import Person

Invite = Callable[..., int]


@pytest.fixture
def another(person: Person) -> Person:
    """Somebody else with a phone."""
    return Person(person.database, person.programme, NOON, chat_id=7002)


def test_a_new_person_chooses_a_language_before_anything_else(person: Person) -> None:
    assert "Choose your language." in person.opens()
    assert person.sees == ["English", "Français"]
    assert "Welcome to Jalon." in person.taps("English")


def test_the_language_of_the_phone_stands_first(person: Person) -> None:
    person.language = "fr-CA"
    person.opens()
    assert person.sees == ["Français", "English"]


def test_a_visitor_looks_around_without_a_code(person: Person) -> None:
    person.opens()
    person.taps("English")
    assert "A coach in this chat" in person.taps("What is Jalon?")
    assert "An example: a nurse from Algeria" in person.taps("See an example of a plan")
    assert "selected" in person.taps("Who may join?")
    assert "never asks for money" in person.taps("Is it free?")
    assert "not a government website" in person.taps("Is it official?")
    assert "Welcome to Jalon." in person.taps("Home")


def test_a_code_lets_a_candidate_in_and_greets_by_name(person: Person, invite: Invite) -> None:
    candidate_id = invite()
    person.opens(CODE)
    assert "Hello, Amina." in person.taps("English")
    with person.database.session() as session:
        candidate = session.get_one(Candidate, candidate_id)
        assert (candidate.status, candidate.joined_at) == (Status.ACTIVE, NOON)
        assert session.query(Invitation).one().used_at == NOON


def test_the_same_account_with_its_own_used_code_is_simply_at_home(coached: Person) -> None:
    assert "Hello, Amina." in coached.opens(CODE)
    assert "My plan" in coached.sees


def test_a_second_account_with_the_same_code_is_refused_kindly(amina: Person, another: Person) -> None:
    said = another.opens(CODE)
    assert "already been used from another Telegram account" in said
    assert another.looks_up(lambda _session, chat: chat.candidate_id) is None
    assert "Ask for access" in another.sees


def test_a_second_invitation_does_not_open_a_file_in_a_second_account(
    amina: Person, another: Person, memory: Database
) -> None:
    _invite_again(memory, "SECOND-CODE")
    assert "already open in another Telegram account" in another.opens("SECOND-CODE")


def _invite_again(memory: Database, code: str, now: datetime = NOON) -> None:
    with memory.session() as session, session.begin():
        issue(session, session.query(Candidate).one(), code, now, now + timedelta(days=1))


def test_an_invitation_issued_after_joining_moves_the_file_to_a_new_phone(
    coached: Person, another: Person, memory: Database
) -> None:
    coached.says("A question?")
    _write(coached, "A question?")
    coached.later(days=1)
    another.now = coached.now
    _invite_again(memory, "NEW-PHONE", another.now)
    assert "Hello, Amina." in another.opens("NEW-PHONE")
    assert "Your next step" in another.reads
    assert coached.looks_up(lambda _session, chat: (chat.candidate_id, chat.state)) == (None, {})
    assert another.looks_up(lambda _session, chat: chat.candidate_id) == 1
    told = coached.looks_up(lambda session, chat: [each.body for each in transcript(session, chat.id)])
    assert len(told) == 1
    assert "If that was not you, tell the office" in told[0]
    assert another.looks_up(lambda session, chat: [each.body for each in transcript(session, chat.id)]) == [
        "A question?"
    ]
    assert "Welcome to Jalon." in coached.says("/start")


def _write(person: Person, words: str) -> None:
    def write(session: Session, chat: Conversation) -> None:
        row = {"conversation_id": chat.id, "direction": Direction.IN, "author": Author.CANDIDATE, "body": words}
        messages.write(session, [{**row, "created_at": person.now, "delivery": Delivery.RECEIVED}])

    person.looks_up(write)


def test_answers_that_were_begun_move_to_the_new_phone(amina: Person, another: Person, memory: Database) -> None:
    amina.taps("Skilled worker")
    amina.later(hours=1)
    another.now = amina.now
    _invite_again(memory, "NEW-PHONE", another.now)
    another.opens("NEW-PHONE")
    assert "Which country" in another.taps("Go on with my profile")
    reminded = another.looks_up(lambda session, _chat: [timer.conversation_id for timer in session.query(Timer)])
    assert reminded == [another.looks_up(lambda _session, chat: chat.id)]


def test_an_invitation_older_than_the_last_phone_moves_nothing(
    amina: Person, another: Person, memory: Database
) -> None:
    third = Person(memory, amina.programme, NOON, chat_id=7003)
    another.now = third.now = NOON + timedelta(hours=2)
    for code in ("NEW-PHONE", "SPARE-CODE"):
        _invite_again(memory, code, NOON + timedelta(hours=1))
    another.opens("NEW-PHONE")
    assert "already open in another Telegram account" in third.opens("SPARE-CODE")


def test_an_unknown_code_is_refused_with_the_way_to_get_another(person: Person) -> None:
    assert "I do not know this code" in person.opens("NOBODY-77")
    assert person.sees[:2] == ["Type another code", "Ask for access"]


def test_an_expired_code_is_refused_with_the_way_to_get_another(person: Person, invite: Invite) -> None:
    invite(days=1)
    person.now += timedelta(days=2)
    assert "has expired. The team that wrote to you can send a new one." in person.opens(CODE)


def test_a_withdrawn_code_is_refused_with_the_way_to_get_another(person: Person, invite: Invite) -> None:
    invite()
    with person.database.session() as session, session.begin():
        session.query(Invitation).one().withdrawn_at = NOON
    assert "was withdrawn" in person.opens(CODE)


def test_a_code_for_someone_else_changes_nothing_in_a_chat_that_is_taken(amina: Person, invite: Invite) -> None:
    invite("OTHER-CODE", first_name="Karim")
    said = amina.opens("OTHER-CODE")
    assert "already belongs to Amina Haddad" in said
    assert amina.sees == ["Home"]
    with amina.database.session() as session:
        assert session.query(Invitation).order_by(Invitation.id.desc()).first().used_at is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "typed",
    [
        "abcd-2345",
        "  ABCD-2345  ",
        "ABCD – 2345",
        "https://t.me/JalonBot?start=ABCD-2345",
        "t.me/JalonBot?start=ABCD-2345 merci",
        "«ABCD-2345».",
        "A\u200bBCD-2345",
    ],
)
def test_a_code_is_read_as_people_type_it(person: Person, invite: Invite, typed: str) -> None:
    invite()
    person.opens()
    person.taps("English")
    person.taps("I have a code")
    assert "Hello, Amina." in person.says(typed)


def test_a_wrong_code_can_be_typed_again_at_once(person: Person, invite: Invite) -> None:
    invite()
    person.opens()
    person.taps("English")
    person.taps("I have a code")
    assert "I do not know this code" in person.says("ABCD-2354")
    assert "I do not know this code" in person.says("🙂")
    assert "Hello, Amina." in person.says("ABCD-2345")


def test_what_is_no_code_leaves_no_trace_of_a_code() -> None:
    assert read_code("<b>") == "b"
    assert read_code("\u202e🙂") == ""


def test_a_visitor_asks_for_access_and_hears_what_happens_next(person: Person) -> None:
    person.opens()
    person.taps("English")
    person.taps("Ask for access")
    person.says("I am a welder in Tunis, with a CSQ since May.")
    assert "does not look like an e-mail address" in person.says("amina at example")
    assert "Your request is with the team" in person.says("amina@example.org")
    person.taps("Home")
    assert "You asked for access on" in person.taps("My request")
    with person.database.session() as session:
        request = session.query(AccessRequest).one()
        assert request.words == "I am a welder in Tunis, with a CSQ since May."


def test_a_second_tap_asks_for_access_once(person: Person) -> None:
    person.opens()
    person.taps("English")
    person.taps("Ask for access")
    person.says("I am a welder.")
    skip = person.path_of("Skip")
    person.follows(skip)
    assert person.follows(skip) == ""
    person.later(minutes=1)
    assert "Welcome to Jalon." in person.follows(skip)
    person.follows("request")
    person.says("Again")
    assert "You asked for access on" in person.follows("request/email/-")
    assert person.looks_up(lambda session, _chat: session.query(AccessRequest).count()) == 1


def test_a_code_settles_the_request_of_the_visitor_who_got_it(person: Person, invite: Invite) -> None:
    person.opens()
    person.taps("English")
    person.taps("Ask for access")
    person.says("I am a welder.")
    person.taps("Skip")
    invite()
    person.opens(CODE)
    assert person.looks_up(lambda session, _chat: session.query(AccessRequest).one().granted) is True


def test_a_candidate_has_no_need_to_ask_for_access(coached: Person) -> None:
    assert "Hello, Amina." in coached.follows("access")


def test_an_email_address_of_a_request_is_for_no_transcript(person: Person) -> None:
    person.opens()
    person.taps("English")
    person.taps("Ask for access")
    assert not _private(person, "I am a welder.")
    assert _private(person, "amina at example")
    assert "amina" not in person.follows("request/email")
    assert _private(person, "amina@example.org")
    assert not _private(person, "Thank you!")


def _private(person: Person, words: str) -> bool:
    with person.turn(Typed(words)) as turn:
        front.site().answer(turn)
        return turn.private


def test_a_request_that_was_begun_is_dropped_by_a_code(person: Person, invite: Invite) -> None:
    person.opens()
    person.taps("English")
    person.taps("Ask for access")
    person.says("I am a welder.")
    skip = person.path_of("Skip")
    invite()
    person.opens(CODE)
    assert "Hello, Amina." in person.follows(skip)
    assert person.looks_up(lambda session, _chat: session.query(AccessRequest).count()) == 0


def test_a_candidate_who_answers_the_request_for_access_is_shown_home(coached: Person) -> None:
    coached.follows("request")
    coached.says("I am a welder.")
    assert "Hello, Amina." in coached.taps("Skip")
    assert coached.looks_up(lambda session, _chat: session.query(AccessRequest).count()) == 0


def test_a_person_who_had_blocked_the_bot_is_written_to_again(person: Person) -> None:
    with person.database.session() as session, session.begin():
        person._conversation(session).blocked_at = NOON
    person.opens()
    assert person.looks_up(lambda _session, chat: chat.blocked_at) is None


def test_a_language_that_is_not_shipped_is_asked_again(person: Person) -> None:
    person.opens()
    assert "Choose your language." in person.follows("language/xx")


def test_a_visitor_changes_the_language_and_is_welcomed_in_it(person: Person) -> None:
    person.opens()
    person.taps("English")
    person.taps("Language")
    person.taps("Français")
    assert person.in_words("I have a code") in person.sees


@pytest.mark.parametrize(
    "path",
    [
        "consent",
        "consent/more",
        "consent/2026-11/yes",
        "consent/2026-11/keep",
        "consent/no",
        "leave",
        "leave/keep",
        "leave/keep/yes",
    ],
)
def test_a_forged_path_gives_a_visitor_nothing_but_the_welcome(person: Person, path: str) -> None:
    person.opens()
    person.taps("English")
    assert "Welcome to Jalon." in person.follows(path)


@pytest.mark.parametrize(
    "path", ["home", "plan", "plan/1", "plan/1/done", "profile", "intake/family/alone", "data/send", "settings"]
)
def test_the_pages_of_candidates_are_closed_to_visitors(person: Person, path: str) -> None:
    person.opens()
    person.taps("English")
    assert "Welcome to Jalon." in person.follows(path)
