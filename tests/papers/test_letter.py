"""A cover letter has one page, and says what the candidate wrote between a greeting and a farewell."""

import page as checker
import pytest

from locales.reader import Reader
from papers import typesetting
from papers.letter import LetterSheet, _values, pdf, picture
from tests.papers.reading import Paper
from tests.papers.resumes import letter
from tests.papers.sheets import ENGLISH, FRENCH, arabic


def heard(sheet: LetterSheet, reader: Reader = ENGLISH) -> Paper:
    return Paper(pdf(sheet, reader))


def test_it_says_what_was_written_between_a_greeting_and_a_farewell() -> None:
    assert [(said.tag, said.words) for said in heard(letter()).said] == [
        ("H1", "Amina Haddad"),
        ("P", "Alger, Algérie | amina@example.org"),
        ("P", "November 25, 2026"),
        ("P", "CHUS Sherbrooke"),
        ("H2", "Application: Infirmière"),
        ("P", "Dear Madam or Sir,"),
        ("P", "J’ai lu votre offre."),
        ("P", "J’ai formé 12 collègues."),
        ("P", "J’arrive en mars 2027."),
        ("P", "Merci."),
        ("P", "Sincerely,"),
        ("P", "Amina Haddad"),
    ]


@pytest.mark.parametrize("reader", [ENGLISH, FRENCH, arabic()], ids=lambda reader: reader.locale)
@pytest.mark.parametrize("sheet", [letter(), letter(employer="", contact=[], target="", name="مريم")])
def test_a_checker_that_is_not_typst_finds_the_pdf_accessible(sheet: LetterSheet, reader: Reader) -> None:
    report = checker.validate_pdf_bytes(pdf(sheet, reader), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_longest_letter_that_the_chat_takes_has_one_page() -> None:
    longest = letter(paragraphs=[("mot " * 150)[:600], ("mot " * 175)[:700], "mot " * 100, "mot " * 75])
    assert typesetting.pages("letter", _values(longest, FRENCH)) == 1
    assert len(heard(longest).pages) == 1


def test_the_picture_is_the_page() -> None:
    assert picture(letter(), ENGLISH).startswith(b"\x89PNG")


@pytest.mark.parametrize("words", ['#panic("x")', "*bold* _soft_", "$x$ = 1 <b>"])
def test_what_a_person_wrote_is_never_markup(words: str) -> None:
    assert heard(letter(paragraphs=[words], employer=words)).all_words.count(words) == 2
