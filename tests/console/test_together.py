"""The plan together, in Chromium: by keyboard, without a reload, and nothing that is being written gets lost."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import steps
from console.sessions import COOKIE
from storage.conversations import Conversation
from storage.messages import Delivery, Message, transcript
from storage.staff import Staff
from tests.browser import chromium, violations
from tests.console.office import Office
from tests.console.planned import first, hand, planned
from tests.console.test_browser import WIDTHS, window, window_that_may_miss
from tests.people import NOW

HALF = "Send them a certified copy, and"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
def member(office: Office) -> Staff:
    return office.hires(name="Camille")


@pytest.fixture
def talk(office: Office, member: Staff) -> Conversation:
    return office.with_(lambda session: planned(session, member))


def address(talk: Conversation, rest: str = "") -> str:
    return f"/console/candidates/{talk.candidate_id}{rest}"


def is_stuck(session: Session, talk: Conversation) -> None:
    """What the candidate does meanwhile."""
    mine = hand(session, talk, minutes=5)
    session.get_one(Conversation, talk.id).waiting_since = NOW
    steps.get_stuck(mine, first(session))
    steps.comment(mine, first(session), "A paper is missing")


async def connected(page: Page) -> None:
    """Until the page has told the stream how it stands."""
    await page.wait_for_timeout(800)


async def test_what_is_being_written_stays_when_the_pane_is_drawn_again(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    step = office.with_(first)
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(address(talk, f"/plan/{step.id}"))
        await connected(page)
        await page.get_by_text("Other words").click()
        await page.locator("#words-title").fill("Half a title")
        comment = page.get_by_label("Write to Amina about this step")
        await comment.press_sequentially(HALF)
        await comment.evaluate("box => box.setSelectionRange(4, 8)")
        office.with_(lambda session: is_stuck(session, talk))

        await expect(page.locator(".comments")).to_contain_text("A paper is missing")
        await expect(page.locator(".step-facts")).to_contain_text("stuck since")
        await expect(comment).to_have_value(HALF)
        await expect(comment).to_be_focused()
        assert await comment.evaluate("box => [box.selectionStart, box.selectionEnd]") == [4, 8]
        await expect(page.locator("#words-title")).to_be_visible()
        await expect(page.locator("#words-title")).to_have_value("Half a title")

        await comment.press("Control+Enter")
        await expect(page.locator(".comments .ours")).to_contain_text(HALF)
        await expect(comment).to_have_value("")
        await expect(page.locator("#words-title")).to_have_value("Half a title")


async def test_a_comment_that_is_half_written_survives_a_reload_and_goes_when_it_is_sent(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    step = office.with_(first)
    async with window(office, browser, office.signs_in(member)) as page:
        comment = page.get_by_label("Write to Amina about this step")
        await page.goto(address(talk, f"/plan/{step.id}"))
        await comment.fill(HALF)
        await page.goto(address(talk))
        await page.goto(address(talk, f"/plan/{step.id}"))
        await expect(comment).to_have_value(HALF)
        await page.locator("#comment-form").get_by_role("button").click()
        await expect(page.locator(".comments")).to_contain_text(HALF)
        await expect(comment).to_have_value("")
        for number in range(2):
            await comment.fill(f"And this, {number}")
            await page.keyboard.press("Control+Enter")
            await expect(page.locator(".comments")).to_contain_text(f"And this, {number}")
        await page.reload()
        await expect(comment).to_have_value("")
    assert len(office.with_(lambda session: transcript(session, talk.id))) == 3


async def test_a_comment_sent_again_after_a_lost_connection_counts_once(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    step = office.with_(first)
    token = office.signs_in(member)
    async with window_that_may_miss(office, browser, token, "light", "desk") as page:
        await page.goto(address(talk, f"/plan/{step.id}"))
        comment = page.get_by_label("Write to Amina about this step")
        await comment.fill(HALF)

        async def lose(route: object) -> None:
            await route.fetch()  # type: ignore[attr-defined]
            await route.abort()  # type: ignore[attr-defined]

        await page.route("**/comment", lose)
        await page.keyboard.press("Control+Enter")
        await expect(page.get_by_text("The connection is lost")).to_be_visible()
        await page.unroute("**/comment")
        await connected(page)
        await expect(comment).to_have_value(HALF)
        await page.keyboard.press("Control+Enter")
        await expect(comment).to_have_value("")
    assert len(office.with_(lambda session: transcript(session, talk.id))) == 1


async def test_a_step_is_opened_done_and_left_by_keyboard_alone(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    step = office.with_(first)
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(address(talk))
        await page.evaluate("window.neverReloaded = true")
        link = page.locator(f"#step-{step.id}")
        title = await link.inner_text()
        await link.press("Enter")
        heading = page.get_by_role("heading", level=2, name=title)
        await expect(heading).to_be_focused()
        assert page.url.endswith(address(talk, f"/plan/{step.id}"))

        await page.get_by_role("button", name="Mark as done").press("Enter")
        await expect(page.locator("#told").get_by_text("Done. Amina reads it in the chat.")).to_be_visible()
        await expect(heading).to_be_focused()
        await expect(page.locator("#messages")).to_contain_text("marked a step of your plan as done")
        await connected(page)
        await expect(page.locator("#told").get_by_text("Done. Amina reads it in the chat.")).to_be_visible()

        await page.get_by_role("link", name="The whole plan").press("Enter")
        await expect(link).to_be_focused()
        assert page.url.endswith(address(talk, "/plan"))
        assert await page.evaluate("window.neverReloaded")


async def test_a_step_of_ones_own_is_written_and_added_by_keyboard_alone(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    async with window_that_may_miss(office, browser, office.signs_in(member), "light", "desk") as page:
        await page.goto(address(talk))
        await page.get_by_role("link", name="Add a step").press("Enter")
        await expect(page.get_by_role("heading", name="Add a step")).to_be_focused()
        await page.get_by_role("searchbox").press_sequentially("no such thing")
        await expect(page.get_by_text("No step of the catalogue is called")).to_be_visible()
        await expect(page.get_by_role("searchbox")).to_be_focused()
        await page.get_by_text("Write one of your own").focus()
        await page.keyboard.press("Enter")
        await page.get_by_label("What there is to know").fill("We call together.")
        await page.get_by_label("Title").press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("Write something first.")
        await expect(page.get_by_label("Title")).to_be_focused()
        await expect(page.get_by_label("What there is to know")).to_have_value("We call together.")
        await page.get_by_label("Title").fill("Call the order")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Call the order")).to_be_focused()
        await expect(page.locator("#messages")).to_contain_text("added a step to your plan: Call the order")
        await page.reload()
        await expect(page.get_by_role("heading", name="Call the order")).to_be_visible()


async def test_the_plan_follows_the_candidate_and_keeps_what_was_opened_and_closed(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(address(talk))
        await connected(page)
        await page.locator("#phase-2 > summary").click()
        await expect(page.locator("#phase-2 .step").first).to_be_hidden()
        await page.locator("#plan").evaluate("pane => { pane.scrollTop = 120 }")
        office.with_(lambda session: steps.finish(hand(session, talk, minutes=5), first(session)))
        await expect(page.locator(".step.done")).to_have_count(1)
        await expect(page.locator("#phase-2 .step").first).to_be_hidden()
        assert await page.locator("#plan").evaluate("pane => pane.scrollTop") == 120


async def test_who_is_stuck_is_answered_in_the_chat_and_freed_in_place(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    office.with_(lambda session: is_stuck(session, talk))
    step = office.with_(first)
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(address(talk, f"/plan/{step.id}"))
        await connected(page)
        facts = page.locator(".step-facts")
        await expect(facts).to_contain_text("stuck since")
        await page.get_by_label("Answer to Amina", exact=True).fill("Any copy will do.")
        await page.keyboard.press("Control+Enter")
        await expect(facts).to_contain_text("answered, stuck since")
        assert await violations(page) == []
        await page.get_by_role("button", name="Not stuck any more").press("Enter")
        await expect(page.locator("#told").get_by_text("Done. Amina reads it in the chat.")).to_be_visible()
        await expect(facts).not_to_contain_text("stuck since")
        await expect(page.locator("#messages")).to_contain_text("noted that you are not stuck any more")


async def test_a_plan_is_co_signed_in_place(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(address(talk))
        await page.get_by_text("Co-sign the plan").click()
        await page.get_by_role("button", name="Co-sign").click()
        await expect(page.get_by_text("unchanged since")).to_be_visible()
        await expect(page.get_by_text("Co-sign the plan")).to_have_count(0)
        await expect(page.get_by_role("heading", name="Plan", exact=True)).to_be_focused()


def deliver(session: Session) -> None:
    for message in session.scalars(select(Message)):
        message.platform_id, message.delivery = message.edits or 5, Delivery.SENT


async def test_a_sitting_stands_in_the_transcript_as_one_message(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    step = office.with_(first)
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(address(talk, f"/plan/{step.id}"))
        await page.get_by_role("button", name="Mark as done").click()
        await expect(page.locator("#messages .bubble")).to_contain_text("marked a step of your plan as done")
        office.with_(deliver)
        office.now += timedelta(minutes=1)
        await page.get_by_role("link", name="The whole plan").click()
        await page.get_by_text("Co-sign the plan").click()
        await page.get_by_role("button", name="Co-sign").click()
        await expect(page.locator("#messages > .bubble")).to_contain_text("has worked on your plan")
        await expect(page.locator("#messages > .folded")).to_have_count(1)
        await expect(page.locator("#messages > .buttons")).to_have_count(1)


async def test_without_scripts_everything_works_page_by_page(
    office: Office, browser: Browser, member: Staff, talk: Conversation
) -> None:
    step = office.with_(first)
    context = await browser.new_context(java_script_enabled=False, base_url=str(office.client.make_url("/")))
    await context.add_cookies(
        [{"name": COOKIE, "value": office.signs_in(member), "url": str(office.client.make_url("/"))}]
    )
    page = await context.new_page()
    await page.goto(address(talk))
    await page.locator(f"#step-{step.id}").click()
    await page.get_by_text("Another day").click()
    await page.get_by_label("To be done by").fill("2027-02-01")
    await page.get_by_role("button", name="Keep this day").click()
    await expect(page.locator(".step-facts")).to_contain_text("by February 1, 2027")
    await page.get_by_label("Write to Amina about this step").fill("Is that all right?")
    await page.locator("#comment-form").get_by_role("button").click()
    await expect(page.locator(".comments")).to_contain_text("Is that all right?")
    await page.get_by_role("link", name="The whole plan").click()
    await expect(page.locator("#phase-1")).to_be_visible()
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_every_pane_with_all_of_it_open_can_be_used_by_everybody(
    office: Office, browser: Browser, member: Staff, talk: Conversation, scheme: str, width: str
) -> None:
    office.with_(lambda session: is_stuck(session, talk))
    step = office.with_(first)
    found: dict[str, list[str]] = {}
    async with window_that_may_miss(office, browser, office.signs_in(member), scheme, width) as page:
        for path in ("/plan", f"/plan/{step.id}", "/plan/add", "/plan/add?q=social", "/plan/history", "/plan/999"):
            await page.goto(address(talk, path))
            for summary in await page.locator("#pane .drop > summary").all():
                await summary.click()
                found[path] = found.get(path, []) + await violations(page)
            sideways = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found[path] = [
                *found.get(path, []),
                *await violations(page),
                *(["scrolls sideways"] if sideways > 0 else []),
            ]
        await page.goto(address(talk, f"/plan/{step.id}"))
        await page.locator("#comment-form").get_by_role("button").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        found["a problem"] = await violations(page)
    assert not {path: faults for path, faults in found.items() if faults}
