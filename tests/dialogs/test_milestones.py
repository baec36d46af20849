"""Laws of milestones: told in one tap, corrected without losing what was said first."""

from datetime import date

import pytest

from coaching.milestones import OUTCOMES
from dialogs import milestones as pages
from storage.candidates import Profile
from storage.milestones import Milestone, Report
from tests.dialogs.driver import Person


def reports(person: Person) -> list[tuple[str, date, str | None]]:
    return person.looks_up(
        lambda session, _chat: [(told.milestone, told.day, told.outcome) for told in session.query(Report)]
    )


def profile(person: Person) -> Profile:
    with person.database.session() as session:
        return session.query(Profile).one()


def test_a_departure_is_told_in_one_tap(coached: Person) -> None:
    coached.says("/plan")
    coached.taps("My milestones")
    said = coached.taps("✈️ I have left")
    assert "Have a good trip!" in said
    assert "Noted: Departure, November 23, 2026." in said
    assert reports(coached) == [("departure", date(2026, 11, 23), None)]


def test_a_second_tap_counts_once_also_days_later(coached: Person) -> None:
    coached.follows("milestone/landing")
    coached.later(days=9)
    assert "You have told me:" in coached.follows("milestone/landing")
    assert reports(coached) == [("landing", date(2026, 11, 23), None)]
    assert profile(coached).landing == date(2026, 11, 23)


def test_what_was_told_by_mistake_is_taken_back_and_both_words_are_kept(coached: Person) -> None:
    coached.follows("milestone/landing")
    coached.taps("Another day, or not yet")
    said = coached.taps("It has not happened yet")
    assert "Noted: Landing in Québec, not yet." in said
    assert [told[2] for told in reports(coached)] == [None, "not_yet"]
    coached.taps("Change the day of my landing")
    coached.says("2027-03-15")
    assert "You land on March 15, 2027." in coached.says("/plan")
    coached.follows("milestones")
    assert "🛬 I have landed" in coached.sees
    coached.follows("milestone/landing/notyet")
    assert len(reports(coached)) == 2


def test_a_planned_day_that_is_past_is_no_landing(coached: Person) -> None:
    coached.now = coached.now.replace(year=2027, month=3, day=20)
    assert "You wanted to land on March 15, 2027." in coached.says("/plan")
    coached.taps("🛬 I have landed")
    assert "You landed on March 20, 2027." in coached.says("/plan")


def test_a_landing_is_at_hand_when_its_day_is_near_and_the_plan_asks_to_follow(coached: Person) -> None:
    assert "🛬 I have landed" not in "".join(coached.sees)
    coached.now = coached.now.replace(year=2027, month=3, day=18)
    coached.says("/plan")
    said = coached.taps("🛬 I have landed")
    assert "Welcome to Québec!" in said
    assert "Shall your plan follow?" in said
    assert profile(coached).landing == date(2027, 3, 18)
    coached.taps("Yes, change my plan")
    coached.says("/plan")
    assert "💼 I have my first job" in coached.sees


def test_another_day_is_told_and_the_first_word_kept(coached: Person) -> None:
    coached.follows("milestone/landing")
    coached.taps("Another day, or not yet")
    coached.taps("It was another day")
    assert "On which day was it?" in coached.reads
    assert "has not come yet" in coached.says("2027-03-01")
    coached.taps("Yesterday")
    assert reports(coached) == [("landing", date(2026, 11, 23), None), ("landing", date(2026, 11, 22), None)]
    assert profile(coached).landing == date(2026, 11, 22)
    coached.follows("milestones")
    assert "• Landing in Québec: November 22, 2026" in coached.reads
    assert "🛬 I have landed" not in coached.sees
    coached.taps("Change: Landing in Québec")
    coached.taps("It was another day")
    assert "On which day was it?" in coached.reads


def test_a_first_job_says_whether_it_is_in_ones_field(coached: Person) -> None:
    coached.follows("milestones")
    assert "Is this job in your field?" in coached.taps("💼 I have my first job")
    assert "A first job here opens the door" in coached.taps("No, in another one")
    assert reports(coached) == [("job", date(2026, 11, 23), "other_field")]
    assert "in another field" in coached.follows("milestones")


def test_an_order_decides_and_the_profile_knows(coached: Person) -> None:
    coached.follows("milestones")
    coached.taps("⚖️ My order has decided")
    assert "the way is open" in coached.taps("There are conditions")
    assert profile(coached).recognition == "in_progress"
    coached.follows("milestone/decision/granted")
    assert profile(coached).recognition == "held"
    assert [told[2] for told in reports(coached)] == ["conditions", "granted"]


def test_who_needs_no_order_is_not_asked_what_it_decided(amina: Person) -> None:
    amina.tells_all(work="21232")
    amina.follows("milestones")
    assert "⚖️ My order has decided" not in amina.sees


def test_a_refusal_is_told_with_what_one_can_do(coached: Person) -> None:
    assert "You may ask for a review" in coached.follows("milestone/decision/refused")


@pytest.mark.parametrize(
    "path", ["milestone/landing/granted", "milestone/job/refused", "milestone/landing/how", "milestone/job/change"]
)
def test_what_does_not_fit_a_milestone_shows_them(coached: Person, path: str) -> None:
    assert "Your milestones" in coached.follows(path)
    assert reports(coached) == []


def test_one_that_can_be_told_in_several_ways_asks_how(coached: Person) -> None:
    assert "Is this job in your field?" in coached.follows("milestone/job")
    assert reports(coached) == []


def test_the_day_of_what_was_not_told_is_not_asked(coached: Person) -> None:
    assert "Your milestones" in coached.follows("milestone/job/day")


def test_a_landing_told_before_the_profile_is_finished_waits_for_it(amina: Person) -> None:
    assert "not finished yet" in amina.follows("milestone/landing")
    assert reports(amina) == []


def test_everything_that_can_be_told_has_its_words() -> None:
    assert set(pages.LABELS) == set(pages.NAMES) == set(Milestone)
    assert set(pages.SAID) == {
        (milestone, outcome) for milestone in Milestone for outcome in (OUTCOMES[milestone] or (None,))
    }
    assert set(pages.WENT) == {outcome for outcomes in OUTCOMES.values() for outcome in outcomes}
    assert set(pages.ASKED) == {milestone for milestone in Milestone if OUTCOMES[milestone]}
