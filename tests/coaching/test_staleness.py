"""Laws of when content has to be looked at again."""

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching import staleness
from coaching.modules import Changes

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("changes", "reviewed", "due"),
    [
        (Changes.NEVER, date(2026, 11, 25), date(2029, 11, 25)),
        (Changes.NEVER, date(2028, 2, 29), date(2031, 3, 1)),
        (Changes.POLICY, date(2026, 11, 25), date(2027, 11, 25)),
        (Changes.YEARLY, date(2026, 11, 25), date(2027, 1, 31)),
        (Changes.YEARLY, date(2026, 12, 31), date(2027, 1, 31)),
        (Changes.YEARLY, date(2027, 1, 15), date(2028, 1, 15)),
        (Changes.YEARLY, date(2027, 2, 1), date(2028, 1, 31)),
    ],
)
def test_it_is_due_by_how_often_it_changes(changes: Changes, reviewed: date, due: date) -> None:
    assert staleness.due(changes, reviewed) == due


@given(DAYS)
def test_what_changes_more_often_is_due_no_later(reviewed: date) -> None:
    yearly, policy, never = (staleness.due(each, reviewed) for each in (Changes.YEARLY, Changes.POLICY, Changes.NEVER))
    assert reviewed < yearly <= policy < never


@given(DAYS)
def test_what_changes_yearly_is_seen_once_in_every_january_at_the_latest(reviewed: date) -> None:
    assert staleness.due(Changes.YEARLY, reviewed) - reviewed <= timedelta(days=366)
    assert staleness.due(Changes.YEARLY, reviewed) <= date(reviewed.year + 1, 1, 31)


def test_every_lesson_step_and_region_of_the_content_has_its_day_and_its_place() -> None:
    found = staleness.everything(files("content"))
    assert [each.due for each in found] == sorted(each.due for each in found)
    assert {each.file.partition("/")[0] for each in found} == {"modules", "plan", "regions.yaml"}
    assert all(each.sources and each.line > 0 for each in found)
    lines = [(each.file, each.line) for each in found]
    assert len(set(lines)) == len(lines)
