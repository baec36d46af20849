"""A translator gets what is missing, with its place, and gives it back filled in."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from locales.__main__ import app
from locales.merging import load
from locales.translations import compiled
from tests.locales.conftest import write

PO = "locales/fr/LC_MESSAGES/jalon.po"
FRENCH = {
    "Hello, <b>{name}</b>.": "Bonjour, <b>{name}</b>.",
    "{count} step": ["{count} étape", "{count} étapes"],
    "Candidates": "Candidats",
    "Seen by {who}": "Vu par {who}",
    "{count} candidate": ["{count} candidat", "{count} candidats"],
    "Get your number": "Obtenez votre numéro!",
    "Without it, no employer can pay you.": "Sans lui, personne ne peut vous payer.",
    "Take your passport": "Prenez votre passeport",
    "Go there": "Allez-y",
}


def run(root: Path, *arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, [*arguments, "--root", str(root)])
    assert result.exit_code == status, result.output
    return result.output


def fill(root: Path, told: object, *, status: int = 0) -> str:
    return run(root, "fill", "fr", str(write(root, "told.json", json.dumps(told))), status=status)


def test_from_extraction_to_a_complete_language(project: Path) -> None:
    assert run(project, "extract") == "fr: 9 sentences, 9 to translate, 0 obsolete\n"
    assert run(project, "check", status=1).endswith("9 to mend.\n")
    assert fill(project, FRENCH) == "fr: 0 left to translate\n"
    assert run(project, "check") == "Every sentence is whole, and said in every language.\n"
    assert run(project, "missing", "fr") == ""
    assert compiled(load(project / PO, "fr")).forms["Get your number"] == ("Obtenez votre numéro\u202f!",)


def test_extracting_twice_changes_no_file(project: Path) -> None:
    run(project, "extract")
    fill(project, FRENCH)
    before = [(project / PO).read_text(), (project / "locales/jalon.pot").read_text()]
    run(project, "extract")
    assert [(project / PO).read_text(), (project / "locales/jalon.pot").read_text()] == before


def test_what_is_missing_is_told_with_its_place_and_taken_back_as_it_is(project: Path) -> None:
    run(project, "extract")
    told = run(project, "missing", "fr")
    assert '# console/templates/list.html\n# plural: {count} candidates\n"{count} candidate": ["", ""]\n' in told
    assert '# content/plan/week.yaml, content/plan/week.yaml#steps.title\n"Get your number": ""\n' in told
    file = write(project, "told.yaml", told.replace('"Candidates": ""', '"Candidates": "Candidats"'))
    assert run(project, "fill", "fr", str(file)) == "fr: 8 left to translate\n"


def test_a_reworded_sentence_is_shown_with_its_old_translation_until_it_is_confirmed(project: Path) -> None:
    run(project, "extract")
    fill(project, FRENCH)
    page = project / "content/plan/week.yaml"
    page.write_text(page.read_text().replace("Take your passport", "Take your passports"))
    run(project, "extract")
    told = run(project, "missing", "fr")
    assert (
        'reworded: see whether the translation still says it\n"Take your passports": "Prenez votre passeport"' in told
    )
    fill(project, {"Take your passports": "Prenez vos passeports"})
    assert run(project, "missing", "fr") == ""


def test_obsolete_translations_are_dropped_when_asked(project: Path) -> None:
    run(project, "extract")
    fill(project, FRENCH)
    (project / "dialogs/hello.py").write_text("")
    assert run(project, "extract") == "fr: 7 sentences, 0 to translate, 2 obsolete\n"
    run(project, "prune")
    assert "#~" not in (project / PO).read_text()


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"Nothing": "Rien"}, '"Nothing": is not in the catalog'),
        ({"{count} step": "étape"}, '"{count} step": expected 2 forms, found 1'),
        ({"Seen by {who}": "Vu"}, '"Seen by {who}": {who} is lost'),
        ({"": "Rien"}, '"": is not in the catalog'),
    ],
)
def test_an_unsound_translation_is_refused_with_the_reason(project: Path, told: object, refusal: str) -> None:
    run(project, "extract")
    assert fill(project, told, status=1) == f"{refusal}\nfr: 9 left to translate\n"


def test_a_file_of_another_shape_is_refused(project: Path) -> None:
    result = CliRunner().invoke(app, ["fill", "fr", str(write(project, "a.json", "[]")), "--root", str(project)])
    assert isinstance(result.exception, TypeError)


def test_a_language_without_catalog_is_refused_with_those_that_have_one(project: Path) -> None:
    assert "expected one of fr" in run(project, "missing", "de", status=2)
