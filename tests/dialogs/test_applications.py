"""Laws of the board, as the candidate lives it: each application in one tap, what is next, and one reminder a day.

It begins on Monday, 23 November 2026, at one in the afternoon in Algiers.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coaching.applications import EVE, NEXT
from dialogs.engine.events import Reminded
from storage.candidates import Candidate
from storage.conversations import Speaker
from storage.milestones import Milestone, Report
from storage.opportunities import Kind
from storage.participations import Participation, Stage, StageEvent
from storage.searching import Search
from tests.dialogs.driver import Person, leaves
from tests.dialogs.evenings import set_
from tests.offered import an_offer

Offering = Callable[..., int]
ALGIERS = ZoneInfo("Africa/Algiers")


@pytest.fixture
def offer(coached: Person) -> Offering:
    """Puts an offer up that ends at the end of the year; returns its number."""

    def offered(title: str = "Nurse aide", **columns: Any) -> int:
        given = {"published_at": coached.now, "expires_on": date(2026, 12, 31)}
        return coached.looks_up(lambda session, _chat: an_offer(session, title, **(given | columns)).id)

    return offered


def stages(person: Person) -> list[tuple[str, str]]:
    """What is on the board: the stage of each, and the days of all it went through."""
    return person.looks_up(
        lambda session, _chat: [
            (str(row.stage), " ".join(f"{event.stage}:{event.day:%m-%d}" for event in row.events))
            for row in session.query(Participation).order_by(Participation.id)
        ]
    )


def hears(person: Person, **duration: float) -> list[tuple[str, str]]:
    """Time goes by: all that the board says by itself, by the clock on the wall."""
    until, said = person.now + timedelta(**duration), []
    while due := person._next_timer(until):
        person.now = max(due[0], person.now)
        text = person.does(Reminded(due[1]))
        if due[1] in {NEXT, EVE} and text:
            said.append((f"{person.now.astimezone(ALGIERS):%d %H:%M}", text))
    person.now = until
    return said


def sends(person: Person, number: int) -> None:
    person.follows(f"offer/{number}")
    person.taps("📨 I have applied")


def test_an_offer_is_saved_applied_to_and_followed_to_the_job(coached: Person, offer: Offering) -> None:
    number = offer()
    coached.follows(f"offer/{number}")
    said = coached.taps("🔖 Save")
    assert "Saved on your board.\nNurse aide, Hôpital Exemple" in said
    assert "Next: Apply, on November 26, 2026" in said
    coached.taps("Open this application")
    said = coached.taps("📨 I have applied")
    assert "Well done, that is sent!" in said
    assert "Next: Ask the employer for news, on November 30, 2026" in said
    coached.taps("Open this application")
    assert "An interview, congratulations!" in coached.taps("🗓 I have an interview")
    coached.taps("Open this application")
    assert "I note that you were abroad when you got it." in coached.taps("🤝 They offer me the job")
    coached.taps("Open this application")
    said = coached.taps("✅ I accept the job")
    assert "Congratulations on the job!" in said
    assert "Is it your first job in Québec?" in said
    coached.taps("💼 Yes, my first job")
    coached.taps("Yes, in my field")
    assert stages(coached) == [
        ("accepted", "saved:11-23 applied:11-23 interview:11-23 offer:11-23 accepted:11-23")
    ]  # fmt: skip
    told = coached.looks_up(lambda session, _chat: [row.milestone for row in session.query(Report)])
    assert told == [Milestone.JOB]


def test_the_board_shows_what_is_under_way_and_what_is_first(coached: Person, offer: Offering) -> None:
    assert "Nothing is here yet." in coached.follows("applications")
    sends(coached, offer("Nurse aide"))
    coached.follows(f"apply/{offer('Orderly')}/saved")
    coached.follows("search")
    said = coached.taps("🗂 My applications")
    assert "🔖 Saved: 1\n📨 Applied: 1" in said
    assert "First of all: Orderly, Hôpital Exemple\n➡️ Next: Apply, on November 26, 2026" in said
    assert coached.sees[:4] == ["🔖 Orderly", "📨 Nurse aide", "Saved (1)", "Applied (1)"]
    assert "Nurse aide" in coached.taps("Applied (1)")


def test_a_column_is_read_a_few_at_a_time(coached: Person, offer: Offering) -> None:
    for count in range(10):
        coached.follows(f"apply/{offer(f'Aide {count}')}/saved")
    coached.follows("applications/saved/1")
    assert len([label for label in coached.sees if label.startswith("🔖")]) == 8
    coached.taps("More ›")
    assert len([label for label in coached.sees if label.startswith("🔖")]) == 2
    assert "More ›" not in coached.sees
    assert "Aide" in coached.follows("applications/saved/99")


def test_an_application_from_elsewhere_is_a_short_form(coached: Person) -> None:
    coached.follows("applications")
    coached.taps("➕ Add one from elsewhere")
    coached.says("Préposée <b>")
    coached.says("CHUS")
    assert "Please write the address of the page" in coached.says("in the paper")
    coached.says("example.org/1")
    assert "Well done, that is sent!" in coached.taps("I have applied")
    coached.taps("Open this application")
    assert "Préposée <b>, CHUS" in coached.reads
    assert "Read the offer" in coached.sees
    coached.follows("found/stage/applied")
    assert len(stages(coached)) == 1


def test_two_taps_count_once_and_an_old_button_moves_nothing_back(coached: Person, offer: Offering) -> None:
    number = offer()
    sends(coached, number)
    coached.follows(f"apply/{number}/applied")
    coached.follows(f"apply/{number}/saved")
    assert stages(coached) == [("applied", "applied:11-23")]
    for _tap in range(2):
        coached.follows("application/1/to/interview")
    coached.follows("application/1/to/applied")
    assert stages(coached) == [("interview", "applied:11-23 interview:11-23")]
    assert "On my board: Interview" in "".join(label for label in (coached.follows(f"offer/{number}"), *coached.sees))


def test_what_was_tapped_by_mistake_is_taken_back_once(coached: Person, offer: Offering) -> None:
    sends(coached, offer())
    coached.follows("application/1/to/refused")
    path = coached.path_of("↩️ Take back: Refused")
    assert "Taken back." in coached.follows(path)
    assert "Next: Ask the employer for news" in coached.reads
    coached.follows(path)
    assert stages(coached) == [("applied", "applied:11-23")]
    first = coached.path_of("↩️ Take back: Applied")
    assert "Taken off your board: Nurse aide, Hôpital Exemple." in coached.follows(first)
    assert "This application is not on your board any more." in coached.follows(first)
    assert stages(coached) == []
    assert hears(coached, days=30) == []


def test_a_stage_has_the_day_on_which_it_was_reached(coached: Person, offer: Offering) -> None:
    sends(coached, offer())
    path = coached.path_of("It was yesterday")
    for _tap in range(2):
        coached.follows(path)
    assert stages(coached) == [("applied", "applied:11-22")]
    assert "Next: Ask the employer for news, on November 29, 2026" in coached.reads
    coached.follows("reached/1")
    assert "has not come yet" in coached.says("2026-12-01")
    coached.says("2026-11-02")
    assert stages(coached) == [("applied", "applied:11-02")]
    assert "Next: Ask the employer for news, on November 24, 2026" in coached.reads


def test_an_offer_is_kept_with_its_day_and_where_the_candidate_was(coached: Person, offer: Offering) -> None:
    sends(coached, offer())
    coached.follows("application/1/to/offer")
    coached.taps("I was in Québec")
    assert "Job offer: November 23, 2026, you were in Québec" in coached.reads
    assert _abroad(coached) == [None, False]
    coached.follows("application/1/undo/2")
    coached.follows("milestone/landing")
    coached.follows("application/1/to/offer")
    assert "you were in Québec when you got it" in coached.reads
    coached.taps("I was abroad")
    assert _abroad(coached) == [None, True]


def _abroad(person: Person) -> list[bool | None]:
    return person.looks_up(
        lambda session, _chat: [event.abroad for event in session.query(StageEvent).order_by(StageEvent.id)]
    )


def test_who_comes_for_a_place_that_is_gone_keeps_the_offer(coached: Person, offer: Offering) -> None:
    number = offer(places=1)
    sends(coached, number)
    coached.follows("application/1/to/offer")

    def taken(session: Any, _chat: Any) -> int:
        other = Candidate(first_name="Samuel", created_at=coached.now)
        session.add(other)
        session.flush()
        stamps = {"began_at": coached.now, "touched_at": coached.now}
        row = Participation(candidate_id=other.id, opportunity_id=number, stage=Stage.ACCEPTED, **stamps)
        session.add(row)
        session.flush()
        return row.id

    theirs = coached.looks_up(taken)
    said = coached.follows("application/1/to/accepted")
    assert "All places of this offer have just been taken." in said
    assert stages(coached)[0][0] == "offer"
    assert "This application is not on your board any more." in coached.follows(f"application/{theirs}")
    assert "not on your board" in coached.follows(f"application/{theirs}/to/closed")


def test_a_training_is_no_first_job(coached: Person, offer: Offering) -> None:
    coached.follows(f"offer/{offer('Course', kind=Kind.TRAINING)}")
    assert "📨 I have applied" not in coached.sees
    coached.taps("🔖 Save")
    for stage in ("applied", "offer", "accepted"):
        coached.follows(f"application/1/to/{stage}")
    assert "first job" not in coached.reads


def test_all_that_is_due_comes_in_one_message_of_the_morning_and_once(coached: Person, offer: Offering) -> None:
    coached.follows(f"apply/{offer('Orderly')}/saved")
    coached.follows(f"apply/{offer('Nurse aide')}/saved")
    heard = hears(coached, days=10)
    assert [moment for moment, _text in heard] == ["26 09:00"]
    assert "Hello, Amina. In your job search, this is for today:" in heard[0][1]
    assert "1. Apply\nOrderly, Hôpital Exemple\n\n2. Apply\nNurse aide, Hôpital Exemple" in heard[0][1]
    assert "Apply, planned for November 26, 2026" in coached.follows("application/1")


def test_the_message_opens_what_can_be_done(coached: Person, offer: Offering) -> None:
    coached.follows(f"apply/{offer()}/saved")
    coached.now += timedelta(days=2, hours=20)
    coached.does(Reminded(NEXT))
    assert "Well done, that is sent!" in coached.taps("1. I have applied")


def test_the_candidate_chooses_another_day_or_none(coached: Person, offer: Offering) -> None:
    coached.follows(f"apply/{offer()}/saved")
    coached.taps("Open this application")
    coached.taps("⏰ Another reminder")
    assert "Next: Apply, on November 24, 2026" in coached.taps("Tomorrow")
    assert [moment for moment, _text in hears(coached, days=3)] == ["24 09:00"]
    coached.follows("next/1/when")
    assert coached.taps("No reminder").endswith("Next: Apply")
    assert hears(coached, days=30) == []


def test_news_that_were_asked_for_may_be_asked_for_again(coached: Person, offer: Offering) -> None:
    sends(coached, offer())
    assert [moment for moment, _text in hears(coached, days=8)] == ["30 09:00"]
    coached.follows("application/1")
    path = coached.path_of("✔️ Done: Ask the employer for news")
    assert "Next: Ask the employer for news, on December 15, 2026" in coached.follows(path)


def test_nobody_is_told_who_paused_is_spoken_to_or_has_left(coached: Person, offer: Offering) -> None:
    coached.follows(f"apply/{offer()}/saved")
    coached.follows("settings/pause/7")
    assert [moment for moment, _text in hears(coached, days=20)] == ["30 09:00"]
    coached.follows(f"apply/{offer('Orderly')}/saved")
    set_(coached, lambda chat: setattr(chat, "speaker", Speaker.COUNSELLOR))
    assert hears(coached, days=5) == []
    set_(coached, lambda chat: setattr(chat, "speaker", Speaker.BOT))
    assert len(hears(coached, days=2)) == 1
    coached.follows(f"apply/{offer('Aide')}/saved")
    leaves(coached)
    assert hears(coached, days=30) == []


def test_who_wishes_no_reminders_is_reminded_of_nothing(coached: Person, offer: Offering) -> None:
    coached.follows(f"apply/{offer()}/saved")
    coached.follows("settings/reminders/never")
    assert "You asked to be reminded of nothing." in coached.follows("next/1/when")
    coached.follows("application/1/to/applied")
    coached.follows("application/1/to/interview")
    coached.follows("interview/1/day")
    coached.says("2026-11-27")
    coached.says("14:00")
    assert coached.taps("In Québec")
    assert coached.taps("Skip").startswith("Noted.\n")
    assert hears(coached, days=2) == []
    coached.follows("settings/reminders/dates")
    assert [moment for moment, _text in hears(coached, days=4)] == ["26 18:00", "28 09:00"]


def test_a_note_is_kept_with_it(coached: Person, offer: Offering) -> None:
    sends(coached, offer())
    coached.follows("application/1/note")
    assert "Your note: Mme Roy, 31 $ an hour" in coached.says("Mme Roy, 31 $ an hour")


def test_a_goal_is_counted_by_weeks_and_praised_on_request(coached: Person, offer: Offering) -> None:
    coached.follows("goal")
    assert "You have no goal now." in coached.reads
    assert "2 to do until Sunday." in coached.taps("2")
    sends(coached, offer())
    assert "🎯 This week: 1 of 2" in coached.follows("applications")
    assert "1 done, 1 to go until Sunday." in coached.taps("🎯 My weekly goal")
    sends(coached, offer("Orderly"))
    assert "2 done this week: your goal is reached." in coached.follows("goal")
    coached.now += timedelta(days=7)
    assert "🎯 This week: 0 of 2" in coached.follows("applications")
    coached.follows("goal/0")
    assert coached.looks_up(lambda session, chat: session.get_one(Search, chat.candidate_id).goal) is None
    assert "🎯 This week" not in coached.follows("applications")


def test_a_contact_is_kept_reminded_of_once_and_counts_for_the_goal(coached: Person) -> None:
    coached.follows("goal/2")
    coached.follows("contacts")
    coached.taps("➕ Add a contact")
    coached.says("Julie <Roy>")
    coached.says("CHUS")
    coached.taps("Skip")
    assert "Julie <Roy> (CHUS)\n• You spoke last on November 23, 2026." in coached.reads
    assert "1 done, 1 to go until Sunday." in coached.follows("goal")
    coached.follows("contact/1/when")
    coached.taps("In three days")
    heard = hears(coached, days=9)
    assert [moment for moment, _text in heard] == ["26 09:00"]
    assert "Write to Julie <Roy>" in heard[0][1]
    assert "You spoke last on December 2, 2026." in coached.follows("contact/1/spoke")
    coached.follows("contact/1/note")
    assert "Your note: She knows the head nurse." in coached.says("She knows the head nurse.")
    coached.taps("Delete")
    assert "not on your list any more" in coached.follows("contact/1/delete")


@pytest.mark.parametrize(
    "path",
    [
        *("application/99", "application/99/to/applied", "application/99/undo/1", "application/99/note", "reached/99"),
        *("apply/99/saved", "next/99/when", "next/99/done/thank", "interview/99", "interview/99/went/good", "goal/7"),
        *("interview/99/list", "interview/99/words", "practice/for/99", "practice/zzz", "application/99/yesterday/1"),
        *("application/99/where/1/abroad", "applications/saved/0", "applications/saved/999999999999"),
        *("contact/9", "contact/9/spoke", "contact/9/delete", "contact/9/note", "contact/9/when", "contacts/99"),
    ],
)
def test_a_forged_button_harms_nothing(coached: Person, path: str) -> None:
    assert coached.follows(path)
    assert stages(coached) == []
    assert isinstance(coached.now, datetime)
