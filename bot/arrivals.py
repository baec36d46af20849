"""Arrivals: what comes from the platform or from staff, each with the key by which it counts once.

Updates are read straight from their JSON: the few fields that a turn needs cost a hundredth of a whole object tree.
"""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from dialogs.engine.events import (
    Attachment,
    Event,
    Joined,
    Left,
    Pressed,
    Returned,
    SentFile,
    SharedContact,
    Typed,
    Unreadable,
)
from storage.messages import Kind

Json: TypeAlias = dict[str, Any]
LONGEST_NAME = 200
GONE = {"kicked", "left"}
UNREADABLE = ("sticker", "voice", "video_note", "video", "audio", "animation", "location", "venue", "poll", "dice")


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands behind a chat, as the platform tells it."""

    chat_id: int
    name: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event on its way to a conversation: that of `person`, or the one with `conversation_id`.

    `said` is what the transcript shows of it, of the kind `kind`.
    """

    key: str
    event: Event
    person: Person | None = None
    conversation_id: int | None = None
    said: str = ""
    kind: Kind = Kind.EVENT
    callback_id: str | None = None
    raw: Json = field(default_factory=dict)


def read(raw: Json) -> Arrival | None:
    """Reads an update of the Bot API; None for what does not concern a private chat with a person.

    Raises KeyError, TypeError or AttributeError for what is no update.
    """
    for name, reading in (("message", _message), ("callback_query", _press), ("my_chat_member", _member)):
        if name in raw:
            return reading(raw, raw[name])
    return None


def _message(raw: Json, message: Json) -> Arrival | None:
    event, kind, said = _said(message)
    return _arrival(raw, message["chat"], message.get("from"), event, kind=kind, said=said)


def _press(raw: Json, query: Json) -> Arrival | None:
    message, path = query.get("message") or {}, _storable(query.get("data") or "")
    chat = message.get("chat") or {"id": query["from"]["id"], "type": "private"}
    event = Pressed(path, message.get("message_id"))
    label = _label(message, path)
    return _arrival(raw, chat, query["from"], event, kind=Kind.PRESS, said=label, callback_id=query["id"])


def _member(raw: Json, member: Json) -> Arrival | None:
    event: Event = Left() if member["new_chat_member"]["status"] in GONE else Returned()
    return _arrival(raw, member["chat"], member["from"], event)


def _arrival(raw: Json, chat: Json, user: Json | None, event: Event, **more: Any) -> Arrival | None:
    if chat.get("type") != "private" or user is None:
        return None
    name = _storable(f"{user.get('first_name', '')} {user.get('last_name', '')}").strip()[:LONGEST_NAME]
    person = Person(int(chat["id"]), name, user.get("language_code"))
    return Arrival(f"tg:{raw['update_id']}", event, person, raw=raw, **more)


def _label(message: Json, path: str) -> str:
    """What stood on the button that was pressed."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    label = next((button["text"] for row in rows for button in row if button.get("callback_data") == path), path)
    return _storable(label)


def _storable(text: str) -> str:
    """What people send, without the two things that no database keeps: NUL and halves of characters."""
    return text if text.isprintable() else text.replace("\0", "").encode("utf-8", "replace").decode()


def _said(message: Json) -> tuple[Event, Kind, str]:
    if "text" in message:
        return _text(_storable(message["text"]))
    file = _file(message)
    if file:
        caption = _storable(message.get("caption", ""))
        return SentFile(file, caption), Kind.FILE, caption
    if "contact" in message:
        return SharedContact(_storable(message["contact"]["phone_number"])), Kind.CONTACT, ""
    kind = next((name for name in UNREADABLE if name in message), "message")
    return Unreadable(kind), Kind.OTHER, kind


def _text(text: str) -> tuple[Event, Kind, str]:
    command, _, rest = text.partition(" ")
    if command.partition("@")[0].lower() == "/start":
        return Joined(rest.strip()), Kind.TEXT, text
    return Typed(text), Kind.TEXT, text


def _file(message: Json) -> Attachment | None:
    if message.get("photo"):
        photo = message["photo"][-1]
        return Attachment(photo["file_id"], "photo.jpg", "image/jpeg", photo.get("file_size", 0))
    if "document" in message and "animation" not in message:
        file = message["document"]
        kind = file.get("mime_type", "application/octet-stream")
        return Attachment(file["file_id"], _storable(file.get("file_name", "")), kind, file.get("file_size", 0))
    return None
