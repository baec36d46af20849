"""What authors have at hand: a module shown before it ships, its mistakes with their place, and what grows old."""

import re
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from coaching import catalogue, occupations
from coaching.cards import Saying
from coaching.programme import Programme
from dialogs.front import site
from jalon import preview, rehearsal, stale
from jalon.cli import app
from locales.reader import HTML, PLAIN, Reader, Rendering, Sentences
from locales.translations import Translations
from locales.wording import wording
from tests.small_training import FOLDER, small

NOW = datetime(2026, 11, 25, tzinfo=UTC)
HOURS = FOLDER / "modules" / "01_hours.yaml"
WORDS = FOLDER / "glossary" / "words.yaml"
PROGRAMME = Programme(catalogue.shipped(), occupations.shipped(), small)


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def jalon(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def french(**long: str) -> Reader:
    """A reader of a French in which these sentences are long."""
    said = {name.replace("_", " ") + ".": (words,) for name, words in long.items()}
    known = Translations(said, lambda count: int(count > 1))
    reader = object.__new__(Reader)
    reader.locale, reader.zone, reader._wording = "fr", rehearsal.ZONE, wording("fr")
    zone = ZoneInfo(rehearsal.ZONE)
    reader.html = Rendering(wording("fr"), zone, Sentences(known, HTML)).show
    reader.plain = Rendering(wording("fr"), zone, Sentences(known, PLAIN)).show
    return reader


def test_a_card_that_is_too_long_in_one_language_only_is_refused_with_its_place_and_by_how_much() -> None:
    readers = [*rehearsal.readers(["en"]), french(On_Saturday_you_sleep_until_noon="dormir " * 600)]
    found, cards = rehearsal.check(PROGRAMME, {"hours": "modules/01_hours.yaml"}, site().routes, readers, NOW)
    first, *_others = found
    assert str(first) == (
        "modules/01_hours.yaml: week.tired [fr]: the text has 4219 characters. Expected: at most 4096. "
        "Shorten it, or split the page."
    )
    assert {finding.locale for finding in found} == {"fr"}
    assert cards == 26


def test_what_only_an_answer_shows_is_measured_too() -> None:
    readers = [french(You_are_tired="fatigue " * 520)]
    found, _cards = rehearsal.check(PROGRAMME, {}, site().routes, readers, NOW)
    assert [finding.path for finding in found] == ["hours: week.friday", "safety: week.friday"]


def test_a_rehearsal_shows_every_answer_of_every_card_and_the_way_to_the_certificate() -> None:
    english = rehearsal.readers(["en"])[0]
    module = small().modules["hours"]
    with rehearsal.rehearsal(PROGRAMME, NOW) as stage:
        told = [(shown.place, english.plain(shown.screen.text)) for shown in stage.module(module)]
    words = "\n".join(text for _place, text in told)
    for lesson in module.lessons:
        assert f"✅ Lesson done: {english.plain(lesson.title)}" in words
    for card in (card for lesson in module.lessons for card in lesson.cards):
        if hasattr(card, "options"):
            assert all(english.plain(option.then) in words for option in card.options)
        if hasattr(card, "why"):
            assert english.plain(card.why) in words
        if isinstance(card, Saying):
            assert all(english.plain(point.text) in words for point in card.points)
    assert "Not that one. Try again." in words
    assert "🎓 Module finished: Hours and pay" in words
    assert "📖 5 à 7" in words
    assert {place for place, _text in told} >= {"module", "check.slip", "week.friday", "late.call", "break.end"}


def test_a_module_that_does_not_ship_is_shown_in_each_language_within_eighty_columns() -> None:
    result = jalon("preview", str(HOURS), "--words", str(WORDS))
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(re.search(r"─ fr ─╮  ╭─+ en ─╮", line) for line in lines)
    for said in ("Forty hours", "📖 5 à 7", "Continuer", "Go on", "• How late you will be"):
        assert said in result.output
    assert "sentences are not translated yet" in result.output


def test_one_language_and_one_lesson_can_be_asked_for() -> None:
    result = jalon("preview", str(HOURS), "--words", str(WORDS), "--language", "en", "--lesson", "late")
    assert result.exit_code == 0
    assert "Being late · 1 of 3" in result.output
    assert "Forty hours" not in result.output
    assert "Continuer" not in result.output


def test_a_module_that_ships_is_shown_by_its_key() -> None:
    result = jalon("preview", "unions", "--lesson", "basics")
    assert result.exit_code == 0
    assert "Unions and dues" in result.output


def test_every_mistake_of_an_author_is_told_with_file_line_and_mend(tmp_path: Path) -> None:
    written = tmp_path / "new.yaml"
    text = (
        HOURS.read_text("utf-8")
        .replace("next: paid", "next: payd")
        .replace("completes: [rights]", "completes: [rihts]")
    )
    written.write_text(text.replace("{text: Those beyond 40, right: true,", "{text: Those beyond 40,"), "utf-8")
    result = jalon("preview", str(written), "--words", str(WORDS))
    assert result.exit_code == 1
    told = result.output.replace("\n", " ")
    assert "3 mistakes to mend" in told
    assert re.search(
        r'new\.yaml:\d+: hours\.lessons\.week\.friday: leads to "payd", which is no later card of this lesson', told
    )
    assert re.search(
        r"new\.yaml:\d+: hours\.lessons\.week\.paid: has no right answer: mark at least one with `right: true`", told
    )
    assert re.search(r'new\.yaml:1: hours: completes "rihts", which is no step', told)


def test_a_word_that_is_not_in_the_glossary_is_told_on_the_line_of_its_card() -> None:
    result = jalon("preview", str(HOURS))
    assert result.exit_code == 1
    line = HOURS.read_text("utf-8").splitlines().index("      - key: call") + 1
    assert f'01_hours.yaml:{line}: late.call: "tanne" is no word of the glossary' in result.output.replace("\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("unionz",), '"unionz" is neither a YAML file nor the key of a module: did you mean "unions"?'),
        (("nowhere.yaml",), "nowhere.yaml:1: file: cannot be read (No such file or directory)"),
        (("unions", "--language", "de"), "--language de: expected one of fr, en"),
        (("unions", "--lesson", "basic"), '"basic" is no lesson of this module: did you mean "basics"?'),
    ],
)
def test_what_is_not_there_is_told_in_one_line(arguments: tuple[str, ...], told: str) -> None:
    result = jalon("preview", *arguments)
    assert result.exit_code == 1
    assert told in result.output.replace("\n", " ")
    assert "Traceback" not in result.output


def test_the_markup_of_a_message_becomes_the_style_of_a_terminal() -> None:
    text = preview.marked('<b>Bold</b> &amp; <i>slanted</i>, <a href="https://example.org">linked</a>')
    assert str(text) == "Bold & slanted, linked"
    assert [span.style for span in text.spans] == ["bold", "italic", "link https://example.org"]


def test_what_is_not_translated_is_counted_for_every_language_but_english() -> None:
    module = small().modules["hours"]
    assert preview.untranslated(module, "en") == []
    assert len(preview.untranslated(module, "fr")) > 40


def stale_on(day: date) -> tuple[int, str]:
    written = StringIO()
    return stale.stale(Console(file=written, width=80), day), written.getvalue()


def test_nothing_is_due_on_the_day_of_its_review_and_the_next_day_is_named() -> None:
    overdue, told = stale_on(date(2026, 11, 25))
    assert overdue == 0
    assert "Nothing is due for review on 2026-11-25" in told
    assert "The next are due on 2027-01-31" in told


def test_what_is_due_is_listed_with_its_file_line_days_and_sources() -> None:
    overdue, told = stale_on(date(2027, 2, 3))
    assert overdue > 0
    assert re.search(r"modules/\d\d_\w+\.yaml:\d+", told)
    assert "2027-01-31" in told
    assert "3 days late" in told
    assert max(map(len, told.splitlines())) <= 80
    assert "1 day late" in stale_on(date(2027, 2, 1))[1]
    assert "today" in stale_on(date(2027, 1, 31))[1]


def test_only_strictness_makes_an_error_of_what_is_due() -> None:
    assert jalon("content", "stale", "--on", "2040-01-01").exit_code == 0
    assert jalon("content", "stale", "--on", "2040-01-01", "--strict").exit_code == 1
    assert jalon("content", "stale", "--on", "2026-11-25", "--strict").exit_code == 0
