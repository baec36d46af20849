"""Laws of the settings, of one's data, and of leaving."""

import json
from datetime import timedelta

import pytest

from storage.candidates import Candidate, Status
from storage.conversations import Conversation, Speaker
from storage.messages import Author, Delivery, Direction, Kind, write
from storage.timers import Timer
from tests.dialogs.driver import Person, leaves
from tests.dialogs.test_consent import decisions


def test_the_settings_say_how_things_stand(coached: Person) -> None:
    said = coached.says("/settings")
    assert "Language: English" in said
    assert "Time zone: Algiers, 13:00" in said
    assert "Reminders: For every date" in said


def test_before_there_is_a_plan_reminders_are_of_the_profile(amina: Person) -> None:
    assert "Reminders: on" in amina.says("/settings")
    assert "They come at 09:00 on your clock: 03:00 in Montréal." in amina.taps("Reminders")
    assert amina.sees == ["Pause reminders", "‹ Settings", "Home"]
    assert "Reminders: on" in amina.follows("settings/reminders/weekly")


@pytest.mark.parametrize(
    ("city", "told"),
    [
        ("Algiers", "They come at 09:00 on your clock: 03:00 in Montréal."),
        ("Manila", "They come at 09:00 on your clock: 20:00 the day before in Montréal."),
        ("Montréal", "They come at 09:00 on your clock.\n"),
    ],
)
def test_the_hour_of_reminders_is_told_with_that_of_montreal_where_it_is_another(
    coached: Person, city: str, told: str
) -> None:
    coached.follows("clock/city")
    coached.says(city)
    assert told in coached.taps("Reminders")


@pytest.mark.parametrize(
    ("label", "meant"),
    [("Once a week", "On Mondays"), ("Never", "I remind you of nothing."), ("For every date", "A week before a step")],
)
def test_how_often_reminders_come_is_the_candidates_choice(coached: Person, label: str, meant: str) -> None:
    coached.says("/settings")
    coached.taps("Reminders")
    said = coached.taps(label)
    assert f"Reminders: {label}" in said
    assert meant in said
    assert f"Reminders: {label}" in coached.taps("‹ Settings")


def test_the_language_is_changed_at_once(coached: Person) -> None:
    coached.says("/settings")
    coached.taps("Language")
    coached.taps("Français")
    assert coached.in_words("Settings") in coached.reads
    assert coached.in_words("Language: <b>{language}</b>", language="Français") in coached.reads


@pytest.mark.parametrize(("label", "day"), [("One week", "November 30"), ("One month", "December 23")])
def test_reminders_are_paused_and_resumed(coached: Person, label: str, day: str) -> None:
    coached.says("/settings")
    coached.taps("Reminders")
    coached.taps("Pause reminders")
    assert f"paused until {day}, 2026" in coached.taps(label)
    assert "Reminders: For every date" in coached.taps("Send reminders again")


def test_a_pause_ends_by_itself(coached: Person) -> None:
    coached.follows("settings/pause/7")
    coached.now += timedelta(days=8)
    assert "Reminders: For every date" in coached.says("/settings")


def test_a_forged_length_of_a_pause_is_asked_again(coached: Person) -> None:
    assert "For how long?" in coached.follows("settings/pause/36500")


def said(person: Person, count: int) -> None:
    """Fills the transcript, as the bot does."""
    with person.database.session() as session, session.begin():
        conversation = session.query(Conversation).one()
        row = {
            "conversation_id": conversation.id,
            "direction": Direction.IN,
            "author": Author.CANDIDATE,
            "created_at": person.now,
            "delivery": Delivery.RECEIVED,
        }
        write(session, [{**row, "body": f"message {number}"} for number in range(count)])
        write(session, [{**row, "kind": Kind.FILE, "attachment": {"id": "f", "name": "visa.pdf"}}])


def test_what_is_stored_is_counted_in_plain_words(coached: Person) -> None:
    said(coached, 3)
    coached.says("/settings")
    told = coached.taps("What is stored about me")
    for part in (
        "Amina Haddad",
        "Your profile, last changed on",
        "steps, 1 version",
        "4 messages",
        "1 file",
        "1 decision",
    ):
        assert part in told


def test_before_the_profile_there_is_less_to_tell(amina: Person) -> None:
    told = amina.follows("data")
    assert "Your plan" not in told
    assert "file that" not in told


def test_ones_data_is_complete_and_can_be_read_by_machines(coached: Person) -> None:
    said(coached, 450)
    coached.follows("plan")
    coached.taps("1.")
    coached.taps("Done")
    coached.follows("data")
    coached.taps("Send me my data")
    document = coached.screens[0].document
    assert document
    assert (document.name, document.type) == ("jalon-2026-11-23.json", "application/json")
    data = json.loads(document.content)
    assert data["candidate"]["first_name"] == "Amina"
    assert data["profile"]["occupation"] == "31301"
    assert len(data["plan"]["steps"]) == len(data["plan_versions"][0]["steps"])
    assert [version["change"]["kind"] for version in data["plan_versions"]] == ["made", "done"]
    assert [consent["decision"] for consent in data["consents"]] == ["agreed"]
    assert len(data["transcript"]) == 451
    assert data["counsellor"] == "Josée Tremblay"
    assert "ABCD-2345" not in document.content.decode()
    assert "password" not in document.content.decode()


def test_the_data_of_who_has_told_nothing_yet_is_short(amina: Person) -> None:
    with amina.database.session() as session, session.begin():
        session.query(Candidate).one().counsellor = None
    amina.follows("data/send")
    document = amina.screens[0].document
    assert document
    data = json.loads(document.content)
    assert (data["profile"], data["plan"], data["plan_versions"], data["counsellor"]) == (None, None, [], None)


def test_leaving_is_explained_and_confirmed_once(coached: Person) -> None:
    coached.says("/settings")
    coached.taps("Leave the programme")
    assert coached.sees == ["Leave, keep my file", "Leave, erase my file", "Send me my data", "Stay"]
    assert "Do you want to leave?" in coached.taps("Leave, keep my file")
    assert "You have left." in coached.taps("Yes, leave")
    with coached.database.session() as session:
        candidate = session.query(Candidate).one()
        assert (candidate.status, candidate.left_at) == (Status.LEFT, coached.now)
        assert candidate.erasure_asked_at is None
    assert decisions(coached)[-1].startswith("revoked")


def test_who_stays_stays(coached: Person) -> None:
    coached.follows("leave/erase")
    assert "Hello, Amina." in coached.taps("No, stay")
    assert len(decisions(coached)) == 1


def test_erasure_is_asked_for_and_passed_to_the_team(coached: Person) -> None:
    coached.follows("leave")
    assert "cannot be undone" in coached.taps("Leave, erase my file")
    assert "the team has your request to erase your file" in coached.taps("Yes, leave")
    with coached.database.session() as session:
        assert session.query(Candidate).one().erasure_asked_at == coached.now


def test_a_second_tap_on_leaving_changes_nothing(coached: Person) -> None:
    leaves(coached)
    left = coached.now
    coached.later(hours=1)
    assert "You have left." in coached.follows("leave/keep/yes")
    with coached.database.session() as session:
        assert session.query(Candidate).one().left_at == left
    assert len(decisions(coached)) == 2


def test_who_left_gets_no_reminder_and_no_page(amina: Person) -> None:
    amina.taps("Skilled worker")
    leaves(amina)
    with amina.database.session() as session:
        assert session.query(Timer).count() == 0
    assert "Do you agree?" in amina.says("/plan")


def test_leaving_ends_the_talk_with_the_counsellor(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().speaker = Speaker.COUNSELLOR
    leaves(coached)
    assert coached.looks_up(lambda _session, chat: chat.speaker) is Speaker.BOT


@pytest.mark.parametrize("way", ["keep", "erase"])
def test_a_yes_of_a_month_ago_leaves_nothing_and_asks_again(coached: Person, way: str) -> None:
    coached.follows(f"leave/{way}")
    coached.later(days=30)
    assert "Do you want to leave" in coached.follows(f"leave/{way}/yes")
    assert len(decisions(coached)) == 1
    assert "You have left" in coached.taps("Yes, leave")


def test_a_yes_to_leaving_is_no_yes_to_being_erased(coached: Person) -> None:
    coached.follows("leave/keep")
    assert "cannot be undone" in coached.follows("leave/erase/yes")


def test_a_file_that_is_kept_keeps_the_answers_that_were_begun(amina: Person) -> None:
    amina.taps("Skilled worker")
    leaves(amina)
    amina.opens()
    assert "Which country" in amina.taps("I agree")
    with amina.database.session() as session:
        assert session.query(Timer).count() == 1


def test_a_file_that_is_erased_keeps_no_answers(amina: Person) -> None:
    amina.taps("Skilled worker")
    leaves(amina, "erase")
    amina.opens()
    amina.taps("I agree")
    assert "Where are you now?" in amina.taps("Yes, keep my file")
