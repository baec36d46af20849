"""Sentences are found where they stand."""

from pathlib import Path

import pytest

from locales.extract import Found, Misplaced, sentences
from tests.locales.conftest import write

WEEK = "content/plan/week.yaml"


def found_in(root: Path, file: str, text: str) -> list[Found | Misplaced]:
    write(root, file, text)
    return sentences(root)


def test_code_templates_and_content_are_found_with_file_and_line(project: Path) -> None:
    page = "console/templates/list.html"
    assert sentences(project) == [
        Found("Hello, <b>{name}</b>.", "", "dialogs/hello.py", 5, given=frozenset({"name"})),
        Found("{count} step", "{count} steps", "dialogs/hello.py", 9, given=frozenset({"count"})),
        Found("Candidates", "", page, 1, given=frozenset()),
        Found("Seen by {who}", "", page, 3, given=frozenset({"who"})),
        Found("{count} candidate", "{count} candidates", page, 3, given=frozenset({"count"})),
        Found("Get your number", "", WEEK, 4, f"{WEEK}#steps.title"),
        Found("Without it, no employer can pay you.", "", WEEK, 5, f"{WEEK}#steps.why"),
        Found("Take your passport", "", WEEK, 9, f"{WEEK}#steps.actions"),
        Found("Go there", "", WEEK, 10, f"{WEEK}#steps.actions"),
    ]


def test_words_written_over_several_lines_are_one_sentence(tmp_path: Path) -> None:
    assert found_in(tmp_path, "bot/a.py", '_(\n    "One "\n    "sentence."\n)\n') == [
        Found("One sentence.", "", "bot/a.py", 1, given=frozenset())
    ]


def test_a_sentence_within_a_sentence_is_found(tmp_path: Path) -> None:
    told = found_in(tmp_path, "bot/a.py", '_("I am {who}.", who=_("the team"))')
    assert [each.msgid for each in told if isinstance(each, Found)] == ["I am {who}.", "the team"]


@pytest.mark.parametrize("call", ['_("{a}", **values)', 'ngettext("{a}", "{a}", 2, **values)'])
def test_values_that_only_running_tells_are_not_guessed(tmp_path: Path, call: str) -> None:
    (found,) = found_in(tmp_path, "bot/a.py", call)
    assert isinstance(found, Found)
    assert found.given is None
    (found,) = found_in(tmp_path, "bot/a.py", "") or found_in(tmp_path, "console/a.html", f"{{{{ {call} }}}}")
    assert isinstance(found, Found)
    assert found.given is None


@pytest.mark.parametrize(
    "call", ["_(title)", "_()", "other('words')", "text._('words')", "ngettext(one, many, 3)", "_('')"]
)
def test_calls_without_words_of_their_own_are_passed_over(tmp_path: Path, call: str) -> None:
    assert found_in(tmp_path, "bot/a.py", call) == []
    assert found_in(tmp_path, "console/a.html", f"{{{{ {call} }}}}") == []


@pytest.mark.parametrize("words", ['f"Hello, {name}"', '"Hello, " + name', '"Hello, %s" % name'])
def test_words_glued_together_are_refused(tmp_path: Path, words: str) -> None:
    (found,) = found_in(tmp_path, "bot/a.py", f"\n_({words})")
    assert found == Misplaced("bot/a.py", 2, "a sentence is glued together: write it whole, with {named} values")


@pytest.mark.parametrize("words", ['"Hello, " ~ name', '"Hello, " + name'])
def test_words_glued_together_in_a_template_are_refused(tmp_path: Path, words: str) -> None:
    (found,) = found_in(tmp_path, "console/a.html", f"{{{{ _({words}) }}}}")
    assert isinstance(found, Misplaced)


def test_a_content_file_whose_sentences_nobody_declared_is_refused(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, "content/programmes/safety.yaml", "title: Safety first\n")
    assert isinstance(found, Misplaced)
    assert "TRANSLATED_KEYS" in found.mend


@pytest.mark.parametrize("text", ["", "steps:\n", "steps:\n  - title: ''\n  - title:\n"])
def test_content_without_words_has_no_sentences(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, WEEK, text) == []
