"""Laws of the profile form, which read as the conversation."""

from dataclasses import replace

import pytest

from coaching import occupations
from coaching.profile import Level, Regulated
from dialogs import fluency, intake, trade
from dialogs import profile as profile_page
from dialogs.engine.events import Typed
from dialogs.engine.questions import Question, Retry
from locales.catalogs import reader
from storage.candidates import Candidate, Profile
from storage.plans import Plan
from tests.dialogs.conftest import CODE
from tests.dialogs.driver import Person
from tests.dialogs.test_joining import Invite


def profile(person: Person) -> Profile:
    with person.database.session() as session:
        return session.query(Profile).one()


def test_a_dozen_answers_make_a_profile_and_a_plan(amina: Person) -> None:
    assert "1 of 12" in amina.reads
    amina.taps("Skilled worker")
    assert "Which country do you come from?" in amina.reads
    amina.says("algerie")
    amina.taps("With a partner and children")
    assert "Which of these do you mean?" in amina.says("infirmiere")
    assert "1. Registered nurses and registered psychiatric nurses" in amina.reads
    told = amina.taps("1. Registered nurses")
    assert "This work is regulated in Québec" in told
    assert "Ordre des infirmières et infirmiers du Québec" in told
    assert "5 of 13" in told
    amina.taps("Not started yet")
    amina.taps("Bachelor’s degree")
    assert "a whole number from 0 to 60" in amina.says("many")
    amina.says("5 ans")
    amina.taps("I get by")
    amina.taps("Intermediate")
    amina.taps("Intermediate")
    amina.taps("Advanced")
    amina.taps("Beginner")
    amina.taps("A little")
    amina.taps("Estrie")
    assert "I could not read that date." in amina.says("soon")
    assert "I could not read that date." in amina.says("31/02/2027")
    amina.says("15 mars 2027")
    amina.taps("Finding a job")
    said = amina.says("I have never written a résumé for Québec 🙂 <b>")
    assert "Thank you, Amina." in said
    assert "You land on March 15, 2027." in said
    assert [label[:2] for label in amina.sees[:3]] == ["1.", "2.", "3."]
    kept = profile(amina)
    assert (kept.country, kept.occupation, kept.recognition, kept.experience_years) == ("DZ", "31301", "not_started", 5)
    assert (kept.french_reading, kept.french_writing) == ("advanced", "beginner")
    assert (kept.english_listening, kept.english_writing) == ("beginner", "beginner")
    assert kept.worry_text == "I have never written a résumé for Québec 🙂 <b>"
    assert kept.completed_at == amina.now


def test_who_stops_goes_on_at_the_same_question_days_later(amina: Person) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    amina.taps("Later")
    amina.now = amina.now.replace(month=12, day=20)
    assert "Your answers so far are kept." in amina.opens()
    assert "With whom do you settle in Québec?" in amina.taps("Go on with my profile")


def test_an_answer_can_be_looked_at_again_and_changed_on_the_way(amina: Person) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    assert "Your answer so far: Algeria" in amina.taps("‹ Back")
    assert "With whom" in amina.taps("Morocco")
    amina.taps("‹ Back")
    assert "Your answer so far: Morocco" in amina.reads


def test_work_that_is_not_found_may_be_skipped(amina: Person) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    amina.taps("Alone")
    assert "I did not find that." in amina.says("qwzxqwzx")
    assert "What is the highest diploma" in amina.taps("Skip")


def test_work_may_be_chosen_by_typing_its_number(amina: Person) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    amina.taps("Alone")
    amina.says("nurse")
    second = next(label for label in amina.sees if label.startswith("2. "))
    assert "I did not find that." in amina.says("9")
    assert second.removeprefix("2. ") in amina.says("2")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("31301", "This work is regulated in Québec"),
        ("11100", "Some of this work is regulated in Québec"),
        ("11200", "This work is not regulated in Québec."),
    ],
)
def test_whether_work_is_regulated_is_told_at_once(amina: Person, code: str, said: str) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    amina.taps("Alone")
    assert said in amina.follows(f"intake/occupation/{code}")


def test_work_of_which_nothing_is_known_says_so() -> None:
    some = replace(occupations.shipped().search("soudeur", "fr")[0], regulated=Regulated.UNKNOWN)
    assert "I do not know yet" in reader("en", "UTC").plain(trade.regulation(some, "en"))


@pytest.mark.parametrize("path", ["intake/occupation/99999", "intake/country/XX", "intake/immigration/king"])
def test_a_forged_answer_is_refused_with_what_helps(amina: Person, path: str) -> None:
    amina.taps("Skilled worker")
    amina.taps("Algeria")
    amina.taps("Alone")
    said = amina.follows(path)
    assert "I did not find that." in said or "Please tap one of the buttons below." in said


def test_a_question_that_does_not_exist_leads_home(amina: Person) -> None:
    assert "I do not know this button" in amina.follows("intake/salary/100")


def test_a_sticker_where_a_date_is_asked_is_answered_with_an_example(amina: Person) -> None:
    amina.tells_all()
    amina.says("/plan")
    amina.taps("My profile")
    amina.taps("Landing")
    assert "2027-03-15" in amina.sends_a("sticker")
    assert "2027-03-15" in amina.sends("ticket.pdf")


def test_4096_characters_of_worry_are_answered_with_the_limit(amina: Person) -> None:
    amina.tells_all()
    amina.follows("intake/worry_text")
    assert "up to 1,000 fit here" in amina.says("é" * 4096)


@pytest.mark.parametrize("text", ["\u202egnihtyna\u202c", "zero\u200bwidth", "<b>bold</b> & <script>", "👩‍👩‍👧‍👦"])
def test_strange_characters_are_kept_harmless(amina: Person, text: str) -> None:
    amina.tells_all()
    amina.follows("intake/worry_text")
    amina.says(text)
    amina.says("/start")
    amina.taps("My profile")
    html = amina.screens[0].html
    assert "\u202e" not in html
    assert "<script>" not in html
    assert html.count("<b>") == html.count("</b>")


def test_two_taps_at_once_on_the_last_answer_make_one_plan(amina: Person) -> None:
    amina.tells_all()
    assert amina.follows("intake/worry_text/-") == ""
    assert amina.looks_up(lambda session, _chat: session.query(Plan).count()) == 1


def test_an_answer_on_an_old_message_shows_the_profile(coached: Person) -> None:
    coached.later(days=30)
    assert "Your profile" in coached.follows("intake/family/couple")
    assert profile(coached).family == "alone"


def test_an_answer_on_an_old_message_repeats_what_is_being_asked_now(coached: Person) -> None:
    coached.taps("Write to my counsellor")
    assert "Write your message." in coached.follows("intake/family/couple")


def test_the_profile_shows_every_answer_with_a_button_to_change_it(coached: Person) -> None:
    coached.taps("My profile")
    for said in ("Algeria", "Alone", "Registered nurses", "Not started yet", "5", "A little", "Estrie", "Winter"):
        assert said in coached.reads
    assert "In your words: no answer" in coached.reads
    assert len(coached.sees) == 14


def test_a_profile_that_is_not_finished_leads_to_its_next_question(amina: Person) -> None:
    assert "not finished yet" in amina.follows("profile")
    assert "How do you come" in amina.taps("Continue my profile")
    assert "not finished yet" in amina.says("/plan")


def test_a_changed_answer_asks_whether_the_plan_shall_follow(coached: Person) -> None:
    coached.taps("My profile")
    coached.taps("Landing")
    said = coached.says("15/06/2027")
    assert "new dates" in said
    assert "You land on June 15, 2027." in said
    assert "Done: your plan follows." in coached.taps("Yes, change my plan")


def test_an_answer_that_stays_changes_nothing(coached: Person) -> None:
    coached.taps("My profile")
    coached.taps("Family")
    assert "Your profile" in coached.taps("Alone")
    assert coached.screens[0].toast == "Nothing has changed."


def test_another_answer_may_leave_the_plan_as_it_is(coached: Person) -> None:
    coached.follows("intake/worry_text")
    assert "Your plan stays as it is." in coached.says("The winter in Sherbrooke.")


def test_a_change_of_work_asks_what_follows_from_it(coached: Person) -> None:
    coached.taps("My profile")
    coached.taps("Work")
    said = coached.follows("intake/occupation/11200")
    assert "no longer concern you" in said
    assert profile(coached).recognition is None
    coached.taps("My profile")
    coached.taps("Work")
    assert "Where are you with the permit" in coached.follows("intake/occupation/31301")
    assert "1 new step" in coached.taps("Application in progress")


def test_a_change_of_french_asks_for_the_single_skills(coached: Person) -> None:
    coached.follows("intake/french")
    assert "When you listen to French?" in coached.taps("Well")
    for level in ("Advanced", "Advanced", "Advanced"):
        coached.taps(level)
    coached.taps("Intermediate")
    assert profile(coached).french_writing == "intermediate"
    assert "French: Well" in coached.taps("My profile")
    coached.follows("intake/english")
    coached.taps("I get by")
    coached.taps("Intermediate")
    coached.taps("Beginner")
    assert (profile(coached).english_speaking, profile(coached).english_reading) == ("intermediate", "beginner")
    assert "English: I get by" in coached.taps("My profile")


def test_a_landing_that_is_not_known_is_told_so(coached: Person) -> None:
    coached.taps("My profile")
    coached.taps("Landing")
    assert "You do not know yet when you land." in coached.taps("Not known yet")
    assert "Not known yet" in coached.taps("My profile")
    coached.taps("Landing")
    assert "You landed on November 1, 2026." in coached.says("2026-11-01")


def test_a_stored_profile_with_holes_is_shown_and_can_be_filled(person: Person, invite: Invite) -> None:
    invite()
    with person.database.session() as session, session.begin():
        candidate = session.query(Candidate).one()
        session.add(Profile(candidate=candidate, completed_at=person.now, updated_at=person.now))
    person.opens(CODE)
    person.taps("English")
    assert "About a dozen questions" in person.taps("I agree")
    person.taps("My profile")
    assert person.reads.count("no answer") > 8
    person.taps("Work")
    person.follows("intake/occupation/31301")
    assert "Your plan has" in person.taps("Not started yet")
    assert profile(person).recognition == "not_started"


def test_every_question_has_a_title_in_the_profile() -> None:
    assert set(profile_page.TITLES) == set(intake.FORM.questions)


def test_the_overall_answer_on_a_language_and_its_skills_agree() -> None:
    for said, level in fluency.ALIKE.items():
        assert fluency.said_of(fluency.levels(said, {})) is said
        assert set(fluency.levels(said, {}).values()) == {level}
    assert fluency.said_of({}) is None
    assert fluency.levels(None, {"reading": Level.BEGINNER})["reading"] is Level.BEGINNER


@pytest.mark.parametrize("question", intake.QUESTIONS, ids=lambda question: question.name)
def test_the_examples_of_a_question_are_what_they_say(amina: Person, question: Question[object]) -> None:
    for text in question.good:
        with amina.turn(Typed(text)) as turn:
            assert not isinstance(question.read(turn, turn.event), Retry), text
    for text in question.bad:
        with amina.turn(Typed(text)) as turn:
            assert isinstance(question.read(turn, turn.event), Retry), text


def test_a_country_of_several_is_asked_for_as_a_country(amina: Person) -> None:
    amina.taps("Skilled worker")
    assert "Which country do you mean?" in amina.says("Congo")
