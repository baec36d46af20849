"""Persons do in tests what they can do with a telephone, near by or over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from sandbox.deeds import DeedError
from sandbox.person import PIXEL, Person
from sandbox.reach import Remote
from tests.sandbox.conftest import Place

KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Oui", callback_data="yes"), InlineKeyboardButton("Non", callback_data="no")],
        [InlineKeyboardButton("Le site", url="https://exemple.ca/")],
    ]
)


@pytest.fixture(params=["near by", "over HTTP"])
async def luis(request: pytest.FixtureRequest, place: Place) -> AsyncIterator[Person]:
    async with aiohttp.ClientSession() as session:
        reach = place.world if request.param == "near by" else Remote(f"{place.url}/", session)
        yield Person(reach, 102, "Luis", "es", last_name="Paz", patience=1)


async def test_every_deed_becomes_an_update(bot: Bot, luis: Person) -> None:
    message_id = await luis.types("hola")
    await luis.edits(message_id, "hola /help")
    await luis.sends_document(b"%PDF", "cv.pdf", caption="mi CV")
    await luis.sends_photo(PIXEL)
    await luis.sends_voice()
    await luis.sends_sticker()
    await luis.shares_contact("+525555550100")
    await luis.blocks()
    await luis.unblocks()
    found = await bot.get_updates()
    kinds = [
        "text" if update.message.text else str(update.message.effective_attachment.__class__.__name__)
        for update in found
        if update.message
    ]
    assert kinds == ["text", "Document", "tuple", "Voice", "Sticker", "Contact"]
    assert found[0].effective_user is not None
    assert found[0].effective_user.full_name == "Luis Paz"
    assert found[1].edited_message is not None
    assert found[1].edited_message.entities[0].type == "bot_command"
    document = found[2].effective_message
    assert document is not None
    assert document.document is not None
    assert document.caption == "mi CV"
    file = await bot.get_file(document.document)
    assert bytes(await file.download_as_bytearray()) == b"%PDF"
    assert [update.my_chat_member.old_chat_member.status for update in found if update.my_chat_member] == [
        "member",
        "kicked",
    ]


async def test_a_button_is_found_by_label_data_index_and_part(bot: Bot, luis: Person) -> None:
    await luis.types("hola")
    await bot.send_message(102, "¿Sí?", reply_markup=KEYS)
    for target in ("Oui", "yes", 0, "Ou"):
        await luis.presses(target)
    await luis.presses("Non", on=luis.screen)
    await luis.forges("../etc/passwd")
    assert await luis.presses("Le site") == "https://exemple.ca/"
    pressed = [update.callback_query for update in await bot.get_updates() if update.callback_query]
    assert [query.data for query in pressed] == ["yes"] * 4 + ["no", "../etc/passwd"]
    assert len({query.chat_instance for query in pressed}) == 1
    for missing in ("Peut-être", 9):
        with pytest.raises(AssertionError, match=r"no button .* in:\nperson 1: hola\n   bot 2: ¿Sí\? \[Oui\] \[Non\]"):
            await luis.presses(missing)


async def test_a_reply_keyboard_is_pressed_by_typing(bot: Bot, luis: Person) -> None:
    await luis.types("hola")
    await bot.send_message(102, "¿Sí?", reply_markup=ReplyKeyboardMarkup([["Sí"]]))
    await luis.presses("Sí")
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["hola", "Sí"]


async def test_a_person_waits_for_what_comes_after_the_last_deed(bot: Bot, luis: Person) -> None:
    await luis.types("hola")
    await bot.send_message(102, "Buenos días")
    await luis.waits_for("Buenos")
    await luis.types("otra vez")
    with pytest.raises(AssertionError, match=r"Luis waited for 'Buenos' in vain"):
        await luis.waits_for("Buenos", patience=0.05)
    await luis.hears_nothing(0.05)
    waiting = asyncio.create_task(luis.waits_for("ta.*de"))
    await asyncio.sleep(0.02)
    sent = await bot.send_message(102, "Buenas\ntardes")
    assert (await waiting).message_id == sent.message_id
    with pytest.raises(AssertionError, match="heard something"):
        await luis.hears_nothing(0.05)
    await bot.delete_message(102, sent.message_id)
    await luis.reads()
    assert [bubble.text for bubble in luis.messages] == ["hola", "Buenos días", "otra vez"]


async def test_an_answer_to_a_press_is_waited_for(bot: Bot, luis: Person) -> None:
    await luis.types("hola")
    await bot.send_message(102, "¿Sí?", reply_markup=KEYS)
    query_id = await luis.presses("Oui")
    with pytest.raises(AssertionError, match="nobody answered"):
        await luis.waits_for_answer(query_id, patience=0.05)
    waiting = asyncio.create_task(luis.waits_for_answer(query_id))
    await asyncio.sleep(0.02)
    await bot.answer_callback_query(query_id, "¡Bien!")
    assert (await waiting)["text"] == "¡Bien!"


async def test_what_no_messenger_allows_is_an_error(luis: Person) -> None:
    await luis.reads()
    with pytest.raises(DeedError, match="empty"):
        await luis.types(" ")
    with pytest.raises(DeedError, match="not an invitation"):
        await luis.opens("¿código?")
    with pytest.raises(DeedError, match="one's own"):
        await luis.edits(99, "x")
    message_id = await luis.types("hola")
    await luis.blocks()
    await luis.blocks()
    for deed in (luis.types("x"), luis.forges("x", on=message_id), luis.shares_contact()):
        with pytest.raises(DeedError, match="unblock the bot first"):
            await deed
    await luis.unblocks()
    await luis.unblocks()


async def test_a_chat_without_buttons_has_no_screen(luis: Person) -> None:
    with pytest.raises(AssertionError, match="an empty chat"):
        _ = luis.screen


async def test_a_text_beyond_the_limit_arrives_in_pieces(bot: Bot, luis: Person) -> None:
    await luis.types("x" * 4100)
    assert [len(update.message.text or "") for update in await bot.get_updates() if update.message] == [4096, 4]
