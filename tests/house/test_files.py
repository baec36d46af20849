import ast
import re
import subprocess

import pytest

from console import vendoring
from tests.house.files import ROOMS, ROOT, VENDORED, name, ours, texts

# Written in parts, so that this file passes too.
REGISTRIES = [
    f"{name}.{top}"
    for name, top in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]
SECRETS = {
    "a bot's token": re.compile(r"\b\d{8,12}:[A-Za-z0-9_-]{35}\b"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}
MARKS = re.compile(r"(#|//|<!--|/\*).*\b(TOD[O]|FIXM[E])\b|NotImplementedErro[r]")
EXCEPTION = re.compile(r"#\s*noq[a](?:: (?P<rules>[A-Z]+[0-9]+(?:, [A-Z]+[0-9]+)*)(?P<reason> --? \S)?)?")


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_in_one_sentence_what_it_is_for(room: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8")))
    assert said
    assert said.splitlines()[0].endswith(".")


def test_no_python_file_is_longer_than_400_lines() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in ours(".py")}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_nearly_every_python_file_has_fewer_than_300_lines() -> None:
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in ours(".py"))
    assert lengths[int(len(lengths) * 0.95)] < 300


def test_no_file_names_a_package_registry() -> None:
    assert [(name(path), host) for path, text in texts() for host in REGISTRIES if host in text] == []


def test_no_file_holds_a_secret() -> None:
    found = [(name(path), what) for path, text in texts() for what, shape in SECRETS.items() if shape.search(text)]
    assert found == []


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in ours(".py", ".html", ".js", ".yaml", ".toml", ".md")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MARKS.search(line)
    ]
    assert found == []


def unexplained(text: str) -> list[int]:
    """The lines with an exception whose reason stands neither there nor, for the same rules, further up."""
    explained: set[str] = set()
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for exception in EXCEPTION.finditer(line):
            rules = set((exception["rules"] or "every").split(", "))
            explained |= rules if exception["reason"] else set()
            found += [] if rules <= explained else [number]
    return found


def test_every_exception_to_a_rule_has_a_reason() -> None:
    found = {name(path): unexplained(path.read_text("utf-8")) for path in ours(".py")}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("folder", VENDORED, ids=name)
def test_vendored_files_are_exactly_those_listed(folder: object) -> None:
    assert list(vendoring.differing(ROOT / str(folder) / "vendor.json")) == []


@pytest.mark.parametrize("script", [name(path) for path in ours() if path.suffix == ".sh" or ".ci" in path.parts])
def test_shell_scripts_can_be_read_by_the_shell(script: str) -> None:
    subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)  # noqa: S603, S607 - the shell of this machine
