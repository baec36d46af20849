"""A module of the training, from its first question to its certificate, in a browser: for a test and `make shots`."""

import re

from playwright.async_api import Browser, Page, expect

from coaching import training
from coaching.cards import Card, Matching, Option, Ordering, Quiz, Reading, Saying, Scenario
from coaching.modules import Lesson, Module, Question
from dialogs import cards
from locales.text import Text
from tests.jalon.process import Jalon
from tests.journey import (
    DESK,
    PHONE,
    Album,
    Telephone,
    answers_up_to_the_landing,
    ends_the_profile,
    french,
    joins,
    open_page,
)

MODULE = "unions"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def said(text: Text) -> str:
    return french(text.msgid, **text.values)


async def play(jalon: Jalon, browser: Browser, album: Album) -> None:
    """Begins without knowing anything, takes every card, answers all, and shows the certificate to a stranger."""
    await jalon.start()
    invitation = await jalon.tells(r"Invitation +(\S+)")
    messenger = await open_page(browser, f"{jalon.url}/sandbox/?lang=fr", PHONE)
    amina = Telephone(messenger, "Amina Haddad")
    await joins(amina, invitation)
    await answers_up_to_the_landing(amina)
    await ends_the_profile(amina)
    await amina.taps(french("Home"))
    await amina.taps(french("Training"))
    module = training.shipped().modules[MODULE]
    await amina.phone.locator(".log").get_by_role("button", name=said(module.title)).last.click()
    await knows_nothing(amina, module)
    await amina.taps(french("Begin: {lesson}", lesson=module.lessons[0].title))
    for number, lesson in enumerate(module.lessons):
        await takes(amina, lesson, album if number == 0 else Album(None))
        if number + 1 < len(module.lessons):
            await amina.taps(french("Begin: {lesson}", lesson=module.lessons[number + 1].title))
    await amina.taps(french("See what I have learned"))
    await knows_all(amina, module)
    code = CODE.search(await amina.bubble(said(module.title)).inner_text())
    assert code, "the certificate has no code"
    await album.take(messenger, "phone-certificate")
    await amina.taps(french("My certificates"))
    await amina.taps(french("📄 {title}", title=module.title))
    await expect(amina.phone.locator(".message").filter(has_text=".pdf").last).to_be_visible()
    await is_verified(await open_page(browser, f"{jalon.url}/console/certificate", DESK), code[0], module, album)


async def knows_nothing(amina: Telephone, module: Module) -> None:
    await amina.taps(french("Begin with the questions"))
    for question in module.check:
        await amina.reads(said(question.asks))
        await amina.taps(french("I do not know"))
    await amina.reads(french("Thank you. You know {right} of {total} already.", right=0, total=len(module.check)))


async def knows_all(amina: Telephone, module: Module) -> None:
    for question in module.check:
        await amina.reads(said(question.asks))
        await amina.taps(good(question)[0])
        await amina.reads(said(question.why))
        await amina.taps(french("Go on"))
    await amina.reads(french("Right answers before: {before} %. Now: {after} %. Well learned!", before=0, after=100))


def good(asked: Scenario | Quiz | Question) -> tuple[str, Option]:
    return next(each for each in cards.options(asked) if each[1].good)


async def takes(amina: Telephone, lesson: Lesson, album: Album) -> None:
    """Every card of a lesson on the way that good choices lead."""
    card: Card | None = lesson.cards[0]
    while card:
        place = lesson.cards.index(card) + 1
        heading = "<i>{lesson} · {number} of {total}</i>"
        await amina.reads(french(heading, lesson=lesson.title, number=place, total=len(lesson.cards)))
        chosen = await answers(amina, card)
        if isinstance(card, Scenario):
            await album.take(amina.page, "phone-lesson")
        await amina.taps(french("Go on"))
        card = lesson.after(card, chosen)
    await amina.reads(french("<b>✅ Lesson done: {lesson}</b>", lesson=lesson.title))


async def answers(amina: Telephone, card: Card) -> Option | None:
    """Answers a card rightly, and reads what is said to it."""
    match card:
        case Reading():
            await amina.reads(said(card.told[0]))
        case Scenario() | Quiz():
            letter, option = good(card)
            await amina.taps(letter)
            await amina.reads(said(option.then))
            return option
        case Matching() | Ordering():
            await places(amina, card)
        case Saying():
            await amina.types(said(card.answers[0]))
            await amina.reads(french("You have thought of everything!"))
    return None


async def places(amina: Telephone, card: Matching | Ordering) -> None:
    letters = {each.text.msgid: each.letter for each in cards.lettered(cards.wanted(card))}
    for number, text in enumerate(cards.wanted(card), 1):
        await amina.taps(letters[text.msgid])
        if isinstance(card, Ordering):
            await amina.reads(french("✅ {number}. {text}", number=number, text=text))
        else:
            await amina.reads(french("✅ {left} = {right}", left=card.pairs[number - 1].left, right=text))
    await amina.reads(said(card.why))


async def is_verified(page: Page, code: str, module: Module, album: Album) -> None:
    """A stranger types the code, in small letters, and learns that it is valid, and no name."""
    await page.get_by_label(french("Verification code")).fill(code.lower())
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(french("This certificate is valid."))).to_be_visible()
    await expect(page.get_by_role("heading", name=said(module.title))).to_be_visible()
    told = await page.locator("main").inner_text()
    assert "A. H." in told
    assert "Amina" not in told
    assert "Haddad" not in told
    await album.take(page, "certificate")
