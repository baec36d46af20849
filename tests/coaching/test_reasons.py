from datetime import date
from pathlib import Path

import pytest

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
from coaching.reasons import because
from locales.text import Country, Text
from tests.coaching.sheets import catalogue, sheet, step

TODAY = date(2026, 11, 23)
MOMENT = "Because everyone who arrives in Québec needs it in the first days."
PERSON = Profile(
    immigration=ImmigrationClass.FAMILY,
    country="DZ",
    family=Family.CHILDREN,
    occupation="31301",
    regulated=Regulated.YES,
    permit=Permit.IN_PROGRESS,
    education=Education.MASTER,
    experience_years=8,
    french_speaking=Level.INTERMEDIATE,
    english_reading=Level.BEGINNER,
    region="02",
    landing=date(2027, 3, 23),
    worry=Worry.MONEY,
)


def reason(folder: Path, when: str, profile: Profile = PERSON, **changed: str) -> Text:
    return because(catalogue(folder, sheet(step(when=when, **changed)))["sin"], profile, TODAY)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{}", MOMENT),
        ("{landed: no}", MOMENT),
        ("{permit: in_progress}", "Because you have applied for the permit for your profession."),
        ("{regulated: 'yes'}", "Because your profession is regulated in Québec."),
        ("{regulated: ['yes', partly, unknown]}", MOMENT),
        ("{immigration: family}", "Because you come to join your family."),
        ("{immigration: [skilled, family, other]}", MOMENT),
        ("{family: children}", "Because you come with children."),
        ("{french: {below: advanced}}", "Because your French can still grow."),
        ("{french_speaking: {at_least: beginner}}", "Because your French is good enough for it."),
        ("{english: {below: advanced}}", "Because your English can still grow."),
        ("{english: {at_least: beginner}}", "Because your English is good enough for it."),
        ("{occupation: {begins: ['31']}}", "Because of the occupation that you told us."),
        ("{occupation: ['31301']}", "Because of the occupation that you told us."),
        ("{education: {at_least: college}}", "Because of the studies that you have done."),
        ("{education: master}", MOMENT),
        ("{experience_years: {at_least: 5}}", "Because of your years of experience."),
        ("{landing: {known: true}}", "Because you know when you land."),
        ("{country: DZ, family: children}", "Because you come with children."),
        ("{any: [{permit: held}, {country: DZ}]}", "Because you come from {country}."),
    ],
)
def test_what_the_person_told_is_the_reason(tmp_path: Path, when: str, told: str) -> None:
    assert reason(tmp_path, when).msgid == told


def test_the_worry_that_a_step_eases_first_is_the_reason(tmp_path: Path) -> None:
    assert reason(tmp_path, "{family: children}", eases="[money, job]") == Text(
        "Because money is what worries you most."
    )
    assert reason(tmp_path, "{family: children}", eases="[job, money]") == Text("Because you come with children.")


def test_a_country_and_a_region_are_named(tmp_path: Path) -> None:
    assert reason(tmp_path, "{country: DZ}").values == {"country": Country("DZ")}
    assert reason(tmp_path, "{region: '02'}").values == {"region": "Saguenay–Lac-Saint-Jean"}


def test_who_has_not_chosen_a_region_is_told_so(tmp_path: Path) -> None:
    told = reason(tmp_path, "{region: undecided}", Profile(region=UNDECIDED))
    assert told == Text("Because you have not chosen a region yet.")


@pytest.mark.parametrize("field", ["permit", "regulated", "immigration", "family", "country", "region"])
def test_a_question_not_answered_is_no_reason(tmp_path: Path, field: str) -> None:
    assert reason(tmp_path, f"{{{field}: {{known: false}}}}", Profile()).msgid == MOMENT
