"""Sentences as JSON: kept with their values, to be put into words by whoever reads them later."""

from collections.abc import Mapping
from typing import Any

from locales.text import Country, Text, Value


def spell(text: Text) -> dict[str, Any]:
    return {"msgid": text.msgid, "values": {name: _spell(value) for name, value in text.values.items()}}


def _spell(value: Value) -> Any:
    match value:
        case Text():
            return {"text": spell(value)}
        case Country(code):
            return {"country": code}
        case str() | int():
            return value
    raise TypeError(value)


def read(stored: Mapping[str, Any] | None) -> Text:
    if stored is None:
        return Text("")
    return Text(stored["msgid"], {name: _value(value) for name, value in stored["values"].items()})


def _value(stored: Any) -> Value:
    match stored:
        case {"text": text}:
            return read(text)
        case {"country": code}:
            return Country(code)
    return stored  # type: ignore[no-any-return]
