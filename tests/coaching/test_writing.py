from datetime import date
from pathlib import Path

import pytest

from coaching.catalogue import load
from coaching.dues import Anchor, Due
from coaching.phases import Phase
from coaching.profile import Worry
from coaching.sheets import ContentError
from coaching.templates import Confidence, Fact, Source
from locales.text import Text
from tests.coaching.sheets import catalogue, refusals, sheet, step


def test_a_step_is_read_with_all_its_parts(tmp_path: Path) -> None:
    text = sheet(step(eases="[money]", programme="PRIIME", link_fr="https://www.canada.ca/nas"))
    sin = catalogue(tmp_path, text)["sin"]
    assert (sin.phase, sin.title, sin.due) == (Phase.FIRST_WEEK, Text("Get your number"), Due(Anchor.LANDING, 3))
    assert sin.actions[1] == Text("Take your papers")
    assert sin.facts == (Fact("documents_001", Confidence.HIGH),)
    assert sin.sources == (Source("A page", "https://www.canada.ca/sin", "2026-06"),)
    assert (sin.reviewed, sin.eases, sin.programme) == (date(2026, 11, 23), (Worry.MONEY,), Text("PRIIME"))


def test_a_french_reader_gets_the_french_page_where_there_is_one(tmp_path: Path) -> None:
    text = sheet(step(link_fr="https://www.canada.ca/nas"), step(key="other"))
    steps = catalogue(tmp_path, text)
    assert steps["sin"].url("fr") == "https://www.canada.ca/nas"
    assert steps["sin"].url("es") == steps["other"].url("fr") == "https://www.canada.ca/sin"


def test_the_catalogue_stands_in_the_order_of_its_phases(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(sheet(step(key="later"), phase="first_job"))
    (tmp_path / "b.yaml").write_text(sheet(step(key="sooner"), phase="before_visa"))
    (tmp_path / "notes.txt").write_text("not a sheet")
    found = load(tmp_path)
    assert [each.key for each in found] == ["sooner", "later"]
    assert len(found) == 2
    assert "later" in found
    assert found.get("gone") is None


def test_a_due_date_on_a_step_is_hung_on_the_landing_through_it(tmp_path: Path) -> None:
    text = sheet(step(), step(key="second", due="step:sin + 2 weeks"), step(key="third", due="step:second - 1 day"))
    assert catalogue(tmp_path, text)["third"].root == Due(Anchor.LANDING, 16)


WRONG = {
    "a missing part": (step(why=None), 'steps.yaml:3: sin: "why" is missing: add it'),
    "a part of another name": (step(dye="now"), 'steps.yaml:18: sin.dye: is no part of a step: did you mean "due"?'),
    "a key of capitals": (
        step(key="SIN"),
        'steps.yaml:3: steps.key: "SIN" is no key: use at most 24 of a-z, 0-9, _ and -, and begin with a letter',
    ),
    "an empty sentence": (step(title='" "'), "steps.yaml:4: sin.title: expected a sentence"),
    "a list for a sentence": (step(title="[a]"), "steps.yaml:4: sin.title: expected a sentence"),
    "a title too long": (
        step(title="x" * 65),
        "steps.yaml:4: sin.title: has 65 characters: at most 64, or it will not fit in other languages",
    ),
    "markup": (
        step(why="a <b>bold</b> word"),
        "steps.yaml:5: sin.why: has markup: write plain words, without <, > and &",
    ),
    "a value nobody knows": (
        step(why='"Ask {name}."'),
        "steps.yaml:5: sin.why: {name} is no value: use one of authority, region",
    ),
    "two actions": (step(actions="[One, Two]"), "steps.yaml:6: sin.actions: has 2 actions: write 3 to 6"),
    "actions that are one sentence": (
        step(actions="One"),
        "steps.yaml:6: sin.actions: expected a list of sentences",
    ),
    "a link without https": (
        step(link="http://www.canada.ca"),
        'steps.yaml:11: sin.link: expected an address that begins with https://, found "http://www.canada.ca"',
    ),
    "a measure of no plan": (
        step(measure="two"),
        'steps.yaml:13: sin.measure: expected a measure such as 2.1, found "two"',
    ),
    "a due date without an anchor": (
        step(due="in 3 days"),
        (
            'steps.yaml:14: sin.due: expected a day such as "landing - 60 days", "plan + 1 week", '
            '"step:sin + 14 days", "winter - 3 weeks" or "taxes - 60 days", found "in 3 days"'
        ),
    ),
    "a fact of low confidence": (
        step(facts="{documents_001: low}"),
        'steps.yaml:15: sin.facts.documents_001: "low" is not one of high, medium: use one of high, medium',
    ),
    "facts without confidence": (
        step(facts="[documents_001]"),
        'steps.yaml:15: sin.facts: expected facts such as "health_001: high"',
    ),
    "a source without date": (
        step(sources="[{title: A, url: https://a.ca}]"),
        'steps.yaml:16: sin.sources: "date": a source has title, url and date, and nothing else',
    ),
    "a source of no date": (
        step(sources="[{title: A, url: https://a.ca, date: yesterday}]"),
        'steps.yaml:16: sin.sources.date: expected 2026, 2026-06, 2026-06-10 or undated, found "yesterday"',
    ),
    "a review of no date": (
        step(reviewed="soon"),
        'steps.yaml:17: sin.reviewed: expected a date such as 2026-11-23, found "soon"',
    ),
    "a review without date": (
        step(reviewed='""'),
        "steps.yaml:17: sin.reviewed: expected a date such as 2026-11-23",
    ),
    "a worry of no profile": (
        step(eases="[mony]"),
        (
            'steps.yaml:18: sin.eases: "mony" is not one of job, french, recognition, housing, money, family, '
            'documents, loneliness, winter, other: did you mean "money"?'
        ),
    ),
    "an empty choice": (
        step(eases='[""]'),
        (
            "steps.yaml:18: sin.eases: expected one of job, french, recognition, housing, money, family, documents, "
            "loneliness, winter, other"
        ),
    ),
    "a step that is no mapping": ("  - sin\n", "steps.yaml:3: steps: expected a step"),
    "a part that stands twice": (
        step() + "    cost: Free\n",
        "steps.yaml:18: steps.cost: stands twice: keep one",
    ),
    "a step that nobody wrote": (
        step(after="[sun]"),
        'steps.yaml:3: sin: waits for or hangs on "sun", which is no step: mend the key',
    ),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_file_line_key_and_mend(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusals(tmp_path, sheet(text))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = sheet(step(title="[a]", due="never"), step(key="other", link="ftp://a.b"))
    assert [line.split(": ")[1] for line in refusals(tmp_path, text)] == ["sin.title", "sin.due", "other.link"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "steps.yaml:1: file: is empty: write a list of entries or remove it"),
        (
            "phase: [",
            "steps.yaml:2: YAML: did not find expected node content: mend the punctuation or indentation here",
        ),
        ("phase: first_week\n", 'steps.yaml:1: steps: a file holds "phase" and "steps", and nothing else'),
        ("steps: []\n", 'steps.yaml:1: phase: a file holds "phase" and "steps", and nothing else'),
        ("- a\n", 'steps.yaml:1: : expected "phase: ..." and "steps: ..."'),
        (sheet(step(), phase="first_year"), 'did you mean "first_week"?'),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in line for line in refusals(tmp_path, text))


def test_a_key_that_stands_already_is_refused_with_its_place(tmp_path: Path) -> None:
    assert refusals(tmp_path, sheet(step(), step())) == [
        "steps.yaml:18: sin: this key stands already at steps.yaml:3: choose another"
    ]


def test_steps_that_wait_in_a_circle_are_refused(tmp_path: Path) -> None:
    text = sheet(step(after="[b]"), step(key="b", due="step:c + 1 day"), step(key="c", after="[sin]"))
    (told,) = refusals(tmp_path, text)
    assert "the steps wait in a circle, " in told
    assert told.endswith(": take one of them out")


def test_a_step_that_waits_for_itself_is_refused(tmp_path: Path) -> None:
    (told,) = refusals(tmp_path, sheet(step(after="[sin]")))
    assert told == "steps.yaml:3: sin: the steps wait in a circle, sin -> sin: take one of them out"


def test_the_mistakes_stand_in_the_error_one_by_one(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        catalogue(tmp_path, sheet(step(title="[a]")))
    (problem,) = refused.value.problems
    assert (problem.line, problem.key) == (4, "sin.title")
