import re
import subprocess
import sys

import pytest

from tests.house.files import ROOT

PINNED = ("requirements.txt", "requirements-dev.txt")
ENTRY = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[[a-z,]+\])?==\S+(?P<rest>.*(?:\n +.*)*)", re.MULTILINE)


def entries(file: str) -> dict[str, str]:
    return {match["name"]: match["rest"] for match in ENTRY.finditer((ROOT / file).read_text("utf-8"))}


def wanted(file: str) -> list[str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    names = [re.split(r"[\[;=<>~ ]", line, maxsplit=1)[0] for line in lines if line[:1].isalpha()]
    return [re.sub(r"[-_.]+", "-", name).lower() for name in names]


@pytest.mark.parametrize("file", PINNED)
def test_every_pinned_package_carries_its_hashes(file: str) -> None:
    assert [package for package, rest in entries(file).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("file", PINNED)
def test_pinned_files_leave_the_choice_of_index_to_the_machine(file: str) -> None:
    options = [
        line for line in (ROOT / file).read_text("utf-8").splitlines() if line.startswith(("-", "http:", "https:"))
    ]
    assert options == []


@pytest.mark.parametrize("file", PINNED)
def test_what_is_asked_for_is_pinned(file: str) -> None:
    assert set(wanted(file.replace(".txt", ".in"))) - set(entries(file)) == set()


def test_tests_run_on_the_same_versions_as_the_programme() -> None:
    text = {file: (ROOT / file).read_text("utf-8") for file in PINNED}
    versions = {
        file: dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", content, re.MULTILINE)) for file, content in text.items()
    }
    running, testing = (versions[file] for file in PINNED)
    assert {package for package in running.keys() & testing.keys() if running[package] != testing[package]} == set()


def test_the_pinned_packages_need_nothing_that_is_not_pinned() -> None:
    """They are installed without looking for what they need, so that no later release can break an install."""
    looked = subprocess.run(
        [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert looked.stdout.strip() == "No broken requirements found."
