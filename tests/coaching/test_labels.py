from enum import StrEnum

import pytest

from coaching import labels
from coaching.phases import Phase
from coaching.profile import (
    Education,
    Family,
    ImmigrationClass,
    Level,
    Permit,
    Profile,
    Regulated,
    Worry,
)
from locales.text import Text

KINDS: tuple[type[StrEnum], ...] = (
    ImmigrationClass,
    Family,
    Education,
    Regulated,
    Permit,
    Level,
    Worry,
    Phase,
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_has_words_of_its_own(kind: type[StrEnum]) -> None:
    told = [labels.label(choice) for choice in kind]  # type: ignore[arg-type]  # each kind in turn
    assert all(isinstance(each, Text) for each in told)
    assert len({each.msgid for each in told}) == len(told)


def test_the_kind_of_a_choice_decides_its_words() -> None:
    assert labels.label(Worry.FAMILY) == Text("My family")
    assert labels.label(ImmigrationClass.FAMILY) == Text("Family reunification")


def test_french_is_as_strong_as_its_weakest_skill() -> None:
    told = Profile(french_speaking=Level.ADVANCED, french_writing=Level.BEGINNER, english_reading=Level.NONE)
    assert (told.french, told.english, Profile().french) == (Level.BEGINNER, Level.NONE, None)
