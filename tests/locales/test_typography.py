import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.typography import mended


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ça va?", "Ça va\u202f?"),
        ("Ça va ?", "Ça va\u202f?"),
        ("Ça va\u202f?", "Ça va\u202f?"),
        ("Vraiment ?!", "Vraiment\u202f?!"),
        ("Bravo, {name}!", "Bravo, {name}\u202f!"),
        ("<b>Bravo</b>!", "<b>Bravo</b>\u202f!"),
        ("ceci; cela", "ceci\u202f; cela"),
        ("À lire : « oui »", "À lire\u00a0: «\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("à 14:05", "à 14:05"),
        ("https://a.example/?b=c;d", "https://a.example/?b=c;d"),
        ('<a href="https://a.example?">ici</a>', '<a href="https://a.example?">ici</a>'),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
        ("?", "?"),
        ("(!)", "(!)"),
        ("50 % de 20$", "50\u00a0% de 20\u00a0$"),
        ("{rate} %", "{rate}\u00a0%"),
        ("1 000 000", "1\u00a0000\u00a0000"),
        ("l'étape...", "l’étape…"),
    ],
)
def test_french_is_set_as_it_is_printed(typed: str, printed: str) -> None:
    assert mended(typed, "fr") == printed


@given(st.text(st.sampled_from("ab1 0{}«»?!:;%$'. \u00a0\u202f<>&")))
def test_what_is_well_set_stays_so(typed: str) -> None:
    assert mended(mended(typed, "fr"), "fr") == mended(typed, "fr")


def test_other_languages_are_left_alone() -> None:
    assert mended("Really?", "en") == "Really?"
