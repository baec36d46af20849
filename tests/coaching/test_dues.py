from datetime import date

import pytest

from coaching.dues import Anchor, Due, day, parse, words
from locales.text import Text, ngettext

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("notation", "due"),
    [
        ("landing", Due(Anchor.LANDING)),
        ("landing - 60 days", Due(Anchor.LANDING, -60)),
        ("landing + 1 day", Due(Anchor.LANDING, 1)),
        ("plan + 2 weeks", Due(Anchor.PLAN, 14)),
        ("plan+1 week", Due(Anchor.PLAN, 7)),
        ("winter - 3 weeks", Due(Anchor.WINTER, -21)),
        ("taxes - 60 days", Due(Anchor.TAXES, -60)),
        ("step:write_to_order + 14 days", Due(Anchor.STEP, 14, "write_to_order")),
        ("step:sin", Due(Anchor.STEP, 0, "sin")),
        ("", None),
        ("tomorrow", None),
        ("landing + 3", None),
        ("landing + three days", None),
        ("landing 3 days", None),
        ("landing + 3 months", None),
        ("step: + 3 days", None),
    ],
)
def test_a_due_date_is_written_so_that_people_can_read_it(notation: str, due: Due | None) -> None:
    assert parse(notation) == due


@pytest.mark.parametrize("notation", ["landing - 60 days", "plan + 14 days", "step:sin + 1 days"])
def test_a_due_date_is_written_back_as_it_is_read(notation: str) -> None:
    assert str(parse(notation)) == notation


@pytest.mark.parametrize(
    ("anchor", "landing", "counted_from"),
    [
        (Anchor.PLAN, None, TODAY),
        (Anchor.LANDING, date(2028, 2, 29), date(2028, 2, 29)),
        (Anchor.LANDING, None, None),
        (Anchor.WINTER, date(2027, 4, 1), date(2027, 11, 1)),
        (Anchor.WINTER, date(2027, 3, 31), date(2027, 3, 31)),
        (Anchor.WINTER, date(2027, 10, 31), date(2027, 11, 1)),
        (Anchor.WINTER, date(2027, 1, 5), date(2027, 1, 5)),
        (Anchor.WINTER, None, None),
        (Anchor.TAXES, date(2027, 12, 31), date(2028, 4, 30)),
        (Anchor.TAXES, None, None),
        (Anchor.STEP, date(2027, 3, 1), None),
    ],
)
def test_an_anchor_has_its_day_once_the_landing_is_known(
    anchor: Anchor, landing: date | None, counted_from: date | None
) -> None:
    assert day(anchor, landing, TODAY) == counted_from


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (Due(Anchor.LANDING), Text("On the day you land")),
        (Due(Anchor.LANDING, -1), ngettext("{count} day before you land", "{count} days before you land", 1)),
        (Due(Anchor.LANDING, 3), ngettext("{count} day after you land", "{count} days after you land", 3)),
        (Due(Anchor.WINTER, -21), Text("Before your first winter in Québec")),
        (Due(Anchor.TAXES, -60), Text("Before the 30 April after the year when you land")),
        (Due(Anchor.PLAN, 7), Text("When the step before it is done")),
        (Due(Anchor.STEP, 7, "sin"), Text("When the step before it is done")),
    ],
)
def test_before_the_landing_is_known_a_due_date_is_said_in_words(due: Due, said: Text) -> None:
    assert words(due) == said
