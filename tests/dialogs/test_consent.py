"""Laws of consent."""

import pytest

from dialogs import consent
from storage.candidates import Candidate, Status
from storage.consents import Consent
from tests.dialogs.conftest import CODE
from tests.dialogs.driver import Person, leaves
from tests.dialogs.test_joining import Invite


@pytest.fixture
def asked(person: Person, invite: Invite) -> Person:
    """A candidate who reads the words for the first time."""
    invite()
    person.opens(CODE)
    person.taps("English")
    return person


def decisions(person: Person) -> list[str]:
    return person.looks_up(
        lambda session, _chat: [f"{each.decision} {each.version} {each.locale}" for each in session.query(Consent)]
    )


def test_four_plain_lines_say_what_is_kept_before_the_first_question(asked: Person) -> None:
    assert asked.reads.count("•") == 4
    assert asked.sees == ["I agree", "Not now", "Read more", "Language"]
    assert "every reading of your file is written down" in asked.taps("Read more")
    assert asked.sees == ["I agree", "Not now", "Language"]


def test_who_agrees_is_asked_for_the_clock_then_the_first_question(asked: Person) -> None:
    assert "Where are you now?" in asked.taps("I agree")
    assert "1 of" in asked.says("Alger")
    assert decisions(asked) == [f"agreed {consent.VERSION} en"]


def test_agreeing_twice_counts_once(asked: Person) -> None:
    path = asked.path_of("I agree")
    asked.follows(path)
    assert "Where are you now?" in asked.follows(path)
    assert len(decisions(asked)) == 1


def test_who_refuses_may_look_around_and_come_back(asked: Person) -> None:
    assert "ask you nothing more" in asked.taps("Not now")
    asked.taps("Look around")
    assert "Welcome back, Amina." in asked.taps("Home")
    asked.taps("I agree")
    assert decisions(asked) == [f"refused {consent.VERSION} en", f"agreed {consent.VERSION} en"]


@pytest.mark.parametrize("path", ["plan", "profile", "intake", "intake/family/alone", "write", "settings"])
def test_without_agreement_every_page_of_a_candidate_shows_the_words_first(asked: Person, path: str) -> None:
    assert "Do you agree?" in asked.follows(path)


def test_what_is_typed_without_agreement_is_answered_with_the_words(asked: Person) -> None:
    assert "Do you agree?" in asked.says("What is this?")


def test_words_that_have_changed_are_asked_again(coached: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Consent).one().version = "2020-01"
    assert "these words have changed since you agreed" in coached.says("/plan")
    assert "Hello, Amina." in coached.taps("I agree")


def test_an_old_not_now_does_not_take_an_agreement_back(coached: Person) -> None:
    assert "Leaving the programme" in coached.follows("consent/no")
    assert len(decisions(coached)) == 1


def test_a_profile_that_was_begun_goes_on_after_agreeing_again(amina: Person) -> None:
    amina.taps("Skilled worker")
    with amina.database.session() as session, session.begin():
        session.query(Consent).one().version = "2020-01"
    amina.says("/start")
    assert "2 of" in amina.taps("I agree")


def test_who_left_and_agrees_again_is_coached_as_before(coached: Person) -> None:
    leaves(coached, "erase")
    assert "Welcome back, Amina." in coached.opens()
    assert "You asked us to erase your file" in coached.taps("I agree")
    assert "Your next step" in coached.taps("Yes, keep my file")
    with coached.database.session() as session:
        candidate = session.query(Candidate).one()
        assert candidate.status is Status.ACTIVE
        assert candidate.left_at is None
        assert candidate.erasure_asked_at is None


def test_a_wish_to_be_erased_stands_until_it_is_plainly_taken_back(coached: Person) -> None:
    leaves(coached, "erase")
    coached.opens()
    coached.taps("I agree")
    assert erasure_asked(coached)
    keep = coached.path_of("Yes, keep my file")
    assert "Your request to erase your file stands." in coached.taps("No, erase it")
    coached.later(days=30)
    assert "Do you agree?" in coached.follows(keep)
    assert erasure_asked(coached)


def erasure_asked(person: Person) -> bool:
    return person.looks_up(lambda session, _chat: session.query(Candidate).one().erasure_asked_at is not None)


@pytest.mark.parametrize("path", ["consent/yes", "consent/2020-01/yes"])
def test_an_old_agreement_agrees_to_no_words_that_were_never_shown(asked: Person, path: str) -> None:
    assert "Do you agree?" in asked.follows(path)
    assert decisions(asked) == []


@pytest.mark.parametrize("path", ["consent/yes", "consent/2020-01/yes", "consent/2020-01/keep"])
def test_an_old_agreement_takes_who_has_agreed_home(coached: Person, path: str) -> None:
    assert "Hello, Amina." in coached.follows(path)


def test_who_refused_can_take_a_copy_of_the_data(asked: Person) -> None:
    asked.taps("Not now")
    assert "What is stored about you" in asked.follows("data")
    assert "Here is everything" in asked.taps("Send me my data")
    assert asked.screens[0].document
    assert asked.sees == ["Home"]


def test_who_left_can_take_a_copy_of_the_data(coached: Person) -> None:
    leaves(coached, "keep")
    assert "Here is everything" in coached.taps("Send me my data")
