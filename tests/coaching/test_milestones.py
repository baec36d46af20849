"""What a milestone does to the profile."""

from dataclasses import replace
from datetime import date

import pytest

from coaching.milestones import OUTCOMES, Outcome, after
from coaching.profile import Permit
from storage.milestones import Milestone
from tests.coaching.living import NURSE

DAY = date(2027, 3, 20)


def test_a_landing_is_the_day_on_which_the_plan_hangs() -> None:
    assert after(NURSE, Milestone.LANDING, DAY, None) == replace(NURSE, landing=DAY, landing_known=True)


@pytest.mark.parametrize(
    ("outcome", "permit"),
    [
        (Outcome.GRANTED, Permit.HELD),
        (Outcome.CONDITIONS, Permit.IN_PROGRESS),
        (Outcome.REFUSED, Permit.NOT_STARTED),
    ],
)
def test_a_decision_of_the_order_says_where_the_permit_stands(outcome: Outcome, permit: Permit) -> None:
    assert after(NURSE, Milestone.DECISION, DAY, outcome).permit is permit


@pytest.mark.parametrize("milestone", [Milestone.DEPARTURE, Milestone.JOB])
def test_a_departure_and_a_job_change_no_answer_of_the_profile(milestone: Milestone) -> None:
    assert after(NURSE, milestone, DAY, next(iter(OUTCOMES[milestone]), None)) == NURSE


def test_every_milestone_says_what_it_can_be_reported_with() -> None:
    assert set(OUTCOMES) == set(Milestone)
    assert {outcome for outcomes in OUTCOMES.values() for outcome in outcomes} == set(Outcome) - {Outcome.NOT_YET}
