"""Laws of how a module fares: nothing is told of few people, and a badly made question is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching import statistics
from coaching.cards import Matching, Quiz, Saying, Scenario
from coaching.statistics import Share
from locales.catalogs import reader
from locales.text import Value
from storage.training import Course, Phase, Standing, Tally
from tests.small_training import small

TRAINING = small()
HOURS = TRAINING.modules["hours"]
OVERTIME = HOURS.check[0]
RIGHT, USUAL, NEVER = (option.key for option in OVERTIME.options)


def words(value: Value) -> str:
    return reader("en", "America/Montreal").plain(value)


def told(phase: Phase, card: str, chosen: str, count: int, *, right: bool | None = None, lesson: str = "week") -> Tally:
    return Tally(phase, lesson, card, chosen, right, count)


def flags(*tallies: Tally) -> list[str]:
    return [words(flag) for question in statistics.questions(HOURS, tallies) for flag in question.flags]


def test_every_module_has_its_line_whether_or_not_anybody_began_it() -> None:
    courses = [Course("hours", 10, 6, 5, 0.25), Course("bygone", 3, 3, 3, 1.0)]
    first, second = statistics.summaries(TRAINING, courses, {"hours": {1: 3, 9: 3}})
    assert (first.begun, first.finished.percent, first.gain, first.measured, first.days) == (10, 60, 25, 5, 1)
    assert (second.begun, second.finished.percent, second.gain, second.days) == (0, None, None, None)


def test_a_gain_of_few_is_not_told() -> None:
    summary = statistics.summaries(TRAINING, [Course("hours", 10, 6, 4, 0.25)], {})[0]
    assert (summary.gain, summary.measured) == (None, 4)


@given(st.lists(st.integers(0, 400), min_size=5))
def test_the_median_is_the_lower_of_those_in_the_middle(days: list[int]) -> None:
    counts = {day: days.count(day) for day in days}
    assert statistics.median(counts) == sorted(days)[(len(days) - 1) // 2]


@pytest.mark.parametrize(("total", "percent"), [(0, None), (4, None), (5, 20), (8, 12)])
def test_a_share_is_told_from_five_on(total: int, percent: int | None) -> None:
    assert Share(1, total).percent == percent


def test_a_question_that_nearly_all_know_before_is_too_easy() -> None:
    known = told(Phase.BEFORE, "overtime", RIGHT, 20, right=True)
    assert "Too easy: 100 % know it before the module." in flags(known)
    nineteen = told(Phase.BEFORE, "overtime", RIGHT, 19, right=True)
    assert not any("Too easy" in flag for flag in flags(nineteen))
    assert not any("Too easy" in flag for flag in flags(nineteen, told(Phase.BEFORE, "overtime", USUAL, 1)))
    assert not any("Too easy" in flag for flag in flags(told(Phase.AFTER, "overtime", RIGHT, 40, right=True)))


def test_a_wrong_answer_that_wins_after_the_module_misleads() -> None:
    after = told(Phase.AFTER, "overtime", USUAL, 6), told(Phase.AFTER, "overtime", RIGHT, 5, right=True)
    assert flags(*after) == ["Misleading, chosen more often than what is right: As usual"]
    before = [Tally(Phase.BEFORE, *(each.lesson, each.card, each.chosen, each.right, each.count)) for each in after]
    assert flags(*before) == []
    assert flags(told(Phase.AFTER, "overtime", USUAL, 4)) == []


def test_an_answer_that_nobody_chooses_is_named_from_twenty_answers_on() -> None:
    twenty = told(Phase.BEFORE, "overtime", RIGHT, 12, right=True), told(Phase.AFTER, "overtime", USUAL, 8)
    assert "Nobody chooses: Not at all" in flags(*twenty)
    assert not any("Nobody" in flag for flag in flags(told(Phase.BEFORE, "overtime", RIGHT, 19, right=True)))


def test_what_one_did_not_know_and_what_reads_differently_now_are_told_apart() -> None:
    tallies = [told(Phase.BEFORE, "overtime", chosen, 5) for chosen in (RIGHT, "-", "abcdef")]
    question = statistics.questions(HOURS, tallies)[0]
    assert [(words(each.text), each.shares[0].count, each.shares[0].percent) for each in question.choices] == [
        ("Once and a half", 5, 33),
        ("As usual", 0, 0),
        ("Not at all", 0, 0),
        ("I do not know", 5, 33),
        ("An answer that reads differently now", 5, 33),
    ]
    assert question.totals == (15, 0)
    assert not question.few


def card_of(kind: type) -> tuple[str, str]:
    return next((lesson.key, card.key) for lesson in HOURS.lessons for card in lesson.cards if isinstance(card, kind))


def of_card(kind: type, *tallies: Tally) -> statistics.Question:
    lesson, key = card_of(kind)
    found = [each for each in statistics.questions(HOURS, tallies) if each.lesson and each.lesson.key == lesson]
    card = next(card for each in HOURS.lessons if each.key == lesson for card in each.cards if card.key == key)
    return next(each for each in found if each.asks == statistics.asks(card))


def test_a_scenario_has_nothing_right_and_so_nothing_misleads() -> None:
    lesson, card = card_of(Scenario)
    scenario = HOURS.lessons[0].cards[1]
    assert isinstance(scenario, Scenario)
    worst = next(option.key for option in scenario.options if not option.good)
    question = of_card(Scenario, told(Phase.LESSON, card, worst, 20, lesson=lesson))
    assert [words(flag) for flag in question.flags] == [
        "Nobody chooses: I ask whether it is paid.",
        "Nobody chooses: I stay until midnight.",
    ]


def test_answers_in_a_group_are_counted_with_those_given_alone() -> None:
    lesson, card = card_of(Quiz)
    quiz = HOURS.lessons[0].cards[3]
    assert isinstance(quiz, Quiz)
    key = quiz.options[0].key
    alone, together = (told(phase, card, key, 3, lesson=lesson) for phase in (Phase.LESSON, Phase.GROUP))
    again = told(Phase.REVIEW, card, key, 9, lesson=lesson)
    assert of_card(Quiz, alone, together, again).totals == (6,)


def test_pairs_are_right_at_the_first_try_or_not_and_words_are_counted() -> None:
    lesson, card = card_of(Matching)
    right = told(Phase.LESSON, card, "abc", 4, right=True, lesson=lesson)
    question = of_card(Matching, right, told(Phase.LESSON, card, "bacb", 2, right=False, lesson=lesson))
    assert [choice.shares[0].count for choice in question.choices] == [4, 2]
    lesson, card = card_of(Saying)
    said = told(Phase.LESSON, card, "1/2", 3, lesson=lesson), told(Phase.LESSON, card, "-", 1, lesson=lesson)
    assert [choice.shares[0].count for choice in of_card(Saying, *said).choices] == [3, 1]
    assert of_card(Saying, *said).few


def standing(
    count: int, lesson: str | None = None, card: str | None = None, done: str = "", *, quiet: bool = False
) -> Standing:
    return Standing(done.split(), lesson, card, quiet, count)


def test_who_stands_at_a_card_has_got_as_far_as_those_before_it() -> None:
    here = [
        standing(10, done="week slip"),
        standing(3, "week", "1", quiet=True),
        standing(2, "week", "paid"),
        standing(4, "slip", "words", "week", quiet=True),
        standing(1),
    ]
    week, slip, late, _pause = statistics.stretches(HOURS, here, [])
    assert (week.reached, week.finished, week.left) == (19, 14, 3)
    assert [(stop.reached, stop.left) for stop in week.stops] == [(19, 3), (16, 0), (16, 0), (16, 0)]
    assert [stop.reached for stop in slip.stops] == [14, 14, 10]
    assert (late.reached, late.left) == (0, 0)


def test_a_lesson_that_is_read_again_is_not_left() -> None:
    week = statistics.stretches(HOURS, [standing(1, "week", "1", "week", quiet=True)], [])[0]
    assert (week.reached, week.finished, week.left) == (1, 1, 0)


def test_who_answered_has_got_there_though_they_went_on_elsewhere() -> None:
    lesson = HOURS.lessons[0]
    answered = told(Phase.LESSON, "friday", "x", 7, lesson=lesson.key)
    week = statistics.stretches(HOURS, [standing(1, "slip", "1")], [answered])[0]
    assert [(stop.reached, stop.answered) for stop in week.stops] == [(7, None), (7, 7), (0, None), (0, 0)]


@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "friday", "tired", "paid"]), st.integers(0, 50), st.booleans()), max_size=9
    )
)
def test_a_way_never_widens(places: list[tuple[str, int, bool]]) -> None:
    here = [Standing((), "week", card, quiet, count) for card, count, quiet in places]
    stops = statistics.stretches(HOURS, here, [])[0].stops
    assert [stop.reached for stop in stops] == sorted((stop.reached for stop in stops), reverse=True)
    assert stops[0].reached == sum(count for _card, count, _quiet in places)
    assert sum(stop.left for stop in stops) == sum(count for _card, count, quiet in places if quiet)
