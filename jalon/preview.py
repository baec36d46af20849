"""`jalon preview`: a module in the terminal as it will look on a phone, in each language beside the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeAlias, assert_never

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from coaching.cards import UNKNOWN, Card, Matching, Option, Ordering, Quiz, Reading, Saying, Scenario, texts
from coaching.learning import When
from coaching.modules import Lesson, Module, Question
from coaching.programme import Programme
from dialogs import cards, checks, lessons, training
from dialogs.engine.screens import Button, Row, Screen
from dialogs.front import site
from jalon import authoring
from jalon.authoring import AuthoringError, Written
from jalon.house import content
from jalon.rehearsal import ZONE, Rehearsal, findings, readers, rehearsal
from locales.catalogs import LANGUAGES, languages, reader, translations
from locales.text import Text as Sentence
from locales.text import Value
from locales.translations import SOURCE

After: TypeAlias = tuple[str, Value]
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
PHONE = 38
"""Columns of a bubble: two of them stand in a terminal of 80."""
NO_BREAK, HELD = re.compile("[\u00a0\u202f]"), "\u2800"
STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strike", "code": "cyan"}


def show(out: Console, named: str, asked: Sequence[str], lesson: str | None, words: Path | None) -> bool:
    """Shows what an author asked for, in these languages or in all; raises AuthoringError where it cannot be."""
    if unknown := [each for each in asked if each not in languages()]:
        raise AuthoringError(f"--language {unknown[0]}: expected one of {', '.join(languages())}")
    written = authoring.find(named, words)
    only = authoring.lesson_of(written.module, lesson) if lesson else None
    programme = replace(content(), taught=lambda: written.training)
    return preview(out, programme, written, tuple(dict.fromkeys(asked)) or languages(), only)


def preview(
    out: Console, programme: Programme, written: Written, locales: Sequence[str], lesson: Lesson | None = None
) -> bool:
    """Draws a module, or one of its lessons; tells whether it is within the limits of the platform."""
    module = written.module
    out.print(_header(written, locales))
    with rehearsal(programme, NOW) as stage:
        if lesson is None:
            _draw(out, locales, training.open_module(stage.turn(), module.key))
            _check(out, stage, module, locales)
        for number, each in enumerate(module.lessons, 1):
            if lesson is None or lesson is each:
                out.print(Rule(f"{number}. {_words(each.title, locales)}", style="blue"))
                _lesson(out, stage, module, each, locales)
    with rehearsal(programme, NOW) as stage:
        found = sorted(set(findings(stage, module, written.file, site().routes, readers(locales))))
    for finding in found:
        out.print(f"[bold red]{finding.path}[/] {finding.what} [{finding.locale}], expected: {finding.expected}.")
    return not found


def _words(value: Value, locales: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(reader(each, ZONE).plain(value) for each in locales))


def _header(written: Written, locales: Sequence[str]) -> RenderableType:
    module = written.module
    total = sum(len(lesson.cards) for lesson in module.lessons)
    told = Text.assemble((_words(module.title, locales), "bold"), "\n", (written.file, "dim"))
    told.append(f"\n{len(module.lessons)} lessons, {total} cards, {len(module.check)} questions of the check")
    for language in locales:
        missing = untranslated(module, language)
        if missing:
            told.append(f"\n{LANGUAGES[language]}: {len(missing)} sentences are not translated yet", "yellow")
    return Panel(told, box=box.HEAVY, border_style="blue", padding=(0, 1))


def untranslated(module: Module, language: str) -> list[Sentence]:
    """The sentences of a module that are shown in English to who reads another language."""
    if language == SOURCE:
        return []
    known = translations(language).forms
    return [sentence for sentence in _sentences(module) if sentence.msgid not in known]


def _sentences(module: Module) -> Iterator[Sentence]:
    yield from (module.title, module.promise)
    for question in module.check:
        yield from (question.asks, *(option.text for option in question.options), question.why)
    for lesson in module.lessons:
        yield lesson.title
        for card in lesson.cards:
            yield from texts(card)


def _check(out: Console, stage: Rehearsal, module: Module, locales: Sequence[str]) -> None:
    out.print(Rule("Check", style="blue"))
    for question in module.check:
        screen = checks.ask(stage.turn(), module.key, When.BEFORE)
        _draw(out, locales, screen, _answers(question))
        checks.answer(stage.turn(), module.key, When.BEFORE, question.key, UNKNOWN)


def _lesson(out: Console, stage: Rehearsal, module: Module, lesson: Lesson, locales: Sequence[str]) -> None:
    for card in lesson.cards:
        screen = lessons.open_card(stage.turn(), module.key, lesson.key, card.key)
        _draw(out, locales, screen, _answers(card))


def _answers(asked: Card | Question) -> list[After]:
    """What answers bring about, each with the mark in front of it."""
    match asked:
        case Reading():
            return []
        case Question(why=why):
            return [*((f"✅ {letter}: ", option.text) for letter, option in _right(asked)), ("", why)]
        case Scenario() | Quiz():
            marks = {True: "✅", False: "▫️"}
            return [(f"{marks[option.good]} {letter}: ", option.then) for letter, option in cards.options(asked)]
        case Matching() | Ordering():
            have = cards.Picked(len(cards.wanted(asked)), 0, missed=False)
            return [*(("", each) for each in cards.so_far(asked, have)), ("", asked.why)]
        case Saying(points=points, answers=answers):
            return [*(("• ", point.text) for point in points), *(("» ", answer) for answer in answers)]
        case _ as never:
            assert_never(never)


def _right(asked: Question) -> list[tuple[str, Option]]:
    return [(letter, option) for letter, option in cards.options(asked) if option.good]


def _draw(out: Console, locales: Sequence[str], screen: Screen, after: Sequence[After] = ()) -> None:
    """One screen in every language, as many beside each other as the terminal is wide."""
    beside = max(1, (out.width + 2) // (PHONE + 2))
    for at in range(0, len(locales), beside):
        table = Table.grid(padding=(0, 2, 0, 0))
        shown = locales[at : at + beside]
        for _language in shown:
            table.add_column(width=PHONE)
        table.add_row(*(_phone(screen, language, after) for language in shown))
        out.print(Segments(_freed(out.render(table))))
        out.print()


def _held(text: Text) -> Text:
    """The same with signs for spaces at which no line may end, where Rich would end one."""
    held = Text(NO_BREAK.sub(HELD, text.plain), style=text.style, overflow="fold")
    held.spans = text.spans
    return held


def _freed(segments: Iterable[Segment]) -> Iterator[Segment]:
    return (segment._replace(text=segment.text.replace(HELD, "\u00a0")) for segment in segments)


def _phone(screen: Screen, language: str, after: Sequence[After]) -> RenderableType:
    read = reader(language, ZONE)
    bubble = Panel(
        _held(marked(read.html(screen.text))),
        box=box.ROUNDED,
        title=f"[dim]{language}[/]",
        title_align="right",
        border_style="dim",
        width=PHONE,
    )
    keyboard = [_row(row, language) for row in screen.rows]
    follows = [Padding(_held(Text(mark + read.plain(told), style="dim")), (0, 0, 0, 2)) for mark, told in after]
    return Group(bubble, *keyboard, *follows)


def _row(row: Row, language: str) -> Text:
    """Buttons of equal width, whose labels are cut where a phone would cut them."""
    width, rest = divmod(PHONE - len(row) + 1, len(row))
    return Text(" ").join(_button(button, language, width + (at < rest)) for at, button in enumerate(row))


def _button(button: Button, language: str, width: int) -> Text:
    label = Text(reader(language, ZONE).plain(button.label), no_wrap=True)
    label.truncate(width - 4, overflow="ellipsis")
    label.align("center", width - 4)
    style = "bold white on blue" if button.style == "primary" else "white on grey23"
    return Text.assemble(("[ ", "dim"), label, (" ]", "dim"), style=style)


def marked(source: str) -> Text:
    """The HTML of a message as a terminal shows it."""
    parser = _Marked()
    parser.feed(source)
    parser.close()
    return parser.text


class _Marked(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = Text()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = dict(attrs).get("href")
        self._open.append(f"link {link}" if link else STYLES.get(tag, "none"))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data, " ".join(style for style in self._open if style != "none"))
