"""What is wrong with the words of the project: in the English where it stands, and in each catalog."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from locales.extract import Found, Misplaced, sentences
from locales.merging import catalog_paths, load
from locales.sentences import faults, is_balanced, places
from locales.translations import forms_of, singular
from locales.typography import mended

EXTRACT = "run `python -m locales extract`"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    file: str
    line: int
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.mend}"


def findings(root: Path) -> list[Finding]:
    """Everything that keeps the project from being said in every shipped language, by file and line."""
    found = sentences(root)
    told = [each for each in found if isinstance(each, Found)]
    glued = [Finding(each.file, each.line, each.mend) for each in found if isinstance(each, Misplaced)]
    english = [finding for each in told for finding in source_findings(each)]
    return sorted({*glued, *english, *languages_findings(root, told)})


def source_findings(found: Found) -> Iterator[Finding]:
    for words in filter(None, (found.msgid, found.plural)):
        for mend in source_faults(words, found.given):
            yield Finding(found.file, found.line, f"{shown(words)}: {mend}")


def source_faults(words: str, given: frozenset[str] | None) -> Iterator[str]:
    if words != words.strip():
        yield "begins or ends with a space: write whole sentences and join them with lines(...)"
    if not is_balanced(words):
        yield "its tags are not balanced: close each one, and write &lt; for <"
    for name in sorted(places(words) - (places(words) if given is None else given)):
        yield f"{{{name}}} has no value: pass {name}=..."


def languages_findings(root: Path, found: list[Found]) -> Iterator[Finding]:
    for locale, path in catalog_paths(root).items():
        file = path.relative_to(root).as_posix()
        catalog = load(path, locale)
        yield from absent(catalog, found, locale)
        yield from unused(catalog, found, file)
        for message in catalog:
            if message.id:
                yield from (Finding(file, message.lineno or 0, mend) for mend in message_faults(message, locale))


def absent(catalog: Catalog, found: Iterable[Found], locale: str) -> Iterator[Finding]:
    known = {singular(message): message.pluralizable for message in catalog if message.id}
    for each in found:
        if each.msgid not in known or known[each.msgid] < bool(each.plural):
            yield Finding(each.file, each.line, f"{shown(each.msgid)}: is not in the catalog of {locale}: {EXTRACT}")


def unused(catalog: Catalog, found: Iterable[Found], file: str) -> Iterator[Finding]:
    told = {each.msgid for each in found}
    for message in catalog:
        if message.id and singular(message) not in told:
            yield Finding(file, message.lineno or 0, f"{shown(singular(message))}: is said nowhere any more: {EXTRACT}")


def message_faults(message: Message, locale: str) -> Iterator[str]:
    msgid = shown(singular(message))
    if message.fuzzy:
        yield f"{msgid}: its English has changed: see `python -m locales missing {locale}`, then `fill`"
    elif not all(forms_of(message)):
        yield f"{msgid}: has no translation: see `python -m locales missing {locale}`, then `fill`"
    else:
        yield from (f"{msgid}: {fault}" for form in forms_of(message) for fault in form_faults(message, form, locale))


def form_faults(message: Message, form: str, locale: str) -> Iterator[str]:
    yield from (f"{fault}: mend it in the translation" for fault in faults(form, singular(message), plural(message)))
    if (set_well := mended(form, locale)) != form:
        yield f"set it as {shown(set_well)}"


def plural(message: Message) -> str:
    return str(message.id[1]) if isinstance(message.id, list | tuple) else ""


def shown(words: str) -> str:
    return f'"{words}"'
