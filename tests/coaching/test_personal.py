from pathlib import Path

from coaching import occupations, personal
from coaching.profile import UNDECIDED, Profile
from locales.text import Text
from tests.coaching.sheets import catalogue, sheet, step

WORDS = {"why": '"The answer comes from {authority}."', "actions": '["Look at {region}", Read, Ask]'}


def test_the_authority_and_the_region_of_the_person_stand_in_the_words(tmp_path: Path) -> None:
    template = catalogue(tmp_path, sheet(step(**WORDS)))["sin"]
    told = personal.told(template, Profile(occupation="31301", region="02"), occupations.shipped())
    assert told.why == Text(
        "The answer comes from {authority}.", {"authority": ("Ordre des infirmières et infirmiers du Québec",)}
    )
    assert told.actions[0] == Text("Look at {region}", {"region": "Saguenay–Lac-Saint-Jean"})
    assert told.title == template.title


def test_words_can_be_said_before_the_person_has_answered(tmp_path: Path) -> None:
    template = catalogue(tmp_path, sheet(step(**WORDS)))["sin"]
    for profile in (Profile(), Profile(occupation="00000", region=UNDECIDED)):
        assert personal.told(template, profile, occupations.shipped()) == template
    assert template.why.values == {"authority": Text("the body that governs your profession")}


def test_an_occupation_that_nobody_governs_leaves_the_words_open(tmp_path: Path) -> None:
    template = catalogue(tmp_path, sheet(step(**WORDS)))["sin"]
    assert personal.told(template, Profile(occupation="63200"), occupations.shipped()).why == template.why
