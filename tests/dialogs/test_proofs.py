"""Laws of proofs in conversation: taken in, told of once, listed, and given back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coaching.history import read
from coaching.proofs import Refusal
from dialogs.engine.events import Examined
from dialogs.engine.staffing import TookOver
from dialogs.proofs import REFUSED
from storage.candidates import Candidate
from storage.conversations import Conversation
from storage.messages import File
from storage.plans import Plan, PlanVersion, Proof, Step
from storage.staff import Staff
from tests import samples
from tests.dialogs.driver import Person, leaves


def first(person: Person) -> int:
    """The id of the first step."""
    return person.looks_up(lambda session, _chat: session.query(Step).order_by(Step.position).all()[0].id)


def title(person: Person) -> str:
    return person.follows(f"plan/{first(person)}").splitlines()[0][3:]


def sends(person: Person, name: str = "diploma.pdf", kind: str = "application/pdf", size: int = 1000) -> str:
    person.follows(f"plan/{first(person)}/proof")
    return person.sends(name, kind, size)


def found(person: Person, number: int = 1) -> Proof:
    with person.database.session() as session:
        return session.get_one(Proof, number)


def kept(person: Person, number: int = 1, name: str = "diploma.pdf", content: bytes = samples.PDF) -> str:
    """What is said when the content of a proof is stored and looked at."""
    with person.database.session() as session, session.begin():
        file = File(name=name, type="application/pdf", content=content, created_at=person.now)
        session.get_one(Proof, number).file = file
    return person.does(Examined(number))


@pytest.mark.parametrize("kind", ["application/pdf", "application/octet-stream", "image/heic", "application/zip", ""])
def test_a_file_is_taken_in_whatever_type_it_is_declared_as(coached: Person, kind: str) -> None:
    said = sends(coached, kind=kind)
    assert said.startswith("Thank you. I am looking at diploma.pdf, and tell you in a moment.")
    assert coached.sees == ["Send another", "‹ Back to this step", "My plan", "Home"]
    proof = found(coached)
    assert (proof.step_id, proof.name, proof.type, proof.size) == (first(coached), "diploma.pdf", kind, 1000)
    assert (proof.platform_id, proof.sent_at, proof.checked_at) == ("file-1", coached.now, None)


def test_a_file_without_a_name_has_one_to_be_spoken_of_by(coached: Person) -> None:
    assert "I am looking at your file" in sends(coached, "")
    assert found(coached).name == "your file"


def test_a_file_without_a_name_is_spoken_of_in_the_language_of_its_sender(coached: Person) -> None:
    coached.follows("language/fr")
    said = sends(coached, "")
    assert coached.in_words("your file") in said
    assert found(coached).name == coached.in_words("your file")


def test_a_file_that_is_surely_too_large_is_refused_at_once_and_words_are_no_file(coached: Person) -> None:
    assert "This file is too large: 20 MB at most." in sends(coached, size=20_000_001)
    assert "Please send a photo or a PDF." in coached.says("I have it")
    assert "I am looking at" in coached.sends("diploma.pdf", size=20_000_000)
    assert len(coached.looks_up(lambda session, _chat: session.query(Proof).all())) == 1


def test_a_file_for_a_step_that_has_gone_meanwhile_is_told_so(coached: Person) -> None:
    coached.follows(f"plan/{first(coached)}/proof")
    with coached.database.session() as session, session.begin():
        session.delete(session.query(Step).order_by(Step.position).all()[0])
    assert "not in your plan any more" in coached.sends("diploma.pdf")
    assert coached.looks_up(lambda session, _chat: session.query(Proof).all()) == []


def test_a_proof_that_is_kept_is_told_with_its_step_and_stands_in_the_history(coached: Person) -> None:
    sends(coached)
    said = kept(coached)
    assert said == f"📎 I have kept diploma.pdf with the step {title(coached)}."
    proof = found(coached)
    assert (proof.checked_at, proof.refused) == (coached.now, None)
    last = coached.looks_up(lambda session, _chat: session.query(PlanVersion).all()[-1])
    assert (read(last.change).kind, last.staff_id, len(last.steps)) == ("proved", None, 1)
    assert f"Proof received: {title(coached)}" in coached.follows("plan/history")


def test_a_step_can_be_marked_as_done_right_where_its_proof_is_kept(coached: Person) -> None:
    sends(coached)
    kept(coached)
    assert coached.sees == ["Mark this step as done", "Send another", "Open this step", "Home"]
    assert "Well done" in coached.taps("Mark this step as done")
    coached.follows(f"plan/{first(coached)}/proof")
    coached.sends("second.pdf")
    kept(coached, 2)
    assert coached.sees == ["Send another", "Open this step", "Home"]


def test_a_protected_pdf_comes_with_a_word_of_caution(coached: Person) -> None:
    sends(coached)
    with coached.database.session() as session, session.begin():
        file = File(name="a.pdf", type="application/pdf", content=samples.PROTECTED, created_at=coached.now)
        session.get_one(Proof, 1).file = file
    assert "If it asks for a password, your counsellor cannot read it" in coached.does(Examined(1, protected=True))


@pytest.mark.parametrize("why", Refusal)
def test_what_is_not_kept_says_why_what_was_expected_and_offers_to_send_another(coached: Person, why: Refusal) -> None:
    sends(coached)
    said = coached.does(Examined(1, why)).splitlines()
    assert said[0] == "I could not keep diploma.pdf."
    assert said[1] == coached.in_words(REFUSED[why].msgid)
    assert said[2] == "A proof is a photo or a PDF, 20 MB at most."
    assert coached.sees == ["Send another", "Open this step", "Home"]
    assert (found(coached).refused, found(coached).checked_at) == (why, coached.now)
    assert len(coached.looks_up(lambda session, _chat: session.query(PlanVersion).all())) == 1
    assert "Send me a photo or a PDF." in coached.taps("Send another")


def test_what_became_of_a_proof_is_told_once(coached: Person) -> None:
    sends(coached)
    kept(coached)
    coached.later(hours=1)
    assert coached.does(Examined(1)) == ""
    assert coached.does(Examined(1, Refusal.GONE)) == ""
    assert coached.does(Examined(99)) == ""
    assert found(coached).checked_at == coached.now - timedelta(hours=1)


def test_what_another_brought_meanwhile_is_kept_whatever_a_slow_one_says(coached: Person) -> None:
    sends(coached)
    with coached.database.session() as session, session.begin():
        file = File(name="a.pdf", type="application/pdf", content=samples.PDF, created_at=coached.now)
        session.get_one(Proof, 1).file = file
    assert "I have kept" in coached.does(Examined(1, Refusal.GONE))
    assert found(coached).refused is None


@pytest.mark.parametrize("event", [Examined(1), Examined(1, Refusal.CUT)])
def test_a_question_that_is_being_asked_stays_asked(coached: Person, event: Examined) -> None:
    sends(coached)
    coached.follows(f"plan/{first(coached)}/later")
    coached.does(event)
    assert coached.screens[0].plain.startswith(("📎 I have kept", "I could not keep"))
    assert "Noted:" in coached.says("2027-01-20")


def test_it_is_said_while_a_counsellor_speaks_and_the_counsellor_goes_on_speaking(coached: Person) -> None:
    sends(coached)
    josee = coached.looks_up(lambda session, _chat: session.query(Staff).one().id)
    coached.does(TookOver("staff:1", 1, josee))
    assert "I have kept" in kept(coached)
    assert coached.looks_up(lambda _session, chat: chat.speaker_id) == josee
    assert coached.says("Thank you!") == ""


def test_who_left_meanwhile_is_not_spoken_to(coached: Person) -> None:
    sends(coached)
    leaves(coached)
    assert kept(coached) == ""
    assert found(coached).checked_at == coached.now


def a_strangers(person: Person) -> tuple[int, int]:
    """The step and the proof of somebody else."""
    with person.database.session() as session, session.begin():
        other = Candidate(first_name="Karim", created_at=person.now)
        session.add(other)
        session.flush()
        theirs = Plan(candidate_id=other.id, created_at=person.now, updated_at=person.now)
        step = Step(plan=theirs, template="fraud", position=0)
        file = File(name="theirs.pdf", type="application/pdf", content=samples.PDF, created_at=person.now)
        sent = {"platform_id": "x", "type": "", "size": 1, "sent_at": person.now}
        proof = Proof(step=step, name="theirs.pdf", file=file, **sent)
        session.add(proof)
        session.flush()
        return step.id, proof.id


def test_the_proofs_of_others_are_as_if_they_were_not_there(coached: Person) -> None:
    step, proof = a_strangers(coached)
    for path in (f"plan/{step}/proof", f"plan/{step}/proofs", f"plan/{step}/proofs/{proof}"):
        assert "not in your plan any more" in coached.follows(path)
    assert "No proof is kept" in coached.follows(f"plan/{first(coached)}/proofs/{proof}")
    assert coached.does(Examined(proof)) == ""
    assert found(coached, proof).checked_at is None


def test_a_conversation_that_is_nobodys_any_more_hears_nothing(coached: Person) -> None:
    sends(coached)
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().candidate = None
    assert coached.does(Examined(1)) == ""
    assert found(coached).checked_at is None


def test_the_proofs_of_a_step_are_listed_with_what_is_still_looked_at(coached: Person) -> None:
    sends(coached)
    kept(coached)
    sends(coached, "blurred.exe")
    coached.does(Examined(2, Refusal.PROGRAM))
    sends(coached, "photo.jpg")
    coached.follows(f"plan/{first(coached)}")
    assert "1 proof is kept with this step." in coached.reads
    said = coached.taps("See the proofs").splitlines()
    assert said[1:-1] == [
        "Proofs kept with this step",
        "• diploma.pdf, November 23, 2026",
        "• photo.jpg: I am looking at it.",
        "",
    ]
    assert said[-1].startswith("Proofs stay with your plan, and nothing is thrown away. ")
    assert said[-1].endswith("If you sent a wrong one, send the right one, and tell Josée Tremblay.")
    assert coached.sees[:2] == ["📎 diploma.pdf", "Send another"]
    assert "Write your message about this step." in coached.taps("Ask my counsellor about this")


def test_a_step_without_proofs_says_so(coached: Person) -> None:
    assert "See the proofs" not in coached.taps("1.")
    assert "No proof is kept with this step yet." in coached.follows(f"plan/{first(coached)}/proofs")
    assert coached.sees == ["Send another", "Ask my counsellor about this", "‹ Back to this step", "Home"]


def test_proofs_of_a_step_that_is_done_are_still_at_hand(coached: Person) -> None:
    sends(coached)
    kept(coached)
    coached.taps("Mark this step as done")
    coached.follows(f"plan/{first(coached)}")
    assert "diploma.pdf" in coached.taps("See the proofs")


FULL = "There are 20 proofs with this step already. Write to your counsellor if one must be replaced."


def test_a_step_has_twenty_proofs_at_most_kept_or_waiting(coached: Person) -> None:
    for number in range(1, 20):
        sends(coached, f"{number}-{'x' * 60}.pdf")
        kept(coached, number)
    sends(coached, "waits.pdf")
    assert coached.follows(f"plan/{first(coached)}/proof") == FULL
    assert coached.sees == ["See the proofs", "Ask my counsellor about this", "‹ Back to this step", "Home"]
    assert "• waits.pdf: I am looking at it." in coached.taps("See the proofs")
    assert len(coached.sees) == 23
    assert coached.taps("Send another") == FULL


def test_one_that_is_refused_makes_room_for_another(coached: Person) -> None:
    for _number in range(20):
        sends(coached)
    coached.does(Examined(20, Refusal.CUT))
    assert "I am looking at" in sends(coached, "whole.pdf")
    assert coached.follows(f"plan/{first(coached)}/proof") == FULL


def test_the_21st_is_not_taken_in_either_where_it_was_asked_for_before(coached: Person) -> None:
    for _number in range(19):
        sends(coached)
    coached.follows(f"plan/{first(coached)}/proof")
    with coached.database.session() as session, session.begin():
        sent = {"platform_id": "x", "name": "x.pdf", "type": "", "size": 1, "sent_at": coached.now}
        session.add(Proof(step_id=first(coached), **sent))
    assert coached.sends("diploma.pdf") == FULL
    assert len(coached.looks_up(lambda session, _chat: session.query(Proof).all())) == 20


def test_a_proof_is_given_back_as_it_is_kept(coached: Person) -> None:
    sends(coached)
    kept(coached)
    called = title(coached)
    coached.taps("See the proofs")
    said = coached.taps("📎 diploma.pdf")
    assert said == f"diploma.pdf, which you sent on November 23, 2026 for the step {called}."
    document = coached.screens[0].document
    assert document
    assert (document.name, document.type, document.kept) == ("diploma.pdf", "application/pdf", 1)
    assert document.content == samples.PDF


NOT_KEPT: tuple[Callable[[Person], object], ...] = (lambda person: person.does(Examined(1, Refusal.CUT)), lambda _p: 0)


@pytest.mark.parametrize("become", NOT_KEPT)
def test_what_is_not_kept_is_not_given_back(coached: Person, become: Callable[[Person], object]) -> None:
    sends(coached)
    become(coached)
    assert "No proof is kept with this step yet." in coached.follows(f"plan/{first(coached)}/proofs/1")
    assert coached.screens[0].document is None


def test_what_is_stored_counts_proofs_and_the_copy_says_where_they_are(coached: Person) -> None:
    assert "proof" not in coached.follows("data")
    assert "proofs" not in coached.follows("data/send")
    sends(coached)
    kept(coached)
    assert "• 1 proof kept with your steps" in coached.follows("data")
    assert "I send you each of them from its step" in coached.taps("Send me my data")


def test_what_is_stored_counts_remarks_and_milestones(coached: Person) -> None:
    coached.follows(f"plan/{first(coached)}/ask")
    coached.says("May I send a copy?")
    coached.follows("milestone/departure")
    said = coached.follows("data")
    assert "• 1 remark on your steps" in said
    assert "• 1 milestone that you told" in said
