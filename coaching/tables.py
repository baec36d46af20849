"""Tables that ship with the content, as rows of CSV."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files("content") / name).read_text(encoding="utf-8").splitlines())
