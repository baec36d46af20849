"""The messenger's page in a real browser."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.constants import ReactionEmoji

from sandbox.person import PIXEL, Person
from tests.browser import chromium, violations
from tests.sandbox.conftest import Place

KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Oui", callback_data="yes", style="success")],
        [InlineKeyboardButton("Copier", copy_text=CopyTextButton("JALON-42"))],
        [InlineKeyboardButton("Inviter", url="https://t.me/jalon_bot?start=AMI")],
    ]
)
Opens = Callable[..., Coroutine[Any, Any, Page]]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def opens(browser: Browser, place: Place) -> AsyncIterator[Opens]:
    """Opens the page at a width; what it writes to the console is a fault of the test."""
    complaints: list[str] = []

    async def open_at(width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height}, locale="en", **options)
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{place.url}/")
        await page.wait_for_selector("body[data-ready]")
        return page

    yield open_at
    assert complaints == []


async def taken(bot: Bot) -> list[str]:
    """The texts of what waits for the bot, which takes them."""
    found = await bot.get_updates()
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return [update.message.text or "" for update in found if update.message]


async def test_a_conversation_goes_on_without_reloading(opens: Opens, bot: Bot, amina: Person) -> None:
    page = await opens()
    await page.get_by_label("Message", exact=True).fill("Bonjour\nà vous")
    await page.keyboard.press("Enter")
    await expect(page.locator(".from-person .tick").last).to_have_attribute("aria-label", "Sent")
    assert await taken(bot) == ["Bonjour\nà vous"]
    await expect(page.locator(".from-person .tick").last).to_have_attribute("aria-label", "Received by the bot")
    await bot.send_chat_action(101, "typing")
    await expect(page.locator(".status")).to_have_text("is typing…")
    sent = await bot.send_message(101, "Alors?", reply_markup=KEYS)
    await expect(page.locator(".status")).to_have_text("bot")
    await page.get_by_role("button", name="Oui").click()
    await expect(page.locator(".waits")).to_have_count(1)
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    await update.callback_query.answer("C’est noté")
    await expect(page.locator(".toast")).to_have_text("C’est noté")
    await expect(page.locator(".waits")).to_have_count(0)
    await update.callback_query.answer("Attention", show_alert=True)
    await expect(page.locator("#alert")).to_contain_text("Attention")
    await page.get_by_role("button", name="OK").click()
    await bot.edit_message_text("Merci!", 101, sent.message_id)
    await expect(page.locator(".from-bot .words")).to_contain_text("Merci!")
    await expect(page.locator(".from-bot .foot")).to_contain_text("edited")
    await bot.delete_message(101, sent.message_id)
    await expect(page.locator(".from-bot")).to_have_count(0)


async def test_what_a_message_says_is_never_taken_as_markup(opens: Opens, bot: Bot, amina: Person) -> None:
    markup = "<b>gras <i>et</i></b> <s>x</s> <tg-spoiler>caché</tg-spoiler> <a href='https://exemple.ca'>lien</a>"
    sent = await bot.send_message(101, f"{markup} &lt;img src=x onerror=alert(1)&gt; /plan", parse_mode="HTML")
    await bot.set_message_reaction(101, sent.message_id, ReactionEmoji.RED_HEART)
    await bot.send_message(101, "<blockquote expandable>un</blockquote><pre>deux</pre>", parse_mode="HTML")
    page = await opens()
    words = page.locator(".words").nth(1)
    await expect(words).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(words.locator("strong em")).to_have_text("et")
    await expect(words.locator("a")).to_have_attribute("rel", "noopener noreferrer")
    await words.locator(".spoiler").click()
    await expect(words.locator(".spoiler.revealed")).to_have_text("caché")
    await expect(page.get_by_role("img", name="Reaction of the bot: ❤")).to_be_visible()
    await page.locator(".expandable").click()
    await expect(page.locator(".expanded")).to_have_text("un")
    await taken(bot)
    await words.get_by_role("button", name="/plan").click()
    await expect(page.locator(".from-person")).to_have_count(2)
    assert await taken(bot) == ["/plan"]


async def test_files_pictures_stickers_voices_and_contacts_are_sent_and_shown(
    opens: Opens, bot: Bot, amina: Person
) -> None:
    page = await opens()
    for kind, shown in (("Sticker", ".sticker"), ("Voice message", ".voice"), ("My contact", ".contact")):
        await page.get_by_role("button", name="Attach").click()
        await page.get_by_role("button", name=kind).click()
        await expect(page.locator(shown)).to_be_visible()
    for kind, name, content in (("Photo", "vue.png", PIXEL), ("File", "cv.pdf", b"%PDF")):
        await page.get_by_role("button", name="Attach").click()
        async with page.expect_file_chooser() as chooser:
            await page.get_by_role("button", name=kind).click()
        await (await chooser.value).set_files({"name": name, "mimeType": "image/png", "buffer": content})
    await expect(page.locator(".picture img")).to_have_js_property("naturalWidth", 1)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="cv.pdf").click()
    assert (await download.value).suggested_filename == "cv.pdf"
    kinds = [type(update.message.effective_attachment).__name__ for update in await bot.get_updates() if update.message]
    assert kinds == ["Sticker", "Voice", "Contact", "tuple", "Document"]


async def test_everything_is_done_by_keyboard(opens: Opens, bot: Bot, amina: Person) -> None:
    await bot.set_my_commands([("plan", "Mon plan"), ("help", "De l’aide")], language_code="fr")
    page = await opens()
    field = page.get_by_label("Message", exact=True)
    await field.press("/")
    await expect(page.get_by_role("option")).to_have_count(2)
    await field.press("ArrowDown")
    await field.press("Enter")
    await field.fill("un")
    await field.press("Enter")
    await expect(page.locator(".from-person")).to_have_count(3)
    await field.press("ArrowUp")
    await expect(field).to_have_value("un")
    await field.fill("deux")
    await field.press("Enter")
    await expect(page.locator(".from-person").last).to_contain_text("deux")
    await page.get_by_role("button", name="More").press("Enter")
    await page.keyboard.type("https://t.me/jalon_bot?start=CODE-7")
    await page.keyboard.press("Enter")
    await expect(page.locator(".from-person").last).to_contain_text("/start CODE-7")
    await page.get_by_role("button", name="Commands").press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option")).to_have_count(0)
    assert await taken(bot) == ["/help", "un", "/start CODE-7"]


async def test_buttons_copy_and_follow_links_to_this_bot(opens: Opens, bot: Bot, amina: Person) -> None:
    await bot.send_message(101, "Alors?", reply_markup=KEYS)
    page = await opens(permissions=["clipboard-write", "clipboard-read"])
    await page.get_by_role("button", name="Copier (copies a text)").click()
    await expect(page.locator(".toast")).to_have_text("Copied: JALON-42")
    assert await page.evaluate("navigator.clipboard.readText()") == "JALON-42"
    await page.get_by_role("link", name="Inviter").click()
    await expect(page.locator(".from-person").last).to_contain_text("/start AMI")
    await bot.send_message(101, "Et là?", reply_markup=ReplyKeyboardMarkup([["Ici"]], input_field_placeholder="Où?"))
    await expect(page.get_by_placeholder("Où?")).to_be_visible()
    await page.get_by_role("button", name="Ici").click()
    await expect(page.locator(".from-person").last).to_contain_text("Ici")


async def test_a_new_persona_begins_blocks_and_unblocks(opens: Opens, bot: Bot, place: Place) -> None:
    await bot.set_my_description("A coach")
    page = await opens()
    await expect(page.locator("#nobody")).to_be_visible()
    await page.get_by_role("button", name="Add a persona").click()
    await page.get_by_label("First name").fill("سارة")
    await page.get_by_label("Language of the telephone").select_option("ar")
    await page.get_by_role("button", name="Add", exact=True).click()
    phone = page.get_by_role("region", name="Telephone of سارة")
    await expect(phone).to_have_attribute("dir", "rtl")
    await expect(phone.locator(".description")).to_have_text("A coach")
    await phone.get_by_label("An invitation link or its code").fill("¿?")
    await phone.get_by_role("button", name="Open").click()
    assert await phone.locator(".welcome input").evaluate("field => field.validationMessage")
    await phone.get_by_role("button", name="Start").click()
    await expect(phone.locator(".from-person")).to_have_count(1)
    await phone.get_by_role("button", name="More").click()
    await phone.get_by_role("button", name="Block the bot").click()
    await phone.get_by_role("button", name="Unblock the bot").click()
    await expect(phone.get_by_label("Message", exact=True)).to_be_visible()
    statuses = [
        update.my_chat_member.new_chat_member.status for update in await bot.get_updates() if update.my_chat_member
    ]
    assert statuses == ["kicked", "member"]


async def test_on_a_telephone_one_persona_is_seen_at_a_time(
    opens: Opens, bot: Bot, place: Place, amina: Person
) -> None:
    await place.person(102, "Luis").types("/start")
    page = await opens(360, 740, has_touch=True)
    for text in ["Bonjour " * 40] * 5:
        await bot.send_message(101, text, reply_markup=KEYS)
        await bot.send_message(102, text)
    await expect(page.get_by_role("region", name="Telephone of Amina")).to_be_visible()
    await expect(page.get_by_role("region", name="Telephone of Luis")).to_be_hidden()
    await expect(page.locator(".person.news")).to_have_text("LLuis")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.get_by_role("button", name="Luis, new messages").click()
    await expect(page.get_by_role("region", name="Telephone of Luis")).to_be_visible()
    await expect(page.get_by_role("region", name="Telephone of Amina")).to_be_hidden()
    await expect(page.locator(".person.news")).to_have_count(0)
    newest = page.locator(".phone.chosen .message:last-child")
    await expect(newest).to_be_in_viewport()
    await page.locator(".phone.chosen .scroll").evaluate("pane => pane.scrollTo(0, 0)")
    await page.get_by_role("button", name="Go to the newest message").click()
    await expect(newest).to_be_in_viewport()


async def test_the_page_is_accessible_on_any_screen_by_day_and_by_night(
    opens: Opens, bot: Bot, place: Place, amina: Person
) -> None:
    styles = [InlineKeyboardButton(style, callback_data="x", style=style) for style in ("primary", "success", "danger")]
    text = "<b>Bonjour</b> <code>JALON</code> <a href='https://exemple.ca'>lien</a> /plan <blockquote>Cité</blockquote>"
    keys = InlineKeyboardMarkup([styles, *KEYS.inline_keyboard])
    await bot.send_message(101, text, parse_mode="HTML", reply_markup=keys)
    await bot.send_photo(101, PIXEL, caption="Vue")
    await amina.sends_document()
    await amina.sends_voice()
    await amina.sends_sticker()
    await amina.types("/plan")
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        page = await opens(width, 800, color_scheme=scheme, reduced_motion="reduce")
        await page.locator(".phone.chosen textarea").fill("/")
        await page.get_by_role("button", name="More").first.click()
        assert await violations(page) == []
    await page.get_by_role("button", name="Add a persona").click()
    assert await violations(page) == []


async def test_a_sandbox_that_goes_away_is_told_and_found_again(opens: Opens, place: Place, amina: Person) -> None:
    page = await opens()
    place.world.hub.close()
    await expect(page.locator("#lost")).to_have_text("The sandbox does not answer. Trying again…")
    await expect(page.locator("#lost")).to_be_hidden(timeout=10_000)


@pytest.mark.parametrize(
    ("query", "accepts", "language"),
    [("", "fr-CA,fr;q=0.9", "fr"), ("", "en-GB", "en"), ("?lang=en", "fr", "en"), ("", "tlh", "fr"), ("", "", "fr")],
)
async def test_the_page_speaks_the_language_asked_for(place: Place, query: str, accepts: str, language: str) -> None:
    async with aiohttp.ClientSession(headers={"Accept-Language": accepts}) as session:
        answer = await session.get(f"{place.url}/{query}")
        assert f'<html lang="{language}"' in await answer.text()
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_the_address_without_slash_leads_to_the_page(place: Place) -> None:
    async with aiohttp.ClientSession() as session:
        assert (await session.get(place.url)).url.path == "/sandbox/"
