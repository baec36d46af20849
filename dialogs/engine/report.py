"""What a walk through the conversations found: mistakes with their mend, and the ways from place to place."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["page", "action", "form"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A mistake: where it was seen and in which language, what it is, what was expected, and how to mend it."""

    path: str
    locale: str
    what: str
    expected: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.path} [{self.locale}]" if self.locale else self.path
        return f"{where}: {self.what}. Expected: {self.expected}. {self.mend}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A page, an action or a form, with the conversation (module) that it stands in."""

    name: str
    group: str
    kind: Kind
    size: int = 1
    """Of a form: how many questions it has."""


@dataclass(frozen=True, slots=True)
class Report:
    """`edges` lead from place to place, by name; `turns` says how much was tried."""

    findings: tuple[Finding, ...]
    places: tuple[Place, ...]
    edges: frozenset[tuple[str, str]]
    turns: int
    home: str
