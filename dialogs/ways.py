"""Buttons that many screens share, and who is meant by "your counsellor"."""

from dialogs import counsellor, home, search
from dialogs.engine.screens import Button, Row, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _


def homeward() -> Row:
    return (Button(_("Home"), home.show.to()),)


def searchward() -> Row:
    return (Button(_("‹ Job search"), search.show.to()), *homeward())


def to_counsellor() -> Button:
    return Button(_("Write to my counsellor"), counsellor.WRITE.to())


def listed(*buttons: Button | None) -> tuple[Row, ...]:
    """One button a row; None is left out."""
    return tuple((button,) for button in buttons if button)


def counsellor_name(turn: Turn) -> Words:
    """The counsellor of this candidate by name, or the team where nobody is assigned yet."""
    candidate = turn.conversation.candidate
    return candidate.counsellor.name if candidate and candidate.counsellor else _("the team")


def shortened(text: str, longest: int = 200) -> Text | str:
    """What a person wrote, at the length of a quotation."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"
