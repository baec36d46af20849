import io
import json
import tarfile
from pathlib import Path

import pytest

from console import vendoring
from console.vendoring import Vendored

SCRIPT = b"alert('Bonjour')"


def package(folder: Path, files: dict[str, bytes]) -> Path:
    """A package as npm packs it."""
    archive = folder / "greeting-1.0.0.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return archive


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In npm's place, a command that has one package."""
    archive = package(tmp_path, {"package.json": b'{"license": "MIT"}', "dist/greeting.min.js": SCRIPT})
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "npm"
    command.write_text(f'#!/bin/sh\ncp {archive} "$4"\necho {archive.name}\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    entry = {"file": "greeting.js", "name": "greeting", "version": "1.0.0", "licence": "", "sha256": ""}
    path = tmp_path / "vendor" / "vendor.json"
    path.parent.mkdir()
    path.write_text(json.dumps([{**entry, "source": "dist/greeting.min.js"}]))
    return path


@pytest.mark.usefixtures("npm")
def test_a_refresh_brings_the_file_and_notes_its_licence_and_fingerprint(manifest: Path) -> None:
    vendoring.refresh(manifest)
    assert manifest.with_name("greeting.js").read_bytes() == SCRIPT
    noted = Vendored("greeting.js", "greeting", "1.0.0", "MIT", "dist/greeting.min.js", vendoring.digest(SCRIPT))
    assert vendoring.listed(manifest) == [noted]
    assert list(vendoring.differing(manifest)) == []


@pytest.mark.usefixtures("npm")
def test_a_file_that_was_altered_is_told(manifest: Path) -> None:
    vendoring.refresh(manifest)
    manifest.with_name("greeting.js").write_bytes(SCRIPT + b";")
    assert [told for told in vendoring.differing(manifest) if "is not the file of greeting 1.0.0" in told]


def test_a_file_that_is_listed_but_missing_is_told(manifest: Path) -> None:
    assert [told for told in vendoring.differing(manifest) if "listed but missing" in told]


@pytest.mark.usefixtures("npm")
def test_a_file_that_nobody_listed_is_told(manifest: Path) -> None:
    vendoring.refresh(manifest)
    manifest.with_name("stranger.js").write_bytes(SCRIPT)
    assert [told for told in vendoring.differing(manifest) if "stranger.js is not listed" in told]


def test_a_folder_in_a_package_is_refused_with_what_to_name(tmp_path: Path) -> None:
    archive = tmp_path / "greeting.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        folder = tarfile.TarInfo("package/dist")
        folder.type = tarfile.DIRTYPE
        packed.addfile(folder)
    with pytest.raises(FileNotFoundError, match="name a file"):
        vendoring.member(archive, "dist")
