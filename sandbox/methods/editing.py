"""Changes of messages that stand in a chat: edits, deletions, reactions, answers to pressed buttons."""

import json
from typing import Any
from urllib.parse import urlsplit

from sandbox import keyboards, messages, people, text
from sandbox.arguments import Call
from sandbox.errors import Json, bad_request
from sandbox.markup import units
from sandbox.messages import Message
from sandbox.text import Formatted
from sandbox.updates import CALLBACK_LIFE
from sandbox.world import World

DELETABLE_FOR = 48 * 3600
ANSWER_LIMIT = 200
UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ "
    "🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(EMOJI.split())
EMOJI_STYLE = "\ufe0f"


def edit_message_text(world: World, call: Call) -> Json:
    said = text.of_message(call.text("text"), call.text("parse_mode"), call.listed("entities", "MessageEntity"))
    message = _own(world, call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    preview = call.structure("link_preview_options", "link preview options")
    options = {"link_preview_options": preview} if preview else {}
    return _rewrite(world, call, message, _without(message, "text", "entities") | said.fields() | options)


def edit_message_caption(world: World, call: Call) -> Json:
    caption = text.of_caption(call.text("caption"), call.text("parse_mode"), call.listed("caption_entities", "Entity"))
    message = _own(world, call)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    return _rewrite(world, call, message, _without(message, "caption", "caption_entities") | _words(caption))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    message = _own(world, call)
    return _rewrite(world, call, message, message.body)


def delete_message(world: World, call: Call) -> bool:
    message = _to_delete(world, call, call.integer("message_id"))
    _delete(world, [message])
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Deletes those that it finds, as Telegram does."""
    people.known(world.store, call.chat_id())
    found = (messages.find(world.store, call.chat_id(), int(each)) for each in call.listed("message_ids", "Integer"))
    _delete(world, [message for message in found if message])
    return True


def set_message_reaction(world: World, call: Call) -> bool:
    people.reachable(world.store, call.chat_id())
    message = messages.get(world.store, call.chat_id(), call.integer("message_id"), "react")
    reaction = call.listed("reaction", "ReactionType")
    if len(reaction) > 1 or not all(_usable(each) for each in reaction):
        raise bad_request("REACTION_INVALID")
    with world.store.changing():
        messages.react(world.store, message, reaction)
    world.hub.tell("message", message.chat_id, message_id=message.message_id)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    query_id = call.text("callback_query_id")
    row = world.store.row("SELECT * FROM queries WHERE query_id = ?", query_id) if query_id.isdecimal() else None
    if row is None or row["asked_at"] + CALLBACK_LIFE < world.time():
        raise bad_request(TOO_OLD)
    answer = _answer(world, call)
    with world.store.changing():
        world.store.write(
            "UPDATE queries SET answer = ?, version = ? WHERE query_id = ?",
            *(json.dumps(answer), world.store.next_version(), query_id),
        )
    world.hub.tell("answer", row["chat_id"], query_id=query_id, **answer)
    return True


def _own(world: World, call: Call) -> Message:
    people.reachable(world.store, call.chat_id())
    message = messages.get(world.store, call.chat_id(), call.integer("message_id"), "edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _without(message: Message, *names: str) -> Json:
    dropped = {*names, "link_preview_options"}
    return {name: value for name, value in message.body.items() if name not in dropped}


def _words(caption: Formatted) -> Json:
    return caption.fields("caption") if caption.text else {}


def _rewrite(world: World, call: Call, message: Message, body: Json) -> Json:
    """An edit without markup takes the keyboard away."""
    markup = keyboards.inline_only(call.structure("reply_markup", "reply keyboard markup"))
    kept = {name: value for name, value in body.items() if name != "reply_markup"}
    fresh = kept | ({"reply_markup": markup} if markup else {})
    if fresh == message.body:
        raise bad_request(UNMODIFIED)
    with world.store.changing():
        edited = messages.rewrite(world.store, message, {**fresh, "edit_date": world.time()})
    world.hub.tell("message", message.chat_id, message_id=message.message_id)
    return edited.telegram()


def _to_delete(world: World, call: Call, message_id: int) -> Message:
    people.known(world.store, call.chat_id())
    message = messages.get(world.store, call.chat_id(), message_id, "delete")
    if message.date + DELETABLE_FOR < world.time():
        raise bad_request("message can't be deleted for everyone")
    return message


def _delete(world: World, doomed: list[Message]) -> None:
    with world.store.changing():
        for message in doomed:
            messages.delete(world.store, message)
    for message in doomed:
        world.hub.tell("message", message.chat_id, message_id=message.message_id)


def _usable(reaction: Any) -> bool:
    if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
        return False
    return str(reaction.get("emoji")).replace(EMOJI_STYLE, "") in REACTIONS


def _answer(world: World, call: Call) -> Json:
    words, url = call.text("text"), call.text("url")
    if units(words) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _own_link(world, url):
        raise bad_request("URL_INVALID")
    return {"text": words, "show_alert": call.flag("show_alert"), "url": url}


def _own_link(world: World, url: str) -> bool:
    """An answer may open the bot itself only, with a start parameter."""
    parts = urlsplit(url)
    return parts.netloc == "t.me" and parts.path == f"/{world.bot.username}" and parts.query.startswith("start=")
