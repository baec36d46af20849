"""Content written for one test: a folder with one file of steps."""

from pathlib import Path

import pytest

from coaching.catalogue import Catalogue, load
from coaching.sheets import ContentError

WHOLE = {
    "key": "sin",
    "title": "Get your number",
    "why": "You need it to work.",
    "actions": "[Find the office, Take your papers, Keep it secret]",
    "duration": "Half a day",
    "cost": "Free",
    "proof": "You have the number.",
    "help": "Service Canada",
    "link": "https://www.canada.ca/sin",
    "link_title": "The number",
    "measure": '"2.1"',
    "due": "landing + 3 days",
    "facts": "{documents_001: high}",
    "sources": "[{title: A page, url: https://www.canada.ca/sin, date: 2026-06}]",
    "reviewed": "2026-11-23",
}


def step(**changed: str | None) -> str:
    """One step of a file, whole but for what is changed; None leaves a key out."""
    told = {name: value for name, value in {**WHOLE, **changed}.items() if value is not None}
    return "  - " + "\n    ".join(f"{name}: {value}" for name, value in told.items()) + "\n"


def sheet(*steps: str, phase: str = "first_week") -> str:
    return f"phase: {phase}\nsteps:\n" + "".join(steps)


def catalogue(folder: Path, text: str) -> Catalogue:
    (folder / "steps.yaml").write_text(text)
    return load(folder)


def refusals(folder: Path, text: str) -> list[str]:
    """What is said of a file, without the name of its folder."""
    with pytest.raises(ContentError) as refused:
        catalogue(folder, text)
    return str(refused.value).replace(f"{folder.name}/", "").splitlines()
