"""Laws of the reminders of a plan, as the candidate lives them.

The plan is made on a Monday, 23 November 2026, at one in the afternoon in Algiers.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching import plans
from coaching.mornings import AGAIN, PLAN
from coaching.phases import Phase
from dialogs import plan
from dialogs.engine.events import Left, Reminded, Returned, Typed
from storage.candidates import Candidate, Profile
from storage.consents import Consent
from storage.conversations import Conversation, Speaker
from storage.invitations import issue
from storage.plans import Plan, Progress
from storage.timers import Timer
from tests.dialogs.driver import Person, leaves

LANDING = date(2027, 3, 15)


@pytest.fixture
def amid(coached: Person) -> Person:
    """A candidate whose plan has only what a test puts into it: everything else was done long ago."""
    with coached.turn(Typed("")) as turn:
        for step in turn.session.query(Plan).one().steps:
            step.progress, step.settled_at = Progress.DONE, turn.now - timedelta(days=100)
        turn.session.query(Profile).one().landing = None
    return coached


def adds(person: Person, *dues: date, title: str = "Call the order") -> None:
    """Puts steps of a person's own into the plan."""
    with person.turn(Typed("")) as turn:
        mine, hand = turn.session.query(Plan).one(), plan.hand(turn)
        for number, due in enumerate(dues, 1):
            plans.add_own(hand, mine, Phase.FIRST_MONTH, f"{title} {number}" if len(dues) > 1 else title, "", due)


def hears(person: Person, until: date) -> list[tuple[datetime, str]]:
    """Time goes by to the evening of a day: every reminder, with the time on the person's clock."""
    said = []
    zone = ZoneInfo(person.looks_up(lambda _session, chat: chat.time_zone))
    while due := person._next_timer(datetime(until.year, until.month, until.day, 20, tzinfo=zone)):
        person.now = max(person.now, due[0])
        if text := person.does(Reminded(due[1])):
            said.append((person.now.astimezone(zone).replace(tzinfo=None), text))
    person.now = max(person.now, datetime(until.year, until.month, until.day, 20, tzinfo=zone).astimezone(UTC))
    return said


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour)  # noqa: DTZ001 - a wall time


def due(person: Person, subject: str = PLAN) -> datetime | None:
    found = person.looks_up(lambda session, _chat: session.query(Timer).filter_by(subject=subject).one_or_none())
    return found.wall if found else None


def speaks(person: Person, speaker: Speaker) -> None:
    with person.database.session() as session, session.begin():
        session.query(Conversation).one().speaker = speaker


def test_one_message_tells_all_that_is_due_by_name_and_day(amid: Person) -> None:
    adds(amid, date(2026, 11, 26), title="Call the order")
    adds(amid, date(2026, 12, 2), title="Pay the fees")
    [(when, text)] = hears(amid, date(2026, 11, 25))
    assert when == at(25)
    assert text == (
        "Hello, Amina. This is waiting in your plan:\n\n"
        "1. Call the order\nTomorrow, November 26, 2026\n"
        "2. Pay the fees\nIn 7 days, on December 2, 2026"
    )
    assert amid.sees == [
        "1. Call the order",
        "2. Pay the fees",
        "Again tomorrow",
        "Again in a week",
        "Reminders",
        "Home",
    ]
    assert "Call the order" in amid.taps("1. Call the order")
    assert "Done" in amid.sees


def test_a_step_is_told_a_week_before_the_day_before_and_once_when_it_is_late(amid: Person) -> None:
    adds(amid, date(2026, 12, 5))
    said = hears(amid, date(2026, 12, 13))
    assert [when for when, _text in said] == [at(28), at(30), at(4, month=12), at(6, month=12), at(7, month=12)]
    assert "In 7 days" in said[0][1]
    assert "Tomorrow" in said[2][1]
    assert "It was planned for December 5, 2026" in said[3][1]


def test_of_many_steps_six_are_named_and_three_can_be_opened(amid: Person) -> None:
    adds(amid, *[date(2026, 11, 26)] * 9)
    [(_when, text)] = hears(amid, date(2026, 11, 25))
    assert "6. Call the order 6" in text
    assert text.endswith("And 3 more in your plan.")
    assert sum(label[0].isdigit() for label in amid.sees) == 3


def test_what_was_done_in_time_is_not_told(amid: Person) -> None:
    adds(amid, date(2026, 11, 26))
    amid.follows("plan")
    amid.taps("1.")
    amid.taps("Done")
    assert hears(amid, date(2026, 11, 29)) == []


def test_mondays_tell_how_far_one_is_and_what_was_done(amid: Person) -> None:
    adds(amid, date(2026, 12, 20), date(2026, 12, 21), title="Paper")
    amid.follows("plan")
    amid.taps("1. Paper 1")
    amid.taps("Done")
    [(when, text)] = hears(amid, date(2026, 12, 1))
    assert when == at(30)
    assert text.startswith("How far you are, Amina\n")
    assert "Since November 23, 2026 you have done: Paper 1." in text
    assert "steps done of" in text
    assert amid.sees == ["My plan", "Reminders", "Home"]


def test_of_a_week_in_which_much_was_done_the_number_is_told(amid: Person) -> None:
    adds(amid, *[date(2026, 12, 20)] * 9)
    for _step in range(8):
        amid.follows("plan")
        amid.taps("1.")
        amid.taps("Done")
    assert "You have done 8 of them since November 23, 2026." in hears(amid, date(2026, 11, 30))[0][1]


def test_a_week_without_a_step_is_not_praised_and_the_smallest_is_named(coached: Person) -> None:
    weeks = [text for when, text in hears(coached, date(2026, 12, 21)) if when.weekday() == 0]
    assert len(weeks) == 4
    assert "No step was done since December 14, 2026.\nThe smallest one now: " in weeks[-1]
    assert "It was planned for" in weeks[-1]


def test_where_nothing_is_late_the_next_step_is_named(amid: Person) -> None:
    adds(amid, date(2026, 12, 20))
    [(_when, text)] = hears(amid, date(2026, 11, 30))
    assert "Nothing is late.\nYour next step: Call the order, by December 20, 2026." in text


def test_while_nothing_is_near_there_is_silence(amid: Person) -> None:
    adds(amid, date(2027, 3, 1))
    assert hears(amid, date(2027, 1, 31)) == []
    assert hears(amid, date(2027, 2, 1))


def test_a_plan_that_is_done_is_congratulated_once_and_then_there_is_silence(amid: Person) -> None:
    adds(amid, date(2026, 11, 26))
    amid.follows("plan")
    amid.taps("1.")
    amid.taps("Done")
    [(when, text)] = hears(amid, date(2027, 12, 31))
    assert when == at(30)
    assert text.startswith("Your plan is done to its last step. Congratulations, Amina!")
    assert due(amid) is None


def test_on_the_planned_day_of_landing_one_tap_tells_that_one_has_landed(coached: Person) -> None:
    said = dict(hears(coached, LANDING))
    text = said[datetime(2027, 3, 15, 9)]  # noqa: DTZ001 - a wall time
    assert "Today is the day: you land in Québec." in text
    assert "Welcome to Québec!" in coached.taps("🛬 I have landed")


def test_a_landing_whose_day_has_passed_is_asked_after_once(coached: Person) -> None:
    hears(coached, date(2027, 3, 11))
    coached.follows("settings/pause/7")
    said = hears(coached, date(2027, 3, 21))
    assert "You wanted to land on March 15, 2027." in said[0][1]
    assert sum("wanted to land" in text for _when, text in said) == 1


def test_after_an_outage_all_comes_in_one_message(amid: Person) -> None:
    adds(amid, date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28), title="Paper")
    amid.now += timedelta(days=5, hours=3)
    [(when, text)] = hears(amid, date(2026, 11, 28))
    assert when == at(28, hour=16)
    assert text.count("Paper") == 3
    assert "Today, November 28, 2026" in text


@pytest.mark.parametrize(("hour", "morning"), [(20, at(27)), (6, at(27)), (23, at(28))])
def test_a_reminder_that_is_late_in_quiet_hours_waits_for_the_morning(
    amid: Person, hour: int, morning: datetime
) -> None:
    """On the clock of the candidate, an hour ahead."""
    adds(amid, date(2026, 11, 26))
    amid.now = datetime(2026, 11, 26 if hour < 23 else 27, hour, 30, tzinfo=UTC) + timedelta(days=hour == 6)
    [(when, text)] = hears(amid, date(2026, 11, 28))
    assert when == morning
    assert "It was planned for November 26, 2026" in text


def test_while_a_counsellor_speaks_reminders_wait(amid: Person) -> None:
    adds(amid, date(2026, 11, 26))
    speaks(amid, Speaker.COUNSELLOR)
    assert hears(amid, date(2026, 11, 28)) == []
    assert due(amid) == at(29)
    speaks(amid, Speaker.BOT)
    [(when, text)] = hears(amid, date(2026, 11, 29))
    assert when == at(29)
    assert "It was planned for November 26, 2026" in text


def test_a_pause_is_kept_and_all_comes_on_the_first_morning_after(amid: Person) -> None:
    adds(amid, date(2026, 11, 26), date(2026, 12, 1), title="Paper")
    amid.follows("settings/pause/7")
    assert hears(amid, date(2026, 11, 29)) == []
    [(when, text)] = hears(amid, date(2026, 11, 30))
    assert when == at(30)
    assert text.count("Paper") >= 2


def test_a_pause_that_is_ended_early_brings_reminders_the_next_morning(amid: Person) -> None:
    adds(amid, date(2026, 11, 26))
    amid.follows("settings/pause/30")
    assert hears(amid, date(2026, 11, 27)) == []
    amid.follows("settings/resume")
    assert [when for when, _text in hears(amid, date(2026, 11, 28))] == [at(28)]


def test_who_has_left_hears_nothing_until_they_are_back(coached: Person) -> None:
    leaves(coached)
    assert due(coached) is None
    assert hears(coached, date(2026, 12, 20)) == []
    coached.opens()
    coached.taps("I agree")
    assert due(coached) == at(21, month=12)
    assert len(hears(coached, date(2026, 12, 21))) == 1


@pytest.mark.parametrize("back", [Returned(), None])
def test_who_blocked_the_bot_hears_nothing_until_they_are_back(coached: Person, back: Returned | None) -> None:
    coached.does(Left())
    assert hears(coached, date(2026, 12, 20)) == []
    assert coached.does(back) if back else coached.opens()
    assert [when for when, _text in hears(coached, date(2026, 12, 21))] == [at(21, month=12)]


def test_who_does_not_agree_any_more_hears_nothing(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Consent).one().version = "1999-01"
    assert hears(coached, date(2026, 12, 20)) == []
    coached.opens()
    coached.taps("I agree")
    assert due(coached) == at(21, month=12)


def test_reminders_follow_the_candidate_to_another_clock(amid: Person) -> None:
    adds(amid, date(2026, 11, 26))
    amid.follows("clock/city")
    amid.says("Manila")
    [(when, _text)] = hears(amid, date(2026, 11, 25))
    assert when == at(25)
    assert amid.looks_up(lambda _session, chat: chat.time_zone) == "Asia/Manila"


def test_a_file_that_moves_to_another_phone_takes_its_reminders_along(coached: Person) -> None:
    planned = due(coached)
    coached.now += timedelta(minutes=1)
    with coached.database.session() as session, session.begin():
        issue(session, session.query(Candidate).one(), "NEWS-2345", coached.now, coached.now + timedelta(days=30))
    phone = Person(coached.database, coached.programme, coached.now, chat_id=9009)
    phone.opens("NEWS-2345")
    assert due(phone) == planned
    assert phone.looks_up(lambda session, chat: session.query(Timer).one().conversation_id == chat.id)


@pytest.mark.parametrize(("label", "day"), [("Again tomorrow", at(26)), ("Again in a week", at(2, month=12))])
def test_the_same_is_told_again_when_it_is_asked_for(amid: Person, label: str, day: datetime) -> None:
    adds(amid, date(2026, 12, 2))
    hears(amid, date(2026, 11, 25))
    said = amid.taps(label)
    assert said.startswith("I tell you this again on ")
    assert "at 9:00" in said
    again = dict(hears(amid, day.date()))
    assert "Call the order" in again[day]
    assert due(amid, AGAIN) is None


def test_a_button_to_be_told_again_is_of_no_use_to_who_wants_no_reminders(amid: Person) -> None:
    adds(amid, date(2026, 12, 2))
    hears(amid, date(2026, 11, 25))
    amid.follows("settings/reminders/never")
    assert "Reminders: Never" in amid.follows("reminders/again/1")
    assert due(amid, AGAIN) is None


def test_a_forged_day_to_be_told_again_shows_the_settings(amid: Person) -> None:
    assert "Reminders: For every date" in amid.follows("reminders/again/9999")


def test_who_has_no_plan_yet_cannot_be_told_again(amina: Person) -> None:
    assert "Your profile is not finished yet." in amina.follows("reminders/again/1")
    assert amina.does(Reminded(PLAN)) == ""


QUIET = "You have been quiet for two weeks, so I write only on Mondays now."


def test_who_does_nothing_for_two_weeks_hears_once_that_reminders_come_on_mondays_now(coached: Person) -> None:
    said = hears(coached, date(2026, 12, 28))
    assert [when for when, text in said if QUIET in text] == [at(14, month=12)]
    assert [when for when, _text in said if when > at(7, month=12)] == [
        at(14, month=12),
        at(21, month=12),
        at(28, month=12),
    ]
    assert "Reminders: For every date" in coached.follows("settings/reminders")


def test_once_a_week_is_on_mondays_only(amid: Person) -> None:
    adds(amid, date(2026, 11, 26), date(2026, 12, 5), title="Paper")
    amid.follows("settings/reminders/weekly")
    said = hears(amid, date(2026, 12, 6))
    assert [when for when, _text in said] == [at(30)]
    assert said[0][1].count("Paper") >= 2
