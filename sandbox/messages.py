"""Messages of the private chats, kept as Telegram's JSON."""

import json
import sqlite3
from dataclasses import dataclass

from sandbox.errors import Json, bad_request
from sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Message:
    message_id: int
    chat_id: int
    from_bot: bool
    date: int
    body: Json
    reaction: list[Json]
    deleted: bool
    version: int

    def telegram(self) -> Json:
        """The message as the Bot API shows it."""
        return {"message_id": self.message_id, **self.body}


def add(store: Store, chat_id: int, *, from_bot: bool, body: Json) -> Message:
    date, version = body["date"], store.next_version()
    message_id = store.write(
        "INSERT INTO messages (chat_id, from_bot, date, body, version) VALUES (?, ?, ?, ?, ?)",
        *(chat_id, from_bot, date, json.dumps(body, ensure_ascii=False), version),
    )
    return Message(message_id, chat_id, from_bot, date, body, [], deleted=False, version=version)


def find(store: Store, chat_id: int, message_id: int) -> Message | None:
    """A message that still stands in the chat."""
    row = store.row("SELECT * FROM messages WHERE message_id = ? AND chat_id = ? AND NOT deleted", message_id, chat_id)
    return _message(row) if row else None


def get(store: Store, chat_id: int, message_id: int, purpose: str) -> Message:
    """The message to edit, to delete, to react to...; Telegram names the purpose when there is none."""
    message = find(store, chat_id, message_id)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def any_of(store: Store, chat_id: int, message_id: int) -> Message:
    """A message of the chat, deleted or not, that is known to have been there."""
    [row] = store.rows("SELECT * FROM messages WHERE message_id = ? AND chat_id = ?", message_id, chat_id)
    return _message(row)


def changed(store: Store, chat_id: int, since: int, limit: int) -> list[Message]:
    """The newest messages that were sent, edited, deleted or reacted to after a version, oldest first."""
    rows = store.rows(
        "SELECT * FROM messages WHERE chat_id = ? AND version > ? ORDER BY message_id DESC LIMIT ?",
        *(chat_id, since, limit),
    )
    return [_message(row) for row in reversed(rows)]


def waiting(store: Store, chat_id: int) -> set[int]:
    """Ids of the person's messages that the bot has not taken yet."""
    rows = store.rows("SELECT message_id FROM updates WHERE chat_id = ? AND message_id IS NOT NULL", chat_id)
    return {row["message_id"] for row in rows}


def rewrite(store: Store, message: Message, body: Json) -> Message:
    kept = json.dumps(body, ensure_ascii=False)
    store.write(
        "UPDATE messages SET body = ?, version = ? WHERE message_id = ?",
        *(kept, store.next_version(), message.message_id),
    )
    return get(store, message.chat_id, message.message_id, "edit")


def react(store: Store, message: Message, reaction: list[Json]) -> None:
    store.write(
        "UPDATE messages SET reaction = ?, version = ? WHERE message_id = ?",
        *(json.dumps(reaction), store.next_version(), message.message_id),
    )


def delete(store: Store, message: Message) -> None:
    store.write(
        "UPDATE messages SET deleted = 1, version = ? WHERE message_id = ?", store.next_version(), message.message_id
    )


def _message(row: sqlite3.Row) -> Message:
    return Message(
        message_id=row["message_id"],
        chat_id=row["chat_id"],
        from_bot=bool(row["from_bot"]),
        date=row["date"],
        body=json.loads(row["body"]),
        reaction=json.loads(row["reaction"]),
        deleted=bool(row["deleted"]),
        version=row["version"],
    )
