"""The one door to typst: a template of this room and its values become a document.

Values reach a template as JSON, so nothing that a person wrote is ever read as markup. Letters come from this room's
`fonts/` only, so that a paper looks the same everywhere. Work of some tens of milliseconds, for a worker thread: typst
lets go of the interpreter while it works, and each document has a compiler of its own, so nobody waits for a lock.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from papers.glyphs import FONTS, printable

if TYPE_CHECKING:
    import typst

Json: TypeAlias = str | int | Sequence["Json"] | Mapping[str, "Json"]

TEMPLATES = Path(__file__).parent / "templates"
PIXELS_PER_INCH = 144
REMEMBERED = 10


def pdf(template: str, values: Mapping[str, Json], made_on: date) -> bytes:
    """An accessible PDF (PDF/UA-1); the same values give the same bytes."""
    morning = datetime.combine(made_on, time(), UTC)
    made = _whole(_compiler(template, values).compile(format="pdf", pdf_standards="ua-1", timestamp=morning))
    _forget()
    return made


def png(template: str, values: Mapping[str, Json]) -> bytes:
    """A picture with two pixels for each point of the template's one page."""
    made = _whole(_compiler(template, values).compile(format="png", ppi=PIXELS_PER_INCH))
    _forget()
    return made


def first_page(template: str, values: Mapping[str, Json]) -> bytes:
    """The same of the first page, however many there are."""
    made = _compiler(template, values).compile(format="png", ppi=PIXELS_PER_INCH)
    _forget()
    return _whole(made[0] if isinstance(made, list) else made)


def pages(template: str, values: Mapping[str, Json]) -> int:
    """How many pages a template takes that says so itself, under the label `<pages>`."""
    told = _compiler(template, values).query("<pages>", field="value", one=True)
    _forget()
    return int(json.loads(told))


def _forget() -> None:
    """Typst remembers what its last ten documents were made of, up to 240 MB; ten empty ones make it forget."""
    for _document in range(REMEMBERED):
        _compiler("blank", {}).compile(format="pdf")


def _compiler(template: str, values: Mapping[str, Json]) -> "typst.Compiler":
    import typst  # noqa: PLC0415 - what draws is loaded with the first paper, not at each start

    data = json.dumps(_shown(values), ensure_ascii=False)
    return typst.Compiler(TEMPLATES / f"{template}.typ", TEMPLATES, _fonts(), sys_inputs={"data": data})


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415 - the same

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _shown(value: Json) -> Json:
    match value:
        case str():
            return printable(value)
        case int():
            return value
        case Mapping():
            return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value]


def _whole(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError(f"typst made {type(made).__name__}: expected one document")
    return made
