"""Finds the sentences of the project: in Python, in templates, and in the YAML of the content.

Code and templates mark theirs with `_("...", name=...)` and `ngettext("...", "...", count)`. Which keys of a content
file hold sentences is declared in `TRANSLATED_KEYS`, the one place to touch for a new kind of file.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import jinja2
import yaml
from jinja2 import nodes

ROOMS = ("jalon", "bot", "console", "sandbox", "dialogs", "coaching", "content", "storage", "papers", "locales")
MARKS = {"_": 1, "ngettext": 2}
TRANSLATED_KEYS: Mapping[str, frozenset[str]] = {
    "content/plan/*.yaml": frozenset(
        f"steps.{key}"
        for key in ("title", "why", "actions", "duration", "cost", "proof", "help", "link_title", "programme")
    ),
    "content/modules/*.yaml": frozenset(
        (
            *("title", "promise", "check.ask", "check.options.text", "check.why", "lessons.title"),
            *(f"lessons.cards.{key}" for key in ("title", "read", "scenario", "quiz", "match", "order", "say")),
            *(f"lessons.cards.{key}" for key in ("items", "why", "answers", "pairs.left", "pairs.right")),
            *(f"lessons.cards.{key}" for key in ("choices.text", "choices.then", "options.text", "options.why")),
            "lessons.cards.points.point",
        )
    ),
    "content/regions.yaml": frozenset(
        {"everywhere.notes", "industries.name", *(f"regions.{key}" for key in ("place", "work", "life", "know"))}
    ),
    "content/interviews.yaml": frozenset({"checklist", "told.ask", "told.tip", "questions.ask"}),
    "content/glossary/*.yaml": frozenset({"words.meaning", "words.sense"}),
}

Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Grammar: TypeAlias = Callable[[str], Iterator["Found"]]


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence where it stands; `given` names the values that come with it, None where only running tells."""

    msgid: str
    plural: str = ""
    file: str = ""
    line: int = 0
    comment: str = ""
    given: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A place where a sentence cannot be found, with the mend."""

    file: str
    line: int
    mend: str


def sentences(root: Path) -> list[Found | Misplaced]:
    """Every sentence of the project under `root`, by file and line."""
    return [
        *(each for room in ROOMS for path in sorted((root / room).rglob("*.py")) for each in python(path, root)),
        *(each for room in ROOMS for path in sorted((root / room).rglob("*.html")) for each in template(path, root)),
        *(each for path in sorted((root / "content").rglob("*.yaml")) for each in content(path, root)),
    ]


def python(path: Path, root: Path) -> Iterator[Found | Misplaced]:
    file = path.relative_to(root).as_posix()
    calls = (node for node in ast.walk(ast.parse(path.read_bytes(), file)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in MARKS:
            yield from marked(file, call.lineno, call.func.id, *arguments(call))


def arguments(call: ast.Call) -> tuple[list[object], list[str | None]]:
    """The literal words in front, and the names of the values; None stands for what is computed."""
    words = [argument.value if isinstance(argument, ast.Constant) else built(argument) for argument in call.args]
    return words, [keyword.arg for keyword in call.keywords]


def built(argument: ast.expr) -> object:
    """A variable may hold a marked sentence of elsewhere; words glued together are no sentence."""
    return argument if isinstance(argument, ast.JoinedStr | ast.BinOp) else None


def template(path: Path, root: Path) -> Iterator[Found | Misplaced]:
    file = path.relative_to(root).as_posix()
    tree = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]).parse(
        path.read_text(), filename=file
    )
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            words = [argument.value if isinstance(argument, nodes.Const) else glued(argument) for argument in call.args]
            names = [keyword.key for keyword in call.kwargs] + ([None] if call.dyn_kwargs else [])
            yield from marked(file, call.lineno, call.node.name, words, names)


def glued(argument: nodes.Expr) -> object:
    return argument if isinstance(argument, nodes.BinExpr | nodes.Concat) else None


def marked(
    file: str, line: int, mark: str, words: list[object], names: list[str | None]
) -> Iterator[Found | Misplaced]:
    """The sentence of one marked call; nothing where its words come from a variable."""
    told = words[: MARKS[mark]]
    if any(word is not None and not isinstance(word, str) for word in told):
        yield Misplaced(file, line, "a sentence is glued together: write it whole, with {named} values")
    elif all(told) and len(told) == MARKS[mark]:
        msgid, plural = [str(word) for word in told] + [""] * (2 - len(told))
        known = {"count"} if plural else set()
        given = None if None in names else frozenset(known.union(name for name in names if name))
        yield Found(msgid, plural, file, line, given=given)


def content(path: Path, root: Path) -> Iterator[Found | Misplaced]:
    """Sentences of a content file, each on one line as the content is read."""
    file = path.relative_to(root).as_posix()
    kinds = [keys for kind, keys in TRANSLATED_KEYS.items() if path.relative_to(root).match(kind)]
    if not kinds:
        yield Misplaced(file, 1, "no key is declared: say which hold sentences in locales/extract.py, TRANSLATED_KEYS")
        return
    for key, scalar in scalars(yaml.compose(path.read_text(), Loader), ()):
        words = " ".join(scalar.value.split())
        if words and key in kinds[0]:
            yield Found(words, file=file, line=scalar.start_mark.line + 1, comment=f"{file}#{key}")


def scalars(node: yaml.Node | None, keys: tuple[str, ...]) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Each scalar with the dotted keys that lead to it; items of lists share the key of their list."""
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                yield from scalars(value, (*keys, str(key.value)))
        case yaml.SequenceNode():
            for value in node.value:
                yield from scalars(value, keys)
        case yaml.ScalarNode():
            yield ".".join(keys), node
        case _:
            return
