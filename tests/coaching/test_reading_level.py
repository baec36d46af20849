from io import StringIO

import pytest
from rich.console import Console

from coaching.modules import Module
from coaching.training import shipped
from tests.reading_level import LAW, PRINCE, hardest, level, meaning, report, sentences, taught, told
from tests.syllables import syllables

FLOOR = 75
"""The readings of the hardest module were at 80 in November 2026, the beginning of Le Petit Prince is at 82."""
MODULES = pytest.mark.parametrize("module", list(shipped()), ids=lambda each: each.key)
# As Lexique and Wiktionary have them.
HEARD = {
    **dict.fromkeys(("les", "heures", "table", "oui", "l’eau", "qu’il", "quart"), 1),
    **dict.fromkeys(("école", "idée", "salaire", "payée", "ami", "souvent", "pays", "client", "conseille"), 2),
    **dict.fromkeys(
        ("employeur", "travailler", "réunion", "ouvrier", "assurance", "convention", "aujourd’hui", "expérience"), 3
    ),
    **dict.fromkeys(("obligatoire", "aéroport", "immigration"), 4),
}


@MODULES
def test_what_a_module_tells_in_french_is_easy_to_read(module: Module) -> None:
    assert level(taught(module, "fr"), "fr").score >= FLOOR
    assert level(told(module, "fr"), "fr").score >= FLOOR


@MODULES
def test_french_sentences_are_short_on_the_average(module: Module) -> None:
    assert level(taught(module, "fr"), "fr").words_a_sentence <= 12


@pytest.mark.parametrize(("word", "count"), HEARD.items())
def test_syllables_are_counted_as_they_are_heard(word: str, count: int) -> None:
    assert syllables(word, "fr") == count


def test_the_scale_tells_the_law_from_a_book_that_learners_read() -> None:
    assert level(PRINCE, "fr").score - level(LAW, "fr").score > 25
    assert meaning(level(LAW, "fr").score) != meaning(level(PRINCE, "fr").score)


def test_sentences_end_where_a_reader_ends_them() -> None:
    told = "Il dit : «\u00a0Viens\u202f!\u00a0» M. Roy rit. Il est 17 h."
    assert sentences(told) == ["Il dit : «\u00a0Viens\u202f!\u00a0»", "M. Roy rit.", "Il est 17 h."]


def test_the_hardest_sentences_come_first() -> None:
    scores = [score for score, _ in hardest(next(iter(shipped())), "fr", 5)]
    assert scores == sorted(scores)
    assert len(scores) == 5


def test_the_report_shows_each_module_with_its_score_and_its_hardest_sentences() -> None:
    paper = StringIO()
    report(Console(width=120, file=paper), shipped())
    shown = paper.getvalue()
    assert all(shown.count(module.key) >= 2 for module in shipped())
