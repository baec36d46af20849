"""What is wrong with the words of a project is told with its place and its mend."""

from pathlib import Path

import pytest

import locales
from locales.checks import findings
from tests.locales.conftest import CATALOG, write

PO = "locales/fr/LC_MESSAGES/jalon.po"
ROOT = Path(locales.__file__).parent.parent


def told(root: Path, code: str, catalog: str) -> list[str]:
    write(root, "bot/a.py", code)
    write(root, PO, CATALOG + catalog)
    return [str(finding) for finding in findings(root)]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ('_("{a}")', 'bot/a.py:1: "{a}": {a} has no value: pass a=...'),
        (
            '_("Hello, ")',
            'bot/a.py:1: "Hello, ": begins or ends with a space: write whole sentences and join them with lines(...)',
        ),
        ('_("<b>a")', 'bot/a.py:1: "<b>a": its tags are not balanced: close each one, and write &lt; for <'),
        ('\n_(f"{a}")', "bot/a.py:2: a sentence is glued together: write it whole, with {named} values"),
        ('_("New")', 'bot/a.py:1: "New": is not in the catalog of fr: run `python -m locales extract`'),
    ],
)
def test_english_is_checked_where_it_stands(tmp_path: Path, code: str, finding: str) -> None:
    assert finding in told(tmp_path, code, "")


@pytest.mark.parametrize(
    ("catalog", "finding"),
    [
        ("", '"Yes, {a}?": has no translation: see `python -m locales missing fr`, then `fill`'),
        ("Non, {a}, #fuzzy", '"Yes, {a}?": its English has changed: see `python -m locales missing fr`, then `fill`'),
        ("Oui", '"Yes, {a}?": {a} is lost: mend it in the translation'),
        ("Oui, {a}, {b}", '"Yes, {a}?": {b} is unknown: mend it in the translation'),
        ("<b>Oui, {a}</b>", '"Yes, {a}?": its tags are not those of the English: mend it in the translation'),
        ("Oui, {a} ?", '"Yes, {a}?": set it as "Oui, {a}\u202f?"'),
    ],
)
def test_translations_are_checked_where_they_stand(tmp_path: Path, catalog: str, finding: str) -> None:
    flag = "#, fuzzy\n" if catalog.endswith("#fuzzy") else ""
    entry = f'{flag}msgid "Yes, {{a}}?"\nmsgstr "{catalog}"\n'
    (found,) = told(tmp_path, '_("Yes, {a}?", a=1)', entry)
    assert found.startswith(f"{PO}:{7 + bool(flag)}: ".replace("7", "7"))
    assert found.endswith(finding.partition(": ")[2])


def test_a_plural_is_checked_in_each_of_its_forms(tmp_path: Path) -> None:
    entry = 'msgid "One"\nmsgid_plural "{count}"\nmsgstr[0] "Un!"\nmsgstr[1] "{nombre}"\n'
    assert len(told(tmp_path, 'ngettext("One", "{count}", 3)', entry)) == 2


def test_a_sentence_that_became_a_plural_must_be_extracted_again(tmp_path: Path) -> None:
    entry = 'msgid "One"\nmsgstr "Un"\n'
    (found,) = told(tmp_path, 'ngettext("One", "{count}", 3)', entry)
    assert "is not in the catalog" in found


def test_a_translation_that_nothing_needs_is_told(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "", 'msgid "Gone"\nmsgstr "Parti"\n')
    assert found == f'{PO}:7: "Gone": is said nowhere any more: run `python -m locales extract`'


def test_values_that_only_running_tells_are_not_asked_for(tmp_path: Path) -> None:
    entry = 'msgid "{a}"\nmsgstr "{a}"\n'
    assert told(tmp_path, '_("{a}", **values)', entry) == []


def test_every_sentence_has_its_french() -> None:
    assert [str(finding) for finding in findings(ROOT)] == []
