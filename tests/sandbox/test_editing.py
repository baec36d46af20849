"""Edits, deletions, reactions and answers to presses, through PTB over HTTP."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest

from sandbox.methods.editing import REACTIONS
from sandbox.person import PIXEL, Person
from tests.sandbox.conftest import Place

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="yes")]])


async def test_an_edit_without_change_is_refused_in_telegrams_words(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(101, "Alors?", reply_markup=KEYS)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup are"):
        await bot.edit_message_text("Alors?", 101, sent.message_id, reply_markup=KEYS)
    edited = await bot.edit_message_text("Alors?", 101, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Alors?", 101, sent.message_id)


async def test_a_keyboard_is_changed_alone(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(101, "Alors?")
    await bot.edit_message_reply_markup(101, sent.message_id, reply_markup=KEYS)
    assert (await amina.waits_for("Alors")).labels == ["Oui"]
    await bot.edit_message_reply_markup(101, sent.message_id)
    assert (await amina.waits_for("Alors")).labels == []


async def test_only_the_bots_own_standing_messages_are_edited(bot: Bot, amina: Person) -> None:
    own = await amina.types("Bonjour")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Bonsoir", 101, own)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Bonsoir", 101, 999)


async def test_a_caption_is_no_text_and_a_text_no_caption(bot: Bot, amina: Person) -> None:
    photo = await bot.send_photo(101, PIXEL, caption="Vue")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("Vue", 101, photo.message_id)
    edited = await bot.edit_message_caption(101, photo.message_id, caption="Autre vue")
    assert not isinstance(edited, bool)
    assert edited.caption == "Autre vue"
    await bot.edit_message_caption(101, photo.message_id)
    words = await bot.send_message(101, "Vue")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(101, words.message_id, caption="Vue")


async def test_an_edited_link_preview_is_kept(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(101, "https://exemple.ca")
    edited = await bot.edit_message_text("https://exemple.ca/a", 101, sent.message_id, disable_web_page_preview=True)
    assert not isinstance(edited, bool)
    assert edited.link_preview_options is not None
    assert edited.link_preview_options.is_disabled


async def test_messages_are_deleted_for_48_hours(place: Place, bot: Bot, amina: Person) -> None:
    one, two = [await bot.send_message(101, text) for text in ("un", "deux")]
    place.clock.pass_by(hours=48)
    assert await bot.delete_message(101, one.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(101, one.message_id)
    place.clock.pass_by(seconds=1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(101, two.message_id)
    await amina.reads()
    assert [bubble.text for bubble in amina.messages] == ["/start", "deux"]


async def test_several_messages_are_deleted_at_once(bot: Bot, amina: Person) -> None:
    ids = [(await bot.send_message(101, text)).message_id for text in ("un", "deux")]
    assert await bot.delete_messages(101, [*ids, 999])
    await amina.reads()
    assert [bubble.text for bubble in amina.messages] == ["/start"]


async def test_the_bot_reacts_with_an_emoji_that_telegram_knows(bot: Bot, amina: Person) -> None:
    said = await amina.types("Merci!")
    assert await bot.set_message_reaction(101, said, "❤")
    await amina.reads()
    assert amina.messages[-1].raw["reaction"] == [{"type": "emoji", "emoji": "❤"}]
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(101, said, "🍁")
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(101, 999, "❤")


def test_the_emoji_of_reactions_are_telegrams() -> None:
    assert {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji} == REACTIONS


async def test_a_press_is_answered_in_time_or_not_at_all(place: Place, bot: Bot, amina: Person) -> None:
    await bot.send_message(101, "Alors?", reply_markup=KEYS)
    query_id = await amina.presses("Oui")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query_id, "x" * 201)
    with pytest.raises(BadRequest, match=r"(?i)url_invalid"):
        await bot.answer_callback_query(query_id, url="https://exemple.ca")
    assert await bot.answer_callback_query(query_id, url="https://t.me/jalon_bot?start=x")
    place.clock.pass_by(seconds=151)
    for stale in (query_id, "999", "forged"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
            await bot.answer_callback_query(stale)
