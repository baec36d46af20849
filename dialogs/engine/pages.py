"""Pages and actions: functions from a turn to a screen, each under a path of its own.

    @page("plan/{step}")
    def step(turn: Turn, step: int) -> Screen: ...

    Button(_("Open"), step.to(17))

A path is at most 64 bytes, readable, and valid for ever. A page shows; an action changes something and shows a page.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Any, Concatenate, Generic, ParamSpec

from dialogs.engine.screens import Link, Screen
from dialogs.engine.turn import Turn
from locales.text import Text

P = ParamSpec("P")
Function = Callable[Concatenate[Turn, P], Screen]
VALUE = r"[A-Za-z0-9_.:+-]+"
NUMBER = r"\d{1,18}"


class Audience(Enum):
    """Whom a page is open to: anyone, or only candidates who agreed to be coached here."""

    ANYONE = auto()
    CANDIDATE = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """A name in the platform's menu, with what it says there."""

    name: str
    description: Text


class Page(Generic[P]):
    """A function of a turn that can be called, and linked to."""

    def __init__(
        self,
        pattern: str,
        function: Function[P],
        audience: Audience,
        command: Command | None = None,
        *,
        acts: bool = False,
    ) -> None:
        self.pattern = pattern
        self.function = function
        self.audience = audience
        self.command = command
        self.acts = acts
        self._parse = _parsers(pattern, function)
        self._regex = re.compile(re.sub(r"\{(\w+)\}", rf"(?P<\1>{VALUE})", pattern))

    def __repr__(self) -> str:
        return f"Page({self.pattern!r})"

    def __call__(self, turn: Turn, *args: P.args, **kwargs: P.kwargs) -> Screen:
        turn.visited.append(self.pattern)
        return self.function(turn, *args, **kwargs)

    def to(self, *args: P.args, **kwargs: P.kwargs) -> Link:
        """Links to this page with its parameters."""
        values = dict(zip(self._parse, args, strict=False)) | kwargs
        return Link(self.pattern.format_map({name: _spell(value) for name, value in values.items()}))

    def match(self, path: str) -> dict[str, Any] | None:
        """Reads the parameters out of a path, or returns None where the path is not of this page."""
        found = self._regex.fullmatch(path)
        if found is None:
            return None
        try:
            return {name: parse(found[name]) for name, parse in self._parse.items()}
        except ValueError:
            return None


def page(
    pattern: str, audience: Audience = Audience.CANDIDATE, command: Command | None = None
) -> Callable[[Function[P]], Page[P]]:
    """Makes a function a page that shows something."""
    return lambda function: Page(pattern, function, audience, command)


def action(pattern: str, audience: Audience = Audience.CANDIDATE) -> Callable[[Function[P]], Page[P]]:
    """Makes a function an action that changes something, and shows a page."""
    return lambda function: Page(pattern, function, audience, acts=True)


def _parsers(pattern: str, function: Callable[..., Screen]) -> dict[str, Callable[[str], Any]]:
    names = re.findall(r"\{(\w+)\}", pattern)
    signature = inspect.signature(function, eval_str=True)
    parameters = list(signature.parameters.values())[1:]
    if [parameter.name for parameter in parameters] != names:
        raise TypeError(f"{pattern!r} must name the parameters of {function.__qualname__} after the turn, in order")
    return {parameter.name: _parser(parameter.annotation) for parameter in parameters}


def _parser(annotation: Any) -> Callable[[str], Any]:
    if annotation is int:
        return _number
    if annotation is str or (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return annotation
    raise TypeError(f"a path holds int, str and StrEnum, not {annotation!r}")


def _number(text: str) -> int:
    """Reads an id as we write them: ASCII digits that a 64-bit column can hold."""
    if not re.fullmatch(NUMBER, text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _spell(value: object) -> str:
    text = str(value)
    if not re.fullmatch(NUMBER if isinstance(value, int) else VALUE, text, re.ASCII):
        raise ValueError(f"{text!r} cannot stand in a path")
    return text


class Routes:
    """All pages by their paths; of two that fit, the one with fewer parameters is taken."""

    def __init__(self, pages: Iterable[Page[...]]) -> None:
        self.pages = sorted(pages, key=lambda page: page.pattern.count("{"))
        self._plain = {page.pattern: page for page in self.pages if "{" not in page.pattern}
        self._shaped: dict[tuple[str, int], list[Page[...]]] = {}
        for candidate in self.pages:
            self._shaped.setdefault(_shape(candidate.pattern), []).append(candidate)
        _refuse_unclear([page.pattern for page in self.pages])

    def find(self, path: str) -> tuple[Page[...], dict[str, Any]] | None:
        if path in self._plain:
            return self._plain[path], {}
        for found in self._shaped.get(_shape(path), []):
            values = found.match(path)
            if values is not None:
                return found, values
        return None


def _refuse_unclear(patterns: Sequence[str]) -> None:
    """Two pages under one path, or a path that nothing begins, would leave a page that is never found."""
    alike = [re.sub(r"\{\w+\}", "{}", pattern) for pattern in patterns]
    twice = sorted({pattern for pattern, shape in zip(patterns, alike, strict=True) if alike.count(shape) > 1})
    if twice:
        raise ValueError(f"two pages share one path: {', '.join(twice)}")
    bare = [pattern for pattern in patterns if "{" in pattern.partition("/")[0]]
    if bare:
        raise ValueError(f"a path begins with a word, not with a parameter: {', '.join(bare)}")


def _shape(path: str) -> tuple[str, int]:
    """First word and number of slashes: enough to leave few pages to try."""
    return path.partition("/")[0], path.count("/")
