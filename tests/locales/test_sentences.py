import pytest

from locales.sentences import Sentence, faults, is_balanced, parsed, without_markup


def test_a_sentence_is_filled_in_the_order_of_its_places() -> None:
    assert parsed("{b} is 100 % {a}, {b}") == Sentence("%s is 100 %% %s, %s", ("b", "a", "b"))


def test_braces_that_name_nothing_are_words() -> None:
    assert parsed("{} {1} {A} {a b}") == Sentence("{} {1} {A} {a b}", ())


def test_without_markup_a_sentence_has_no_tags_and_no_entities() -> None:
    assert without_markup('<b>Less</b> &lt; <a href="https://a.example">more</a>') == "Less < more"


@pytest.mark.parametrize(
    ("words", "balanced"),
    [
        ("plain", True),
        ("<b>bold <i>and slanted</i></b>", True),
        ("one<br>two", True),
        ("<b>never closed", False),
        ("closed</b>", False),
        ("<b><i>crossed</b></i>", False),
        ("1 < 2", False),
        ("1 &lt; 2", True),
    ],
)
def test_tags_close_innermost_first(words: str, balanced: bool) -> None:  # noqa: FBT001 - a table
    assert is_balanced(words) is balanced


@pytest.mark.parametrize(
    ("translation", "msgid", "found"),
    [
        ("Bonjour, {name}.", "Hello, {name}.", []),
        ("Bonjour.", "Hello, {name}.", ["{name} is lost"]),
        ("Bonjour, {nom}.", "Hello, {name}.", ["{name} is lost", "{nom} is unknown"]),
        ("<b>Oui</b>", "<b>Yes</b>", []),
        ("<b>Oui", "<b>Yes</b>", ["its tags are not balanced"]),
        ("Oui", "<b>Yes</b>", ["its tags are not those of the English"]),
        ('<a href="https://fr.example">ici</a>', '<a href="https://en.example">here</a>', []),
    ],
)
def test_a_translation_keeps_places_and_tags(translation: str, msgid: str, found: list[str]) -> None:
    assert list(faults(translation, msgid)) == found


@pytest.mark.parametrize(
    ("translation", "found"),
    [
        ("Une étape pour {name}", []),
        ("{count} étape pour {name}", []),
        ("{count} étapes", ["{name} is lost"]),
        ("{count} étapes pour {name} de {city}", ["{city} is unknown"]),
    ],
)
def test_a_form_of_a_plural_may_leave_the_count_out(translation: str, found: list[str]) -> None:
    assert list(faults(translation, "One step for {name}", "{count} steps for {name}")) == found
