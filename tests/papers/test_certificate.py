"""A certificate on paper is heard, seen and found true, whatever the name on it."""

from dataclasses import replace
from datetime import date

import page as checker
import pytest
import segno
from pypdf import PageObject
from pypdf.generic import ContentStream

from locales.reader import Reader
from locales.text import _
from papers.certificate import CertificateSheet, pdf
from tests.papers.reading import Paper
from tests.papers.sheets import ENGLISH, FRENCH, arabic

LINK = "https://jalon.example.org/console/certificate/0123-45AB-CDEF"
SHEET = CertificateSheet(
    name="Amina Benali",
    title=_("Hours and pay"),
    taught=("The week", "The pay slip"),
    issued_on=date(2027, 3, 15),
    code="0123-45AB-CDEF",
    link=LINK,
)
LONG = "Marie-Antoinette de la Conception Rakotomalala Andriamanantena-Ramanantsoa"
WIDTH = 842
FOOT, DATE = 595 - 300, 170
"""Points from the lower edge: where the route may begin, and where the foot does."""


def heard(sheet: CertificateSheet, reader: Reader = ENGLISH) -> Paper:
    return Paper(pdf(sheet, reader))


def test_a_certificate_is_heard_in_the_order_in_which_it_is_read() -> None:
    assert [(said.tag, said.words) for said in heard(SHEET).said] == [
        ("P", "Jalon"),
        ("H1", "Certificate"),
        ("P", "Amina Benali"),
        ("P", "has finished this module of the training on the realities of working in Québec"),
        ("H2", "Hours and pay"),
        ("P", "Lessons: The week · The pay slip"),
        ("P", "Issued on March 15, 2027"),
        ("P", "Verification code 0123-45AB-CDEF"),
        ("P", "Whether it is valid is told here:"),
        ("Link", LINK),
        ("Figure", "QR code that leads to the page of verification"),
    ]


@pytest.mark.parametrize(
    ("sheet", "reader"),
    [
        (SHEET, ENGLISH),
        (SHEET, FRENCH),
        (SHEET, arabic()),
        (replace(SHEET, link=""), ENGLISH),
        (replace(SHEET, name=LONG, title=LONG, taught=[f"{LONG} {at}" for at in range(7)]), FRENCH),
        (replace(SHEET, name="أمينة بن علي", course=True), arabic()),
    ],
    ids=["english", "french", "arabic", "no link", "long", "whole course"],
)
def test_a_checker_that_is_not_typst_finds_the_pdf_accessible(sheet: CertificateSheet, reader: Reader) -> None:
    report = checker.validate_pdf_bytes(pdf(sheet, reader), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("reader", [ENGLISH, FRENCH, arabic()], ids=lambda reader: reader.locale)
def test_the_pdf_says_its_language_and_whose_it_is(reader: Reader) -> None:
    paper = heard(SHEET, reader)
    assert paper.language == reader.locale
    assert "Amina Benali" in paper.title
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_page_of_verification_can_be_opened_from_it() -> None:
    assert heard(SHEET).links == [LINK]


def test_without_a_public_page_there_is_neither_a_link_nor_a_code_to_scan() -> None:
    paper = heard(replace(SHEET, link=""))
    assert paper.links == []
    assert paper.words("Figure") == []
    assert paper.words("P")[-1] == "Verification code 0123-45AB-CDEF"


def test_the_whole_course_names_its_modules() -> None:
    words = heard(replace(SHEET, course=True)).words("P")
    assert "has finished the whole training on the realities of working in Québec" in words
    assert "Modules: The week · The pay slip" in words


@pytest.mark.parametrize("words", [LONG, "W" * 80, "أمينة بنت عبد الرحمن " * 5, "*bold* #panic() $x$ <b>"], ids=len)
@pytest.mark.parametrize("reader", [ENGLISH, arabic()], ids=lambda reader: reader.locale)
def test_whatever_the_name_all_stands_on_one_page_above_the_route(words: str, reader: Reader) -> None:
    paper = heard(replace(SHEET, name=words, title=words, taught=[words] * 6), reader)
    assert len(paper.pages) == 1
    assert all(0 <= place < WIDTH for place in paper.places(0).values())
    assert lowest_of_the_body(paper.reader.pages[0]) > FOOT


def lowest_of_the_body(page: PageObject) -> float:
    """How far above the lower edge the last line is that stands before the date."""
    heights: list[float] = []

    def see(words: str, outer: list[float], inner: list[float], *_font: object) -> None:
        height = inner[5] * outer[3] + outer[5]
        if words.strip() and height > DATE:
            heights.append(height)

    page.extract_text(visitor_text=see)
    return min(heights)


def drawn(page: PageObject) -> set[tuple[int, int]]:
    """The dark squares of the page's last path, by column and row."""
    squares: set[tuple[int, int]] = set()
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"scn":
            squares = set()
        if operator == b"m":
            squares.add((int(operands[0]), int(operands[1])))
    return squares


def test_the_squares_that_are_drawn_are_those_of_the_link() -> None:
    rows = segno.make(LINK, micro=False, error="m").matrix
    dark = {(across, down) for down, row in enumerate(rows) for across, square in enumerate(row) if square}
    assert drawn(heard(SHEET).reader.pages[0]) == dark


def test_the_same_certificate_gives_the_same_bytes() -> None:
    assert pdf(SHEET, ENGLISH) == pdf(SHEET, ENGLISH)
