"""What the bot is and shows of itself: name, commands, words in an empty chat; chats and files looked up."""

import json
import re
from typing import Any

from sandbox import files, people
from sandbox.arguments import Call
from sandbox.errors import Json, bad_request
from sandbox.markup import units
from sandbox.people import Someone
from sandbox.store import Store
from sandbox.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")
MOST_COMMANDS = 100
DESCRIPTION_LIMIT = 256
WORDS = {"description": 512, "short_description": 120}
SCOPE_NAMES = "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member"
SCOPES = frozenset(SCOPE_NAMES.split())


def get_me(world: World, call: Call) -> Json:
    del call
    groups = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**world.bot.user(), **groups, "can_connect_to_business": False, "has_main_web_app": False}


def get_chat(world: World, call: Call) -> Json:
    person = people.known(world.store, call.chat_id())
    accent = {"accent_color_id": 0, "max_reaction_count": 11}
    gifts = {f"{kind}_gifts": True for kind in ("unlimited", "limited", "unique")} | {
        "premium_subscription": True,
        "gifts_from_channels": True,
    }
    return {**person.chat(), **accent, "accepted_gift_types": gifts}


def get_file(world: World, call: Call) -> Json:
    file = files.named(world.store, call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > files.DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.telegram(), "file_path": file.path}


def set_my_commands(world: World, call: Call) -> bool:
    commands = [_command(each) for each in call.listed("commands", "BotCommand")]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    scope, language = _scope(call), _language(call)
    with world.store.changing():
        _forget_commands(world.store, scope, language)
        if commands:
            world.store.write("INSERT INTO commands VALUES (?, ?, ?)", scope, language, json.dumps(commands))
    world.hub.tell("commands", 0)
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return _commands(world.store, _scope(call), _language(call))


def delete_my_commands(world: World, call: Call) -> bool:
    _forget_commands(world.store, _scope(call), _language(call))
    world.hub.tell("commands", 0)
    return True


def commands_for(store: Store, person: Someone) -> list[Json]:
    """The menu of a person: the narrowest scope first, in their language before any other."""
    for scope in (f"chat:{person.user_id}", "all_private_chats", "default"):
        for language in (person.language_code[:2], ""):
            if found := _commands(store, scope, language):
                return found
    return []


def set_my_words(world: World, call: Call) -> bool:
    """What the bot says of itself, at length (setMyDescription) or in short (setMyShortDescription)."""
    kind = call.method.lower().removeprefix("setmy").replace("shortd", "short_d")
    if units(call.text(kind)) > WORDS[kind]:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG" if kind == "description" else "BOT_SHORT_DESCRIPTION_TOO_LONG")
    world.store.remember(f"{kind}:{_language(call)}", call.text(kind))
    world.hub.tell("commands", 0)
    return True


def description_for(store: Store, person: Someone) -> str:
    """What the bot says of itself in a chat that has not begun."""
    own = store.setting(f"description:{person.language_code[:2]}")
    return own or store.setting("description:") or ""


def accept(world: World, call: Call) -> bool:
    """Methods that change nothing a messenger here would show."""
    del world, call
    return True


def _command(value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(value.get("command", "")).removeprefix("/"), str(value.get("description", ""))
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope(call: Call) -> str:
    scope = call.structure("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _commands(store: Store, scope: str, language: str) -> list[Json]:
    row = store.row("SELECT commands FROM commands WHERE scope = ? AND language_code = ?", scope, language)
    found: list[Json] = json.loads(row["commands"]) if row else []
    return found


def _forget_commands(store: Store, scope: str, language: str) -> None:
    store.write("DELETE FROM commands WHERE scope = ? AND language_code = ?", scope, language)
