"""Content files read with their places, so that every mistake is told at once, with file, line, key and mend."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import yaml

Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    key: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.mend}"


class ContentError(ValueError):
    """Everything that is wrong in the content, one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Place:
    """One node of a file, with the words to say where it stands; `problems` is shared by the whole reading."""

    file: str
    key: str
    node: yaml.Node
    problems: list[Problem] = field(repr=False, compare=False)

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def single(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def listed(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def wrong(self, mend: str) -> None:
        self.problems.append(Problem(self.file, self.line, self.key, mend))

    def named(self, key: str) -> "Place":
        return Place(self.file, key, self.node, self.problems)

    def scalar(self, expected: str) -> str:
        if isinstance(self.node, yaml.ScalarNode) and self.node.value.strip():
            return str(self.node.value).strip()
        self.wrong(f"expected {expected}")
        return ""

    def day(self) -> date:
        text = self.scalar("a date such as 2026-11-23")
        try:
            return date.fromisoformat(text)
        except ValueError:
            if text:
                self.wrong(f'expected a date such as 2026-11-23, found "{text}"')
            return date.min

    def items(self, expected: str) -> list["Place"]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong(f"expected a list of {expected}")
            return []
        return [Place(self.file, self.key, node, self.problems) for node in self.node.value]

    def entries(self, expected: str) -> list[tuple[str, "Place"]]:
        """The pairs of a mapping; a key that stands twice is a mistake."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong(f"expected {expected}")
            return []
        return list(self._pairs(self.node))

    def _pairs(self, mapping: yaml.MappingNode) -> Iterator[tuple[str, "Place"]]:
        seen: set[str] = set()
        for key_node, value in mapping.value:
            key = str(key_node.value)
            place = Place(self.file, f"{self.key}.{key}" if self.key else key, value, self.problems)
            if key in seen:
                Place(self.file, place.key, key_node, self.problems).wrong("stands twice: keep one")
                continue
            seen.add(key)
            yield key, place


def read(file: str, text: str, problems: list[Problem]) -> Place | None:
    """The root of a YAML file; None, with the problem noted, where it is not YAML or empty."""
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(file, line, "YAML", f"{error.problem}: mend the punctuation or indentation here"))
        return None
    if node is None:
        problems.append(Problem(file, 1, "file", "is empty: write a list of entries or remove it"))
        return None
    return Place(file, "", node, problems)
