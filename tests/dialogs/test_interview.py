"""Laws of interviews: prepared the evening before, practised, and looked back on the morning after.

It begins on Monday, 23 November 2026, at one in the afternoon in Algiers, an hour ahead of Greenwich.
"""

from datetime import date

import pytest

from coaching import catalogue, occupations
from coaching.programme import Programme
from storage.conversations import Speaker
from storage.participations import Practice
from tests.dialogs.driver import Person
from tests.dialogs.evenings import at, due, misses, set_
from tests.dialogs.test_applications import hears
from tests.offered import an_offer
from tests.small_training import small


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped(), small)


@pytest.fixture
def invited(coached: Person) -> Person:
    """A candidate who has an interview, the day of which is not told yet."""
    last = date(2026, 12, 31)
    number = coached.looks_up(lambda session, _chat: an_offer(session, "Nurse aide", expires_on=last).id)
    coached.follows(f"apply/{number}/applied")
    coached.follows("application/1/to/interview")
    return coached


def meets(person: Person, day: str = "2026-11-25", time: str = "14:00", clock: str = "On my own clock") -> str:
    person.follows("interview/1/day")
    person.says(day)
    person.says(time)
    person.taps(clock)
    return person.says("https://meet.example.org/1")


def test_the_moment_is_told_on_both_clocks(invited: Person) -> None:
    assert "Next: Agree on the day of the interview, on November 25, 2026" in invited.reads
    invited.taps("🗓 Day and place of the interview")
    invited.taps("Tomorrow")
    assert "Please write it like this: 14:30." in invited.says("noonish")
    invited.says("9 h 30")
    invited.taps("In Québec")
    said = invited.taps("Skip")
    assert "Interview on November 24, 2026 at 3:30\u202fp.m. on your clock, 09:30 in Montréal" in said
    assert "Next: Prepare the interview, today" in said


@pytest.mark.parametrize(("told", "read"), [("2 pm", "2:00"), ("12 am", "12:00"), ("14h05", "2:05"), ("9", "9:00")])
def test_a_time_is_read_as_people_write_it(invited: Person, told: str, read: str) -> None:
    assert f"Interview on November 25, 2026 at {read}" in meets(invited, time=told)


def test_the_evening_before_one_is_told_what_to_prepare(invited: Person) -> None:
    meets(invited)
    heard = hears(invited, days=1, hours=12)
    assert [moment for moment, _text in heard] == ["24 18:00"]
    assert "Hello, Amina. Your interview is near:\n\nNurse aide, Hôpital Exemple" in heard[0][1]
    assert "📍 https://meet.example.org/1" in heard[0][1]
    assert "☑️ Read the offer again" in heard[0][1]
    assert hears(invited, days=1) == []
    assert [moment for moment, _text in hears(invited, hours=12)] == ["26 09:00"]


def test_an_evening_that_was_no_good_moment_waits_for_the_morning_and_not_longer(invited: Person) -> None:
    meets(invited)
    set_(invited, lambda chat: setattr(chat, "speaker", Speaker.COUNSELLOR))
    assert hears(invited, days=1, hours=8) == []
    set_(invited, lambda chat: setattr(chat, "speaker", Speaker.BOT))
    assert [moment for moment, _text in hears(invited, hours=14)] == ["25 09:00"]


def test_who_is_paused_is_only_asked_how_it_went(invited: Person) -> None:
    meets(invited)
    invited.follows("settings/pause/7")
    heard = hears(invited, days=12)
    assert [moment for moment, _text in heard] == ["30 09:00"]
    assert "Tell me how the interview went" in heard[0][1]


def test_another_day_moves_the_evening(invited: Person) -> None:
    meets(invited)
    assert "⏰ Another reminder" not in invited.sees
    assert "Next: Prepare the interview" in invited.follows("next/1/when")
    meets(invited, day="2026-11-28")
    assert [moment for moment, _text in hears(invited, days=5)] == ["27 18:00"]


def test_who_tells_of_it_late_is_asked_how_it_went(invited: Person) -> None:
    assert "Noted. I ask you afterwards how it went." in meets(invited, day="2026-11-23", time="20:00")
    assert "What to prepare" in invited.follows("interview/1/list")
    assert "Checked on" in invited.reads


def test_the_morning_after_one_tells_how_it_went(invited: Person) -> None:
    meets(invited)
    heard = hears(invited, days=3)
    assert "1. Tell me how the interview went" in heard[-1][1]
    invited.now = invited.now.replace(day=26, hour=9)
    invited.follows("interview/1/went")
    said = invited.taps("So-so")
    assert "Which question was hard?" in said
    assert "Send a short and personal e-mail today" in said
    assert "Next: Thank the employer for the interview, on November 27, 2026" in said
    invited.taps("✏️ Write what to remember")
    assert "You wrote: They asked about nights." in invited.says("They asked about nights.")
    assert "It went: So-so" in invited.follows("application/1")
    said = invited.taps("✔️ Done: Thank the employer for the interview")
    assert "Next: Ask the employer for news, on December 3, 2026" in said
    invited.taps("🗓 Another interview")
    assert "Next: Agree on the day of the interview" in invited.reads
    assert invited.follows("application/1/to/interview").count("Invited to an interview: November 26") == 1


def test_how_it_went_is_not_told_before(invited: Person) -> None:
    meets(invited)
    invited.follows("interview/1/went/good")
    assert "It went" not in invited.reads
    assert "It went" not in invited.follows("interview/1/words")


def test_the_daily_question_waits_for_the_evening_after(invited: Person) -> None:
    misses(invited)
    invited.follows("review/start")
    meets(invited)
    assert due(invited) == at(24)
    heard = hears(invited, days=1, hours=12)
    assert [moment for moment, _text in heard] == ["24 18:00"]
    assert due(invited) == at(25)


def test_questions_of_ones_own_field_come_first_and_are_practised(invited: Person) -> None:
    invited.follows("interview/1")
    said = invited.taps("🎤 Practise the questions")
    assert "8 questions, 0 practised" in said
    invited.taps("Tell us about a patient or a family")
    invited.taps("Begin")
    invited.says("A family was angry in our ward.")
    invited.says("We had to calm them.")
    invited.says("We spoke to them in a quiet room.")
    said = invited.says("They thanked us.")
    assert "Situation: A family was angry in our ward." in said
    assert "💡 The result has no figure." in said
    assert "💡 You say “we”." in said
    invited.taps("✏️ Action")
    invited.says("I took them to a quiet room and listened to them for 10 minutes.")
    invited.taps("✏️ Result")
    said = invited.says("They stayed calm, and thanked 2 of us.")
    assert "💡" not in said
    assert "Say it aloud once" in said
    assert "8 questions, 1 practised" in invited.taps("‹ Questions")
    assert invited.looks_up(lambda session, _chat: session.query(Practice).count()) == 1
    assert "I took them" in invited.follows("practice/patient")


def test_what_is_asked_nearly_every_time_is_told_with_sources(invited: Person) -> None:
    invited.follows("practice")
    said = invited.taps("💬 Asked nearly every time")
    assert "Do you have questions for us?" in said
    assert "Sources:" in said
