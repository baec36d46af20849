"""The persons who use the messenger, each in a private chat with the bot."""

import json
from dataclasses import dataclass

from sandbox.errors import Json, bad_request, blocked
from sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Someone:
    user_id: int
    first_name: str
    last_name: str
    language_code: str
    started: bool
    blocked: bool
    keyboard: Json | None
    version: int

    def user(self) -> Json:
        """The person as Telegram's `User`."""
        last = {"last_name": self.last_name} if self.last_name else {}
        person: Json = {"id": self.user_id, "is_bot": False, "first_name": self.first_name, **last}
        return {**person, "language_code": self.language_code}

    def chat(self) -> Json:
        """The private chat with this person as Telegram's `Chat`."""
        last = {"last_name": self.last_name} if self.last_name else {}
        return {"id": self.user_id, "first_name": self.first_name, **last, "type": "private"}


def get(store: Store, user_id: int) -> Someone | None:
    row = store.row("SELECT * FROM people WHERE user_id = ?", user_id)
    if row is None:
        return None
    keyboard = json.loads(row["keyboard"]) if row["keyboard"] else None
    flags = {"started": bool(row["started"]), "blocked": bool(row["blocked"])}
    return Someone(**{**dict(row), **flags, "keyboard": keyboard})


def everyone(store: Store) -> list[Someone]:
    ids = store.rows("SELECT user_id FROM people ORDER BY rowid")
    return [person for row in ids if (person := get(store, row["user_id"]))]


def next_id(store: Store) -> int:
    """An id for a person made in the messenger."""
    row = store.row("SELECT max(user_id) AS newest FROM people")
    return max(row["newest"] or 0 if row else 0, 5_000_000_000) + 1


def reachable(store: Store, chat_id: int) -> Someone:
    """The person whom the bot may write to; else Telegram's refusal."""
    person = known(store, chat_id)
    if person.blocked:
        raise blocked()
    return person


def known(store: Store, chat_id: int) -> Someone:
    """The person of a chat that the bot has seen; a bot cannot begin a conversation."""
    person = get(store, chat_id)
    if person is None or not person.started:
        raise bad_request("chat not found")
    return person


def start(store: Store, user_id: int) -> None:
    store.write("UPDATE people SET started = 1, version = ? WHERE user_id = ?", store.next_version(), user_id)


def block(store: Store, user_id: int) -> None:
    store.write("UPDATE people SET blocked = 1, version = ? WHERE user_id = ?", store.next_version(), user_id)


def unblock(store: Store, user_id: int) -> None:
    store.write("UPDATE people SET blocked = 0, version = ? WHERE user_id = ?", store.next_version(), user_id)


def show_keyboard(store: Store, user_id: int, keyboard: Json | None) -> None:
    """Puts a reply keyboard under the person's chat, or takes it away."""
    kept = json.dumps(keyboard) if keyboard else None
    store.write("UPDATE people SET keyboard = ?, version = ? WHERE user_id = ?", kept, store.next_version(), user_id)
