"""What a person does in the messenger: each deed changes the chat and becomes a genuine Update for the bot."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sandbox import files, messages, people, text
from sandbox.errors import Json
from sandbox.files import Upload
from sandbox.messages import Message
from sandbox.people import Someone
from sandbox.updates import Arrival
from sandbox.world import World

KINDS = ("photo", "document", "voice", "sticker")


class DeedError(ValueError):
    """A deed that no messenger would let a person do."""


def someone(world: World, user_id: int) -> Someone:
    person = people.get(world.store, user_id)
    if person is None:
        raise DeedError(f"no such person: {user_id}")
    return person


def types(world: World, user_id: int, written: str) -> list[int]:
    """Sends a text, trimmed and in pieces if it is long, as clients do; the ids of the messages."""
    trimmed = written.strip()
    if not trimmed:
        raise DeedError("an empty message cannot be sent")
    return [_says(world, user_id, text.of_person(piece).fields()) for piece in text.pieces(trimmed)]


def sends(world: World, user_id: int, kind: str, upload: Upload, caption: str = "") -> int:
    """Sends a photo, document, voice message or sticker."""
    if kind not in KINDS:
        raise DeedError(f"no such kind of file: {kind}")
    with world.store.changing():
        photo = kind == "photo"
        file = files.keep_photo(world.store, upload) if photo else files.keep(world.store, kind, upload)
    words = text.of_person(caption).fields("caption") if caption else {}
    return _says(world, user_id, {**file.attachment(), **words})


def shares_contact(world: World, user_id: int, phone: str) -> int:
    person = _writing(world, user_id)
    contact = {"phone_number": phone, "first_name": person.first_name, "user_id": user_id}
    return _says(world, user_id, {"contact": contact})


def edits(world: World, user_id: int, message_id: int, written: str) -> None:
    """Changes a text that the person sent."""
    person = _writing(world, user_id)
    message = messages.find(world.store, user_id, message_id)
    if message is None or message.from_bot or "text" not in message.body:
        raise DeedError("only one's own text can be edited")
    kept = {name: value for name, value in message.body.items() if name != "entities"}
    with world.store.changing():
        body = {**kept, **text.of_person(written).fields(), "edit_date": world.time()}
        edited = messages.rewrite(world.store, message, body)
        world.push(Arrival("edited_message", user_id, edited.telegram()))
    _told(world, person, edited)


def presses(world: World, user_id: int, message_id: int, data: str) -> str:
    """Presses a button under a message, whatever data it is said to hold; the id of the callback query."""
    person = _writing(world, user_id)
    message = messages.find(world.store, user_id, message_id)
    if message is None:
        raise DeedError("there is no such message")
    with world.store.changing():
        query_id = str(_query(world, user_id))
        query: Json = {"id": query_id, "from": person.user(), "message": message.telegram()}
        instance = str(int.from_bytes(sha256(f"{world.bot.user_id}:{user_id}".encode()).digest()[:8], signed=True))
        world.push(Arrival("callback_query", user_id, {**query, "chat_instance": instance, "data": data}))
    world.arrived()
    return query_id


def blocks(world: World, user_id: int) -> None:
    if not someone(world, user_id).blocked:
        _member(world, user_id, "member", "kicked")


def unblocks(world: World, user_id: int) -> None:
    if someone(world, user_id).blocked:
        _member(world, user_id, "kicked", "member")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed as a messenger page or a remote test asks for it."""

    do: str
    text: str = ""
    message_id: int = 0
    data: str = ""
    phone: str = ""


def perform(world: World, user_id: int, deed: Deed) -> Any:
    """Does what is asked and returns its fruit: ids of messages, or of a callback query."""
    match deed.do:
        case "types":
            return types(world, user_id, deed.text)
        case "presses":
            return presses(world, user_id, deed.message_id, deed.data)
        case "edits":
            return edits(world, user_id, deed.message_id, deed.text)
        case "shares_contact":
            return shares_contact(world, user_id, deed.phone)
        case "blocks":
            return blocks(world, user_id)
        case "unblocks":
            return unblocks(world, user_id)
    raise DeedError(f"no such deed: {deed.do}")


def _says(world: World, user_id: int, content: Json) -> int:
    person = _writing(world, user_id)
    body = {"from": person.user(), "chat": person.chat(), "date": world.time(), **content}
    with world.store.changing():
        if not person.started:
            people.start(world.store, user_id)
        if person.keyboard and person.keyboard.get("one_time_keyboard"):
            people.show_keyboard(world.store, user_id, None)
        message = messages.add(world.store, user_id, from_bot=False, body=body)
        world.push(Arrival("message", user_id, message.telegram()))
    _told(world, person, message)
    return message.message_id


def _told(world: World, person: Someone, message: Message) -> None:
    world.hub.tell("message", person.user_id, message_id=message.message_id)
    world.arrived()


def _writing(world: World, user_id: int) -> Someone:
    person = someone(world, user_id)
    if person.blocked:
        raise DeedError("unblock the bot first")
    return person


def _query(world: World, user_id: int) -> int:
    return world.store.write(
        "INSERT INTO queries (chat_id, asked_at, version) VALUES (?, ?, ?)",
        *(user_id, world.time(), world.store.next_version()),
    )


def _member(world: World, user_id: int, before: str, after: str) -> None:
    person = someone(world, user_id)
    bot = {"user": world.bot.user()}
    until = {"until_date": 0} if after == "kicked" else {}
    change: Json = {"chat": person.chat(), "from": person.user(), "date": world.time()}
    change |= {"old_chat_member": {**bot, "status": before} | ({"until_date": 0} if before == "kicked" else {})}
    change |= {"new_chat_member": {**bot, "status": after, **until}}
    with world.store.changing():
        (people.block if after == "kicked" else people.unblock)(world.store, user_id)
        world.push(Arrival("my_chat_member", user_id, change))
    world.hub.tell("person", user_id)
    world.arrived()


def answers(world: World, user_id: int, since: int) -> list[Json]:
    """What the bot answered to presses after a version."""
    rows = world.store.rows(
        "SELECT query_id, answer, version FROM queries WHERE chat_id = ? AND version > ? AND answer IS NOT NULL",
        *(user_id, since),
    )
    return [{"query_id": str(row["query_id"]), "version": row["version"], **json.loads(row["answer"])} for row in rows]
