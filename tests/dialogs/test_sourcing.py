"""Laws of telling where something comes from."""

from datetime import date

from coaching.templates import Source
from dialogs import sourcing
from locales.catalogs import reader
from locales.text import lines


def test_a_source_tells_its_version_where_it_has_one() -> None:
    sources = (Source("CNESST", "https://www.cnesst.gouv.qc.ca", "2026-08"), Source("A page", "https://a.b", "undated"))
    told = reader("en", "UTC").plain(lines(*sourcing.listed(sources, date(2026, 11, 25))))
    assert told.splitlines() == ["Sources:", "• CNESST (2026-08)", "• A page", "Checked on November 25, 2026."]
