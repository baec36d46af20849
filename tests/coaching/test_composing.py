"""Every mistake of an author is told with file, line and mend, all at once."""

from pathlib import Path

import pytest

from coaching import catalogue, training
from coaching.cards import END, Matching, Ordering, Quiz, Reading, Saying, Scenario, mixed, spot
from coaching.modules import Changes
from coaching.sheets import ContentError
from coaching.training import load
from locales.text import Text
from tests.small_training import FOLDER, small

HOURS = (FOLDER / "modules" / "01_hours.yaml").read_text(encoding="utf-8")
WORDS = (FOLDER / "glossary" / "words.yaml").read_text(encoding="utf-8")


def refusals(folder: Path, module: str = HOURS, words: str = WORDS, *more: str) -> list[str]:
    for name in ("modules", "glossary"):
        (folder / name).mkdir()
    (folder / "glossary" / "words.yaml").write_text(words, encoding="utf-8")
    for number, text in enumerate((module, *more)):
        (folder / "modules" / f"{number}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load(folder, catalogue.shipped())
    return str(refused.value).splitlines()


def test_a_module_is_read_with_all_its_parts() -> None:
    hours = small().modules["hours"]
    week, slip, late, _break = hours.lessons
    assert [type(card) for card in week.cards] == [Reading, Scenario, Reading, Quiz]
    assert [type(card) for card in (*slip.cards[1:], late.cards[1])] == [Matching, Ordering, Saying]
    assert (week.changes, late.changes) == (Changes.YEARLY, Changes.POLICY)
    assert hours.completes == ("rights",)
    assert week.cards[0].words == ("cinq_a_sept",)
    assert small().get("hours") is hours
    assert len(small()) == 2


def test_ways_lead_on_by_the_choice_the_card_or_the_order() -> None:
    week = small().modules["hours"].lessons[0]
    reading, scenario, tired, paid = week.cards
    assert isinstance(scenario, Scenario)
    asks, stays, _goes = scenario.options
    assert week.after(reading) is scenario
    assert week.after(scenario, asks) is paid
    assert week.after(scenario, stays) is tired
    assert week.after(tired) is paid
    assert week.after(paid) is None


def test_a_choice_may_end_the_lesson(tmp_path: Path) -> None:
    for name in ("modules", "glossary"):
        (tmp_path / name).mkdir()
    (tmp_path / "glossary" / "words.yaml").write_text(WORDS, encoding="utf-8")
    ends = HOURS.replace("then: She is not pleased.", f"then: She is not pleased., next: {END}")
    (tmp_path / "modules" / "hours.yaml").write_text(ends, encoding="utf-8")
    (tmp_path / "modules" / "notes.txt").write_text("no module")
    week = load(tmp_path, catalogue.shipped()).modules["hours"].lessons[0]
    scenario = week.cards[1]
    assert isinstance(scenario, Scenario)
    assert week.after(scenario, scenario.options[2]) is None


def test_the_order_of_answers_is_no_authors_and_never_the_right_one() -> None:
    texts = [Text(word) for word in ("one", "two", "three")]
    assert sorted(mixed(texts), key=spot) == sorted(texts, key=spot)
    assert mixed(texts) != texts
    assert mixed(sorted(texts, key=spot)) != sorted(texts, key=spot)


WRONG = {
    "a way back, so that the lesson has no end": (
        ("        next: paid\n", "        next: friday\n"),
        (
            'modules/0.yaml:30: hours.lessons.week.friday: leads to "friday", which is no later card of this lesson: '
            "use one of tired, paid, end"
        ),
    ),
    "a choice that leads nowhere": (
        ("next: tired}", "next: tierd}"),
        'leads to "tierd", which is no later card of this lesson: did you mean "tired"?',
    ),
    "a card that nothing leads to": (
        (", next: tired}", "}"),
        "week.tired: is never reached: lead to it, or take it out",
    ),
    "a quiz without a right answer": (
        ("text: Those beyond 40, right: true,", "text: Those beyond 40,"),
        "week.paid: has no right answer: mark at least one with `right: true`",
    ),
    "a scenario without a good choice": (
        ("good: true", "good: false"),
        "week.friday: has no good choice: mark at least one with `good: true`",
    ),
    "a question with two right answers": (
        ("- text: As usual", "- {text: As usual, right: true}"),
        "check.overtime: has 2 right answers: mark one with `right: true`",
    ),
    "right that is neither true nor false": (
        ("text: Those beyond 40, right: true", "text: Those beyond 40, right: yes"),
        'expected true or false, found "yes"',
    ),
    "a word that the glossary does not have": (
        ("words: [tanne]", "words: [tane]"),
        'late.call: "tane" is no word of the glossary: did you mean "tanne"?',
    ),
    "a step that the plan does not have": (
        ("completes: [rights]", "completes: [right]"),
        'hours: completes "right", which is no step: did you mean "rights"?',
    ),
    "a question that no lesson teaches": (
        ("    lesson: slip\n", "    lesson: slips\n"),
        'hours.check: "slip" is taught by "slips", which is no lesson: mend the key',
    ),
    "a card of no form": (
        ("      - read: [Then hurry.]", "      - reed: [Then hurry.]"),
        "late.cards: is of no form: begin it",
    ),
    "a part that no card has": (
        ("    title: Forty hours", "    title: Forty hours\n        colour: red"),
        "week.1.colour: is no part of a card to read",
    ),
    "a card without its key": (("      - key: paid\n        quiz", "      - quiz"), 'week.4: "key" is missing: add it'),
    "two cards of one key": (("key: steps", "key: words"), 'slip.cards: the key "words" stands twice: choose another'),
    "two pairs that end alike": (
        ("right: What you get", "right: What is taken off"),
        "slip.words: has two right sides that read the same: make them different",
    ),
    "two items that read the same": (
        ("items: [Read the slip, Ask the boss,", "items: [Read the slip, Read the slip,"),
        "slip.steps: has two items that read the same: make them different",
    ),
    "two answers that read the same": (
        ("text: Those after 5 p.m.", "text: Those beyond 40"),
        "week.paid: has two answers that read the same: make them different",
    ),
    "two choices that read the same": (
        ("text: I stay until midnight.", "text: I ask whether it is paid."),
        "week.friday: has two choices that read the same: make them different",
    ),
    "two answers of the check that read the same": (
        ("- text: Not at all", "- text: As usual"),
        "check.overtime: has two answers that read the same: make them different",
    ),
    "a card by the name of the end": (
        ("key: pause", "key: end"),
        'break.end: "end" is where a lesson ends: choose another key',
    ),
    "too many paragraphs": (
        ("read: [Then hurry.]", "read: [One., Two., Three., Four.]"),
        "late.3.read: has 4 read: write 1 to 3",
    ),
    "a card too long": (("read: [Then hurry.]", f"read: [{'x' * 301}]"), "has 301 characters: at most 300"),
    "markup": (("read: [Then hurry.]", "read: [Then <b>hurry</b>.]"), "late.3.read: has markup"),
    "facts that are none": (
        ("facts: {labour_standards_001: high}\n    changes: never", "facts: {}\n    changes: never"),
        "slip.facts: is empty: name the facts on which the lesson rests",
    ),
    "a fact of low confidence": (
        ("{labour_standards_001: high}", "{labour_standards_001: low}"),
        '"low" is not one of high',
    ),
    "a way of changing that is none": (
        ("changes: never", "changes: often"),
        '"often" is not one of never, policy, yearly',
    ),
    "an address that is none": (
        ("url: http://www.example.org/late", "url: example"),
        "expected an address that begins with",
    ),
    "a key too long": (
        ("key: hours\n", "key: hoursandhoursandhours\n"),
        '"hoursandhoursandhours" is no key: use at most 12',
    ),
    "a key that is a page": (("key: hours\n", "key: back\n"), '"back" is a page of the training: choose another key'),
    "a module without a key": (("key: hours\n", ""), 'module: "key" is missing: add it'),
}


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_its_mend(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    old, new = change
    assert old in HOURS
    found = refusals(tmp_path, HOURS.replace(old, new))
    assert any(told in line for line in found), found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    broken = HOURS.replace("completes: [rights]", "completes: [right]").replace("words: [tanne]", "words: [tane]")
    assert len(refusals(tmp_path, broken.replace("changes: never", "changes: often"))) == 3


def test_two_modules_of_one_key_are_refused(tmp_path: Path) -> None:
    assert 'modules/1.yaml:1: hours: the key "hours" is taken already: choose another' in refusals(
        tmp_path, HOURS, WORDS, HOURS
    )


WRONG_WORDS = {
    "two of one key": (WORDS.replace("key: tanne", "key: cinq_a_sept"), 'the key "cinq_a_sept" is taken already'),
    "a part too much": (
        WORDS.replace("    meaning: To be fed up.", "    meaning: X\n    sound: Y"),
        "tanne.sound: is no part of a word",
    ),
    "a word without a key": (WORDS.replace("  - key: tanne\n    term", "  - term"), 'word: "key" is missing: add it'),
    "another heading": (WORDS.replace("words:", "terms:"), 'a file holds "words", and nothing else'),
    "no YAML": ("words: [", "mend the punctuation or indentation here"),
}


@pytest.mark.parametrize(("words", "told"), WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_a_mistake_in_the_glossary_is_told_with_its_mend(tmp_path: Path, words: str, told: str) -> None:
    found = refusals(tmp_path, HOURS, words)
    assert any(told in line for line in found), found


def test_the_shipped_training_is_whole() -> None:
    shipped = training.shipped()
    assert len(shipped) >= 12
    assert all(4 <= len(module.lessons) <= 7 for module in shipped)
