"""Laws of going, coming back, and being reminded."""

from datetime import UTC, datetime, timedelta

from dialogs import intake
from dialogs.engine.events import Left, Reminded, Returned
from storage.conversations import Conversation, Speaker
from storage.timers import Timer
from tests.dialogs.conftest import CODE
from tests.dialogs.driver import Person
from tests.dialogs.test_joining import Invite


def due(person: Person) -> datetime | None:
    mine = Timer.subject == intake.REMIND
    found = person.looks_up(lambda session, _chat: session.query(Timer).filter(mine).one_or_none())
    return found.due_at if found else None


def test_who_blocks_the_bot_is_marked_and_told_nothing(coached: Person) -> None:
    assert coached.does(Left()) == ""
    assert coached.looks_up(lambda _session, chat: chat.blocked_at) == coached.now


def test_who_comes_back_is_at_home(coached: Person) -> None:
    coached.does(Left())
    assert "Hello, Amina." in coached.does(Returned())
    assert coached.looks_up(lambda _session, chat: chat.blocked_at) is None


def test_an_unfinished_profile_is_reminded_of_two_days_later_in_the_morning(amina: Person) -> None:
    amina.taps("Skilled worker")
    assert due(amina) == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    amina.later(days=2)
    assert "Shall we go on with your profile?" in amina.reads
    assert "11 questions are left" in amina.reads
    assert "Which country" in amina.taps("Go on with my profile")


def test_who_has_agreed_and_not_begun_is_reminded_too(person: Person, invite: Invite) -> None:
    invite()
    person.opens(CODE)
    person.taps("English")
    person.taps("I agree")
    person.taps("Later")
    assert "About a dozen questions" in person.reads
    person.later(days=3)
    assert "Shall we go on with your profile?" in person.reads


def test_a_reminder_comes_twice_at_most(amina: Person) -> None:
    amina.later(days=2)
    assert "Shall we go on" in amina.reads
    amina.later(days=5)
    assert amina.reads == ""
    amina.later(days=3)
    assert "Shall we go on" in amina.reads
    amina.later(days=60)
    assert amina.reads == ""


def test_a_finished_profile_is_not_reminded_of(coached: Person) -> None:
    assert due(coached) is None
    assert coached.does(Reminded("intake")) == ""


def test_who_was_here_yesterday_is_reminded_later(amina: Person) -> None:
    amina.later(days=1)
    amina.says("/start")
    amina.later(days=1)
    assert amina.reads == ""
    amina.later(days=1)
    assert "Shall we go on" in amina.reads


def test_a_pause_puts_the_reminder_off(amina: Person) -> None:
    amina.follows("settings/pause/7")
    amina.later(days=6)
    assert amina.reads == ""
    amina.later(days=2)
    assert "Shall we go on" in amina.reads


def test_a_reminder_waits_while_a_counsellor_speaks(amina: Person) -> None:
    with amina.database.session() as session, session.begin():
        session.query(Conversation).one().speaker = Speaker.COUNSELLOR
    amina.later(days=4)
    assert amina.reads == ""
    assert due(amina)


def test_a_reminder_that_is_late_in_the_night_waits_for_the_morning(amina: Person) -> None:
    amina.now += timedelta(days=2, hours=9)
    amina.later(hours=1)
    assert amina.reads == ""
    assert due(amina) == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    amina.later(hours=12)
    assert "Shall we go on" in amina.reads


def test_who_blocked_the_bot_is_not_reminded(amina: Person) -> None:
    amina.does(Left())
    amina.later(days=10)
    assert amina.reads == ""


def test_a_reminder_follows_a_change_of_the_clock(amina: Person) -> None:
    amina.follows("clock/city")
    amina.says("Montréal")
    assert due(amina) == datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


def test_a_reminder_of_something_unknown_is_dropped(amina: Person) -> None:
    assert amina.does(Reminded("birthday")) == ""


def test_a_visitor_is_reminded_of_nothing(person: Person) -> None:
    person.opens()
    assert person.does(Reminded("intake")) == ""
