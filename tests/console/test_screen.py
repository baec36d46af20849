"""The screen of a group session in Chromium: live, without scrolling, readable, and open to everybody's eyes."""

from collections.abc import AsyncIterator
from itertools import product

import pytest
from playwright.async_api import Browser, Page, expect

from coaching import groups
from coaching.cards import Scenario
from coaching.modules import Module
from storage.groups import GroupSession
from storage.staff import Staff
from tests.browser import chromium, violations
from tests.console.office import PROGRAMME, Office
from tests.console.test_browser import WIDTHS, window
from tests.console.test_groups import FIRST, Room, opened

PROJECTOR = {"width": 1280, "height": 720}
SMALLEST_TEXT = 20
"""Of 1,280 pixels across: on a screen of two metres that is three centimetres, which is read from ten metres."""
LONGEST = 12
"""How many of the longest cards of the content are tried."""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture
def member(office: Office) -> Staff:
    return office.hired(name="Camille")


def length(scene: groups.Scene) -> int:
    told = scene.card.told if isinstance(scene.card, Scenario) else (scene.card.asks,)
    options = [text for option in scene.card.options for text in (option.text, option.then)]
    return sum(len(text.msgid) for text in (*told, *options))


FIRST_MODULE = next(iter(PROGRAMME.training))
SCENES = [(module, scene) for module in PROGRAMME.training for scene in groups.scenes(module)]


def shows(room: Room, module: Module, scene: groups.Scene, *, shown: bool) -> None:
    def put(group: GroupSession) -> None:
        group.module, (group.lesson, group.card) = module.key, scene.keys
        group.shown_at = room.office.now if shown else None

    room.row(put)


async def scrolls(page: Page) -> bool:
    ways = "[document.documentElement, document.getElementById('stage')]"
    return bool(
        await page.evaluate(
            f"{ways}.some(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)"
        )
    )


async def smallest(page: Page) -> float:
    """The size of the smallest words that the room has to read, in pixels."""
    wanted = ".stage-asks, .score-text, .score-then, .welcome-how, .welcome-code, .score-share"
    sizes = "[...document.querySelectorAll(wanted)].map(words => parseFloat(getComputedStyle(words).fontSize))"
    return float(await page.evaluate(f"wanted => Math.min(...{sizes})", wanted))


async def test_the_room_sees_every_answer_as_it_comes_and_then_what_it_means(
    office: Office, browser: Browser, member: Staff
) -> None:
    room = await opened(office)
    token = office.signs_in(member)
    async with window(office, browser, token) as desk, window(office, browser, token) as screen:
        await screen.goto(f"/console{room.path}/screen")
        await screen.evaluate("window.neverReloaded = true")
        await desk.goto(f"/console{room.path}")
        talks = [room.comes(first_name=name) for name in ("Amina", "Basma", "Carlos", "Dalia")]
        await expect(screen.get_by_text("4 people are here")).to_be_visible()
        await expect(desk.get_by_text("Dalia Haddad")).to_be_visible()

        await desk.get_by_role("button", name="Begin").click()
        await expect(screen.locator(".stage-asks")).to_be_visible()
        for talk, letter in zip(talks[:3], (0, 0, 1), strict=True):
            room.chooses(talk, letter)
        await expect(screen.get_by_text("3 of 4 people have answered")).to_be_visible()
        assert max(await screen.locator(".score-share").all_inner_texts()) == "67%"
        assert await screen.locator(".score-then").count() == 0

        await desk.get_by_role("button", name="Show the result").click()
        await expect(screen.locator(".score-then")).to_have_count(len(FIRST.card.options))
        await expect(desk.get_by_text("The result is shown")).to_be_visible()

        await desk.get_by_role("button", name="Confirm Amina Haddad").click()
        await expect(desk.get_by_text("Was there")).to_have_count(1)
        await desk.get_by_role("button", name="Confirm all").click()
        await expect(desk.get_by_text("Was there")).to_have_count(4)
        await desk.get_by_text("End the session").click()
        await desk.get_by_role("button", name="End it now").click()
        await expect(screen.get_by_text("Thank you!")).to_be_visible()
        assert await screen.evaluate("window.neverReloaded")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_everybody_can_use_the_pages_of_a_session(
    office: Office, browser: Browser, member: Staff, scheme: str, width: str
) -> None:
    room = await opened(office)
    talks = [room.comes(first_name=name) for name in ("Amina", "Basma")]
    found = {}
    async with window(office, browser, office.signs_in(member), scheme, width) as page:
        for step in ("gathering", "asking", "shown", "over"):
            for path in ("/sessions", "/sessions/new", room.path, f"{room.path}/screen", room.link):
                await page.goto(f"/console{path}")
                sideways = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
                found[f"{step} {path}"] = [*await violations(page), *(["scrolls sideways"] if sideways > 0 else [])]
            if step == "gathering":
                shows(room, FIRST_MODULE, FIRST, shown=False)
                for talk in talks:
                    room.chooses(talk, 0)
            elif step == "asking":
                shows(room, FIRST_MODULE, FIRST, shown=True)
            else:
                room.row(lambda group: groups.close(group, office.now))
    assert not {path: faults for path, faults in found.items() if faults}


async def test_the_longest_cards_fit_on_a_small_projector_and_are_read_from_ten_metres(
    office: Office, browser: Browser, member: Staff
) -> None:
    room = await opened(office)
    longest = sorted(SCENES, key=lambda each: length(each[1]), reverse=True)[:LONGEST]
    wrong = []
    async with window(office, browser, office.signs_in(member)) as page:
        await page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
        for (module, scene), locale, shown in product(longest, ("fr", "en"), (False, True)):
            shows(room, module, scene, shown=shown)
            await page.goto(f"/console{room.path}/screen?locale={locale}")
            size = await smallest(page)
            if await scrolls(page) or size < SMALLEST_TEXT:
                wrong.append((module.key, scene.keys, locale, shown, size))
    assert wrong == []


async def test_a_trainer_runs_a_session_on_a_phone(office: Office, browser: Browser, member: Staff) -> None:
    assert member
    room = await opened(office)
    room.comes(first_name="Amina", last_name="Haddad")
    async with window(office, browser, width="phone") as page:
        await page.goto(f"/console{room.link}")
        await page.get_by_role("button", name="Begin").click()
        await expect(page.get_by_role("button", name="Show the result")).to_be_in_viewport()
        await page.get_by_role("button", name="Confirm Amina H.").click()
        await expect(page.get_by_text("Was there")).to_be_visible()
        await page.get_by_text("All questions of the module").click()
        await page.locator(".control-all button").nth(1).click()
        await expect(page.get_by_role("heading", name="Question 2 of")).to_be_visible()
