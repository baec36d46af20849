"""Laws of the question on the occupation, and of what an office's own table changes in it."""

from dataclasses import replace

import pytest

from coaching import occupations
from coaching.occupations import Occupation, Occupations
from coaching.profile import Regulated
from dialogs import trade
from locales.catalogs import reader
from tests.dialogs.driver import Person

GUILD = Occupation("72998", 2, "Robot mechanics", "Mécaniciens de robots", Regulated.YES)


def asked(person: Person) -> None:
    person.taps("Skilled worker")
    person.taps("Algeria")
    person.taps("Alone")


def test_a_whole_name_is_taken_at_its_word(amina: Person) -> None:
    asked(amina)
    assert "Bartenders" in amina.says("bartender")
    assert "What is the highest diploma" in amina.reads


def test_a_guess_is_asked_back_before_it_counts(amina: Person) -> None:
    asked(amina)
    assert "Do you mean this?" in amina.says("bartendr")
    assert "What is the highest diploma" not in amina.reads
    amina.taps("1. Bartenders")
    assert "What is the highest diploma" in amina.reads


def test_a_guess_may_be_said_yes_to_by_its_number_or_typed_over(amina: Person) -> None:
    asked(amina)
    amina.says("bartendr")
    assert "Which of these do you mean?" in amina.says("nurse")
    amina.says("bartendr")
    assert "Bartenders" in amina.says("1")
    assert "What is the highest diploma" in amina.reads


def test_the_code_of_an_occupation_is_taken_too(amina: Person) -> None:
    asked(amina)
    assert "Bartenders" in amina.says("64301")
    assert "What is the highest diploma" in amina.reads


def test_the_table_of_the_office_is_what_is_searched(amina: Person) -> None:
    table = Occupations([*occupations.shipped(), GUILD])
    amina.programme = replace(amina.programme, occupations=table)
    asked(amina)
    told = amina.says("robot mechanic")
    assert "Robot mechanics" in told


@pytest.mark.parametrize("regulated", [Regulated.YES, Regulated.PARTLY])
def test_work_whose_authority_is_not_known_is_still_told_to_be_regulated(regulated: Regulated) -> None:
    told = reader("en", "UTC").plain(trade.regulation(replace(GUILD, regulated=regulated), "en"))
    assert "It is given by: the body that governs your profession." in told
