"""The fonts of the room are the files that they say they are, and come with their licence."""

from console import vendoring
from papers.glyphs import FONTS
from papers.typesetting import _fonts

MANIFEST = FONTS / "fonts.json"


def test_fonts_are_exactly_those_listed() -> None:
    assert list(vendoring.differing(MANIFEST)) == []
    assert {entry.licence for entry in vendoring.listed(MANIFEST)} == {"OFL-1.1"}
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


def test_fonts_weigh_less_than_3_megabytes() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 3_000_000


def test_no_font_of_the_machine_is_used() -> None:
    assert _fonts().families() == ["Noto Sans", "Noto Sans Arabic"]
