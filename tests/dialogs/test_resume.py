"""Laws of the résumé: guided part by part, as Québec reads it, kept over days, and never more than was said."""

from datetime import timedelta

import pytest

from storage.resumes import Diploma, Evaluation, ResumeHead
from tests.dialogs.applicant import begins, jobs, resume, rows, tells_a_job, tells_all
from tests.dialogs.driver import Person


@pytest.fixture
def nurse(coached: Person) -> Person:
    """Somebody who has begun a résumé."""
    return begins(coached)


@pytest.fixture
def written(nurse: Person) -> Person:
    """A résumé that has all that matters."""
    return tells_all(nurse)


def test_a_resume_begins_with_the_job_wished_for_and_leads_to_the_next_part(nurse: Person) -> None:
    assert "Your résumé: Nurse" in nurse.reads
    assert "▫️ My work: 0 jobs" in nurse.reads
    assert nurse.sees[0] == "Next: My work"
    assert (resume(nurse).target, resume(nurse).occupation) == ("Nurse", "31301")


def test_the_occupation_of_the_profile_is_one_tap_away(coached: Person) -> None:
    coached.follows("resume")
    coached.taps("Begin my résumé")
    assert coached.path_of("Registered nurses").endswith("/occupation/31301")


def test_an_occupation_is_found_by_its_number_in_the_list(coached: Person) -> None:
    coached.follows("resume")
    coached.taps("Begin my résumé")
    assert "1. " in coached.says("welder")
    assert "How is this job called" in coached.says("1")


def test_work_is_told_one_after_another_and_stands_newest_first(nurse: Person) -> None:
    tells_a_job(nurse, "Intern", "2014", "juin 2015")
    said = tells_a_job(nurse, "Head nurse", "mars 2019")
    assert said.index("Head nurse (March 2019 – now)") < said.index("Intern (2014 – June 2015)")
    assert set(jobs(nurse)) == {("Intern", "2014", "2015-06"), ("Head nurse", "2019-03", None)}


def test_months_that_cannot_be_are_told_kindly_and_asked_again(nurse: Person) -> None:
    nurse.follows("resume/1/jobs/add")
    for said in ("Nurse", "Hôpital Mustapha", "Alger"):
        nurse.says(said)
    assert "I could not read that month" in nurse.says("when I was young")
    assert "December 2026 has not come yet" in nurse.says("12/2026")
    nurse.says("2020-05")
    assert "March 2019 comes before May 2020, when it began." in nurse.says("03/2019")
    assert "what came of it" in nurse.says("2020")


def test_overlapping_work_is_kept_once_it_is_confirmed(nurse: Person) -> None:
    tells_a_job(nurse, "Nurse", "03/2019")
    said = tells_a_job(nurse, "Teacher", "01/2020", "01/2021")
    assert "Did you do both at the same time?" in said
    assert len(jobs(nurse)) == 1
    assert "Noted: Teacher." in nurse.taps("Yes, both")
    assert len(jobs(nurse)) == 2
    assert "ran at the same time" not in nurse.follows("resume/1/check")


def test_overlapping_work_can_be_dated_anew_also_days_later(nurse: Person) -> None:
    tells_a_job(nurse, "Nurse", "03/2019")
    tells_a_job(nurse, "Teacher", "01/2018", "01/2021")
    nurse.says("/start")
    nurse.later(days=4)
    nurse.follows("resume/1/jobs/add")
    assert "Did you do both at the same time?" in nurse.reads
    nurse.taps("Change when it ended")
    assert "Noted: Teacher." in nurse.says("02/2019")
    assert ("Teacher", "2018-01", "2019-02") in jobs(nurse)


def test_work_that_was_left_in_the_middle_goes_on_at_the_same_question(nurse: Person) -> None:
    nurse.follows("resume/1/jobs/add")
    nurse.says("Nurse")
    nurse.says("Hôpital Mustapha")
    assert "Your answers are kept" in nurse.says("/cancel")
    nurse.later(days=9)
    assert "In which city and country?" in nurse.follows("resume/1/jobs/add")


def test_one_thing_of_a_job_is_changed_alone(nurse: Person) -> None:
    tells_a_job(nurse)
    nurse.follows("resume/1/job/1")
    nurse.taps("Title")
    assert "Noted: Night nurse." in nurse.says("Night nurse")
    nurse.follows("resume/1/job/1")
    nurse.taps("✏️ Result 1")
    assert "So far: I trained 12 new nurses" in nurse.reads
    assert "• I trained 14 nurses." in nurse.says("I trained 14 nurses.")
    nurse.taps("Add a result")
    assert "• I cut waiting times by 20 %." in nurse.says("I cut waiting times by 20 %.")
    nurse.taps("✏️ Result 1")
    nurse.taps("Delete this result")
    assert "I trained 14" not in nurse.follows("resume/1/job/1")
    nurse.follows("resume/1/undo")
    assert "• I trained 14 nurses.\n• I cut" in nurse.follows("resume/1/job/1")


def test_what_is_deleted_is_put_back_as_it_was(written: Person) -> None:
    written.follows("resume/1/job/1/hide")
    written.follows("resume/1/job/1/delete")
    assert jobs(written) == []
    written.taps("↩️ Put it back")
    assert jobs(written) == [("Nurse", "2019-03", None)]
    assert resume(written).hidden == [1]
    assert "Your résumé" in written.follows("resume/1/undo")
    written.follows("resume/1/study/1/delete")
    written.taps("↩️ Put it back")
    assert len(rows(written, Diploma)) == 1
    assert "It is there again." in written.reads


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("I am a nurse. Write to me: amina@example.org", "There is an e-mail address in it."),
        ("I am 34 years old and I work well.", "It tells your age."),
        ("Je suis mariée, infirmière depuis huit ans.", "private, and no employer may ask"),
        ("Call me: +213 555 12 34 56", "There is a phone number in it."),
    ],
)
def test_what_does_not_stand_in_a_resume_is_refused_with_why(nurse: Person, said: str, why: str) -> None:
    nurse.follows("resume/1/summary")
    assert why in nurse.says(said)
    assert "Please write it again without that." in nurse.reads
    assert resume(nurse).summary == ""


def test_a_photo_is_refused_with_why(nurse: Person) -> None:
    nurse.follows("resume/1/summary")
    assert "No photo, please" in nurse.sends("me.jpg", "image/jpeg")


def test_the_example_of_a_summary_is_of_the_family_of_the_occupation(nurse: Person) -> None:
    assert "Nurse with eight years in intensive care" in nurse.follows("resume/1/summary")


def test_skills_that_the_results_name_are_one_tap_away(nurse: Person) -> None:
    tells_a_job(nurse)
    nurse.follows("resume/1/job/1/result/1")
    nurse.says("Every week I keep the lists in Excel and in SAP.")
    nurse.follows("resume/1/skills")
    nurse.taps("➕ Excel")
    assert resume(nurse).skills == ["Excel"]
    nurse.follows("resume/1/skills/write")
    nurse.says("triage, excel, training of staff")
    assert resume(nurse).skills == ["Excel", "triage", "training of staff"]
    nurse.taps("triage")
    nurse.taps("⬆️ To the top")
    assert resume(nurse).skills == ["triage", "Excel", "training of staff"]
    nurse.taps("Excel")
    nurse.taps("Delete")
    assert resume(nurse).skills == ["triage", "training of staff"]
    nurse.taps("↩️ Put it back")
    assert resume(nurse).skills == ["triage", "Excel", "training of staff"]


def test_a_diploma_says_what_its_evaluation_says(nurse: Person) -> None:
    nurse.follows("resume/1/studies/add")
    for said in ("Licence", "Université d’Alger", "Alger", "2016"):
        nurse.says(said)
    nurse.taps("I have received it")
    nurse.says("Baccalauréat en sciences infirmières")
    diploma = rows(nurse, Diploma)[0]
    assert isinstance(diploma, Diploma)
    assert diploma.evaluation is Evaluation.RECEIVED
    nurse.follows("resume/1/study/1")
    nurse.taps("Comparative evaluation")
    nurse.taps("I have asked for it")
    assert "asked for" in nurse.follows("resume/1/study/1")


def test_the_head_is_kept_encrypted_and_out_of_the_chat(written: Person) -> None:
    head = rows(written, ResumeHead)[0]
    assert isinstance(head, ResumeHead)
    assert (head.city, head.email, head.phone) == ("Alger, Algérie", "amina@example.org", "+213 555 12 34 56")
    assert "amina@" not in written.follows("resume/1/contact")
    assert "amina@" not in str(written.looks_up(lambda _session, chat: chat.state))
    stored = written.looks_up(
        lambda session, _chat: session.connection().exec_driver_sql("SELECT email, phone FROM resume_heads").one()
    )
    assert "amina" not in str(stored)


def test_nobody_reaches_the_resume_of_somebody_else(written: Person, invite: object) -> None:
    assert callable(invite)
    invite("WXYZ-2345", "Luis")
    luis = Person(written.database, written.programme, written.now + timedelta(hours=1), chat_id=7002)
    luis.opens("WXYZ-2345")
    luis.taps("English")
    luis.taps("I agree")
    for path in ("resume/1", "resume/1/job/1", "resume/1/pdf/fr", "resume/1/employers", "resume/1/job/1/delete"):
        assert "I do not find this any more." in luis.follows(path)
    assert len(jobs(written)) == 1


def test_old_buttons_and_forged_ones_do_no_harm(written: Person) -> None:
    for path in (
        "resume/9",
        "resume/1/job/99",
        "resume/1/job/1/result/4/delete",
        "resume/1/job/1/nothing",
        "resume/1/skill/deadbeef/up",
        "resume/1/skills/take/deadbeef",
        "resume/1/more/7/delete",
        "resume/1/contact/religion",
        "resume/both/1.1",
        "resume/both/x",
        "resume/1/letter/see/fr",
        "resume/1/employers/2020-01/yes",
        "resume-job/1.0/title/x",
        "resume-result/a.b/result/x",
        "resume/1/undo",
    ):
        assert written.follows(path)
    assert len(jobs(written)) == 1
