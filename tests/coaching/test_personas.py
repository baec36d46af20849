"""What must be in the plan of six people, and what must not: what a settlement counsellor would sign."""

from datetime import date, timedelta

import pytest

from coaching.catalogue import shipped
from coaching.plan import PlannedStep, build, focus
from coaching.profile import (
    UNDECIDED,
    Education,
    Family,
    ImmigrationClass,
    Level,
    Permit,
    Profile,
    Regulated,
    Worry,
)

TODAY = date(2026, 11, 23)

NURSE = Profile(
    immigration=ImmigrationClass.SKILLED,
    country="DZ",
    family=Family.COUPLE_CHILDREN,
    occupation="31301",
    regulated=Regulated.YES,
    permit=Permit.NOT_STARTED,
    education=Education.BACHELOR,
    experience_years=8,
    french_listening=Level.ADVANCED,
    french_speaking=Level.ADVANCED,
    french_reading=Level.ADVANCED,
    french_writing=Level.INTERMEDIATE,
    region="02",
    landing=date(2027, 3, 23),
    landing_known=True,
    worry=Worry.RECOGNITION,
)
DEVELOPER = Profile(
    immigration=ImmigrationClass.SKILLED,
    country="BR",
    family=Family.ALONE,
    occupation="21232",
    regulated=Regulated.NO,
    education=Education.BACHELOR,
    experience_years=5,
    french_speaking=Level.BEGINNER,
    english_speaking=Level.ADVANCED,
    region="06",
    landing=date(2027, 6, 1),
    landing_known=True,
    worry=Worry.FRENCH,
)
WELDER = Profile(
    immigration=ImmigrationClass.FAMILY,
    country="CM",
    family=Family.COUPLE,
    occupation="72106",
    regulated=Regulated.PARTLY,
    permit=Permit.NOT_STARTED,
    education=Education.VOCATIONAL,
    experience_years=10,
    french_speaking=Level.ADVANCED,
    region="16",
    landing_known=False,
    worry=Worry.JOB,
)
TEACHER = Profile(
    immigration=ImmigrationClass.HUMANITARIAN,
    country="SY",
    family=Family.COUPLE_CHILDREN,
    occupation="41221",
    regulated=Regulated.YES,
    permit=Permit.NOT_STARTED,
    education=Education.BACHELOR,
    experience_years=12,
    french_speaking=Level.BEGINNER,
    region=UNDECIDED,
    landing=date(2027, 1, 15),
    landing_known=True,
    worry=Worry.FAMILY,
)
STUDENT = Profile(
    immigration=ImmigrationClass.STUDENT,
    country="SN",
    family=Family.ALONE,
    regulated=Regulated.NO,
    education=Education.BACHELOR,
    french_speaking=Level.ADVANCED,
    region="05",
    landing=date(2025, 8, 20),
    landing_known=True,
    worry=Worry.MONEY,
)
FARM_WORKER = Profile(
    immigration=ImmigrationClass.TEMPORARY_WORKER,
    country="GT",
    family=Family.ALONE,
    occupation="85101",
    regulated=Regulated.NO,
    education=Education.SECONDARY,
    experience_years=6,
    french_speaking=Level.BEGINNER,
    region="14",
    landing=date(2026, 10, 1),
    landing_known=True,
    worry=Worry.DOCUMENTS,
)


def plan(profile: Profile) -> dict[str, PlannedStep]:
    return {step.key: step for step in build(profile, shipped(), TODAY)}


@pytest.mark.parametrize(
    ("profile", "needed", "foreign"),
    [
        (
            NURSE,
            {"nurse_path", "write_to_order", "order_file", "order_french", "children_papers", "school", "childcare"}
            | {"know_region", "private_insurance", "certified_copies", "translations", "ramq", "partner_plan"},
            {"health_agreement", "compare_regions", "montreal_area", "apply", "evaluation", "ccq_hours", "peq_check"}
            | {"papers_refugee", "sponsor_talk", "french_school", "recognition_arm"},
        ),
        (
            DEVELOPER,
            {"french_school", "french_online", "francisation", "apply", "evaluation", "montreal_area", "cv"}
            | {"quebec_emploi", "translations", "first_roof", "priime"},
            {"write_to_order", "nurse_path", "school", "childcare", "objectif_integration", "public_service"}
            | {"emplois_en_region", "know_region", "check_regulated"},
        ),
        (
            WELDER,
            {"sponsor_talk", "check_regulated", "write_to_order", "ccq_hours", "ccq_card", "trade_certificate"}
            | {"know_region", "objectif_integration", "services_quebec", "partner_plan"},
            {
                "first_roof",
                "lease",
                "school",
                "evaluation",
                "translations",
                "order_file",
                "french_school",
                "nurse_path",
            },
        ),
        (
            TEACHER,
            {"papers_refugee", "write_to_order", "compare_regions", "children_papers", "school", "francisation"}
            | {"order_french", "employment_help", "services_quebec", "translations"},
            {"certified_copies", "gather_papers", "budget", "private_insurance", "follow_file", "references"}
            | {"objectif_integration", "sponsor_talk", "nurse_path", "french_at_work"},
        ),
        (
            STUDENT,
            {"permanent_paths", "peq_check", "student_job", "french_proof", "work_proof", "values", "interview"},
            {"sin", "ramq", "accompagnement", "landing_papers", "services_quebec", "priime", "temporary_rights"}
            | {"francisation", "bridging_permit", "private_insurance", "public_service"},
        ),
        (
            FARM_WORKER,
            {"temporary_rights", "permanent_paths", "work_proof", "bridging_permit", "francisation", "sin"}
            | {"driving_licence", "emplois_en_region", "winter", "rights"},
            {"services_quebec", "priime", "ipop", "ramq", "accompagnement", "student_job", "evaluation", "budget"},
        ),
    ],
    ids=["nurse", "developer", "welder", "teacher", "student", "farm worker"],
)
def test_a_plan_holds_what_this_person_needs_and_nothing_foreign(
    profile: Profile, needed: set[str], foreign: set[str]
) -> None:
    keys = set(plan(profile))
    assert needed <= keys
    assert not foreign & keys


def test_the_nurse_has_time_for_the_order_before_she_lands() -> None:
    steps = plan(NURSE)
    days = [steps[key].due for key in ("nurse_path", "write_to_order", "order_file")]
    assert all(day and TODAY < day < date(2027, 3, 23) for day in days)
    assert days == sorted(days, key=str)
    assert steps["landing_papers"].due == date(2027, 3, 16)
    assert steps["write_to_order"].because.msgid == "Because having your skills recognized is what worries you most."


def test_who_does_not_know_the_landing_can_start_today() -> None:
    steps = build(WELDER, shipped(), TODAY)
    first = focus(steps, TODAY)
    assert all(step.due and step.due <= TODAY + timedelta(14) for step in first)
    assert plan(WELDER)["sin"].due is None


def test_someone_from_a_country_with_an_agreement_asks_for_proof_and_buys_no_insurance() -> None:
    profile = Profile(immigration=ImmigrationClass.SKILLED, country="FR", landing=date(2027, 6, 1))
    keys = set(plan(profile))
    assert "health_agreement" in keys
    assert not {"private_insurance", "translations"} & keys


def test_who_landed_three_weeks_ago_gets_the_first_weeks_now() -> None:
    steps = plan(Profile(immigration=ImmigrationClass.SKILLED, landing=TODAY - timedelta(21)))
    first = [steps[key].due for key in ("emergency_numbers", "sin", "ramq")]
    assert all(day and TODAY < day <= TODAY + timedelta(10) for day in first)
    assert not {"landing_papers", "fraud", "accompagnement"} & set(steps)


def test_six_people_have_six_plans() -> None:
    plans = [frozenset(plan(each)) for each in (NURSE, DEVELOPER, WELDER, TEACHER, STUDENT, FARM_WORKER)]
    for one in plans:
        for other in plans:
            assert one == other or len(one ^ other) >= 8
