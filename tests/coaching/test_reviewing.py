"""Laws of what is asked again, and when."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from coaching import reviewing
from coaching.cards import Quiz, Scenario
from coaching.learning import Learner
from coaching.modules import Module, Question, Training
from coaching.reviewing import EVENING, LONGEST, PATIENCE, Rhythm
from storage.database import Database
from storage.training import Phase, Review, TrainingAnswer
from tests.people import a_candidate
from tests.small_training import small

DAY = date(2027, 3, 3)
EVE = datetime(2027, 3, 3, 22, 30, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened, opened.begin():
        yield opened


@pytest.fixture
def learner(session: Session) -> Learner:
    return Learner(session, a_candidate(session).id, EVE, "fr")


@pytest.fixture(scope="module")
def training() -> Training:
    return small()


@pytest.fixture(scope="module")
def hours(training: Training) -> Module:
    return training.modules["hours"]


def key(module: Module, lesson: str, card: str, text: str) -> str:
    """The key of an answer by its words."""
    asked = reviewing.question(module, lesson, card)
    assert asked
    return next(option.key for option in asked.options if option.text.msgid == text)


def answers(learner: Learner, module: Module, phase: Phase, lesson: str, card: str, text: str) -> None:
    known = "" if phase in (Phase.BEFORE, Phase.AFTER) else lesson
    chosen = key(module, known, card, text)
    asked = reviewing.question(module, known, card)
    assert asked
    right = None if isinstance(asked, Scenario) else reviewing.is_good(asked, chosen)
    learner.answer(module, phase, lesson, card, chosen, right=right)


def queue(learner: Learner, training: Training) -> list[tuple[str, str]]:
    learner.session.flush()
    learner.session.expire_all()
    found = reviewing.missed(learner.session, learner.candidate_id, training)
    return [(each.review.lesson, each.review.card) for each in found]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((Phase.LESSON, "week", "paid", "Those after 5 p.m."), [("week", "paid")]),
        ((Phase.LESSON, "week", "friday", "I go without a word."), [("week", "friday")]),
        ((Phase.AFTER, "slip", "slip", "Your address only"), [("", "slip")]),
        ((Phase.LESSON, "week", "paid", "Those beyond 40"), []),
        ((Phase.LESSON, "week", "friday", "I stay until midnight."), []),
        ((Phase.AFTER, "slip", "slip", "What was taken off"), []),
        ((Phase.BEFORE, "slip", "slip", "Your address only"), []),
        ((Phase.REVIEW, "week", "paid", "Those after 5 p.m."), []),
    ],
)
def test_a_point_is_missed_by_a_first_answer_that_is_not_good(
    learner: Learner,
    training: Training,
    hours: Module,
    given: tuple[Phase, str, str, str],
    kept: list[tuple[str, str]],
) -> None:
    answers(learner, hours, *given)
    assert queue(learner, training) == kept


def test_only_the_first_answer_counts(learner: Learner, training: Training, hours: Module) -> None:
    answers(learner, hours, Phase.LESSON, "week", "paid", "Those beyond 40")
    answers(learner, hours, Phase.LESSON, "week", "paid", "Those after 5 p.m.")
    assert queue(learner, training) == []
    answers(learner, hours, Phase.AFTER, "late", "late", "I tell afterwards")
    answers(learner, hours, Phase.AFTER, "late", "late", "I tell before")
    assert queue(learner, training) == [("", "late")]


def test_who_does_not_know_has_missed_it(learner: Learner, training: Training, hours: Module) -> None:
    learner.answer(hours, Phase.AFTER, "slip", "slip", "-", right=False)
    assert queue(learner, training) == [("", "slip")]


def test_a_question_of_the_check_that_moves_to_another_lesson_is_kept_once(
    learner: Learner, training: Training, hours: Module
) -> None:
    for lesson in ("slip", "week"):
        learner.answer(hours, Phase.AFTER, lesson, "slip", "-", right=False)
    assert queue(learner, training) == [("", "slip")]


def test_what_cannot_be_asked_in_one_tap_is_not_asked_again(
    learner: Learner, training: Training, hours: Module
) -> None:
    learner.answer(hours, Phase.LESSON, "slip", "words", "ab", right=False)
    learner.answer(hours, Phase.LESSON, "gone", "words", "ab", right=False)
    assert queue(learner, training) == []


def test_the_day_of_a_miss_is_that_of_the_learners_own_clock(
    learner: Learner, training: Training, hours: Module
) -> None:
    late = replace(learner, now=datetime(2027, 3, 4, 1, 0, tzinfo=UTC).astimezone(ZoneInfo("America/Montreal")))
    answers(late, hours, Phase.LESSON, "week", "paid", "Those after 5 p.m.")
    found = reviewing.missed(late.session, late.candidate_id, training)[0]
    assert found.due == date(2027, 3, 4)
    assert found.review.due_at == datetime(2027, 3, 4, tzinfo=UTC)


def test_the_most_pressing_comes_first(learner: Learner, training: Training, hours: Module) -> None:
    answers(learner, hours, Phase.LESSON, "week", "paid", "Those after 5 p.m.")
    before = replace(learner, now=EVE - timedelta(days=2))
    answers(before, hours, Phase.AFTER, "slip", "slip", "Your address only")
    assert queue(learner, training) == [("", "slip"), ("week", "paid")]
    reviewing.missed(learner.session, learner.candidate_id, training)[0].answered(DAY, right=True)
    assert queue(learner, training) == [("week", "paid"), ("", "slip")]
    known = reviewing.missed(learner.session, learner.candidate_id, training)[1]
    assert known.review.memory == reviewing.rate(reviewing.miss(DAY - timedelta(days=2)), DAY, right=True)
    assert known.review.due_at == datetime.combine(known.due, time(0), UTC)


def test_what_has_left_the_content_is_dropped_and_its_answer_kept(
    learner: Learner, training: Training, hours: Module
) -> None:
    answers(learner, hours, Phase.LESSON, "week", "paid", "Those after 5 p.m.")
    answers(learner, hours, Phase.LESSON, "break", "pause", "Always")
    answers(learner, hours, Phase.AFTER, "slip", "slip", "Your address only")
    fewer = replace(hours, lessons=hours.lessons[1:], check=hours.check[:1])
    assert queue(learner, Training({"hours": fewer}, training.glossary)) == [("break", "pause")]
    assert queue(learner, Training({}, training.glossary)) == []
    assert learner.session.query(Review).count() == 0
    assert learner.session.query(TrainingAnswer).count() == 3


def test_nobody_is_asked_what_another_missed(learner: Learner, training: Training, hours: Module) -> None:
    other = replace(learner, candidate_id=a_candidate(learner.session).id)
    answers(other, hours, Phase.LESSON, "week", "paid", "Those after 5 p.m.")
    assert queue(learner, training) == []


def test_a_lesson_that_teaches_the_answer_is_known(learner: Learner, training: Training, hours: Module) -> None:
    answers(learner, hours, Phase.AFTER, "late", "late", "I tell afterwards")
    answers(learner, hours, Phase.LESSON, "week", "paid", "Those after 5 p.m.")
    found = reviewing.missed(learner.session, learner.candidate_id, training)
    assert [each.lesson and each.lesson.key for each in found] == ["late", "week"]
    assert [type(each.asked) for each in found] == [Question, Quiz]


def test_days_between_grow_with_every_right_answer_up_to_a_year() -> None:
    memory, day, waits = reviewing.miss(DAY), DAY, []
    for _round in range(10):
        following = reviewing.due(memory)
        waits.append((following - day).days)
        day = following
        memory = reviewing.rate(memory, day, right=True)
    assert waits[0] == 1
    assert waits == sorted(waits)
    assert all(first < second for first, second in pairwise(waits) if second < LONGEST)
    assert waits[-1] == LONGEST


def test_a_wrong_answer_brings_a_question_back_soon() -> None:
    memory = reviewing.miss(DAY)
    for _round in range(4):
        memory = reviewing.rate(memory, reviewing.due(memory), right=True)
    day = reviewing.due(memory)
    wrong, right = (reviewing.rate(memory, day, right=each) for each in (False, True))
    assert (reviewing.due(wrong) - day).days < 7 < (reviewing.due(right) - day).days


def test_the_same_answers_on_the_same_days_give_the_same_days() -> None:
    """No chance and no clock is in it, and a memory that went through JSON is the same."""
    once = reviewing.rate(reviewing.miss(DAY), DAY + timedelta(days=1), right=True)
    again = reviewing.rate(json.loads(json.dumps(reviewing.miss(DAY))), DAY + timedelta(days=1), right=True)
    assert once == again == json.loads(json.dumps(once))


def test_a_day_that_comes_twice_harms_nothing() -> None:
    """Who flies over the date line westward answers on the day before."""
    memory = reviewing.rate(reviewing.miss(DAY), DAY - timedelta(days=1), right=True)
    assert reviewing.due(memory) > DAY - timedelta(days=1)


def test_no_day_has_two_questions() -> None:
    rhythm = Rhythm().asked(DAY)
    assert rhythm.day(DAY, DAY) == DAY + timedelta(days=1)
    assert rhythm.day(DAY, DAY - timedelta(days=1)) == DAY + timedelta(days=1)
    assert rhythm.answered().day(DAY, DAY) == DAY + timedelta(days=1)


def test_after_three_questions_without_an_answer_there_is_one_a_week() -> None:
    rhythm, days, said = Rhythm(), [], []
    for _question in range(PATIENCE + 3):
        day = rhythm.day(DAY, DAY)
        days.append((day - DAY).days)
        said.append(rhythm.slows)
        rhythm = rhythm.asked(day)
    assert days == [0, 1, 2, 9, 16, 23]
    assert said == [False, False, False, True, False, False]
    answered = rhythm.answered()
    assert answered.day(DAY, DAY) == DAY + timedelta(days=24)
    assert not answered.slows


def test_nothing_is_asked_before_it_is_due() -> None:
    assert Rhythm(DAY, 0).day(DAY + timedelta(days=40), DAY + timedelta(days=1)) == DAY + timedelta(days=40)


def test_the_first_evening_is_todays_until_it_has_come() -> None:
    noon = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
    assert reviewing.evening_from(noon) == DAY
    assert reviewing.evening_from(datetime.combine(DAY, EVENING)) == DAY + timedelta(days=1)
