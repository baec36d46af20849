"""Values of people reach the screen as written, and cannot break or flip it."""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import foreign

FSI, PDI = "\u2068", "\u2069"
ltr_html, ltr_plain = foreign.html("ltr"), foreign.plain("ltr")
rtl_html, rtl_plain = foreign.html("rtl"), foreign.plain("rtl")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Amina", "Amina"),
        ("<3", "&lt;3"),
        ("<b>", "&lt;b&gt;"),
        ("Tom & Jerry", "Tom &amp; Jerry"),
        ("&lt;", "&amp;lt;"),
        ('"quoted"', "&quot;quoted&quot;"),
        ("O'Brien", "O'Brien"),
        ("{name} %s", "{name} %s"),
        ("👩🏽\u200d💻 🏳️\u200d🌈", "👩🏽\u200d💻 🏳️\u200d🌈"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u202dleft\u202c", "left"),
        ("\u2067never closed", "never closed"),
        ("closes nothing\u2069", "closes nothing"),
        (f"{FSI}paired{PDI}", f"{FSI}paired{PDI}"),
        (f"\u2066outer {FSI}inner{PDI}", f"\u2066outer {FSI}inner{PDI}".replace("\u2066", "")),
        ("\u2066one\ntwo\u2069", "one\ntwo"),
        ("bell\x07 and null\x00", "bell and null"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a\tb"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("", ""),
        ("مريم", f"{FSI}مريم{PDI}"),
        ("Mme مريم <3", f"{FSI}Mme مريم &lt;3{PDI}"),
        ("Amina\nمريم", f"Amina\n{FSI}مريم{PDI}"),
        ("می\u200cخواهم", f"{FSI}می\u200cخواهم{PDI}"),
    ],
)
def test_a_value_on_a_left_to_right_screen(written: str, shown: str) -> None:
    assert ltr_html(written) == shown
    assert ltr_plain(written) == html.unescape(shown) if "&amp;lt;" not in shown else "&lt;"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("مريم", "مريم"),
        ("Amina", f"{FSI}Amina{PDI}"),
        ("+1 514 555-0100", f"{FSI}+1 514 555-0100{PDI}"),
        ("مريم <3", f"{FSI}مريم &lt;3{PDI}"),
        ("👍", "👍"),
        ("\u202eمريم", "مريم"),
    ],
)
def test_a_value_on_a_right_to_left_screen(written: str, shown: str) -> None:
    assert rtl_html(written) == shown
    assert rtl_plain(written) == html.unescape(shown)


@given(st.text())
def test_escaping_is_undone_exactly_once_by_whoever_parses_it(written: str) -> None:
    assert html.unescape(ltr_html(written)) == ltr_plain(written)
    assert html.unescape(rtl_html(written)) == rtl_plain(written)
    assert not {"<", ">", '"'} & set(ltr_html(written))


@given(st.text(st.sampled_from("ab م1\n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\x00&<")))
def test_whatever_is_written_direction_never_leaks_out_of_its_line(written: str) -> None:
    for line in (*ltr_plain(written).split("\n"), *rtl_plain(written).split("\n")):
        depth = 0
        for character in line:
            depth += {"LRI": 1, "RLI": 1, "FSI": 1, "PDI": -1}.get(unicodedata.bidirectional(character), 0)
            assert depth >= 0
            assert unicodedata.bidirectional(character) not in {"LRE", "RLE", "PDF", "LRO", "RLO"}
        assert depth == 0


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])))
def test_ordinary_words_are_left_alone(written: str) -> None:
    assert ltr_plain(written) == written
