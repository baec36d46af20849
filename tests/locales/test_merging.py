"""Catalogs follow the sentences, and lose no translation."""

from pathlib import Path

from babel.messages.catalog import Catalog

from locales import merging
from locales.extract import Found
from locales.translations import compiled
from tests.locales.conftest import CATALOG, write


def catalog(tmp_path: Path, text: str = "") -> Catalog:
    return merging.load(write(tmp_path, "jalon.po", CATALOG + text), "fr")


def saved(catalog: Catalog, tmp_path: Path) -> str:
    merging.save(catalog, tmp_path / "saved.po")
    return (tmp_path / "saved.po").read_text().partition("\n\n")[2]


HELLO = 'msgid "Hello, {name}."\nmsgstr "Bonjour, {name}."\n'


def test_a_new_sentence_waits_for_its_translation_in_the_order_of_the_code(tmp_path: Path) -> None:
    found = [
        Found("Zebra", file="a.py", line=3),
        Found("Apple", "Apples", "b.py", 1, "b#c"),
        Found("Zebra", file="b.py"),
    ]
    assert saved(merging.merge(catalog(tmp_path), found), tmp_path) == (
        '#: a.py b.py\nmsgid "Zebra"\nmsgstr ""\n\n'
        '#. b#c\n#: b.py\nmsgid "Apple"\nmsgid_plural "Apples"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )


def test_a_sentence_that_stays_keeps_its_translation_and_its_notes(tmp_path: Path) -> None:
    merged = merging.merge(catalog(tmp_path, f"# a note\n{HELLO}"), [Found("Hello, {name}.", file="a.py")])
    assert saved(merged, tmp_path) == f"# a note\n#: a.py\n#, python-brace-format\n{HELLO}"


def test_merging_again_changes_nothing(tmp_path: Path) -> None:
    found = [Found("Hello, {name}!", file="a.py"), Found("100 % sure", file="a.py"), Found("One", "Many", "a.py")]
    once = saved(merging.merge(catalog(tmp_path, HELLO + '\nmsgid "Gone"\nmsgstr "Parti"\n'), found), tmp_path)
    twice = saved(merging.merge(merging.load(tmp_path / "saved.po", "fr"), found), tmp_path)
    assert once == twice
    assert '#~ msgid "Gone"' in once
    assert "python-format" not in once


def test_a_reworded_sentence_keeps_its_old_translation_as_fuzzy_and_unsaid(tmp_path: Path) -> None:
    merged = merging.merge(catalog(tmp_path, HELLO), [Found("Hello there, {name}.", file="a.py")])
    assert saved(merged, tmp_path) == (
        '#: a.py\n#, fuzzy, python-brace-format\nmsgid "Hello there, {name}."\nmsgstr "Bonjour, {name}."\n\n'
        '#~ msgid "Hello, {name}."\n#~ msgstr "Bonjour, {name}."\n'
    )
    assert not compiled(merged).forms


def test_a_sentence_that_gets_a_plural_keeps_its_translation_as_fuzzy(tmp_path: Path) -> None:
    merged = merging.merge(
        catalog(tmp_path, 'msgid "A step"\nmsgstr "Une étape"\n'), [Found("A step", "Steps", "a.py")]
    )
    assert merged["A step"].fuzzy
    assert merged["A step"].string == ("Une étape", "")


def test_a_sentence_that_loses_its_plural_keeps_the_singular_as_fuzzy(tmp_path: Path) -> None:
    old = 'msgid "One step"\nmsgid_plural "{count} steps"\nmsgstr[0] "Une"\nmsgstr[1] "{count}"\n'
    merged = merging.merge(catalog(tmp_path, old), [Found("One step", file="a.py")])
    assert merged["One step"].string == "Une"
    assert merged["One step"].fuzzy


def test_a_sentence_that_comes_back_finds_its_translation(tmp_path: Path) -> None:
    gone = merging.merge(catalog(tmp_path, HELLO), [])
    assert list(gone.obsolete) == ["Hello, {name}."]
    back = merging.merge(gone, [Found("Hello, {name}.", file="a.py")])
    assert back["Hello, {name}."].string == "Bonjour, {name}."
    assert not back.obsolete


def test_the_template_has_every_sentence_and_no_translation(tmp_path: Path) -> None:
    assert saved(merging.template([Found("One", "Many", "a.py")]), tmp_path) == (
        '#: a.py\nmsgid "One"\nmsgid_plural "Many"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
