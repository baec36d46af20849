"""What the platform takes: a screen, a keyboard, a menu of commands. Each mistake is told with its mend."""

import re
from collections.abc import Iterator

from dialogs.engine.markup import parse, units
from dialogs.engine.pages import Page, Routes
from dialogs.engine.screens import LONGEST_PATH, Button, Document, Link, Screen, Words
from locales.reader import Reader

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_TOAST = 4096, 1024, 200
MOST_ENTITIES, MOST_BUTTONS, WIDEST_ROW = 100, 100, 8
LARGEST_DOCUMENT = 50_000_000
LONGEST_DESCRIPTION, MOST_COMMANDS = 256, 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
ADDRESS = re.compile(r"(https?|tg)://[^\s<>\"]+")

Mistake = tuple[str, str, str]
"""What it is, what was expected, how to mend it."""


def screen(shown: Screen, reader: Reader, routes: Routes) -> Iterator[Mistake]:
    yield from _text(shown, reader)
    yield from _keyboard(shown, reader, routes)
    if shown.document:
        yield from _document(shown.document)
    if shown.toast:
        yield from _toast(reader.plain(shown.toast))


def _text(shown: Screen, reader: Reader) -> Iterator[Mistake]:
    parsed = parse(reader.html(shown.text))
    longest = LONGEST_CAPTION if shown.document else LONGEST_TEXT
    if parsed.mistake:
        yield parsed.mistake, "HTML that Telegram parses", "Mend the sentence or its translation."
    if not parsed.visible.strip():
        yield "the text is empty", "a text on every screen", "Say something."
    if parsed.units > longest:
        yield f"the text has {parsed.units} characters", f"at most {longest}", "Shorten it, or split the page."
    if parsed.entities > MOST_ENTITIES:
        yield f"the text has {parsed.entities} marked parts", f"at most {MOST_ENTITIES}", "Mark fewer."


def _keyboard(shown: Screen, reader: Reader, routes: Routes) -> Iterator[Mistake]:
    total = sum(map(len, shown.rows))
    if total > MOST_BUTTONS:
        yield f"{total} buttons", f"at most {MOST_BUTTONS}", "Show them in parts."
    for row in shown.rows:
        if not 0 < len(row) <= WIDEST_ROW:
            yield f"a row of {len(row)} buttons", f"1 to {WIDEST_ROW}", "Break the row, or leave it out."
        for button in row:
            yield from _button(button, reader, routes)


def _button(button: Button, reader: Reader, routes: Routes) -> Iterator[Mistake]:
    label = reader.plain(button.label)
    if not label.strip():
        yield f"a button to {_target(button)!r} says nothing", "a label", "Name it."
    if isinstance(button.to, str):
        if not ADDRESS.fullmatch(button.to):
            yield f"the button {label!r} opens {button.to!r}", "an address that begins with https://", "Mend it."
    elif not 0 < len(button.to.path.encode()) <= LONGEST_PATH:
        yield f"the button {label!r} has a path of {len(button.to.path)} bytes", "1 to 64", "Shorten the pattern."
    elif routes.find(button.to.path) is None:
        yield f"the button {label!r} leads to {button.to.path!r}", "a path of a page", "Make the link with Page.to."


def _target(button: Button) -> str:
    return button.to.path if isinstance(button.to, Link) else button.to


def _document(document: Document) -> Iterator[Mistake]:
    if not document.name.strip():
        yield "a document has no name", "a file name", "Name it."
    if not 0 < len(document.content) <= LARGEST_DOCUMENT:
        yield f"a document of {len(document.content)} bytes", f"1 to {LARGEST_DOCUMENT}", "Make it smaller, or fill it."


def _toast(said: str) -> Iterator[Mistake]:
    if units(said) > LONGEST_TOAST:
        yield f"a toast of {units(said)} characters", f"at most {LONGEST_TOAST}", "Shorten it."


def commands(pages: list[Page[...]], reader: Reader) -> Iterator[tuple[str, Mistake]]:
    """Checks the menu; each mistake comes with the pattern of its page."""
    named = [(page.pattern, page.command) for page in pages if page.command]
    names = [command.name for _pattern, command in named]
    if len(named) > MOST_COMMANDS:
        yield "commands", (f"{len(named)} commands", f"at most {MOST_COMMANDS}", "Leave some out.")
    for pattern, command in named:
        if not COMMAND.fullmatch(command.name):
            yield pattern, (f"/{command.name} is no command", "1 to 32 of a-z, 0-9 and _", "Rename it.")
        if names.count(command.name) > 1:
            yield pattern, (f"/{command.name} is the name of two pages", "a name of its own", "Rename one.")
        yield from ((pattern, mistake) for mistake in _description(command.name, reader, command.description))


def _description(name: str, reader: Reader, description: Words) -> Iterator[Mistake]:
    said = reader.plain(description)
    if not 0 < units(said.strip()) <= LONGEST_DESCRIPTION:
        yield f"/{name} is described in {units(said)} characters", f"1 to {LONGEST_DESCRIPTION}", "Describe it briefly."
