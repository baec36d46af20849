"""Laws of what a résumé is for: papers in two languages, versions, a letter, and the pool that employers see."""

import json

import pytest

from storage.consents import Consent
from storage.resumes import Experience, Posting, Resume
from tests.dialogs.applicant import SUMMARY, begins, resume, rows, taken, tells_all
from tests.dialogs.driver import Person, leaves


@pytest.fixture
def nurse(coached: Person) -> Person:
    """Somebody who has begun a résumé."""
    return begins(coached)


@pytest.fixture
def written(nurse: Person) -> Person:
    """A résumé that has all that matters."""
    return tells_all(nurse)


def test_all_that_matters_leads_to_the_paper(written: Person) -> None:
    assert "All that matters is there." in written.follows("resume/1")
    written.taps("👁 See it")
    seen = written.screens[-1].document
    assert seen is not None
    assert seen.content.startswith(b"\x89PNG")


def test_the_pdf_is_made_in_the_language_of_the_sentences_or_after_a_word(written: Person) -> None:
    written.follows("resume/1")
    written.taps("PDF in English")
    paper = taken(written)
    assert paper.language == "en"
    assert paper.words("H1") == ["Amina Haddad"]
    assert SUMMARY in paper.all_words
    assert "French: beginner (levels 1 to 4 of 12)" in paper.all_words
    assert "Your sentences are not in French" in written.taps("PDF in French")
    assert [shown.document for shown in written.screens] == [None]
    written.taps("Make it all the same")
    assert taken(written).language == "fr"
    assert SUMMARY in taken(written).all_words


def test_thirty_jobs_make_two_pages_and_what_gave_way_is_told(nurse: Person) -> None:
    with nurse.database.session() as session, session.begin():
        for number in range(30):
            month = {"began": f"{1990 + number}-01", "ended": f"{1990 + number}-12"}
            told = ["I wrote a sentence that is as long as most sentences that people write about work."] * 5
            session.add(
                Experience(candidate_id=1, title=f"Job {number}", employer="A", place="", results=told, **month)
            )
    assert "30 jobs are enough" in nurse.follows("resume/1/jobs/add")
    nurse.follows("resume/1/pdf/en/anyway")
    assert len(taken(nurse).pages) <= 2
    assert "older jobs stand in one line each" in nurse.reads
    said = nurse.follows("resume/1/check")
    assert "What would make it better" in said
    assert "older jobs stand in one line each" in said


def test_another_version_has_another_target_order_and_work(written: Person) -> None:
    written.follows("resume/1")
    written.taps("Another version")
    assert "A new version that begins like the one for Nurse." in written.reads
    written.taps("Skip")
    written.says("Nursing teacher")
    assert "Your résumé: Nursing teacher" in written.reads
    written.follows("resume/2/job/1/hide")
    assert "0 jobs, 1 left out here" in written.follows("resume/2")
    assert "1 job" in written.follows("resume/1")
    assert "📄 Nursing teacher" in " ".join([written.follows("resume"), *written.sees])
    written.follows("resume/2/delete")
    assert len(rows(written, Resume)) == 1
    written.taps("↩️ Put it back")
    assert "Your résumé: Nursing teacher" in written.reads
    assert resume(written, 2).hidden == [1]


def test_six_versions_are_enough(written: Person) -> None:
    for number in range(5):
        written.follows("resume/1/copy")
        written.taps("Skip")
        written.says(f"Job {number}")
    assert len(rows(written, Resume)) == 6
    assert "You have 6 versions already." in written.follows("resume/1/copy")


def test_a_letter_is_the_candidates_own_sentences_in_order(written: Person) -> None:
    written.follows("resume/1")
    written.taps("Cover letter")
    written.taps("Write it")
    told = [
        "CHUS Sherbrooke",
        "I saw your offer for a nurse. You train your teams.",
        "I trained 12 people when two were ill.",
        "I land in March 2027.",
        "Thank you for reading me.",
    ]
    for said in told:
        written.says(said)
    assert "Your letter for Nurse" in written.reads
    written.taps("PDF in French")
    paper = taken(written)
    assert len(paper.pages) == 1
    assert [words for words in paper.words("P") if words in told] == told
    written.taps("‹ My letter")
    written.taps("When you come")
    assert "I land in May 2027." in written.says("I land in May 2027.")
    written.taps("Delete the letter")
    written.taps("↩️ Put it back")
    assert "I land in May 2027." in written.follows("resume/1/letter")


def test_employers_see_it_without_a_name_after_a_yes_until_it_is_withdrawn(written: Person) -> None:
    written.follows("resume/1")
    said = written.taps("Show it to employers")
    assert "Haddad" not in said
    assert "amina@example.org" not in said
    assert "Mustapha" not in said
    assert rows(written, Posting) == []
    assert "posted from abroad" in written.taps("I agree: show it")
    written.follows("resume/1/employers/2026-11/yes")
    assert len(rows(written, Posting)) == 1
    assert "Withdrawn" in written.taps("Withdraw it")
    decisions = written.looks_up(
        lambda session, _chat: [each.decision for each in session.query(Consent).filter_by(subject="placement")]
    )
    assert decisions == ["agreed", "revoked"]
    written.follows("resume/1/employers/2026-11/yes")
    written.follows("resume/1/delete")
    kept = rows(written, Posting)
    assert [(each.resume_id, each.withdrawn_at is None) for each in kept if isinstance(each, Posting)] == [
        (None, False),
        (None, False),
    ]


def test_who_has_landed_posts_from_quebec(written: Person) -> None:
    written.follows("milestone/landing")
    assert "posted from Québec" in written.follows("resume/1/employers/2026-11/yes")


def test_who_takes_the_agreement_to_be_coached_back_is_shown_to_nobody(written: Person) -> None:
    written.follows("resume/1/employers/2026-11/yes")
    leaves(written)
    assert [each.withdrawn_at is None for each in rows(written, Posting) if isinstance(each, Posting)] == [False]


def test_all_of_it_is_in_the_copy_that_one_takes_along(written: Person) -> None:
    assert "1 version of your résumé" in written.follows("data")
    written.follows("data/send")
    sent = written.screens[-1].document
    assert sent is not None
    told = json.loads(sent.content)["resume"]
    assert told["head"]["email"] == "amina@example.org"
    assert [each["title"] for each in told["work"]] == ["Nurse"]


def test_a_resume_that_is_not_filled_in_is_shown_to_nobody(nurse: Person) -> None:
    assert "Fill in your résumé first" in nurse.follows("resume/1/employers")
    nurse.follows("resume/1/employers/2026-11/yes")
    assert rows(nurse, Posting) == []
