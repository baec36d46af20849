"""Words as the platform takes them: never longer than it allows, and never broken within a character."""

from hypothesis import given
from hypothesis import strategies as st

from bot.words import cut, pieces, plain, units

TEXTS = st.text(alphabet=st.sampled_from("ab \n\U0001f600é"), max_size=60)


def test_units_are_counted_as_the_platform_does() -> None:
    assert units("aé\U0001f600") == 4


def test_markup_is_taken_away_and_what_it_hid_is_shown() -> None:
    assert plain('<b>Fish</b> &amp; <a href="https://example.org/?a=1&amp;b=2">chips</a> &lt;3') == "Fish & chips <3"


@given(TEXTS, st.integers(2, 20))
def test_a_text_that_is_cut_fits_and_says_so(text: str, longest: int) -> None:
    short = cut(text, longest)
    assert units(short) <= longest
    assert short == text or short.endswith("…")
    assert "\ufffd" not in short


@given(TEXTS, st.integers(2, 20))
def test_pieces_fit_and_together_are_the_text_but_for_the_spaces_between(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert all(0 < units(piece) <= longest and piece.strip() for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_pieces_end_with_a_line_or_a_word() -> None:
    assert pieces("one two\nthree four", 12) == ["one two", "three four"]
    assert pieces("one two three four", 10) == ["one two", "three four"]
    assert pieces("unbreakable", 4) == ["unbr", "eaka", "ble"]
