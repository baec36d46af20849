"""The calendar file holds each step on its day, and can be opened again and again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.reader import Reader
from papers.calendar import calendar
from papers.plan import Action, Entry, Part, PlanSheet, State
from tests.papers.sheets import ENGLISH, INSURANCE, arabic, large, sheet, small

MADE = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


def opened(plan: PlanSheet, reader: Reader = ENGLISH, made_at: datetime = MADE) -> Any:
    return icalendar.Calendar.from_ical(calendar(plan, reader, made_at))


def events(plan: PlanSheet, reader: Reader = ENGLISH) -> Sequence[Any]:
    return list(opened(plan, reader).walk("VEVENT"))


def only(entry: Entry) -> PlanSheet:
    return sheet([Part("First week", [entry])])


def test_an_open_step_takes_its_whole_day() -> None:
    (event,) = events(small())
    assert event["SUMMARY"] == "Get your social insurance number"
    assert event["DTSTART"].dt == date(2027, 3, 18)
    assert event["DTEND"].dt == date(2027, 3, 19)
    assert event["DTSTAMP"].dt == MADE


def test_what_has_no_day_is_in_no_calendar() -> None:
    plan = only(replace(INSURANCE, due=None))
    assert plan.dated == []
    assert events(plan) == []


@pytest.mark.parametrize("state", [State.DONE, State.ASIDE])
def test_what_is_settled_leaves_the_calendar_that_it_was_put_in(state: State) -> None:
    (before,) = events(only(INSURANCE))
    (after,) = events(only(replace(INSURANCE, state=state, updated=3)))
    assert (before.get("STATUS"), after["STATUS"]) == (None, "CANCELLED")
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], INSURANCE.due)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (2, 3)
    assert after.subcomponents == []


def test_a_large_plan_is_in_the_calendar_step_by_step() -> None:
    found = events(large())
    assert len(found) == len(large().dated) == 53
    assert len({event["UID"] for event in found}) == 53


def test_an_event_says_why_and_what_is_left_to_do_and_where() -> None:
    (event,) = events(small())
    assert event["DESCRIPTION"] == (
        "You need this number to work.\n\n• Take your papers.\n\nhttps://www.canada.ca/en/sin.html"
    )
    assert event["URL"] == "https://www.canada.ca/en/sin.html"


def test_an_alarm_rings_on_the_morning_before() -> None:
    (alarm,) = opened(small()).walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Tomorrow: Get your social insurance number"
    midnight = datetime(2027, 3, 18)  # noqa: DTZ001 - the clock of whoever opens the calendar
    assert midnight + alarm["TRIGGER"].dt == datetime(2027, 3, 17, 9)  # noqa: DTZ001


def test_a_later_file_changes_the_same_event() -> None:
    (before,) = events(only(INSURANCE))
    (after,) = events(only(replace(INSURANCE, title="Another", due=date(2027, 4, 1), updated=3)))
    (other,) = events(only(replace(INSURANCE, key="step-9")))
    assert before["UID"] == after["UID"] != other["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (2, 3)


def test_an_event_takes_nobodys_time_and_is_nobody_elses_business() -> None:
    (event,) = events(small())
    assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")


def test_the_calendar_has_a_name_and_is_published() -> None:
    made = opened(small())
    assert made["NAME"] == made["X-WR-CALNAME"] == "Personalized action plan of Amina Benali"
    assert (made["METHOD"], made["VERSION"]) == ("PUBLISH", "2.0")


@pytest.mark.parametrize("reader", [ENGLISH, arabic()], ids=lambda reader: reader.locale)
def test_lines_end_and_fold_as_the_standard_says(reader: Reader) -> None:
    raw = calendar(large(), reader, MADE)
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.endswith(b"END:VCALENDAR\r\n")


def test_times_are_written_in_utc() -> None:
    there = MADE.astimezone(ZoneInfo("America/Toronto"))
    assert calendar(small(), ENGLISH, there) == calendar(small(), ENGLISH, MADE)


@given(st.text(), st.text(), st.integers(0, 2**31 - 1))
def test_any_words_come_back_as_they_were(title: str, why: str, updated: int) -> None:
    entry = replace(INSURANCE, title=title, why=why, updated=updated, actions=[Action(title)], link="")
    (event,) = events(only(entry))
    words = ENGLISH.plain
    assert event["SUMMARY"] == " ".join(words(title).split())
    assert event["DESCRIPTION"] == f"{words(why)}\n\n• {words(title)}".strip()
    assert event["SEQUENCE"] == updated


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_any_day_comes_back_as_it_was(due: date) -> None:
    (event,) = events(only(replace(INSURANCE, due=due)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (due, due + timedelta(1))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "", "https://a.example/x\r\nATTACH:y"])
def test_only_addresses_of_the_web_are_written(link: str) -> None:
    (event,) = events(only(replace(INSURANCE, link=link)))
    assert event.get("URL") in {None, "https://a.example/x%0D%0AATTACH:y"}
    assert "ATTACH" not in event
