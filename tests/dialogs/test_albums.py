"""Laws of several proofs at once: each photo of an album is one, and all of them are told in one message."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coaching.proofs import Refusal
from dialogs.engine.events import Examined
from dialogs.engine.staffing import StaffWrote, TookOver
from dialogs.proofs import REFUSED
from storage.conversations import Conversation
from storage.messages import File
from storage.plans import Proof
from tests import samples
from tests.dialogs.driver import Person
from tests.dialogs.test_proofs import FULL, first, found, kept, sends, title

MINUTE = timedelta(minutes=1)


def album(person: Person, *names: str) -> list[str]:
    """Several photos sent at once for the first step; what is answered to each."""
    return [sends(person, names[0]), *(person.sends(name, "image/jpeg") for name in names[1:])]


def test_every_photo_of_an_album_is_a_proof_and_they_are_confirmed_once(coached: Person) -> None:
    first_said, *rest = album(coached, "1.jpg", "2.jpg", "3.jpg")
    assert first_said.startswith("Thank you. I am looking at 1.jpg")
    assert rest == ["", ""]
    coached.now += MINUTE
    assert [kept(coached, number) for number in (2, 1)] == ["", ""]
    assert kept(coached, 3) == f"📎 I have kept 3 files with the step {title(coached)}."
    assert coached.does(Examined(3)) == ""
    assert {found(coached, number).step_id for number in (1, 2, 3)} == {first(coached)}
    said = coached.follows("plan/history")
    assert said.count("Proof received: ") == 3


def test_of_an_album_it_is_told_what_is_kept_and_what_is_not_and_why(coached: Person) -> None:
    album(coached, "1.jpg", "2.jpg", "3.jpg")
    coached.does(Examined(1, Refusal.CUT))
    kept(coached, 2, content=samples.PROTECTED)
    with coached.database.session() as session, session.begin():
        session.get_one(Proof, 3).file = File(name="3.jpg", type="", content=b"", created_at=coached.now)
    said = coached.does(Examined(3, protected=True)).splitlines()
    assert said[0].startswith("📎 I have kept 2 files with the step ")
    assert said[1].startswith("It is a protected PDF.")
    assert said[2:] == [
        "I could not keep 1.jpg.",
        coached.in_words(REFUSED[Refusal.CUT].msgid),
        "A proof is a photo or a PDF, 20 MB at most.",
    ]
    assert coached.sees == ["Mark this step as done", "Send another", "Open this step", "Home"]


def test_of_an_album_of_which_nothing_is_kept_every_refusal_is_told(coached: Person) -> None:
    album(coached, "1.jpg", "2.jpg")
    coached.does(Examined(1, Refusal.CUT))
    said = coached.does(Examined(2, Refusal.EMPTY))
    assert said.count("I could not keep") == 2
    assert said.endswith(f"Step: {title(coached)}")


def test_a_file_that_follows_a_proof_is_one_of_the_same_step(coached: Person) -> None:
    sends(coached)
    kept(coached)
    coached.now += MINUTE * 9
    assert coached.sends("second.pdf").startswith("Thank you. I am looking at second.pdf")
    coached.now += MINUTE * 9
    assert coached.sends("third.pdf").startswith("Thank you. I am looking at third.pdf")
    assert "I have kept second.pdf" in kept(coached, 2)
    assert "I have kept third.pdf" in kept(coached, 3)
    assert found(coached, 3).step_id == first(coached)


def is_silent(person: Person) -> None:
    person.now += MINUTE * 11


def writes(person: Person) -> None:
    person.now += MINUTE
    person.says("merci")


def goes_elsewhere(person: Person) -> None:
    person.now += MINUTE
    person.follows("plan")


def is_written_to(person: Person) -> None:
    person.does(StaffWrote("staff:1", 1, 1, "Good day!"))


def meets_the_counsellor(person: Person) -> None:
    person.does(TookOver("staff:1", 1, 1))


@pytest.mark.parametrize("meanwhile", [is_silent, writes, goes_elsewhere, is_written_to, meets_the_counsellor])
def test_a_file_after_something_else_is_no_proof(coached: Person, meanwhile: Callable[[Person], None]) -> None:
    sends(coached)
    kept(coached)
    meanwhile(coached)
    assert "I am looking at" not in coached.sends("second.pdf")
    assert len(coached.looks_up(lambda session, _chat: session.query(Proof).all())) == 1


def test_who_withdraws_between_two_photos_sends_no_proof_of_a_step_that_is_not_theirs(coached: Person) -> None:
    sends(coached)
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().candidate = None
    assert "I am looking at" not in coached.sends("second.pdf")


def test_a_file_that_is_too_large_after_a_proof_is_refused_with_its_step(coached: Person) -> None:
    sends(coached)
    said = coached.sends("film.pdf", size=20_000_001).splitlines()
    assert said == ["This file is too large: 20 MB at most. Please send a smaller one.", f"Step: {title(coached)}"]


def test_an_album_that_is_too_long_says_once_that_the_step_is_full(coached: Person) -> None:
    said = album(coached, *(f"{number}.jpg" for number in range(23)))
    assert said[1:] == [*[""] * 19, FULL, "", ""]
    assert len(coached.looks_up(lambda session, _chat: session.query(Proof).all())) == 20
