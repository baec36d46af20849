"""The translations of one language, read from its catalog into memory."""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Translations:
    """The forms of each sentence by its English, and which form goes with a count."""

    forms: Mapping[str, tuple[str, ...]]
    form_of: Callable[[int], int]


def path_of(locale: str) -> Path:
    return HERE / locale / "LC_MESSAGES" / "jalon.po"


def shipped() -> tuple[str, ...]:
    """The languages that have a catalog, and English, which needs none."""
    return (SOURCE, *sorted(path.parent.parent.name for path in HERE.glob("*/LC_MESSAGES/jalon.po")))


@cache
def translations(locale: str) -> Translations:
    """The translations of a shipped language; raises `LookupError` for any other."""
    if locale not in shipped():
        raise LookupError(f"No catalog for {locale!r}: expected one of {', '.join(shipped())}.")
    if locale == SOURCE:
        return Translations(MappingProxyType({}), lambda count: int(count != 1))
    with path_of(locale).open("rb") as file:
        return compiled(read_po(file, locale=locale))


def compiled(catalog: Catalog) -> Translations:
    """Only what is finished: untranslated and fuzzy sentences are left to the English."""
    finished = {singular(message): forms_of(message) for message in catalog if message.id and not message.fuzzy}
    return Translations(
        MappingProxyType({msgid: forms for msgid, forms in finished.items() if all(forms)}),
        gettext.c2py(catalog.plural_expr),
    )


def singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else str(message.id)


def forms_of(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (str(message.string),)
