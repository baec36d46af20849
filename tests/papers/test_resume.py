"""A résumé is read, by people and programs, as it was meant, on two pages at most."""

import page as checker
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.reader import Reader
from papers import typesetting
from papers.resume import ALWAYS_WHOLE, PAGES, ResumeSheet, _given_way, _most, _values, fitted, pdf, picture
from tests.papers.reading import Paper
from tests.papers.resumes import many, small
from tests.papers.sheets import ENGLISH, FRENCH, arabic

HOSTILE = ('#panic("x")', "*bold* _soft_ `code`", "$x$ = 1", "@a <b> &amp; </b>", "= no heading - no list + none")


def heard(sheet: ResumeSheet, reader: Reader = ENGLISH) -> Paper:
    return Paper(pdf(sheet, reader))


def test_it_is_heard_in_the_order_in_which_it_is_read() -> None:
    assert [(said.tag, said.words) for said in heard(small()).said if said.tag != "Lbl"] == [
        ("H1", "Amina Haddad"),
        ("P", "Infirmière"),
        ("P", "Alger, Algérie | amina@example.org | +213 555 12 34 56"),
        ("H2", "Professional profile"),
        ("P", "Infirmière depuis huit ans. J’ai formé 12 collègues."),
        ("H2", "Skills"),
        ("P", "Triage • Excel • Formation"),
        ("H2", "Work experience"),
        ("H3", "Infirmière de nuit"),
        ("P", "mars 2021 – maintenant"),
        ("P", "CHU Mustapha, Alger"),
        ("LBody", "J’ai formé 12 infirmières."),
        ("LBody", "J’ai réduit les erreurs de 30 %."),
        ("H3", "Infirmière"),
        ("P", "juin 2016 – février 2021"),
        ("P", "Clinique El Azhar, Alger"),
        ("LBody", "J’ai soigné 25 patients par jour."),
        ("H2", "Education and diplomas"),
        ("H3", "Licence"),
        ("P", "2016"),
        ("P", "Université d’Alger, Alger"),
        ("P", "Évaluation : baccalauréat"),
        ("H2", "Languages"),
        ("LBody", "French: C1"),
        ("LBody", "Arabe"),
        ("H2", "Voluntary work and courses"),
        ("LBody", "Croissant-Rouge, secouriste, depuis 2018"),
    ]


def test_a_program_that_takes_the_text_alone_reads_the_same_order() -> None:
    words = heard(small()).pages[0]
    wanted = ("Amina Haddad", "amina@example.org", "Skills", "Infirmière de nuit", "30 %", "Licence", "Languages")
    places = [words.index(each) for each in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("sheet", "reader"),
    [
        (small(), ENGLISH),
        (small(), FRENCH),
        (small(), arabic()),
        (small(name="مريم بن علي", summary="أعمل ممرضة منذ ثماني سنوات."), FRENCH),
        (ResumeSheet("Amina", "", small().made_on), ENGLISH),
        (fitted(many(30), FRENCH).sheet, FRENCH),
    ],
    ids=["english", "french", "arabic", "arabic words", "empty", "thirty jobs"],
)
def test_a_checker_that_is_not_typst_finds_the_pdf_accessible(sheet: ResumeSheet, reader: Reader) -> None:
    report = checker.validate_pdf_bytes(pdf(sheet, reader), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_labels_follow_the_language_and_sentences_stay_as_they_were_written() -> None:
    french = heard(small(), FRENCH)
    assert french.language == "fr"
    assert "J’ai formé 12 infirmières." in french.all_words
    assert "J’ai formé 12 infirmières." in heard(small()).all_words
    assert "Amina Haddad" in french.title


@pytest.mark.parametrize("count", [1, 3, 4, 12, 30])
@pytest.mark.parametrize("results", [1, 5])
def test_it_has_two_pages_at_most_and_gives_way_as_little_as_it_can(count: int, results: int) -> None:
    sheet = many(count, results, 200)
    paper = fitted(sheet, FRENCH)
    assert len(heard(paper.sheet, FRENCH).pages) <= PAGES
    assert paper.left_out == count - len(paper.sheet.jobs)
    assert paper.shortened == sum(job.short for job in paper.sheet.jobs)
    assert len(paper.sheet.jobs) >= min(count, ALWAYS_WHOLE)
    steps = next(each for each in range(_most(sheet) + 1) if _given_way(sheet, each) == paper)
    if steps:
        less = _given_way(sheet, steps - 1).sheet
        assert typesetting.pages("resume", _values(less, FRENCH)) > PAGES


def test_the_newest_work_is_the_last_to_give_way() -> None:
    paper = fitted(many(30, 5, 200), FRENCH)
    assert [job.short for job in paper.sheet.jobs[:ALWAYS_WHOLE]] == [False] * ALWAYS_WHOLE
    assert "Earlier work" in heard(paper.sheet).words("H3")


def test_the_fullest_resume_that_the_chat_takes_fits() -> None:
    full = many(30, 5, 220)
    sheet = ResumeSheet(
        name="N" * 60,
        target="T" * 80,
        made_on=full.made_on,
        contact=["C" * 80, "e" * 60 + "@example.org", "+213 555 12 34 56"],
        summary="mot " * 150,
        skills=["s" * 50] * 10,
        jobs=full.jobs,
        studies=[small().studies[0]] * 8,
        tongues=["langue " * 4] * 8,
        more=["ligne " * 26] * 8,
    )
    assert len(heard(fitted(sheet, FRENCH).sheet, FRENCH).pages) <= PAGES


def test_two_pages_are_numbered_and_one_is_not() -> None:
    assert "Amina Haddad, page 2 / 2" in heard(fitted(many(30), ENGLISH).sheet).pages[1]
    assert "1 / 1" not in heard(small()).pages[0]


def test_it_is_letter_paper_as_in_quebec() -> None:
    box = heard(small()).reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_wrote_is_never_markup(words: str) -> None:
    paper = heard(small(name=words, target=words, summary=words, skills=[words], more=[words]))
    assert paper.all_words.count(words) == 5


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80), st.text(st.sampled_from("aم\u0301\u202e😀中\n\t 1")))
def test_whatever_is_written_the_paper_is_made(words: str, mixed: str) -> None:
    for written in (words, mixed):
        sheet = small(
            name=written, target=written, contact=[written], summary=written, skills=[written], more=[written]
        )
        assert pdf(sheet, FRENCH).startswith(b"%PDF-1.7")


def test_the_picture_is_the_first_page() -> None:
    assert picture(small(), ENGLISH) == picture(small(), ENGLISH)
    for sheet in (small(), fitted(many(30), ENGLISH).sheet):
        png = picture(sheet, ENGLISH)
        assert png.startswith(b"\x89PNG")
        assert int.from_bytes(png[16:20]) == 1224
