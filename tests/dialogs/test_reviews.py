"""Laws of the small daily question, as the candidate lives it.

The training begins on Monday, 23 November 2026, at one in the afternoon in Algiers.
"""

from datetime import timedelta

import pytest

from coaching import catalogue, occupations
from coaching.modules import Training
from coaching.programme import Programme
from storage.training import Phase, Review, TrainingAnswer
from tests.dialogs.driver import Person
from tests.dialogs.evenings import BREAK, QUIZ, SCENARIO, at, choose, due, hears, is_asked, misses
from tests.small_training import small

NINETY = timedelta(days=90)


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped(), small)


@pytest.fixture
def learning(coached: Person) -> Person:
    """A candidate who missed a quiz and wants the daily question."""
    misses(coached)
    coached.follows("review/start")
    return coached


def rows(person: Person) -> list[tuple[str, str]]:
    """What is asked again: its card, and on which day."""
    return person.looks_up(
        lambda session, _chat: [(each.card, each.memory["due"][:10]) for each in session.query(Review)]
    )


def test_the_end_of_a_lesson_with_a_miss_offers_the_question_once(coached: Person) -> None:
    assert "one small question a day" not in coached.follows("learn/hours/week/end")
    misses(coached)
    assert "Do you want one small question a day to keep them in mind?" in coached.follows("learn/hours/week/end")
    assert "One question a day" in coached.sees
    assert "one small question a day" not in coached.follows("learn/hours/late/end")
    assert due(coached) is None


def test_who_accepts_is_told_when_it_comes(coached: Person) -> None:
    misses(coached)
    coached.follows("learn/hours/week/end")
    told = coached.taps("One question a day")
    assert "One small question a day: on. It comes at 18:00 on your clock, on days that have one." in told
    assert "1 question is on your list." in told
    assert "The next one comes back on November 24, 2026." in told
    assert due(coached) == at(24)
    assert coached.screens[0].toast == "Noted."


def test_what_was_missed_before_it_was_wanted_is_on_the_list(coached: Person) -> None:
    misses(coached, QUIZ, SCENARIO)
    coached.follows("learn")
    assert "2 questions are on your list." in coached.taps("What I missed")
    assert "One small question a day: off. It would come at 18:00 on your clock." in coached.reads


def test_the_question_comes_in_the_evening_and_is_explained(learning: Person) -> None:
    said = is_asked(learning)
    assert [moment.replace(tzinfo=None) for moment, _text in said] == [at(24)]
    assert said[0][1].startswith("Hello, Amina. One small question:\n\nHours and pay\n\nWhich hours are overtime?\n")
    told = choose(learning, right=True)
    assert "✅ Right.\nThe week counts." in told
    assert "This question comes back in 2 days." in told
    assert learning.sees == ["Lesson: The week", "Stop the daily question", "Home"]
    assert learning.taps("Lesson: The week").startswith("The week · ")
    assert due(learning) == at(26)


def test_a_wrong_answer_tells_the_right_one_and_comes_back_tomorrow(learning: Person) -> None:
    is_asked(learning)
    told = choose(learning, right=False)
    assert "Not quite.\nThe hour of the day does not count." in told
    assert "Those beyond 40 The week counts." in told
    assert "This question comes back tomorrow." in told


def test_who_does_not_know_may_say_so(learning: Person) -> None:
    is_asked(learning)
    told = learning.taps("I do not know")
    assert "Here is the answer.\n✅ " in told
    assert "Those beyond 40 The week counts." in told


def test_questions_of_a_check_and_scenarios_come_back_too(coached: Person) -> None:
    misses(coached, SCENARIO)
    coached.follows("check/hours/after")
    choose(coached, right=False)
    coached.later(days=1)
    assert "2 of them are for today." in coached.follows("review")
    coached.taps("Practise now")
    assert "It is Friday, 4 p.m." in coached.reads
    assert "I do not know" not in coached.sees
    told = choose(coached, right=False)
    assert "💡 There is a better way.\nShe is not pleased." in told
    assert "I ask whether it is paid. She says yes." in told
    assert "How is overtime paid?" in coached.taps("Next question")
    told = choose(coached, right=False)
    assert "Not quite.\n✅ " in told
    assert "Once and a half\nAfter 40 hours, once and a half." in told
    assert "That is all for today." in told
    kept = coached.looks_up(
        lambda session, _chat: [
            (each.lesson, each.card, each.right) for each in session.query(TrainingAnswer).filter_by(phase=Phase.REVIEW)
        ]
    )
    assert kept == [("week", "friday", None), ("", "overtime", False)]


def test_two_taps_on_one_message_count_once(learning: Person) -> None:
    is_asked(learning)
    path = learning.path_of(next(label for label in learning.sees if len(label) == 1))
    first = learning.follows(path)
    known = rows(learning)
    assert learning.follows(path) == first
    assert rows(learning) == known
    learning.later(days=9)
    assert "due again today" in learning.follows(path)
    assert rows(learning) == known


def test_of_a_question_that_is_repeated_the_last_answer_is_kept(learning: Person) -> None:
    is_asked(learning)
    choose(learning, right=False)
    learning.later(days=1)
    is_asked(learning)
    choose(learning, right=True)
    repeated = learning.looks_up(
        lambda session, _chat: session.query(TrainingAnswer).filter_by(phase=Phase.REVIEW).one()
    )
    assert (repeated.right, repeated.tries, repeated.at) == (True, 2, learning.now)


def test_a_question_that_was_asked_twice_counts_one_answer(learning: Person) -> None:
    is_asked(learning)
    old = learning.path_of("I do not know")
    assert len(hears(learning, learning.now + timedelta(days=1), right=None)) == 1
    choose(learning, right=True)
    known = rows(learning)
    learning.follows(old)
    assert rows(learning) == known


def test_five_are_asked_in_a_row_at_most(coached: Person) -> None:
    misses(coached, QUIZ, SCENARIO, BREAK)
    coached.follows("check/hours/after")
    for _question in range(3):
        choose(coached, right=False)
        coached.taps("Go on")
    coached.later(days=3)
    coached.follows("review")
    coached.taps("Practise now")
    for _question in range(4):
        choose(coached, right=True)
        coached.taps("Next question")
    assert "That is all for today." in choose(coached, right=True)
    assert "Next question" not in coached.sees
    assert "1 of them is for today." in coached.follows("review")


def test_who_practises_with_nothing_due_is_told_when(learning: Person) -> None:
    assert "The next one comes back on November 24, 2026." in learning.taps("Practise now")


def test_who_missed_nothing_is_told_so(coached: Person) -> None:
    assert "You have missed nothing so far." in coached.follows("review")
    assert "Practise now" not in coached.sees
    coached.taps("One question a day")
    assert hears(coached, coached.now + NINETY) == []


def test_the_reminders_page_tells_of_it(learning: Person) -> None:
    line = "Questions on what you missed: one a day at most, at 18:00 on your clock."
    assert line in learning.follows("settings/reminders")
    learning.follows("review/stop")
    assert line not in learning.follows("settings/reminders")


def test_a_question_that_has_gone_is_dropped_without_a_word(learning: Person) -> None:
    path = "review/0/1/1/-"
    learning.programme = Programme(
        learning.programme.catalogue, learning.programme.occupations, lambda: Training({}, small().glossary)
    )
    assert hears(learning, learning.now + timedelta(days=5)) == []
    assert "This question is not asked any more" in learning.follows(path)
    assert rows(learning) == []


def test_an_answer_that_was_written_anew_shows_the_question_again(learning: Person) -> None:
    is_asked(learning)
    path = learning.path_of("I do not know")
    known = rows(learning)
    assert "Which hours are overtime?" in learning.follows(path.removesuffix("-") + "ffffff")
    assert rows(learning) == known


@pytest.mark.parametrize("path", ["review/now/0", "review/now/6", "review/now/99999", "review/7/99/1/-"])
def test_a_forged_button_harms_nothing(learning: Person, path: str) -> None:
    known = rows(learning)
    learning.later(days=1)
    assert learning.follows(path)
    assert rows(learning) == known
