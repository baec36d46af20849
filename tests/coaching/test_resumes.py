"""A résumé out of rows: its words, its months, the advice on it, and what employers see without a name."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching import critique, months, resumes, unnamed
from coaching.critique import Part
from coaching.profile import Level, Profile
from coaching.resumes import Draft
from locales.reader import Reader
from papers.plan import Words
from storage.resumes import Diploma, Evaluation, Experience, Resume, ResumeHead

TODAY = date(2026, 11, 25)
ENGLISH, FRENCH = Reader("en", "UTC"), Reader("fr", "UTC")
GOOD = "I trained 12 nurses in two years."
SUMMARY = "I am a nurse with eight years in intensive care. I trained 12 people. I would like to work in a region."


def job(began: str = "2019-03", ended: str | None = None, *results: str, **more: Any) -> Experience:
    told = {"id": 1, "title": "Nurse", "employer": "Hôpital Mustapha", "place": "Alger", "beside": False, **more}
    return Experience(began=began, ended=ended, results=list(results) or [GOOD], **told)


def draft(*jobs: Experience, **more: Any) -> Draft:
    given = {"summary": SUMMARY, "skills": ["triage", "Excel", "training"], "hidden": [], **more}
    profile = given.pop("profile", Profile(french_listening=Level.ADVANCED, french_speaking=Level.ADVANCED))
    head = given.pop("head", ResumeHead(city="Oran", email="amina@example.org", phone=None, tongues=[], more=[]))
    studies = given.pop("studies", [])
    resume = Resume(id=1, candidate_id=1, name="Nurse", target="Nurse", occupation="31301", **given)
    return Draft("Amina Haddad", resume, head, list(jobs), studies, profile)


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("03/2021", "2021-03"),
        ("3-2021", "2021-03"),
        ("03 2021", "2021-03"),
        ("2021-03", "2021-03"),
        ("2021-03-15", "2021-03"),
        ("mars 2021", "2021-03"),
        ("Mars 2021.", "2021-03"),
        ("15 mars 2021", "2021-03"),
        ("depuis août 2019", "2019-08"),
        ("Sept. 2020", "2020-09"),
        ("March 2021", "2021-03"),
        ("marzo de 2021", "2021-03"),
        ("مارس ٢٠٢١", "2021-03"),
        ("جانفي 2021", "2021-01"),
        ("2021", "2021"),
        ("en 2021", "2021"),
        ("soon", None),
        ("13/2021", None),
        ("00/2021", None),
        ("21", None),
        ("1899", None),
        ("2019 - 2021", None),
        ("mars ou avril 2021", None),
        ("I came here in 2021 with my team", None),
        ("", None),
    ],
)
def test_months_are_read_as_people_write_them(said: str, month: str | None) -> None:
    assert months.read(said) == month


def test_months_are_told_in_the_readers_language() -> None:
    assert FRENCH.plain(resumes.when("2021-03", "2022", "fr")) == "mars 2021 – 2022"
    assert ENGLISH.plain(resumes.when("2021-03", None, "en")) == "March 2021 – now"
    assert ENGLISH.plain(resumes.when("2021", "2021", "en")) == "2021"


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (("2020-01", "2020-06"), ("2020-06", None), False),
        (("2020-01", "2020-06"), ("2020-05", None), True),
        (("2020", "2021"), ("2021", "2022"), False),
        (("2018", "2022"), ("2020", "2021"), True),
        (("2020-01", None), ("2024", None), True),
        (("2010-01", "2011-01"), ("2012-01", "2013-01"), False),
    ],
)
def test_an_overlap_is_what_surely_ran_at_the_same_time(one: Any, other: Any, *, overlap: bool) -> None:
    for (began, ended), two in ((one, other), (other, one)):
        assert bool(resumes.overlapping(began, ended, [job(*two)], TODAY)) is overlap


def test_languages_are_told_by_level_french_first() -> None:
    told = draft(
        profile=Profile(
            french_listening=Level.ADVANCED,
            french_speaking=Level.INTERMEDIATE,
            french_reading=Level.ADVANCED,
            french_writing=Level.BEGINNER,
            english_listening=Level.NONE,
            english_speaking=Level.NONE,
        ),
        head=ResumeHead(city="", email=None, phone=None, tongues=["Arabic (first language)"], more=[]),
    )
    assert [ENGLISH.plain(each) for each in resumes.tongues(told)] == [
        "French: intermediate (levels 5 to 8 of 12) when speaking, beginner (levels 1 to 4 of 12) when writing",
        "Arabic (first language)",
    ]


def test_the_paper_says_what_the_rows_say() -> None:
    diploma = Diploma(title="Licence", school="Université d’Alger", place="", year=2016, equivalence="Baccalauréat")
    diploma.evaluation = Evaluation.RECEIVED
    made = resumes.sheet(draft(job(), studies=[diploma]), "en", TODAY)
    assert (made.name, made.target, made.contact) == ("Amina Haddad", "Nurse", ["Oran", "amina@example.org"])
    assert ENGLISH.plain(made.jobs[0].when) == "March 2019 – now"
    assert ENGLISH.plain(made.studies[0].evaluation).endswith("outside Québec: Baccalauréat")


@pytest.mark.parametrize(
    ("sentences", "tongue"),
    [
        ([SUMMARY, GOOD], "en"),
        (["Je suis infirmière et j’ai formé des collègues dans une équipe de nuit.", "Avec le chef de service."], "fr"),
        (["Soy enfermera con ocho años y trabajo por las noches para el hospital del centro."], "es"),
        (["أعمل ممرضة منذ ثماني سنوات في العناية المركزة"], "ar"),
        (["Excel, SAP"], None),
        ([""], None),
    ],
)
def test_the_language_of_what_was_written_is_told(sentences: list[str], tongue: str | None) -> None:
    assert resumes.written_in(sentences) == tongue


def test_skills_are_named_by_the_candidates_own_results() -> None:
    told = draft(
        job("2019-03", None, "Nous utilisons AutoCAD et Power BI.", "J’ai mis AutoCAD en place. SAP aussi."),
        skills=["Power BI"],
    )
    assert resumes.named_skills(told) == ["AutoCAD", "SAP"]
    assert "Mustapha" not in resumes.named_skills(draft(job("2019", None, "I worked at Mustapha in Alger.")))


def told(made: Draft) -> str:
    return "\n".join(ENGLISH.plain(hint.words) for hint in critique.hints(made, TODAY))


def test_a_good_resume_gets_no_advice() -> None:
    assert told(draft(job())) == ""


@pytest.mark.parametrize(
    ("made", "advice"),
    [
        (draft(), "Add your work"),
        (draft(job(), summary=""), "Add a summary"),
        (draft(job(), summary="One. Two. Three. Four. Five."), "Shorten the summary"),
        (draft(job(), skills=["Excel"]), "Name at least three skills"),
        (draft(job(), profile=Profile()), "Say how well you know French and English"),
        (draft(job(), head=ResumeHead(city="Oran", email=None, phone=None, tongues=[], more=[])), "Add an e-mail"),
        (draft(job("2019", None, "I trained nurses.")), "Nurse: add a figure to a result."),
        (draft(job("2019", None, "Responsible for 12 beds.")), "not with “responsible for”"),
        (draft(job("2019", None, "J’étais responsable de 12 lits.")), "not with “responsible for”"),
        (draft(job("2019", None, GOOD * 10)), "Nurse: a result is long."),
        (draft(job("2015-01", "2016-01"), job("2018-01")), "Nothing is told from 2016 to 2018"),
        (draft(job("2015-01", "2020-01")), "Nothing is told from 2020 to 2026"),
        (draft(job("2000", "2005"), job("2005-12")), "1 job ended more than 15 years ago"),
        (draft(job("2019"), job("2020", "2022")), "ran at the same time"),
        (draft(job(), summary="أعمل ممرضة منذ ثماني سنوات في العناية المركزة"), "Write your sentences in French"),
    ],
)
def test_advice_says_in_a_sentence_what_to_mend(made: Draft, advice: str) -> None:
    assert advice in told(made)


@pytest.mark.parametrize(
    "made",
    [
        draft(job("2015-01", "2016-01"), job("2016-12")),
        draft(job("2010-01", None), job("2011-01", "2012-01", beside=True)),
        draft(job("2019", None, "I was in charge, and trained 12 people responsible for others.")),
    ],
)
def test_what_is_well_as_it_is_gets_no_advice(made: Draft) -> None:
    assert told(made) == ""


def test_advice_leads_to_where_it_can_be_mended() -> None:
    found = critique.hints(draft(job("2019", None, "I trained nurses.", id=7)), TODAY)
    assert [(hint.part, hint.job) for hint in found] == [(Part.JOBS, 7)]


def shown(made: Draft) -> str:
    """All that employers read."""
    seen = unnamed.anonymous(made, TODAY)
    parts: list[Words] = [seen.target, seen.summary, *seen.skills, *seen.tongues]
    for each in seen.jobs:
        parts += [each.title, each.length, *each.results]
    for study in seen.studies:
        parts += [study.title, study.evaluation]
    return "\n".join(ENGLISH.plain(part) for part in parts)


def test_employers_see_what_somebody_can_do_and_not_who_it_is() -> None:
    made = draft(
        job("2019-03", None, GOOD, "I led the triage at Mustapha.", "I kept the SAP and Excel lists of 300 beds."),
        summary=f"{SUMMARY} My friends call me Amina.",
    )
    said = shown(made)
    assert GOOD in said
    assert "I kept the SAP and Excel lists of 300 beds." in said
    assert "8 years" in said
    for hidden in ("Amina", "Haddad", "Mustapha", "Alger", "Oran", "amina@example.org"):
        assert hidden not in said


NAMING = ("Amina", "haddad", "AMINA", "amina@example.org", "+213 555 12 34 56", "06 12 34 56 78", "www.haddad.example")


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(NAMING), st.text(max_size=25), st.text(max_size=25), st.sampled_from((" ", ". ", "\n", ", ")))
def test_no_name_no_address_and_no_number_can_be_in_what_employers_see(
    name: str, before: str, after: str, apart: str
) -> None:
    words = f"{before}{apart}{name}{apart}{after}"
    diploma = Diploma(title=words, school=words, place=words, year=2016, equivalence=words)
    diploma.evaluation = Evaluation.RECEIVED
    made = draft(job("2019", None, words, title=words), summary=words, skills=[words], studies=[diploma])
    made.resume.target = words
    made.head.tongues = [words]
    assert name not in shown(made)


def test_the_names_of_other_people_are_left_out_with_their_sentence() -> None:
    said = shown(
        draft(job("2019", None, "I worked with Dr Benali on 12 cases.", "I trained 3 people for Rachid.", GOOD))
    )
    assert "Benali" not in said
    assert "Rachid" not in said
    assert GOOD in said
