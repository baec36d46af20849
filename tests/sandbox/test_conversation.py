"""A bot and a person talk through the sandbox, the bot through PTB over HTTP."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.person import Person
from tests.sandbox.conftest import Place

FRENCH = InlineKeyboardMarkup([[InlineKeyboardButton("Français", callback_data="language/fr")]])


async def test_the_bot_gets_a_start_command_as_telegram_sends_it(place: Place, bot: Bot) -> None:
    await place.person().opens("https://t.me/jalon_bot?start=CODE-42")
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start CODE-42"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.entities[0].length == 6
    assert update.message.chat.id == 101
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "fr"


async def test_a_person_reads_what_the_bot_sends_and_presses_a_button(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(101, "<b>Bonjour</b> &amp; bienvenue", parse_mode="HTML", reply_markup=FRENCH)
    assert sent.text == "Bonjour & bienvenue"
    assert sent.entities[0].type == "bold"
    assert sent.from_user is not None
    assert sent.from_user.username == "jalon_bot"
    assert (await amina.waits_for("Bonjour & b")).labels == ["Français"]
    query_id = await amina.presses("Français")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "language/fr"
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == sent.message_id
    await update.callback_query.answer("Compris", show_alert=True)
    answer = await amina.waits_for_answer(query_id)
    assert (answer["text"], answer["show_alert"]) == ("Compris", True)
    await bot.edit_message_text("C’est fait", 101, sent.message_id)
    seen = await amina.waits_for("C’est fait")
    assert seen.edited
    assert not seen.buttons
