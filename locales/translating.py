"""A translator's work: what is missing, as YAML with the place of each sentence, and the same file filled in again."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message

from locales.checks import plural, shown
from locales.merging import untranslated
from locales.sentences import faults
from locales.translations import forms_of, singular
from locales.typography import mended


def missing(catalog: Catalog) -> str:
    """Sentences by file, with what is known of a reworded one; lists are the forms of a plural."""
    return "".join(paragraph(message) for message in untranslated(catalog))


def paragraph(message: Message) -> str:
    files = dict.fromkeys(file for file, _line in message.locations)
    notes = [", ".join([*files, *message.auto_comments])]
    notes += [f"plural: {plural(message)}"] if plural(message) else []
    notes += ["reworded: see whether the translation still says it"] if message.fuzzy else []
    forms = list(forms_of(message)) if message.pluralizable else forms_of(message)[0]
    pair = f"{json.dumps(singular(message), ensure_ascii=False)}: {json.dumps(forms, ensure_ascii=False)}"
    return "".join(f"# {note}\n" for note in notes) + pair + "\n\n"


def read(path: Path) -> dict[str, list[str]]:
    """The forms by sentence, from JSON or from the YAML of `missing`; raises `TypeError` for another shape."""
    told = json.loads(path.read_text()) if path.suffix == ".json" else yaml.safe_load(path.read_text())
    if not isinstance(told, dict):
        raise TypeError(f'{path}: expected {{"English": "translation" or ["one", "many"]}}')
    return {
        str(msgid): [str(form) for form in ([forms] if isinstance(forms, str) else forms)]
        for msgid, forms in told.items()
    }


def fill(catalog: Catalog, told: Mapping[str, list[str]], locale: str) -> list[str]:
    """Writes sound translations into the catalog, well set, and tells what it would not take."""
    return [fault for msgid, forms in told.items() if any(forms) for fault in filled(catalog, msgid, forms, locale)]


def filled(catalog: Catalog, msgid: str, forms: list[str], locale: str) -> Iterator[str]:
    message = catalog.get(msgid)
    if not message or not message.id:
        yield f"{shown(msgid)}: is not in the catalog"
        return
    expected = catalog.num_plurals if message.pluralizable else 1
    if len(forms) != expected:
        yield f"{shown(msgid)}: expected {expected} forms, found {len(forms)}"
        return
    wrong = [fault for form in forms for fault in faults(form, msgid, plural(message))]
    yield from (f"{shown(msgid)}: {fault}" for fault in wrong)
    if not wrong:
        accept(message, [mended(form, locale) for form in forms])


def accept(message: Message, forms: list[str]) -> None:
    message.string = tuple(forms) if message.pluralizable else forms[0]
    message.flags.discard("fuzzy")
