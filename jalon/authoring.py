"""What an author has written: a module that ships, or one in a file that does not ship yet, read with its mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from coaching import catalogue, composing, glossary, notation
from coaching.glossary import Glossary
from coaching.modules import Lesson, Module, Training
from coaching.sheets import ContentError, Place, Problem, read
from coaching.training import Draft, check, keep, sheets, shipped


class AuthoringError(ValueError):
    """What was asked for is not there, or not written well: told with the place and the mend."""


@dataclass(frozen=True, slots=True)
class Written:
    """A module with the file that it stands in, and the training that it is part of."""

    module: Module
    file: str
    training: Training


def content_files(content: Traversable) -> Mapping[str, str]:
    """In which file each module stands."""
    roots = sheets(content / "modules", Draft())
    made = [found for root in roots if (found := composing.module(root))]
    return {module.key: place.file for place, module in made}


def find(named: str, words: Path | None = None) -> Written:
    """The module of a key or of a file; raises AuthoringError with all that is wrong in it."""
    try:
        if named.endswith((".yaml", ".yml")) or Path(named).is_file():
            return _of_file(Path(named), words)
        whole = shipped()
    except ContentError as error:
        count = len(error.problems)
        raise AuthoringError(f"{count} mistake{'' if count == 1 else 's'} to mend:\n{error}") from error
    module = whole.get(named)
    if module is None:
        near = notation.nearest(named, list(whole.modules))
        raise AuthoringError(f'"{named}" is neither a YAML file nor the key of a module{near}')
    return Written(module, content_files(files("content"))[named], whole)


def _of_file(file: Path, words: Path | None) -> Written:
    """A module outside of the content; it may use the words that ship, and those of another file."""
    draft = Draft()
    for shipped_words in sheets(files("content") / "glossary", draft):
        _keep_words(draft, shipped_words)
    if words and (own_words := read(str(words), _text(words), draft.problems)):
        _keep_words(draft, own_words)
    root = read(str(file), _text(file), draft.problems)
    made = composing.module(root) if root else None
    if made:
        place, module = made
        keep(draft.modules, place, module)
        draft.places[module.key] = place
        check(draft, catalogue.shipped())
    if draft.problems or made is None:
        raise ContentError(draft.problems or [Problem(str(file), 1, "key", "give the module a key")])
    alone = MappingProxyType({made[1].key: made[1]})
    return Written(made[1], str(file), Training(alone, Glossary(MappingProxyType(draft.words))))


def _keep_words(draft: Draft, root: Place) -> None:
    for place, word in glossary.words(root):
        keep(draft.words, place, word)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ContentError([Problem(str(file), 1, "file", f"cannot be read ({reason}): mend the path")]) from error


def lesson_of(module: Module, key: str) -> Lesson:
    """Raises AuthoringError where the module has no such lesson."""
    found = module.lesson(key)
    if found is None:
        keys = [lesson.key for lesson in module.lessons]
        raise AuthoringError(f'"{key}" is no lesson of this module{notation.nearest(key, keys)}')
    return found
