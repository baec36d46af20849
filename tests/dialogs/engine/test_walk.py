from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from dialogs.engine.events import Event, Joined, Typed
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, Command, Page, page
from dialogs.engine.questions import Choice, Number, Option, Sentence
from dialogs.engine.report import Report
from dialogs.engine.screens import Button, Document, Link, Screen
from dialogs.engine.site import Site
from dialogs.engine.staffing import StaffWrote, TookOver
from dialogs.engine.turn import Turn
from dialogs.engine.walk import Start, mermaid, walk
from locales.text import Text, _
from storage import timers
from storage.conversations import Conversation, Speaker
from tests.dialogs.engine import small
from tests.dialogs.engine.small import NOW, PROGRAMME, homeward

Begin = Callable[[Session, datetime], tuple[Conversation, Sequence[Event]]]


def somebody(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
    conversation = Conversation(chat_id=1, created_at=now, state={})
    session.add(conversation)
    return conversation, (Joined(),)


def walked(site: Site, *begins: Begin) -> Report:
    starts = [Start(f"person {number}", begin) for number, begin in enumerate(begins or (somebody,))]
    return walk(site, PROGRAMME, starts, NOW, ("fr", "en"))


def a_page(pattern: str, shown: Screen | None = None, command: Command | None = None) -> Page[[]]:
    made: Page[[]] = page(pattern, Audience.ANYONE, command)(lambda _turn: shown or Screen("Here", (homeward(),)))
    return made


def reached(found: Page[[]]) -> Site:
    """The small site, with a page that home has a button to."""
    start = small.home
    linked = page("home", Audience.ANYONE, start.command)(
        lambda turn: replace(start(turn), rows=(*start(turn).rows, (Button("Go", found.to()),)))
    )
    return small.site(linked, found, without=[small.home], home=linked, joined=lambda turn, _code: linked(turn))


def with_form(*questions: Any) -> Site:
    form = Form("asked", questions, lambda _turn, _answers: Screen("Thanks", (homeward(),)), small.home.to)
    opened = page("ask", Audience.ANYONE)(form.open)
    start = small.home
    linked = page("home", Audience.ANYONE, start.command)(
        lambda turn: replace(start(turn), rows=(*start(turn).rows, (Button("Ask", opened.to()),)))
    )
    return small.site(form, opened, linked, without=[small.home], home=linked, joined=lambda turn, _code: linked(turn))


def told(report: Report, path: str) -> set[str]:
    return {finding.what for finding in report.findings if finding.path == path}


def test_a_site_without_mistakes_has_no_findings() -> None:
    report = walked(small.site())
    assert report.findings == ()
    assert report.turns > 100
    assert report.home == "home"


@pytest.mark.parametrize(
    ("shown", "what"),
    [
        (Screen("x" * 4097, (homeward(),)), "the text has 4097 characters"),
        (Screen("\U0001f642" * 2049, (homeward(),)), "the text has 4098 characters"),
        (Screen(" ", (homeward(),)), "the text is empty"),
        (Screen(_("<b>Bold"), (homeward(),)), "<b> is never closed"),
        (Screen(_("<h1>Title</h1>"), (homeward(),)), "<h1> is no tag that Telegram knows"),
        (Screen(_("5 < 6"), (homeward(),)), "a bare < or > stands in it: escape it"),
        (Screen(_("<b></b>" * 101 + "x"), (homeward(),)), "the text has 101 marked parts"),
        (Screen("Here", ((Button(" ", small.home.to()),),)), "a button to 'home' says nothing"),
        (Screen("Here", (homeward(), ())), "a row of 0 buttons"),
        (Screen("Here", (homeward() * 9,)), "a row of 9 buttons"),
        (Screen("Here", (homeward(),) * 101), "101 buttons"),
        (Screen("Here", (homeward(), (Button("Old", Link("gone")),))), "the button 'Old' leads to 'gone'"),
        (Screen("Here", (homeward(), (Button("No", Link("")),))), "the button 'No' has a path of 0 bytes"),
        (Screen("Here", (homeward(), (Button("Web", "ircc"),))), "the button 'Web' opens 'ircc'"),
        (Screen("Here", (homeward(),), toast="x" * 201), "a toast of 201 characters"),
        (Screen("x" * 1025, (homeward(),), Document("a.pdf", "application/pdf", b"%")), "the text has 1025 characters"),
        (Screen("Here", (homeward(),), Document(" ", "application/pdf", b"%")), "a document has no name"),
        (Screen("Here", (homeward(),), Document("a.pdf", "application/pdf", b"")), "a document of 0 bytes"),
        (Screen("Stuck"), "no way home by its buttons"),
        (Screen("Here", ((Button("Me", Link("planted")),),)), "no way home by its buttons"),
    ],
)
def test_a_mistake_on_a_screen_is_found_in_every_language(shown: Screen, what: str) -> None:
    report = walked(reached(a_page("planted", shown)))
    assert told(report, "planted") == {what}
    assert {finding.locale for finding in report.findings} == {"fr", "en"}
    assert all(finding.expected and finding.mend and what in str(finding) for finding in report.findings)


@pytest.mark.parametrize(
    "shown",
    [
        Screen("x" * 4096, (homeward(),)),
        Screen(_("<b>" + "x" * 4096 + "</b>"), (homeward(),)),
        Screen("<b>&", ((Button("Web", "https://www.quebec.ca/a?b=c"),), homeward() * 8)),
        Screen("x" * 1024, (homeward(),), Document("a.pdf", "application/pdf", b"%PDF")),
        Screen("Here", ((Button("Item", small.item.to(5)),),), toast="x" * 200),
        Screen(_('<a href="https://example.org">A</a> <tg-spoiler>b</tg-spoiler>'), (homeward(),)),
    ],
)
def test_what_is_just_within_the_limits_is_no_mistake(shown: Screen) -> None:
    assert walked(reached(a_page("planted", shown))).findings == ()


def test_a_page_that_raises_is_told_with_the_line_to_mend() -> None:
    def show(_turn: Turn) -> Screen:
        raise KeyError("region")

    (french, english) = sorted(walked(reached(page("planted", Audience.ANYONE)(show))).findings, reverse=True)
    assert (french.locale, english.locale) == ("fr", "en")
    assert french.what == "it raises KeyError: 'region'"
    assert "tests/dialogs/engine/test_walk.py" not in french.mend
    assert "dialogs/engine/test_walk.py, line " in french.mend


def test_a_sentence_that_lacks_a_value_is_told_where_it_is_said() -> None:
    report = walked(reached(a_page("planted", Screen(Text("Hello {name}"), (homeward(),)))))
    assert told(report, "planted") == {"it raises KeyError: 'name'"}


def test_a_page_that_nobody_links_to_is_told() -> None:
    assert told(walked(small.site(a_page("island"))), "island") == {"nobody reached it"}


def test_a_page_that_only_a_command_reaches_is_reached() -> None:
    assert walked(small.site(a_page("island", command=Command("island", _("Island"))))).findings == ()


def test_a_page_that_only_a_guarded_visitor_sees_must_be_reached_by_somebody() -> None:
    def gate(turn: Turn, page: Page[...]) -> Screen | None:
        return small.lost(turn) if page.audience is Audience.CANDIDATE and turn.conversation.name == "visitor" else None

    def visitor(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
        conversation, events = somebody(session, now)
        conversation.name = "visitor"
        return conversation, events

    assert told(walked(small.site(gate=gate), visitor), "item/{number}") == {"nobody reached it"}
    assert walked(small.site(gate=gate), visitor, somebody).findings == ()


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (Command("Bad-Name", _("A page")), "/Bad-Name is no command"),
        (Command("start", _("A page")), "/start is the name of two pages"),
        (Command("page", ""), "/page is described in 0 characters"),  # type: ignore[arg-type]  # the mistake
        (Command("page", _("x" * 257)), "/page is described in 257 characters"),
    ],
)
def test_a_command_outside_the_rules_is_told(command: Command, what: str) -> None:
    assert what in told(walked(small.site(a_page("planted", command=command))), "planted")


def test_more_commands_than_the_menu_holds_are_told() -> None:
    pages = [a_page(f"p{number}", command=Command(f"p{number}", _("A page"))) for number in range(100)]
    assert told(walked(small.site(*pages)), "commands") == {"101 commands"}


def test_a_question_that_takes_its_bad_example_is_told() -> None:
    site = with_form(Number("age", "How old?", good=("5",), bad=("7",)))
    assert told(walked(site), "asked/age") == {"its bad example '7' is taken"}


def test_a_question_that_refuses_its_good_example_in_every_language_is_told() -> None:
    site = with_form(Number("age", "How old?", good=("5", "five")))
    assert told(walked(site), "asked/age") == {"its good example 'five' is refused in every language"}


def test_a_good_example_that_is_the_label_of_a_button_is_said_in_the_readers_language() -> None:
    options = [Option("yes", _("Home"))]
    site = with_form(Choice("sure", "Sure?", kind=str, options=lambda _turn: options, good=("Home",)))
    assert walked(site).findings == ()


def test_a_question_without_example_or_that_nobody_is_asked_is_told() -> None:
    site = with_form(Sentence("word", "A word?"), Sentence("never", "Never?", when=lambda _answers: False, good=("a",)))
    report = walked(site)
    assert told(report, "asked/word") == {"it has no good example"}
    assert told(report, "asked/never") == {"nobody was asked it"}


def test_an_option_that_cannot_stand_in_a_path_is_told() -> None:
    options = [Option("two words", "Two")]
    site = with_form(Choice("sure", "Sure?", kind=str, options=lambda _turn: options, good=("Two",)))
    assert "the button 'Two' leads to 'asked/sure/two words'" in told(walked(site), "asked/sure")


def test_an_option_that_is_too_long_for_a_button_is_told() -> None:
    options = [Option("x" * 60, "Long")]
    site = with_form(Choice("sure", "Sure?", kind=str, options=lambda _turn: options, good=("Long",)))
    assert any("PathTooLongError" in what for what in told(walked(site), "ask"))


def test_somebody_who_speaks_and_hears_nothing_is_told() -> None:
    report = walked(small.site(heard=small.nobody))
    assert told(report, "Typed") == {"nothing is said"}


def test_while_a_counsellor_speaks_the_bot_may_keep_silent() -> None:
    def in_talk(session: Session, now: datetime) -> tuple[Conversation, Sequence[Event]]:
        conversation, events = somebody(session, now)
        conversation.speaker = Speaker.COUNSELLOR
        return conversation, (*events, Typed("Hello"))

    def heard(turn: Turn) -> Screen | None:
        return None if turn.conversation.speaker is Speaker.COUNSELLOR else Screen("Heard", (homeward(),))

    assert walked(small.site(heard=heard), somebody, in_talk).findings == ()


def test_what_staff_say_needs_no_button_home() -> None:
    def watched(session: Session, now: datetime) -> tuple[Conversation, Sequence[Any]]:
        conversation, events = somebody(session, now)
        session.flush()
        return conversation, (*events, TookOver("a", conversation.id, 1), StaffWrote("b", conversation.id, 1, "Hi"))

    assert walked(small.site(), watched).findings == ()


def test_reminders_that_a_page_sets_are_tried() -> None:
    def show(turn: Turn) -> Screen:
        timers.set_(turn.session, turn.conversation, "visit", datetime(2027, 2, 1, 9))  # noqa: DTZ001 - a wall time
        return Screen("Set", (homeward(), (Button("Five", small.item.to(5)),)))

    def reminded(turn: Turn, subject: str) -> Screen:
        if subject == "visit":
            raise LookupError(timers.of(turn.conversation, subject))
        return small.home(turn)

    setting = reached(page("planted", Audience.ANYONE)(show))
    setting.reception = replace(setting.reception, reminded=reminded)
    assert told(walked(setting), "Reminded") == {"it raises LookupError: None"}


def test_the_map_groups_places_by_conversation_and_leaves_out_ways_home() -> None:
    drawn = mermaid(walked(small.site()))
    lines = [line.strip() for line in drawn.splitlines()]
    assert lines[:2] == ["flowchart LR", "subgraph small"]
    names = {line.split("[")[0].split("{")[0].split("(")[0]: line for line in lines if line.startswith("n")}
    home = next(name for name, line in names.items() if line.endswith('["home"]'))
    item = next(name for name, line in names.items() if line.endswith('["item/‹number›"]'))
    form = next(name for name, line in names.items() if '{{"form: 7 questions"}}' in line)
    assert f"{home} --> {item}" in lines
    assert f"{home} --> {form}" in lines
    assert any('(["paint/‹colour›"])' in line for line in lines)
    assert not any(line.endswith(f"--> {home}") for line in lines)
