"""The action plan on paper is heard, seen and kept as it was meant, whatever was written into it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import page as checker
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from locales.reader import Reader
from papers.glyphs import printable
from papers.plan import Action, Entry, Part, PlanSheet, State, pdf
from tests.papers.reading import Paper
from tests.papers.sheets import DRIVING, ENGLISH, FRENCH, INSURANCE, TRANSLATED, arabic, large, sheet, small

RIGHT_EDGE = 595 - 59
HOSTILE = (
    '#panic("x")',
    "*bold* _soft_ `code`",
    "$x$ = 1",
    "@a <b> &amp; </b>",
    "\\ \\u{41} // no comment /* none */",
    "= no heading - no list + none",
    '"quoted" [content] {code} ~ --- ...',
)


def heard(plan: PlanSheet, reader: Reader = ENGLISH) -> Paper:
    return Paper(pdf(plan, reader))


def only(entry: Entry) -> PlanSheet:
    return sheet([Part("First week", [entry])], next=())


def test_the_plan_is_heard_in_the_order_in_which_it_is_read() -> None:
    assert [(said.tag, said.words) for said in heard(replace(small(), signed="Co-signed.")).said] == [
        ("P", "Jalon"),
        ("H1", "Personalized action plan Amina Benali"),
        ("P", "You land on March 15, 2027."),
        ("P", "1 step done of 3."),
        ("P", "Co-signed."),
        ("H2", "What comes next"),
        ("Lbl", "1"),
        ("P", "Get your social insurance number"),
        ("P", "by March 18, 2027"),
        ("H2", "Before departure"),
        ("P", "1 of 1"),
        ("H3", "Translate your diploma"),
        ("Figure", "Done"),
        ("P", "Done on March 3, 2027."),
        ("H3", "Change your driving licence"),
        ("Figure", "Set aside."),
        ("P", "Set aside."),
        ("H2", "First week"),
        ("P", "0 of 1"),
        ("H3", "Get your social insurance number"),
        ("Figure", "To do"),
        ("P", "by March 18, 2027"),
        ("P", "You need this number to work."),
        ("Figure", "Done"),
        ("P", "Find the nearest centre."),
        ("Figure", "To do"),
        ("P", "Take your papers."),
        ("P", "Note from your counsellor"),
        ("P", "Come and see me first. Julie"),
        ("Span", "Canada.ca"),
    ]


@pytest.mark.parametrize(
    ("plan", "reader"),
    [
        (small(), ENGLISH),
        (small(), FRENCH),
        (small(), arabic()),
        (sheet(), ENGLISH),
        (large(), FRENCH),
        (large(), arabic()),
        (large(State.DONE), ENGLISH),
    ],
    ids=["small", "french", "arabic", "empty", "large", "large arabic", "all done"],
)
def test_a_checker_that_is_not_typst_finds_the_pdf_accessible(plan: PlanSheet, reader: Reader) -> None:
    report = checker.validate_pdf_bytes(pdf(plan, reader), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("reader", [ENGLISH, FRENCH, arabic()], ids=lambda reader: reader.locale)
def test_the_pdf_says_its_language_and_its_title(reader: Reader) -> None:
    paper = heard(small(), reader)
    assert paper.language == reader.locale
    assert "Amina Benali" in paper.title
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_one_level_of_headings_follows_another() -> None:
    levels = [int(said.tag[1]) for said in heard(large()).said if said.tag in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(3) == 80


def test_a_heading_never_stands_alone_at_the_end_of_a_page() -> None:
    said = heard(large()).said
    assert max(each.page for each in said) > 5
    for heading, after in pairwise(each for each in said if each.tag in {"H2", "H3", "Figure"}):
        assert after.page == heading.page or heading.tag == "Figure"


def test_a_step_stays_on_one_page() -> None:
    pages: list[set[int]] = []
    for said in heard(large()).said:
        pages += [set()] if said.tag in {"H2", "H3"} else []
        if pages and said.words != "Times are those of Tunis.":
            pages[-1].add(said.page)
    assert len(pages) == 1 + 8 + 80
    assert all(len(each) == 1 for each in pages)


def test_every_page_has_its_number_and_the_date_at_its_foot() -> None:
    pages = heard(large()).pages
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert "Personalized action plan of Amina Benali, made on March 1, 2027" in page


@pytest.mark.parametrize("settled", [replace(INSURANCE, state=State.DONE), replace(INSURANCE, state=State.ASIDE)])
def test_what_is_behind_somebody_keeps_its_title_what_became_of_it_and_the_note(settled: Entry) -> None:
    paper = heard(only(replace(settled, late=True)))
    assert paper.words("H3") == ["Get your social insurance number"]
    assert paper.words("P")[-3:] == ["by March 18, 2027", "Note from your counsellor", "Come and see me first. Julie"]
    assert paper.links == []


def test_what_is_late_is_told_in_words() -> None:
    assert "Late by March 18, 2027" in heard(only(replace(INSURANCE, late=True))).words("P")


def test_what_has_no_words_is_left_out() -> None:
    bare = heard(only(Entry("bare", "Breathe")))
    assert bare.words("H3") == ["Breathe"]
    assert bare.words("P")[-1] == "0 of 1"


def test_a_plan_without_steps_says_so() -> None:
    paper = heard(sheet())
    assert paper.words("P")[-1] == "There are no steps in your plan yet."
    assert "0 steps done of 0." not in paper.words("P")


def test_a_plan_that_is_done_says_so() -> None:
    assert "You have done everything that is open now. Well done!" in heard(large(State.DONE)).words("P")


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        ("https://www.canada.ca/sin?a=1&b=(2)#c", ["https://www.canada.ca/sin?a=1&b=(2)#c"]),
        ("https://a.example/été 1", ["https://a.example/%C3%A9t%C3%A9%201"]),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        ("", []),
    ],
)
def test_only_addresses_of_the_web_can_be_opened(link: str, opened: list[str]) -> None:
    assert heard(only(replace(INSURANCE, link=link))).links == opened


def test_a_link_without_a_title_shows_its_address() -> None:
    paper = heard(only(replace(INSURANCE, link_title="")))
    assert "".join(paper.words("Span")) == "https://www.canada.ca/en/sin.html"


def everywhere(words: str) -> PlanSheet:
    """A plan in which a person wrote the same everywhere."""
    entry = Entry("x", words, when=words, why=words, actions=[Action(words)], note=words, link="https://a.example")
    part = Part(words, [replace(entry, late=True, link_title=words), Entry("y", "z")])
    return PlanSheet(words, small().made_on, words, words, [entry], [part], words, words)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_wrote_is_never_markup(words: str) -> None:
    paper = heard(everywhere(words))
    assert paper.all_words.count(words) == 14
    assert paper.title == f"Personalized action plan of {words}"


LETTERS = st.characters(codec="latin-1", categories=["L", "N", "P", "S", "Zs"])


@settings(max_examples=50, deadline=None)
@given(st.text(LETTERS, min_size=1).map(printable).filter(bool))
def test_whatever_is_written_is_heard_as_it_was_written(words: str) -> None:
    assert " ".join(words.split()) in heard(only(replace(INSURANCE, note=f"{words}"))).words("P")


@settings(max_examples=40, deadline=None)
@example("", "á\u064b")
@given(st.text(max_size=80), st.text(st.sampled_from("aم\u0301\u064b\u200c\u200d\u202e\u2067\u2069😀中\n\t 1")))
def test_whatever_is_written_the_paper_is_made(words: str, mixed: str) -> None:
    for reader in (ENGLISH, arabic()):
        for written in (words, mixed):
            assert pdf(everywhere(written), reader).startswith(b"%PDF-1.7")


def test_signs_that_hide_or_turn_words_are_gone() -> None:
    paper = heard(only(replace(INSURANCE, title="Pay\u202e me\u200b\x07 \U0001f600!")))
    assert paper.words("H3") == ["Pay me!"]


@pytest.mark.parametrize("words", ["W" * 120, "مريم" * 30, "https://a.example/" + "a/b?c=" * 20], ids=len)
@pytest.mark.parametrize("reader", [ENGLISH, arabic()], ids=lambda reader: reader.locale)
def test_no_word_is_too_long_for_its_line(words: str, reader: Reader) -> None:
    plan = replace(only(Entry("x", words, actions=[Action(words)], note=words)), name=words)
    places = heard(plan, reader).places(0)
    assert all(0 <= place < RIGHT_EDGE for place in places.values())


def test_a_long_note_goes_on_overleaf_and_nothing_of_it_is_lost() -> None:
    note = " ".join(f"word{number}" for number in range(1200))
    paper = heard(only(replace(INSURANCE, note=note)))
    assert note in paper.words("P")
    assert len(paper.pages) > 1


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert pdf(small(), ENGLISH) == pdf(small(), ENGLISH)


def test_letters_come_from_the_fonts_of_the_room_alone() -> None:
    regular, bold = "NotoSans-Regular", "NotoSans-Bold"
    assert heard(small()).fonts == {regular, bold}
    assert heard(small(), arabic()).fonts == {regular, bold, "NotoSansArabic-Regular", "NotoSansArabic-Bold"}


def test_from_right_to_left_the_page_is_mirrored() -> None:
    middle = 595 / 2
    straight, mirrored = heard(small()).places(0), heard(small(), arabic()).places(0)
    assert straight["Jalon"] < middle < mirrored["Jalon"]
    assert straight["1 / 1"] > middle > mirrored["/"]


def made(plans: Sequence[PlanSheet]) -> list[bytes]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda plan: pdf(plan, ENGLISH), plans))


def test_many_papers_are_made_at_once() -> None:
    plans = [sheet([Part("First week", [TRANSLATED, DRIVING, INSURANCE])], name=f"Amina {n}") for n in range(8)] * 4
    assert made(plans) == [pdf(plan, ENGLISH) for plan in plans]
