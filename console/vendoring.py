"""Brings the front-end files that a `vendor.json` lists from npm: `python -m console.vendoring VENDOR_JSON...`.

To take another version, write it into `vendor.json` and run `make vendor`; licence and sha256 are filled in.
npm is needed for this only: the files are committed.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Vendored:
    """A file of somebody else's that stands beside `vendor.json`; `source` is its path in the npm package."""

    file: str
    name: str
    version: str
    licence: str
    source: str
    sha256: str


def listed(manifest: Path) -> list[Vendored]:
    return [Vendored(**entry) for entry in json.loads(manifest.read_text("utf-8"))]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differing(manifest: Path) -> Iterator[str]:
    """What is missing, altered, or present without being listed, one sentence each."""
    known = listed(manifest)
    for entry in known:
        path = manifest.with_name(entry.file)
        if not path.exists():
            yield f"{path} is listed but missing: run `make vendor`."
        elif digest(path.read_bytes()) != entry.sha256:
            yield f"{path} is not the file of {entry.name} {entry.version}: run `make vendor`."
    names = {entry.file for entry in known} | {manifest.name}
    yield from (f"{path} is not listed in {manifest}." for path in manifest.parent.iterdir() if path.name not in names)


def package(entry: Vendored, folder: Path) -> Path:
    """The npm package of this entry, downloaded into the folder."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{entry.name}@{entry.version}"]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - names come from vendor.json
    return folder / packed.stdout.split()[-1]


def member(archive: Path, path: str) -> bytes:
    with tarfile.open(archive) as files:
        found = files.extractfile(f"package/{path}")
        if found is None:
            raise FileNotFoundError(f"{path} is a folder in {archive.name}; name a file.")
        return found.read()


def refreshed(entry: Vendored, beside: Path, folder: Path) -> Vendored:
    archive = package(entry, folder)
    content = member(archive, entry.source)
    beside.with_name(entry.file).write_bytes(content)
    licence = json.loads(member(archive, "package.json"))["license"]
    return replace(entry, licence=licence, sha256=digest(content))


def refresh(manifest: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        entries = [refreshed(entry, manifest, Path(folder)) for entry in listed(manifest)]
    manifest.write_text(json.dumps([asdict(entry) for entry in entries], indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        refresh(Path(argument))
