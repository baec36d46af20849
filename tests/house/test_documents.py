import re
from pathlib import Path

import pytest

from jalon.settings import PREFIX, Settings, load
from tests.house.files import ROOT, name, ours

DOCUMENTS = ours(".md")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
PHONY = set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split())


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_make_command_of_a_document_is_in_the_makefile(document: Path) -> None:
    named = re.findall(r"(?:^    (?:[A-Z_]+=\S+ )*|`)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


def test_every_target_of_the_makefile_is_told_by_make_help() -> None:
    told = set(re.findall(r"@echo 'make ([a-z]+)", MAKEFILE))
    assert told == TARGETS - {"help"} == PHONY - {"help"}


def test_the_proof_runs_every_check_and_every_test() -> None:
    proof = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert proof[-2:] == ["make check", "make test"]


def test_the_settings_are_told_alike_by_programme_readme_and_example() -> None:
    known = {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}
    example = set(re.findall(r"^#(JALON_[A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    table = re.findall(r"^\|( `JALON_.*?)\|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    told = set(re.findall(r"`(JALON_[A-Z_]+)`", "".join(table)))
    assert known == example == told


def test_the_example_of_settings_is_accepted_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = re.findall(r"^#(JALON_[A-Z_]+)=(\S+)$", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    (tmp_path / ".env").write_text("".join(f"{setting}={value}\n" for setting, value in given), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load().port == 8080
