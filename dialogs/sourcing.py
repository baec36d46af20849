"""Where what is said comes from, and when it was looked at last."""

from collections.abc import Sequence
from datetime import date

from coaching.templates import Source
from dialogs.engine.screens import Words
from locales.text import Text, _


def listed(sources: Sequence[Source], reviewed: date) -> list[Words]:
    told = [_source(source) for source in sources]
    return [_("<i>Sources:</i>"), *told, _("<i>Checked on {date}.</i>", date=reviewed)]


def _source(source: Source) -> Text:
    if source.date == "undated":
        return _("<i>• {title}</i>", title=source.title)
    return _("<i>• {title} ({date})</i>", title=source.title, date=source.date)
