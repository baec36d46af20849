"""What the bot is and shows of itself, through PTB over HTTP."""

from typing import Any

import aiohttp
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands
from telegram.error import BadRequest

from sandbox.person import Person
from tests.sandbox.conftest import Place


async def test_the_bot_learns_who_it_is_and_whom_it_speaks_with(bot: Bot, amina: Person) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.first_name, me.is_bot) == (7000000001, "jalon_bot", "Jalon", True)
    chat = await bot.get_chat(101)
    assert (chat.id, chat.first_name, chat.type) == (101, "Amina", "private")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(999)


async def test_commands_are_kept_by_language_and_scope(place: Place, bot: Bot, amina: Person) -> None:
    await bot.set_my_commands([BotCommand("plan", "My plan")])
    await bot.set_my_commands([BotCommand("plan", "Mon plan")], language_code="fr")
    assert (await bot.get_my_commands(language_code="fr"))[0].description == "Mon plan"
    chat = await amina._reach.look(101, 0, 0)
    assert chat["commands"] == [{"command": "plan", "description": "Mon plan"}]
    luis = place.person(102, "Luis", "es")
    await luis.reads()
    assert (await luis._reach.look(102, 0, 0))["commands"][0]["description"] == "My plan"
    await bot.set_my_commands([BotCommand("aide", "Aide")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("moi", "Moi")], scope=BotCommandScopeChat(101))
    assert (await amina._reach.look(101, 0, 0))["commands"][0]["command"] == "moi"
    await bot.delete_my_commands(scope=BotCommandScopeChat(101))
    assert (await amina._reach.look(101, 0, 0))["commands"][0]["command"] == "aide"
    await bot.set_my_commands([], scope=BotCommandScopeAllPrivateChats())
    await bot.delete_my_commands()
    assert (await luis._reach.look(102, 0, 0))["commands"] == []


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([("Plan", "Mon plan")], "bot_command_invalid"),
        ([("x" * 33, "Mon plan")], "bot_command_invalid"),
        ([("plan", "")], "bot_command_description_invalid"),
        ([("plan", "x" * 257)], "bot_command_description_invalid"),
        ([("plan", "Mon plan")] * 101, "bot_commands_too_much"),
    ],
)
async def test_bad_commands_are_refused(bot: Bot, commands: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.set_my_commands(commands)


async def test_commands_scopes_and_languages_must_be_of_their_form(place: Place, bot: Bot) -> None:
    async def refusal(method: str, **fields: Any) -> str:
        async with aiohttp.ClientSession() as session:
            answer = await session.post(place.method(method), json=fields)
            return str((await answer.json())["description"])

    assert "expected an Object" in await refusal("setMyCommands", commands=["plan"])
    assert "unsupported type specified" in await refusal("getMyCommands", scope={"type": "moon"})
    assert "unsupported type specified" in await refusal("getMyCommands", scope=7)
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.get_my_commands(language_code="français")


async def test_the_bot_says_what_it_is_in_an_empty_chat(bot: Bot, amina: Person) -> None:
    await bot.set_my_description("A coach")
    await bot.set_my_description("Un coach", language_code="fr")
    assert await bot.set_my_short_description("Coach")
    assert (await amina._reach.look(101, 0, 0))["description"] == "Un coach"
    with pytest.raises(BadRequest, match=r"(?i)description_too_long"):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest, match=r"(?i)short_description_too_long"):
        await bot.set_my_short_description("x" * 121)
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def test_a_file_that_nobody_sent_is_not_found(bot: Bot) -> None:
    for name in ("x", "SANDBOX_é", "SANDBOX_eA"):
        with pytest.raises(BadRequest, match="Invalid file_id"):
            await bot.get_file(name)
