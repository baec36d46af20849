"""Arrivals: what comes from the platform or from staff, each with the key by which it counts once."""

from dataclasses import dataclass, field
from typing import Any

from telegram import Chat, ChatMember, Message, Update, User

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

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands behind a chat, as the platform tells it."""

    chat_id: int
    name: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event on its way to a conversation: that of `person`, or the one with `conversation_id`."""

    key: str
    event: Event
    person: Person | None = None
    conversation_id: int | None = None
    said: str = ""
    kind: Kind = Kind.EVENT
    callback_id: str | None = None
    raw: dict[str, Any] = field(default_factory=dict)


def read(raw: dict[str, Any]) -> Arrival | None:
    """Reads an update of the Bot API; None for what does not concern a private chat with a person."""
    update = Update.de_json(raw, None)
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or chat.type != Chat.PRIVATE:
        return None
    read_ = _event(update)
    if read_ is None:
        return None
    event, kind, said = read_
    query = update.callback_query
    return Arrival(
        key=f"tg:{update.update_id}",
        event=event,
        person=Person(chat.id, _name(user), user.language_code),
        said=said,
        kind=kind,
        callback_id=query.id if query else None,
        raw=raw,
    )


def _name(user: User) -> str:
    return user.full_name[:LONGEST_NAME]


def _event(update: Update) -> tuple[Event, Kind, str] | None:
    if update.callback_query:
        query = update.callback_query
        message_id = query.message.message_id if query.message else None
        path = query.data or ""
        return Pressed(path, message_id), Kind.PRESS, _label(query.message, path)
    if update.message:
        return _said(update.message)
    if update.my_chat_member:
        return _member(update.my_chat_member.new_chat_member)
    return None


def _label(message: object, path: str) -> str:
    """What stood on the button that was pressed."""
    markup = message.reply_markup if isinstance(message, Message) else None
    buttons = (button for row in markup.inline_keyboard for button in row) if markup else ()
    return next((button.text for button in buttons if button.callback_data == path), path)


def _member(member: ChatMember) -> tuple[Event, Kind, str]:
    gone = member.status in {ChatMember.BANNED, ChatMember.LEFT}
    return (Left() if gone else Returned()), Kind.EVENT, ""


def _said(message: Message) -> tuple[Event, Kind, str]:
    if message.text is not None:
        return _text(message.text)
    file = _file(message)
    if file:
        return SentFile(file, message.caption or ""), Kind.FILE, message.caption or ""
    if message.contact:
        return SharedContact(message.contact.phone_number), Kind.CONTACT, ""
    kind = next((name for name in READABLE if getattr(message, name)), "message")
    return Unreadable(kind), Kind.OTHER, kind


READABLE = ("sticker", "voice", "video_note", "video", "audio", "animation", "location", "venue", "poll", "dice")


def _text(text: str) -> tuple[Event, Kind, str]:
    words = text.split(maxsplit=1)
    if words and words[0].partition("@")[0].lower() == "/start":
        return Joined(words[1].strip() if len(words) > 1 else ""), Kind.TEXT, text
    return Typed(text), Kind.TEXT, text


def _file(message: Message) -> Attachment | None:
    if message.photo:
        photo = message.photo[-1]
        return Attachment(photo.file_id, "photo.jpg", "image/jpeg", photo.file_size or 0)
    if message.document and not message.animation:
        file = message.document
        kind = file.mime_type or "application/octet-stream"
        return Attachment(file.file_id, file.file_name or "", kind, file.file_size or 0)
    return None
