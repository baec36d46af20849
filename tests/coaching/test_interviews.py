"""Laws of the questions of interviews and of the hints on an answer."""

from pathlib import Path

import pytest
import yaml

from coaching import interviews
from coaching.interviews import Hint, Part
from coaching.sheets import ContentError

GOOD: dict[str, str] = {
    Part.SITUATION: "A night on the ward.",
    Part.TASK: "Twenty patients were mine.",
    Part.ACTION: "I sorted them by need and called for help.",
    Part.RESULT: "All 20 had their care by 6.",
}


def test_every_field_of_work_has_questions_of_its_own_and_comes_first() -> None:
    known = interviews.shipped()
    everybody = known.of(None)
    assert len(everybody) == 6
    for field in "0123456789":
        of_the_field = known.of(f"{field}1301")
        assert len(of_the_field) >= 8
        assert of_the_field[0].occupations
        assert list(of_the_field[-6:]) == list(everybody)


def test_nothing_of_low_confidence_is_told() -> None:
    facts = interviews.shipped().rest.facts
    assert facts
    assert {fact.confidence for fact in facts} <= {"high", "medium"}


@pytest.mark.parametrize(
    ("part", "said", "hints"),
    [
        (Part.RESULT, "They thanked me.", [Hint.NO_FIGURE]),
        (Part.RESULT, "٢٠ مريضا", []),
        (Part.ACTION, "We sorted the patients and called for help.", [Hint.ONLY_WE]),
        (Part.ACTION, "Nous avons trié les patients par besoin.", [Hint.ONLY_WE]),
        (Part.ACTION, "J’ai trié les patients, et nous avons appelé.", []),
        (Part.ACTION, "I called.", [Hint.SHORT]),
        (Part.SITUATION, "It was night. " * 90, [Hint.LONG]),
    ],
)
def test_hints_say_what_may_be_missing(part: Part, said: str, hints: list[Hint]) -> None:
    assert interviews.hints(GOOD) == []
    assert list(interviews.hints(GOOD | {part: said})) == hints


def test_mistakes_in_the_content_are_told_with_the_mend(tmp_path: Path) -> None:
    rest = {"facts": {"interviews_001": "high"}, "changes": "never", "reviewed": "2026-11-25"}
    sources = [{"title": "A", "url": "https://a.example", "date": "undated"}]
    twice = [{"key": "a", "ask": "Why?"}, {"key": "a", "ask": "How?", "occupations": ["99999"]}]
    whole = {"checklist": ["Read."], "told": [{"key": "b", "ask": "Who?"}], "questions": twice, "sources": sources}
    (tmp_path / "interviews.yaml").write_text(yaml.safe_dump(whole | rest), "utf-8")
    with pytest.raises(ContentError) as caught:
        interviews.load(tmp_path)
    told = str(caught.value)
    assert 'the key "a" stands twice' in told
    assert '"tip" is missing' in told
    assert 'no occupation begins with "99999"' in told
