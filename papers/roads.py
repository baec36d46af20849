"""How far the regions are from Montréal, as a picture for a phone's chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from locales.reader import Reader
from locales.text import _
from papers import typesetting
from papers.plan import Words
from papers.typesetting import Json


@dataclass(frozen=True, slots=True)
class Stop:
    """A region with the town to which the road of `km` leads; `wished` is where the candidate would live."""

    region: str
    town: str
    km: int
    said: Words
    wished: bool = False


def picture(stops: Sequence[Stop], reader: Reader) -> bytes:
    """The roads one under another, the shortest first: a PNG 1080 pixels wide."""
    return typesetting.png("roads", _values(stops, reader))


def _values(stops: Sequence[Stop], reader: Reader) -> dict[str, Json]:
    say = reader.plain
    ordered = sorted(stops, key=lambda stop: stop.km)
    return {
        "lang": reader.locale,
        "dir": "rtl" if reader.rtl else "ltr",
        "title": say(_("How far from Montréal?")),
        "below": say(_("Kilometres by road, rounded to ten")),
        "farthest": max((stop.km for stop in stops), default=0),
        "stops": [_stop(stop, reader) for stop in ordered],
    }


def _stop(stop: Stop, reader: Reader) -> dict[str, Json]:
    return {
        "region": stop.region,
        "town": stop.town,
        "km": stop.km,
        "said": reader.plain(stop.said),
        "wished": int(stop.wished),
    }
