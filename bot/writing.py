"""Putting a turn into rows of the transcript: what a person said, and what they are shown."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.arrivals import Arrival
from coaching import reminders, silence
from coaching.mornings import SUBJECTS
from dialogs.engine.events import Pressed, Reminded, SentFile
from dialogs.engine.screens import Button, Link, Screen
from dialogs.engine.staffing import OfferSent, ResumeCommented, StaffWrote, StepCommented
from dialogs.engine.turn import Turn
from locales.reader import Reader
from storage import timers
from storage.conversations import Conversation
from storage.messages import Author, Delivery, Direction, File, Row

LONGEST_STORED_PATH = 64
PRIVATE = "•••"
BULK = 1
"""The priority of what nobody waits for."""


def incoming(arrival: Arrival, conversation: Conversation, now: datetime, *, private: bool = False) -> list[Row]:
    """The row of what a person did; what staff and timers do stands in the transcript by what it shows.

    What answers a private question stands there as dots: it is kept encrypted, in its own place.
    """
    if arrival.person is None:
        return []
    silence.heard(conversation, now)
    conversation.heard_at = now
    event = arrival.event
    return [
        {
            "conversation_id": conversation.id,
            "direction": Direction.IN,
            "author": Author.CANDIDATE,
            "kind": arrival.kind,
            "body": PRIVATE if private else arrival.said,
            "path": event.path[:LONGEST_STORED_PATH] if isinstance(event, Pressed) else None,
            "attachment": _attachment(event) if isinstance(event, SentFile) else None,
            "created_at": now,
            "delivery": Delivery.RECEIVED,
        }
    ]


def _attachment(event: SentFile) -> dict[str, Any]:
    file = event.file
    return {"id": file.id, "name": file.name, "type": file.type, "size": file.size}


def outgoing(turn: Turn, screens: list[Screen], newest: int | None) -> list[Row]:
    """The rows of what a person is shown, put into words now that the turn has settled on a language.

    A press redraws the message it sits on where that is the `newest` that the bot showed; a screen may ask for the same
    of the message that it goes on with.
    """
    reader = turn.reader
    edits = _redrawn(turn, screens, newest)
    bulk = isinstance(turn.event, Reminded)
    in_words = StaffWrote | StepCommented | OfferSent | ResumeCommented
    speaks = turn.event.staff_id if isinstance(turn.event, in_words) else None
    return [
        {
            "conversation_id": turn.conversation.id,
            "direction": Direction.OUT,
            "author": Author.STAFF if speaks else Author.BOT,
            "staff_id": speaks,
            "body": reader.html(screen.text),
            "keyboard": keyboard(screen, reader),
            "file_id": _file(turn, screen),
            "path": _told_again(turn),
            "edits": edits,
            "created_at": turn.now,
            "delivery": Delivery.PENDING,
            "priority": BULK if bulk else 0,
            "good_until": _evening(turn) if bulk else None,
        }
        for screen in screens
    ]


def _told_again(turn: Turn) -> str | None:
    """What a reminder is about that is told again where it does not arrive."""
    event = turn.event
    return event.subject if isinstance(event, Reminded) and event.subject in SUBJECTS else None


def _evening(turn: Turn) -> datetime:
    zone = turn.conversation.time_zone
    return timers.instant(reminders.evening_of(turn.now.astimezone(ZoneInfo(zone))), zone)


def _redrawn(turn: Turn, screens: list[Screen], newest: int | None) -> int | None:
    if len(screens) != 1 or screens[0].fresh or screens[0].document:
        return None
    wanted = turn.event.message_id if isinstance(turn.event, Pressed) else screens[0].over
    return newest if wanted == newest else None


def keyboard(screen: Screen, reader: Reader) -> list[Any] | None:
    """Rows of buttons as they are stored; a keyboard has no direction, so rows are mirrored for right-to-left."""
    rows = [[_button(button, reader) for button in row] for row in screen.rows]
    if reader.rtl:
        rows = [list(reversed(row)) for row in rows]
    return rows or None


def _button(button: Button, reader: Reader) -> dict[str, str]:
    target = {"path": button.to.path} if isinstance(button.to, Link) else {"url": button.to}
    style = {"style": button.style} if button.style else {}
    return {"text": reader.plain(button.label), **target, **style}


def _file(turn: Turn, screen: Screen) -> int | None:
    document = screen.document
    if document is None or document.kept is not None:
        return document.kept if document else None
    file = File(name=document.name, type=document.type, content=document.content, created_at=turn.now)
    turn.session.add(file)
    turn.session.flush()
    return file.id
