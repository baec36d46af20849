"""The public page of a certificate: it says only what it must, to whoever has the code, however it is typed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy.orm import Session

from coaching import certifying
from console.attempts import CODES
from locales.catalogs import reader
from storage.certificates import Certificate
from tests.browser import chromium, violations
from tests.console.office import PROGRAMME, Office
from tests.console.test_browser import WIDTHS, window, window_that_may_miss
from tests.people import NOW, a_candidate, a_member_of_staff

MODULE = next(iter(PROGRAMME.training))
TITLE = reader("en", "America/Montreal").plain(MODULE.title)
ENGLISH = {"Accept-Language": "en-CA"}
NOWHERE = "0000-0000-0000"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


def issue(session: Session, **columns: object) -> Certificate:
    given: dict[str, object] = {"first_name": "Amina", "last_name": "Haddad", "email": "amina@example.org"}
    candidate = a_candidate(session, **given | columns)
    found = certifying.earn(session, candidate, MODULE, PROGRAMME.training, NOW).module
    session.flush()
    return found


def revoked(session: Session) -> Certificate:
    found = issue(session)
    certifying.revoke(found, a_member_of_staff(session).id, "Somebody else answered", NOW + timedelta(days=1))
    return found


async def test_it_says_that_it_is_valid_of_what_when_and_of_whose_initials_and_no_more(office: Office) -> None:
    certificate = office.with_(issue)
    answer = await office.get(f"/certificate/{certificate.code}", **ENGLISH)
    assert answer.status == 200
    for said in ("This certificate is valid.", TITLE, "A. H.", "January 15, 2027", certificate.code):
        assert said in answer.words
    for secret in ("Amina", "Haddad", "amina@example.org", "candidates/"):
        assert secret not in answer.text


async def test_it_speaks_the_language_of_the_browser(office: Office) -> None:
    certificate = office.with_(issue)
    assert 'lang="fr"' in (await office.get(f"/certificate/{certificate.code}")).text
    assert 'lang="en"' in (await office.get(f"/certificate/{certificate.code}", **ENGLISH)).text


async def test_one_that_was_taken_back_says_so_without_the_reason(office: Office) -> None:
    certificate = office.with_(revoked)
    answer = await office.get(f"/certificate/{certificate.code}", **ENGLISH)
    assert answer.status == 200
    assert "This certificate is not valid any more. It was taken back on January 16, 2027." in answer.words
    for secret in ("Somebody else", "Josée", "A. H.", TITLE):
        assert secret not in answer.words


@pytest.mark.parametrize("code", [NOWHERE, "0", "-", "X" * 64, "a" * 2000])
async def test_a_code_that_nobody_has_says_so(office: Office, code: str) -> None:
    answer = await office.get(f"/certificate/{code}", **ENGLISH)
    assert answer.status == 404
    assert "There is no certificate with this code." in answer.words


async def test_a_code_is_found_however_it_is_typed(office: Office) -> None:
    code = office.with_(issue).code
    letter_o = code.replace("0", "O").replace("1", "l").replace("V", "u")
    for typed in (code.lower(), letter_o, letter_o.lower(), code.replace("-", ""), f" {code.replace('-', ' – ')} "):
        sent = await office.client.get("/console/certificate", params={"code": typed}, allow_redirects=False)
        assert sent.status == 303
        assert sent.headers["Location"] == f"/console/certificate/{code}"
    assert (await office.get(f"/certificate/{letter_o.lower()}")).status == 200


async def test_where_nothing_that_could_be_a_code_is_typed_it_is_asked_again(office: Office) -> None:
    assert "Type the code that stands on it." in (await office.get("/certificate", **ENGLISH)).words
    assert "There is no certificate with this code." in (await office.get("/certificate?code=%3F%3F", **ENGLISH)).words


async def test_looking_up_many_codes_has_an_end_and_tells_nothing_then(office: Office) -> None:
    code = office.with_(issue).code
    tried = [(await office.get(f"/certificate/{NOWHERE}")).status for _number in range(CODES.amount)]
    assert set(tried) == {404}
    answer = await office.get(f"/certificate/{code}", **ENGLISH)
    assert answer.status == 429
    assert "Too many codes in a short time Wait ten minutes, then try again." in answer.words
    assert TITLE not in answer.words


async def test_many_look_at_once_and_each_is_answered(office: Office) -> None:
    codes = office.with_(lambda session: [issue(session).code for _number in range(20)])
    answers = await asyncio.gather(*(office.get(f"/certificate/{code}", **ENGLISH) for code in codes))
    assert all(code in answer.words for code, answer in zip(codes, answers, strict=True))


async def test_it_is_kept_by_nobody_and_needs_no_cookie(office: Office) -> None:
    certificate = office.with_(issue)
    for path in ("/certificate", f"/certificate/{certificate.code}", f"/certificate/{NOWHERE}"):
        answer = await office.get(path)
        assert answer.cookies == {}
        assert answer.headers["Cache-Control"] == "no-store"
        assert 'name="csrf"' not in answer.text


async def test_what_a_name_holds_is_never_markup(office: Office) -> None:
    certificate = office.with_(lambda session: issue(session, first_name="<script>", last_name="&amp;"))
    answer = await office.get(f"/certificate/{certificate.code}", **ENGLISH)
    assert "&lt;. &amp;." in answer.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_everybody_can_use_it(office: Office, browser: Browser, scheme: str, width: str) -> None:
    codes = [office.with_(issue).code, office.with_(revoked).code, NOWHERE]
    async with window_that_may_miss(office, browser, "", scheme, width) as page:
        for path in ("", *(f"/{code}" for code in codes)):
            await page.goto(f"/console/certificate{path}")
            assert await violations(page) == []
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_a_code_is_typed_and_verified_by_keyboard_alone(office: Office, browser: Browser) -> None:
    certificate = office.with_(issue)
    async with window(office, browser) as page:
        await page.goto("/console/certificate")
        box = page.get_by_label("Verification code")
        await box.focus()
        await page.keyboard.type(certificate.code.lower().replace("-", " "))
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("This certificate is valid.")).to_be_visible()
        await expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
        assert await page.context.cookies() == []
