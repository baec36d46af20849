"""What must be in the plan of six people, and what must not: what a settlement counsellor would sign."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coaching import occupations, personal, profiles
from coaching.catalogue import shipped
from coaching.phases import Phase
from coaching.plan import PlannedStep, build, focus
from coaching.profile import ImmigrationClass, Level, Profile
from locales.catalogs import reader
from tests.coaching.personas import NURSE, SIX, TEACHER, Persona

TODAY = date(2026, 11, 23)
each_persona = pytest.mark.parametrize("persona", SIX, ids=lambda each: each.name)


def plan(profile: Profile) -> dict[str, PlannedStep]:
    return {step.key: step for step in build(profile, shipped(), TODAY)}


@each_persona
def test_a_plan_holds_what_this_person_needs_and_nothing_foreign(persona: Persona) -> None:
    keys = set(plan(persona.profile))
    assert not persona.needed - keys
    assert not persona.foreign & keys


@each_persona
def test_the_first_three_steps_are_those_that_a_counsellor_begins_with(persona: Persona) -> None:
    first = focus(build(persona.profile, shipped(), TODAY), TODAY, persona.profile.worry)
    assert {step.key for step in first} == persona.first
    assert all(step.due and TODAY < step.due <= TODAY + timedelta(14) for step in first)


@each_persona
def test_the_milestones_come_in_their_order(persona: Persona) -> None:
    steps = plan(persona.profile)
    days = [steps[key].due or date.max for key in persona.order]
    assert days == sorted(days)


@each_persona
def test_the_reason_in_words_fits_the_person(persona: Persona) -> None:
    steps = plan(persona.profile)
    assert {key: steps[key].because.msgid for key in persona.because} == persona.because


@each_persona
@pytest.mark.parametrize("landing", [date(2027, month, 15) for month in range(1, 13)], ids=lambda day: f"{day:%B}")
def test_dates_stand_on_the_right_side_of_the_landing_in_every_month(persona: Persona, landing: date) -> None:
    here = {Phase.FIRST_WEEK, Phase.FIRST_MONTH, Phase.FIRST_THREE_MONTHS}
    for step in build(replace(persona.profile, landing=landing, landing_known=True), shipped(), TODAY):
        assert step.due
        assert step.due < landing or step.phase not in {Phase.BEFORE_VISA, Phase.BEFORE_DEPARTURE}, step.key
        assert step.due > landing or step.phase not in here, step.key


@pytest.mark.parametrize("day", [date(2026, 12, 20), date(2027, 1, 15), date(2027, 2, 28)], ids=str)
def test_who_lands_in_winter_packs_for_it_before_and_buys_the_rest_in_the_first_week(day: date) -> None:
    steps = plan(replace(TEACHER.profile, landing=day))
    packs, buys = steps["pack_season"].due, steps["winter"].due
    assert packs
    assert buys
    assert packs < day < buys <= day + timedelta(7)


@each_persona
def test_nobody_is_told_what_another_status_has(persona: Persona) -> None:
    kinds = {
        frozenset({"temporary_rights", "permit_limits", "bridging_permit"}): {ImmigrationClass.TEMPORARY_WORKER},
        frozenset({"student_permit", "student_money", "student_job"}): {ImmigrationClass.STUDENT},
        frozenset({"undertaking", "sponsor_talk"}): {ImmigrationClass.FAMILY},
        frozenset({"papers_refugee", "ramq_refugee", "arrival_town", "order_refugee"}): {ImmigrationClass.HUMANITARIAN},
        frozenset({"services_quebec", "pr_card", "priime", "child_benefits"}): set(ImmigrationClass)
        - {ImmigrationClass.TEMPORARY_WORKER, ImmigrationClass.STUDENT},
    }
    keys = set(plan(persona.profile))
    for told, allowed in kinds.items():
        assert persona.profile.immigration in allowed or not told & keys


def test_the_nurse_reads_the_name_of_her_order_and_of_her_region_in_french() -> None:
    french = reader("fr", "America/Toronto")
    steps = plan(NURSE.profile)

    def words(key: str) -> str:
        told = personal.told(steps[key].template, NURSE.profile, occupations.shipped())
        return " ".join(french.plain(each) for each in (told.title, told.why, *told.actions))

    assert "Ordre des infirmières et infirmiers du Québec" in words("write_to_order")
    assert "Saguenay–Lac-Saint-Jean" in words("know_region")
    assert "Saguenay–Lac-Saint-Jean" in french.plain(steps["know_region"].because)
    assert french.country(NURSE.profile.country or "") == "Maroc"


def test_what_a_refugee_is_asked_before_the_journey_costs_nothing() -> None:
    landing = TEACHER.profile.landing
    assert landing
    for step in plan(TEACHER.profile).values():
        assert (step.due and step.due > landing) or step.template.cost.msgid.startswith("Free"), step.key


@pytest.mark.parametrize("country", ["FR", "BE", "RO"])
def test_someone_from_a_country_with_an_agreement_asks_for_proof_and_buys_no_insurance(country: str) -> None:
    keys = set(plan(replace(NURSE.profile, country=country)))
    assert "health_agreement" in keys
    assert "private_insurance" not in keys


def test_only_who_was_trained_in_france_or_switzerland_hears_of_the_arrangements() -> None:
    told = [
        each
        for each in ("FR", "CH", "MA", "DZ", "BE")
        if "recognition_arm" in plan(replace(NURSE.profile, country=each))
    ]
    assert told == ["FR", "CH"]


def test_who_landed_three_weeks_ago_gets_the_first_weeks_now() -> None:
    steps = plan(Profile(immigration=ImmigrationClass.SKILLED, landing=TODAY - timedelta(21)))
    first = [steps[key].due for key in ("emergency_numbers", "sin", "ramq")]
    assert all(day and TODAY < day <= TODAY + timedelta(10) for day in first)
    assert not {"landing_papers", "fraud", "accompagnement"} & set(steps)


@pytest.mark.parametrize("occupation", ["31301", "41221", "72106", "72200"])
def test_no_refugee_abroad_is_sent_to_ask_for_papers_at_home(occupation: str) -> None:
    regulated = profiles.regulated(occupation, occupations.shipped())
    keys = set(plan(replace(TEACHER.profile, occupation=occupation, regulated=regulated)))
    assert "order_refugee" in keys
    assert not keys & {"gather_papers", "certified_copies", "references", "nurse_path", "ccq_hours", "order_file"}


def test_a_refugee_who_has_arrived_and_speaks_french_is_led_to_work_and_to_the_file() -> None:
    later = replace(TEACHER.profile, landing=TODAY - timedelta(60), french_speaking=Level.INTERMEDIATE)
    assert {"cv", "interview", "network", "order_file", "objectif_integration"} <= set(plan(later))


def test_six_people_have_six_plans() -> None:
    plans = [frozenset(plan(each.profile)) for each in SIX]
    for one in plans:
        for other in plans:
            assert one == other or len(one ^ other) >= 12
