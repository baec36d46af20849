from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Regulated
from coaching.rules import FIELDS, AtLeast, OneOf, Rule, held, matches
from tests.coaching.sheets import catalogue, refusals, sheet, step

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
    french_speaking=Level.ADVANCED,
    french_writing=Level.INTERMEDIATE,
    region="02",
    landing=date(2027, 3, 23),
    landing_known=True,
)


def rule(folder: Path, text: str) -> Rule:
    return catalogue(folder, sheet(step(when=text)))["sin"].when


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("{}", True),
        ("{immigration: skilled}", True),
        ("{immigration: [family, skilled]}", True),
        ("{immigration: [family]}", False),
        ("{immigration: skilled, family: alone}", False),
        ("{immigration: skilled, family: couple_children}", True),
        ("{country: [DZ, MA]}", True),
        ("{occupation: {begins: ['313', '41']}}", True),
        ("{occupation: {begins: ['72']}}", False),
        ("{occupation: '31301'}", True),
        ("{region: ['02']}", True),
        ("{region: undecided}", False),
        ("{education: {at_least: college}}", True),
        ("{education: {at_least: master}}", False),
        ("{education: {below: master}}", True),
        ("{experience_years: {at_least: 8}}", True),
        ("{experience_years: {below: 8}}", False),
        ("{french_speaking: {at_least: advanced}}", True),
        ("{french: {at_least: advanced}}", False),
        ("{french: {below: advanced, at_least: intermediate}}", True),
        ("{any: [{family: alone}, {country: DZ}]}", True),
        ("{any: [{family: alone}, {country: MA}]}", False),
        ("{any: []}", False),
        ("{not: {family: alone}}", True),
        ("{not: {family: couple_children}}", False),
        ("{landing: {known: true}}", True),
        ("{landing: {known: false}}", False),
        ("{landing_known: yes}", True),
        ("{landed: no}", True),
        ("{landed: yes}", False),
        ("{worry_text: {known: false}}", True),
    ],
)
def test_a_rule_says_to_whom_a_step_applies(tmp_path: Path, text: str, matched: bool) -> None:  # noqa: FBT001 - the table
    assert matches(rule(tmp_path, text), NURSE, TODAY) is matched


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("{english: {below: advanced}}", False),
        ("{not: {english: {below: advanced}}}", False),
        ("{english: {known: false}}", True),
        ("{not: {english: {known: true}}}", True),
        ("{any: [{english: none}, {country: DZ}]}", True),
        ("{any: [{english: none}, {country: MA}]}", False),
        ("{not: {any: [{english: none}, {country: MA}]}}", False),
        ("{not: {english: none, country: MA}}", True),
    ],
)
def test_a_question_not_answered_decides_nothing(tmp_path: Path, text: str, matched: bool) -> None:  # noqa: FBT001 - the table
    assert matches(rule(tmp_path, text), NURSE, TODAY) is matched


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{famly: alone}", 'sin.when.famly: there is no field "famly" in a profile: did you mean "family"?'),
        ("{family: alon}", 'sin.when.family: "alon" is not one of alone, couple, couple_children, children: did you'),
        ("{family: [alone, 7]}", 'sin.when.family: "7" is not one of alone, couple, couple_children, children: use'),
        ("{country: algeria}", 'sin.when.country: expected a code such as DZ, found "algeria"'),
        ("{region: '18'}", 'sin.when.region: expected a code such as 02 or undecided, found "18"'),
        ("{french: {at_least: fluent}}", 'sin.when.french.at_least: "fluent" is not one of none, beginner'),
        ("{family: {at_least: couple}}", "sin.when.family.at_least: these values have no order: use a list of values"),
        ("{country: {at_least: DZ}}", '"at_least" cannot be asked of country: use a list of values or begins or known'),
        ("{family: {begins: [a]}}", '"begins" cannot be asked of family: use a list of values or known'),
        ("{french: {like: none}}", '"like" cannot be asked of french: use a list of values or at_least or below or kn'),
        ("{landing: {below: 3}}", '"below" cannot be asked of landing: use known'),
        ("{landing: 2027-01-01}", "sin.when.landing: values cannot be listed here: use known"),
        ("{experience_years: [1, 2]}", "values cannot be listed here: use at_least or below or known"),
        ("{experience_years: {below: few}}", 'experience_years.below: expected a number such as 2, found "few"'),
        ("[family]", 'sin.when: expected conditions such as "family: [couple, alone]"'),
        ("{any: {family: alone}}", "sin.when.any: expected a list of rules, of which one must match"),
    ],
)
def test_a_rule_that_is_not_well_written_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (line, *more) = refusals(tmp_path, sheet(step(when=text)))
    assert line.startswith("steps.yaml:18: ")
    assert told in line
    assert not more


def test_every_answer_of_a_profile_can_stand_in_a_rule() -> None:
    assert {each.name for each in fields(Profile)} | {"french", "english", "landed"} == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_of_an_empty_profile(tmp_path: Path, field: str) -> None:
    told = field == "landed"
    assert matches(rule(tmp_path, f"{{{field}: {{known: {str(told).lower()}}}}}"), Profile(), TODAY)


def test_only_what_speaks_for_a_person_gives_the_reason(tmp_path: Path) -> None:
    text = "{any: [{family: alone}, {country: DZ}], not: {region: ['06']}, french: {at_least: beginner}}"
    assert list(held(rule(tmp_path, text), NURSE, TODAY)) == [OneOf("country", frozenset({"DZ"})), AtLeast("french", 1)]
