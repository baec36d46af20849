"""The console in Chromium: nothing needs a reload, everybody can use it, and the strict policy breaks nothing."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, expect
from sqlalchemy.orm import Session

from coaching import plans, profiles, steps
from coaching.history import Reason
from coaching.plans import Hand
from console import routing
from console.passwords import hash_password
from console.routing import PUBLIC
from console.sessions import COOKIE
from storage.consents import Consent, Decision
from storage.conversations import AccessRequest, Conversation
from storage.messages import Delivery, Direction, Kind, transcript
from storage.staff import Staff
from tests.browser import chromium, violations
from tests.console.office import PROGRAMME, Office, said
from tests.console.test_candidate import TOLD, followed
from tests.people import NOW, a_candidate, a_conversation, a_profile, an_invitation

PASSWORD = "the snow is early this year"
PARTS = {"/candidates/live", "/candidates/{candidate:[0-9]+}/live", "/candidates/{candidate:[0-9]+}/messages"}
"""What is no page of its own."""
SHOWN = [
    page
    for page in routing.pages()
    if page.method == "GET" and page.path not in PARTS | {"/", "/candidates/{candidate:[0-9]+}/file"}
]
WIDTHS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def furnish(session: Session, member: Staff) -> Conversation:
    """A candidate of whom there is much to show, as number 1 of all that a path can name."""
    talk = followed(session, member, waiting_since=NOW - timedelta(hours=3))
    assert talk.candidate
    a_profile(session, talk.candidate, **TOLD)
    profile = profiles.of(talk.candidate, PROGRAMME.occupations)
    assert profile
    plan = plans.make(Hand(session, profile, PROGRAMME, NOW - timedelta(days=60)), talk.candidate.id)
    steps.finish(Hand(session, profile, PROGRAMME, NOW), plan.steps[0])
    steps.set_aside(Hand(session, profile, PROGRAMME, NOW), plan.steps[1], Reason.LATER)
    agreed = {"subject": "coaching", "version": "1", "locale": "fr", "decision": Decision.AGREED, "at": NOW}
    session.add(Consent(candidate_id=talk.candidate.id, **agreed))
    an_invitation(session, talk.candidate)
    converse(session, talk, member)
    visitor = a_conversation(session, name="Rania Saleh")
    session.add(AccessRequest(conversation_id=visitor.id, words="Let me in", asked_at=NOW))
    a_candidate(session, first_name="<script>alert(1)</script>", counsellor_id=member.id)
    return talk


def converse(session: Session, talk: Conversation, member: Staff) -> None:
    keyboard = [[{"text": "Done", "path": "d", "style": "success"}, {"text": "Later", "path": "l"}]]
    said(session, talk.id, "<b>First</b>", direction=Direction.OUT, platform_id=1, keyboard=keyboard)
    said(session, talk.id, "Done", kind=Kind.PRESS, path="d")
    said(session, talk.id, "<b>Second</b> <code>x</code>", direction=Direction.OUT, platform_id=1, edits=1)
    said(session, talk.id, "Bonjour à tous", created_at=NOW)
    for delivery in (Delivery.PENDING, Delivery.FAILED, Delivery.BLOCKED):
        said(session, talk.id, "x", direction=Direction.OUT, delivery=delivery, failure="no such chat")
    said(session, talk.id, "Answer", direction=Direction.OUT, author="staff", staff_id=member.id)
    said(session, talk.id, kind=Kind.FILE, attachment={"name": "bail.pdf", "size": 2_400_000})


@asynccontextmanager
async def window(
    office: Office, browser: Browser, token: str = "", scheme: str = "light", width: str = "desk"
) -> AsyncIterator[Page]:
    """A window of a browser in which nothing may go wrong unseen."""
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(message.text)

    context = await browser.new_context(
        viewport=WIDTHS[width],  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="en-CA",
        base_url=str(office.client.make_url("/")),
    )
    if token:
        await context.add_cookies([{"name": COOKIE, "value": token, "url": str(office.client.make_url("/"))}])
    page = await context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    await context.close()
    assert not faults


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def member(office: Office) -> Staff:
    return office.hires(name="Camille", email="camille@example.org", password_hash=hash_password(PASSWORD))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_every_page_can_be_used_by_everybody(
    office: Office, browser: Browser, member: Staff, scheme: str, width: str
) -> None:
    office.with_(lambda session: furnish(session, member))
    token = office.signs_in(member)
    found: dict[str, list[str]] = {}
    async with window_that_may_miss(office, browser, "", scheme, width) as page:
        for path in [*(page.path for page in SHOWN if page.roles == PUBLIC), "/nowhere"]:
            found[path] = await faults_of(page, path)
    async with window_that_may_miss(office, browser, token, scheme, width) as page:
        for path in [*(page.path for page in SHOWN if page.roles != PUBLIC), "/candidates?part=requests", "/nowhere"]:
            found[path] = await faults_of(page, path)
    assert not {path: faults for path, faults in found.items() if faults}


async def faults_of(page: Page, path: str) -> list[str]:
    await page.goto("/console" + re.sub(r"\{\w+:[^}]*\}", "1", path))
    sideways = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*await violations(page), *(["scrolls sideways"] if sideways > 0 else [])]


@asynccontextmanager
async def window_that_may_miss(
    office: Office, browser: Browser, token: str, scheme: str, width: str
) -> AsyncIterator[Page]:
    """A window in which a page may be one that is not there, which Chromium reports as an error."""
    context = await browser.new_context(
        viewport=WIDTHS[width],  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        base_url=str(office.client.make_url("/")),
        reduced_motion="reduce",
    )
    if token:
        await context.add_cookies([{"name": COOKIE, "value": token, "url": str(office.client.make_url("/"))}])
    yield await context.new_page()
    await context.close()


async def test_a_counsellor_signs_in_and_answers_a_message_that_came_by_itself(
    office: Office, browser: Browser, member: Staff
) -> None:
    talk = office.with_(lambda session: followed(session, member))
    async with window(office, browser) as page:
        await page.goto("/console/")
        await page.get_by_label("E-mail address").fill("camille@example.org")
        await page.get_by_label("Password").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.get_by_role("link", name="Amina Haddad").click()
        await expect(page.get_by_role("heading", name="Amina Haddad")).to_be_visible()
        await page.evaluate("window.neverReloaded = true")
        office.with_(lambda session: said(session, talk.id, "May I sign a lease from Algiers?"))
        await expect(page.get_by_text("May I sign a lease from Algiers?")).to_be_visible()

        await page.get_by_role("button", name="Take over").click()
        await expect(page.get_by_text("You are speaking.")).to_be_visible()
        await page.get_by_label("Answer to Amina").fill("Yes,\nbut never pay before a visit.")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".bubble.staff")).to_contain_text("never pay before a visit.")
        await expect(page.get_by_label("Answer to Amina")).to_have_value("")
        await expect(page.get_by_label("Answer to Amina")).to_be_focused()

        await page.get_by_role("button", name="Hand back to Jalon").click()
        await expect(page.get_by_text("Jalon answers")).to_be_visible()
        assert await page.evaluate("window.neverReloaded")


async def test_a_draft_survives_a_reload_and_goes_when_it_is_sent(
    office: Office, browser: Browser, member: Staff
) -> None:
    talk = office.with_(lambda session: followed(session, member))
    path = f"/console/candidates/{talk.candidate_id}"
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(path)
        await page.get_by_label("Answer to Amina").fill("Half a thou")
        await page.goto("/console/candidates")
        await page.goto(path)
        await expect(page.get_by_label("Answer to Amina")).to_have_value("Half a thou")
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator(".bubble.staff")).to_contain_text("Half a thou")
        await page.reload()
        await expect(page.get_by_label("Answer to Amina")).to_have_value("")


async def test_sending_again_after_a_lost_connection_counts_once(
    office: Office, browser: Browser, member: Staff
) -> None:
    talk = office.with_(lambda session: followed(session, member))
    token = office.signs_in(member)
    async with window_that_may_miss(office, browser, token, "light", "desk") as page:
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        await page.get_by_label("Answer to Amina").fill("Only once")

        async def lose(route: object) -> None:
            await route.fetch()  # type: ignore[attr-defined]
            await route.abort()  # type: ignore[attr-defined]

        await page.route("**/answer", lose)
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_text("The connection is lost")).to_be_visible()
        await page.unroute("**/answer")
        await page.reload()
        await expect(page.get_by_label("Answer to Amina")).to_have_value("Only once")
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_label("Answer to Amina")).to_have_value("")
    assert len(office.with_(lambda session: transcript(session, talk.id))) == 1


async def test_a_stream_that_did_not_open_is_tried_again(office: Office, browser: Browser, member: Staff) -> None:
    talk = office.with_(lambda session: followed(session, member))
    token = office.signs_in(member)
    async with window_that_may_miss(office, browser, token, "light", "desk") as page:
        await page.route("**/live?*", lambda route: route.abort(), times=1)
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        await expect(page.get_by_text("Connecting again…")).to_be_visible()
        await expect(page.get_by_text("Connecting again…")).to_be_hidden()
        office.with_(lambda session: said(session, talk.id, "Still here"))
        await expect(page.get_by_text("Still here")).to_be_visible()


async def test_too_long_an_answer_is_told_beside_what_was_written(
    office: Office, browser: Browser, member: Staff
) -> None:
    talk = office.with_(lambda session: followed(session, member))
    token = office.signs_in(member)
    async with window_that_may_miss(office, browser, token, "light", "desk") as page:
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        await page.get_by_label("Answer to Amina").fill("x" * 3501)
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("alert")).to_contain_text("Please shorten it")
        await expect(page.get_by_label("Answer to Amina")).to_have_value("x" * 3501)


async def test_older_messages_come_on_scrolling_up_and_the_place_is_kept(
    office: Office, browser: Browser, member: Staff
) -> None:
    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        for number in range(130):
            said(session, talk.id, f"message {number}.")
        return talk

    talk = office.with_(fill)
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        await expect(page.get_by_text("message 129.")).to_be_in_viewport()
        await page.locator("#scroller").hover()
        for _turn in range(30):
            if await page.get_by_text("message 0.", exact=True).count():
                break
            await page.mouse.wheel(0, -4000)
            await page.wait_for_timeout(150)
        await expect(page.get_by_text("message 0.", exact=True)).to_have_count(1)
        assert await page.locator(".bubble").count() == 130

        office.with_(lambda session: said(session, talk.id, "Something new"))
        await page.get_by_role("button", name="New messages").click()
        await expect(page.get_by_text("Something new")).to_be_in_viewport()
        await expect(page.get_by_role("button", name="New messages")).to_be_hidden()


async def test_the_list_shows_who_begins_to_wait_and_finds_while_one_types(
    office: Office, browser: Browser, member: Staff
) -> None:
    talk = office.with_(lambda session: furnish(session, member))
    office.with_(lambda session: setattr(session.get_one(Conversation, talk.id), "waiting_since", None))
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto("/console/candidates")
        await expect(page.locator(".waits")).to_have_count(0)
        await page.wait_for_timeout(800)
        office.with_(lambda session: setattr(session.get_one(Conversation, talk.id), "waiting_since", NOW))
        await expect(page.locator(".waits")).to_contain_text("Amina Haddad")
        await page.get_by_role("searchbox").press_sequentially("script")
        await expect(page.locator(".whole")).to_have_text(["<script>alert(1)</script> Haddad"])
        await expect(page.get_by_role("searchbox")).to_be_focused()


async def test_on_a_phone_conversation_plan_and_file_take_turns(
    office: Office, browser: Browser, member: Staff
) -> None:
    talk = office.with_(lambda session: furnish(session, member))
    async with window(office, browser, office.signs_in(member), width="phone") as page:
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        parts = page.get_by_role("navigation", name="Parts of the page")
        await expect(page.locator("#answer")).to_be_in_viewport()
        await parts.get_by_role("link", name="Plan").click()
        await expect(page.locator("#plan")).to_be_visible()
        await expect(page.locator("#answer")).to_be_hidden()
        await parts.get_by_role("link", name="File").click()
        await expect(page.get_by_text("Finding a home")).to_be_visible()


async def test_who_is_signed_out_elsewhere_is_asked_to_sign_in(office: Office, browser: Browser, member: Staff) -> None:
    talk = office.with_(lambda session: followed(session, member))
    token = office.signs_in(member)
    async with window_that_may_miss(office, browser, token, "light", "desk") as page:
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        await page.get_by_label("Answer to Amina").fill("Too late")
        office.with_(lambda session: session.get_one(Staff, member.id).__setattr__("disabled_at", NOW))
        await page.get_by_role("button", name="Send").click()
        await page.wait_for_url(re.compile("/sign-in"))
    assert not office.posted


async def test_the_page_redraws_what_others_change(office: Office, browser: Browser, member: Staff) -> None:
    talk = office.with_(lambda session: followed(session, member))
    async with window(office, browser, office.signs_in(member)) as page:
        await page.goto(f"/console/candidates/{talk.candidate_id}")
        await expect(page.get_by_text("The profile is not filled in yet.")).to_be_visible()
        await page.wait_for_timeout(800)
        office.with_(lambda session: _tell(session, talk.id))
        await expect(page.get_by_text("Finding a home")).to_be_visible()


def _tell(session: Session, conversation_id: int) -> None:
    candidate = session.get_one(Conversation, conversation_id).candidate
    assert candidate
    a_profile(session, candidate, **TOLD)
