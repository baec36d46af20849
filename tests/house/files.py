"""The files of the repository, as the guards read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("jalon", "bot", "console", "sandbox", "dialogs", "coaching", "content", "storage", "papers", "locales")
VENDORED = (ROOT / "console/static/vendor", ROOT / "tests/vendor")


def present() -> list[Path]:
    """Every file that git knows or would take."""
    listing = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")  # noqa: S603 - a fixed command
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def ours(*suffixes: str) -> list[Path]:
    """What we wrote ourselves, with one of these endings, or all of it."""
    written = [path for path in present() if not any(path.is_relative_to(folder) for folder in VENDORED)]
    return [path for path in written if not suffixes or path.suffix in suffixes]


def texts() -> list[tuple[Path, str]]:
    """All files that hold text, pictures and the like left out."""
    read = [(path, path.read_bytes()) for path in present()]
    return [(path, content.decode("utf-8", "replace")) for path, content in read if b"\0" not in content[:1024]]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
