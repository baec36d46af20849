"""Laws of the evenings on which the daily question comes, and of those on which it does not.

The training begins on Monday, 23 November 2026, at one in the afternoon in Algiers.
"""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from coaching import catalogue, occupations
from coaching.programme import Programme
from coaching.reminders import DAY
from coaching.reviewing import DAILY, PATIENCE
from dialogs.engine.events import Left, Reminded, Returned, Typed
from storage.consents import Consent
from storage.conversations import Speaker
from storage.invitations import issue
from tests.dialogs.driver import Person, leaves
from tests.dialogs.evenings import BREAK, QUIZ, SCENARIO, at, choose, due, hears, is_asked, misses, set_, zone
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


def test_a_pause_puts_it_off_and_its_end_brings_it_back(learning: Person) -> None:
    learning.follows("settings/pause/7")
    assert "Reminders: paused until November 30, 2026" in learning.follows("review")
    assert hears(learning, learning.now + timedelta(days=3), right=None) == []
    assert due(learning) == at(30)
    learning.follows("settings/resume")
    assert due(learning) == at(26)


def test_it_waits_while_a_counsellor_speaks(learning: Person) -> None:
    set_(learning, lambda chat: setattr(chat, "speaker", Speaker.COUNSELLOR))
    assert hears(learning, learning.now + timedelta(days=2), right=None) == []
    set_(learning, lambda chat: setattr(chat, "speaker", Speaker.BOT))
    assert [moment.day for moment, _text in hears(learning, learning.now + timedelta(days=1), right=None)] == [25]


def test_who_blocks_the_bot_hears_nothing_and_is_asked_again_when_back(learning: Person) -> None:
    learning.does(Left())
    assert hears(learning, learning.now + timedelta(days=3), right=None) == []
    learning.does(Returned())
    assert due(learning) == at(26)


def test_who_leaves_is_asked_nothing_and_keeps_the_list(learning: Person) -> None:
    leaves(learning)
    assert due(learning) is None
    learning.opens()
    learning.taps("I agree")
    assert hears(learning, learning.now + NINETY) == []
    assert "1 question is on your list." in learning.follows("review")


def test_a_new_phone_takes_it_along(learning: Person) -> None:
    learning.now += timedelta(minutes=1)
    with learning.turn(Typed("")) as turn:
        issue(turn.session, turn.candidate, "NEWP-2345", learning.now, learning.now + timedelta(days=30))
    phone = Person(learning.database, learning.programme, learning.now, chat_id=7002)
    phone.opens("NEWP-2345")
    assert phone.looks_up(lambda _session, chat: DAILY in chat.timers)
    assert [moment.replace(tzinfo=None) for moment, _text in is_asked(phone)] == [at(24)]
    choose(phone, right=True)


def test_another_clock_moves_it(learning: Person) -> None:
    learning.follows("clock/city")
    learning.says("Montréal")
    assert zone(learning).key == "America/Montreal"
    assert learning.looks_up(lambda _session, chat: chat.timers[DAILY].zone) == "America/Montreal"
    said = hears(learning, learning.now + timedelta(hours=36), right=None)
    assert [moment.replace(tzinfo=None) for moment, _text in said] == [at(24)]


def test_three_questions_without_an_answer_make_it_weekly_and_an_answer_daily_again(learning: Person) -> None:
    said = hears(learning, learning.now + timedelta(days=24, hours=6), right=None)
    days = [moment.date() for moment, _text in said]
    assert [(day - days[0]).days for day in days] == [0, 1, 2, 9, 16, 23]
    slowed = [number for number, (_moment, text) in enumerate(said) if "I ask only once a week now" in text]
    assert slowed == [PATIENCE]
    choose(learning, right=False)
    assert due(learning) == datetime.combine(days[-1] + DAY, at(1).time())


def test_a_question_that_rings_after_nine_in_the_evening_waits_for_the_next_one(learning: Person) -> None:
    learning.now = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    assert learning.does(Reminded(DAILY)) == ""
    assert due(learning) == at(25)


def test_a_question_that_rings_the_morning_after_waits_for_the_evening(learning: Person) -> None:
    learning.now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert learning.does(Reminded(DAILY)) == ""
    assert due(learning) == at(25)


def test_a_miss_sets_the_timer_of_who_waits_for_one(coached: Person) -> None:
    coached.follows("review/start")
    assert due(coached) is None
    misses(coached)
    assert due(coached) == at(24)


def test_practice_takes_the_question_of_the_evening_away(learning: Person) -> None:
    learning.now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    learning.follows("review/now/1")
    choose(learning, right=True)
    assert due(learning) == at(26)


def test_the_daily_question_is_stopped_from_its_message(learning: Person) -> None:
    is_asked(learning)
    assert "One small question a day: off." in learning.taps("Stop the daily question")
    assert due(learning) is None
    assert hears(learning, learning.now + NINETY) == []


def test_stopping_and_starting_again_brings_no_second_one_that_day(learning: Person) -> None:
    hears(learning, learning.now + timedelta(hours=30), right=None)
    learning.follows("review/stop")
    learning.follows("review/start")
    assert due(learning) == at(25)


def test_nothing_rings_without_a_wish(coached: Person) -> None:
    misses(coached)
    assert hears(coached, coached.now + NINETY) == []


def test_a_timer_that_rings_twice_asks_once(learning: Person) -> None:
    is_asked(learning)
    assert learning.does(Reminded(DAILY)) == ""
    assert due(learning) == at(25)


def test_what_was_missed_after_midnight_comes_back_the_day_after(coached: Person) -> None:
    """It is the 23rd in Greenwich, and one in the morning of the 24th in Auckland."""
    set_(coached, lambda chat: setattr(chat, "time_zone", "Pacific/Auckland"))
    misses(coached)
    coached.follows("review/start")
    assert due(coached) == at(25)


def test_who_has_to_agree_anew_is_asked_nothing_until_then(learning: Person) -> None:
    learning.looks_up(lambda session, _chat: setattr(session.query(Consent).one(), "version", "0"))
    assert hears(learning, learning.now + timedelta(days=2), right=None) == []
    learning.follows("home")
    learning.taps("I agree")
    assert due(learning) == at(25)


def is_kind(asked: list[tuple[datetime, str]]) -> bool:
    """Never twice on a day, in the evening, before quiet hours."""
    days = [moment.date() for moment, _text in asked]
    return len(set(days)) == len(days) and all(18 <= moment.hour < 21 for moment, _text in asked)


SPRING = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)
ZONES = ["America/Montreal", "Europe/Paris", "Africa/Algiers", "America/Santiago", "Pacific/Auckland", "Asia/Kathmandu"]
"""Most of them change their clocks within the ninety days that follow."""


@pytest.mark.parametrize("place", ZONES)
def test_in_ninety_days_of_right_answers_each_question_comes_later_and_later(coached: Person, place: str) -> None:
    coached.now = SPRING
    set_(coached, lambda chat: setattr(chat, "time_zone", place))
    misses(coached, QUIZ, SCENARIO, BREAK)
    coached.follows("review/start")
    asked = hears(coached, SPRING + NINETY)
    assert is_kind(asked)
    assert {moment.hour for moment, _text in asked} == {18}
    for question in ("Which hours are overtime?", "It is Friday, 4 p.m.", "Is the break paid?"):
        days = [moment.date() for moment, text in asked if question in text]
        waits = [(after - before).days for before, after in pairwise(days)]
        assert len(waits) >= 3
        assert all(first < second for first, second in pairwise(waits))


@pytest.mark.parametrize("seed", range(6))
def test_whoever_flies_and_however_late_we_are_no_day_has_two_and_no_night_one(coached: Person, seed: int) -> None:
    """Clocks change, timers ring up to a day and a half late, some answers are wrong, some are missing."""
    chance = random.Random(seed)  # noqa: S311 - a test
    coached.now = SPRING
    misses(coached, QUIZ, SCENARIO, BREAK)
    coached.follows("review/start")
    asked: list[tuple[datetime, str]] = []

    def late() -> timedelta:
        return timedelta(hours=chance.choice([0, 0, 0, 1, 2, 4, 9, 15, 36]))

    while coached.now < SPRING + NINETY:
        coached.follows("clock/city")
        coached.follows(f"clock/city/{chance.choice([*ZONES, 'Pacific/Honolulu']).replace('/', ':')}")
        asked += hears(
            coached, coached.now + timedelta(days=chance.choice([1, 3, 9])), late, chance.choice([True, False, None])
        )
    assert len(asked) > 5
    assert is_kind(asked)
