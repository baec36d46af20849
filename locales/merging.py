"""Catalog files: the template made from what was found, and each language kept in step with it.

No dates, hosts or line numbers are written, so a difference shows sentences and nothing else.
"""

import difflib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from locales.extract import Found
from locales.translations import forms_of, singular

CLOSE = 0.75
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Jalon\\n"
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def template_path(root: Path) -> Path:
    return root / "locales" / "jalon.pot"


def catalog_paths(root: Path) -> dict[str, Path]:
    """The catalog of each language that has one."""
    return {path.parent.parent.name: path for path in sorted(root.glob("locales/*/LC_MESSAGES/jalon.po"))}


def load(path: Path, locale: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def save(catalog: Catalog, path: Path) -> None:
    text = io.BytesIO()
    write_po(text, catalog, width=0, omit_header=True, include_lineno=False)
    header = HEADER.format(language=catalog.locale or "", plural_forms=catalog.plural_forms)
    path.write_text(f"{header}{text.getvalue().decode()}".rstrip("\n") + "\n")


def template(found: Iterable[Found]) -> Catalog:
    catalog = Catalog(charset="utf-8")
    for message in messages(found).values():
        catalog[message.id] = message
    return catalog


def messages(found: Iterable[Found]) -> dict[str, Message]:
    """One message for each sentence, in the order of the code; a plural wins over the same words without."""
    told: dict[str, Message] = {}
    for each in found:
        message = told.setdefault(each.msgid, Message(each.msgid))
        message.flags.discard("python-format")
        if each.plural:
            message.id, message.string = (each.msgid, each.plural), ("", "")
        message.locations = [*message.locations, (each.file, each.line)]
        message.auto_comments = [*message.auto_comments, *([each.comment] if each.comment else [])]
    return told


def merge(old: Catalog, found: Iterable[Found]) -> Catalog:
    """The sentences found with their translations; a reworded one keeps its old translation, marked fuzzy.

    A translation that nothing needs any more is kept as obsolete, in case its sentence comes back.
    """
    new = Catalog(locale=old.locale, charset="utf-8")
    known = translated(old)
    wanted = messages(found)
    vanished = {msgid: message for msgid, message in known.items() if msgid not in wanted}
    for msgid, message in wanted.items():
        source = known.get(msgid) or nearest(msgid, vanished)
        new[message.id] = carried(message, source, old.num_plurals) if source else emptied(message, old.num_plurals)
    new.obsolete.update(vanished)
    return new


def translated(catalog: Catalog) -> dict[str, Message]:
    """What is translated, in use or not."""
    every = [*catalog.obsolete.values(), *(message for message in catalog if message.id)]
    return {singular(message): message for message in every if any(forms_of(message))}


def nearest(msgid: str, vanished: Mapping[str, Message]) -> Message | None:
    close = difflib.get_close_matches(msgid, vanished, 1, CLOSE)
    return vanished[close[0]] if close else None


def carried(message: Message, source: Message, plurals: int) -> Message:
    message.user_comments = source.user_comments
    if source.fuzzy or singular(message) != singular(source) or message.pluralizable != source.pluralizable:
        message.flags.add("fuzzy")
    message.string = forms_of(source)[0]
    if message.pluralizable:
        message.string = tuple([*forms_of(source), *[""] * plurals][:plurals])
    return message


def emptied(message: Message, plurals: int) -> Message:
    message.string = ("",) * plurals if message.pluralizable else ""
    return message


def untranslated(catalog: Catalog) -> Iterator[Message]:
    yield from (message for message in catalog if message.id and (message.fuzzy or not all(forms_of(message))))
