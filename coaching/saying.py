"""What somebody would say, held against what a good answer does."""

import re

from coaching.cards import Point, Saying
from coaching.folding import fold


def heard(card: Saying, text: str) -> tuple[bool, ...]:
    """Which of the points of a card show in a text, in whatever language it is written."""
    return tuple(shows(point, plain(text)) for point in card.points)


def shows(point: Point, said: str) -> bool:
    return any(re.search(rf"\b{re.escape(plain(sign))}", said) for sign in point.signs)


def plain(text: str) -> str:
    """Folded, on one line, with one kind of apostrophe."""
    return " ".join(fold(text).replace("’", "'").split())
