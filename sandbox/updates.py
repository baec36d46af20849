"""Updates on their way to the bot: kept until it confirms them, and numbered in a sequence that never starts again."""

import json
from dataclasses import dataclass
from datetime import datetime

from sandbox.errors import Json
from sandbox.store import Store

DAY = 24 * 3600
CALLBACK_LIFE = 150


@dataclass(frozen=True, slots=True)
class Arrival:
    """What happened in a chat, not yet numbered; `queue` is what a webhook delivers one at a time."""

    kind: str
    chat_id: int
    body: Json

    @property
    def queue(self) -> str:
        return f"{'callback' if self.kind == 'callback_query' else 'chat'}:{self.chat_id}"

    @property
    def life(self) -> int:
        return CALLBACK_LIFE if self.kind == "callback_query" else DAY

    @property
    def message_id(self) -> int | None:
        return int(self.body["message_id"]) if self.kind == "message" else None


@dataclass(frozen=True, slots=True)
class Pending:
    update_id: int
    queue: str
    chat_id: int
    message_id: int | None
    body: bytes


def push(store: Store, arrival: Arrival, now: datetime) -> int | None:
    """Numbers and keeps an update; None if the bot asked not to get this kind."""
    allowed = store.setting("allowed_updates")
    if allowed and arrival.kind not in allowed:
        return None
    body = json.dumps({arrival.kind: arrival.body}, ensure_ascii=False)
    return store.write(
        "INSERT INTO updates (queue, chat_id, message_id, expires_at, body) VALUES (?, ?, ?, ?, ?)",
        *(arrival.queue, arrival.chat_id, arrival.message_id, int(now.timestamp()) + arrival.life, body),
    )


def pending(store: Store, limit: int, now: datetime) -> list[Pending]:
    """The oldest updates that wait."""
    _forget_expired(store, now)
    rows = store.rows("SELECT * FROM updates ORDER BY update_id LIMIT ?", limit)
    return [_pending(dict(row)) for row in rows]


def first(store: Store, queue: str, now: datetime) -> Pending | None:
    _forget_expired(store, now)
    row = store.row("SELECT * FROM updates WHERE queue = ? ORDER BY update_id LIMIT 1", queue)
    return _pending(dict(row)) if row else None


def queues(store: Store) -> list[str]:
    return [row["queue"] for row in store.rows("SELECT DISTINCT queue FROM updates")]


def count(store: Store) -> int:
    row = store.row("SELECT count(*) AS waiting FROM updates")
    return row["waiting"] if row else 0


def confirm(store: Store, offset: int) -> set[int]:
    """Forgets what stands before an offset (all but the last few for a negative one); the chats that it was from."""
    if offset < 0:
        row = store.row("SELECT update_id FROM updates ORDER BY update_id DESC LIMIT 1 OFFSET ?", -offset - 1)
        offset = row["update_id"] if row else 0
    rows = store.rows("DELETE FROM updates WHERE update_id < ? RETURNING chat_id", offset)
    return {row["chat_id"] for row in rows}


def settle(store: Store, update_id: int) -> None:
    store.write("DELETE FROM updates WHERE update_id = ?", update_id)


def forget_all(store: Store) -> None:
    store.write("DELETE FROM updates")


def _forget_expired(store: Store, now: datetime) -> None:
    store.write("DELETE FROM updates WHERE expires_at < ?", int(now.timestamp()))


def _pending(row: Json) -> Pending:
    """The stored JSON begins with a brace; the number is written in front of what it holds."""
    body = f'{{"update_id":{row["update_id"]},{row["body"][1:]}'
    return Pending(row["update_id"], row["queue"], row["chat_id"], row["message_id"], body.encode())
