"""The main path, from the invitation to the counsellor's answer, in a browser: for a test and for `make shots`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from locales.catalogs import reader
from locales.text import Text, Value
from tests.jalon.process import Jalon

LANGUAGE = "fr"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
SETTLED = 500
"""Milliseconds after which what a person sees is written down as delivered, also on a busy machine."""
WORRY = "Je crains de ne pas trouver d’emploi dans mon domaine."
QUESTION = "Bonjour ! Dois-je faire traduire mes diplômes avant de partir ?"
ANSWER = "Bonjour Amina ! Oui, par une personne agréée. Je vous envoie la marche à suivre."
THANKS = "Merci beaucoup !"


def french(sentence: str, **values: Value) -> str:
    """A sentence of the programme as the page shows it."""
    return reader(LANGUAGE, "UTC").plain(Text(sentence, values))


def landing() -> date:
    return (datetime.now(UTC) + timedelta(days=150)).date()


def date_help() -> str:
    example = date(datetime.now(UTC).year + 1, 3, 15)
    sentence = "I could not read that date. Please write it like this: {iso} (for {example})."
    return french(sentence, iso=example.isoformat(), example=example)


@dataclass
class Album:
    """Where pictures go; without a folder none are taken."""

    folder: Path | None

    async def take(self, page: Page, name: str) -> None:
        if self.folder:
            await page.wait_for_timeout(400)
            await page.screenshot(path=self.folder / f"{name}.png", animations="disabled")


class Telephone:
    """A persona's telephone in the messenger."""

    def __init__(self, page: Page, owner: str) -> None:
        self.page = page
        self.phone = page.locator("section.phone").filter(has=page.get_by_text(owner, exact=True))

    async def taps(self, label: str) -> None:
        await self.phone.locator(".log").get_by_role("button", name=label, exact=True).last.click()

    async def types(self, text: str) -> None:
        box = self.phone.get_by_role("textbox", name=french("Message"), exact=True)
        await box.fill(text)
        await box.press("Enter")

    async def reads(self, text: str) -> None:
        await expect(self.bubble(text)).to_be_visible()

    def bubble(self, text: str) -> Locator:
        return self.phone.locator(".message").filter(has_text=text).last


async def open_page(browser: Browser, url: str, size: dict[str, int], scheme: str = "light") -> Page:
    context: BrowserContext = await browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="fr-CA",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(15_000)
    page = await context.new_page()
    await page.goto(url)
    return page


async def joins(telephone: Telephone, invitation: str) -> None:
    """By the link of the invitation; chooses French, agrees, tells the clock."""
    form = telephone.phone.locator(".welcome form.invitation")
    await form.locator("input").fill(invitation)
    await form.get_by_role("button").click()
    await telephone.taps("Français")
    await telephone.taps(french("I agree"))
    await telephone.types("Alger")


async def answers_up_to_the_landing(telephone: Telephone) -> None:
    for label in ("Skilled worker", None, "Alone"):
        await telephone.taps(french(label) if label else "Algérie")
    await telephone.types("développeuse web")
    await telephone.taps(french("Master’s degree"))
    await telephone.types("6 ans")
    await telephone.taps(french("Like a first language"))
    await telephone.reads(french("<b>And English?</b>"))
    await telephone.taps(french("A little"))
    await telephone.taps("Capitale-Nationale")
    await telephone.reads(french("<b>When do you land in Québec?</b>"))


async def ends_the_profile(telephone: Telephone) -> None:
    await telephone.types(landing().isoformat())
    await telephone.taps(french("Finding a job"))
    await telephone.types(WORRY)


async def takes_the_plan_along(telephone: Telephone) -> None:
    await telephone.taps(french("Take it along"))
    await telephone.taps(french("Picture"))
    await expect(telephone.phone.locator(".message img").last).to_be_visible()


async def signs_in(page: Page, email: str, password: str) -> None:
    await page.locator("input[type=email]").fill(email)
    await page.locator("input[type=password]").fill(password)
    await page.keyboard.press("Enter")


async def play(jalon: Jalon, browser: Browser, album: Album) -> None:
    """The whole path. The process is killed in the middle, and started again."""
    await jalon.start()
    invitation = await jalon.tells(r"Invitation +(\S+)")
    password = await jalon.tells(r"password +(\w+)")
    messenger = await open_page(browser, f"{jalon.url}/sandbox/?lang=fr", PHONE)
    amina = Telephone(messenger, "Amina Haddad")

    await joins(amina, invitation)
    await answers_up_to_the_landing(amina)
    await amina.types("31/02/2027")
    await amina.reads(date_help())

    # What was delivered in the last moment before a kill may come twice, by design: sends have no idempotency key.
    await messenger.wait_for_timeout(SETTLED)
    said = await amina.phone.locator(".message").all_inner_texts()
    await jalon.is_killed()
    await jalon.start()
    await jalon.tells(r"(Ctrl-C)")
    await messenger.reload()
    await amina.reads(date_help())
    await expect(amina.phone.locator(".message")).to_have_count(len(said))
    assert await amina.phone.locator(".message").all_inner_texts() == said, "something was lost or said twice"
    await ends_the_profile(amina)
    first = amina.phone.locator(".log .key").filter(has_text="1. ").last
    await expect(first).to_be_visible()
    await album.take(messenger, "phone")

    await first.click()
    await amina.taps(french("Done"))
    await amina.reads("✅")
    await takes_the_plan_along(amina)
    await album.take(messenger, "phone-plan")
    await amina.taps(french("Home"))

    console = await open_page(browser, f"{jalon.url}/console/", DESK)
    await signs_in(console, "camille@jalon.example", password)
    await console.get_by_role("link", name="Amina Haddad").click()

    await amina.taps(french("Write to my counsellor"))
    await amina.types(QUESTION)
    await expect(console.get_by_text(QUESTION)).to_be_visible()
    await console.get_by_role("button", name=french("Take over")).click()
    await amina.reads("Camille Tremblay")
    await console.locator("#answer").fill(ANSWER)
    await console.get_by_role("button", name=french("Send"), exact=True).click()
    await amina.reads(ANSWER)
    await amina.types(THANKS)
    await expect(console.get_by_text(THANKS)).to_be_visible()
    await album.take(console, "console")
    await album.take(messenger, "phone-counsellor")
    await console.get_by_role("button", name=french("Hand back to Jalon")).click()
    await amina.reads(
        french("I am Jalon, the bot, again. You can write to {name} at any time.", name="Camille Tremblay")
    )
