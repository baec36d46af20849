"""What holds for every page of the console, those to come too."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import console
from coaching import groups
from coaching.groups import Opening
from console import routing
from console.routing import PUBLIC, Page
from storage.conversations import AccessRequest
from storage.invitations import issue
from storage.staff import Role
from storage.tables import Table
from storage.training import Mode
from tests.console.office import PROGRAMME, Office, said
from tests.people import NOW, a_candidate, a_conversation, a_member_of_staff

OPEN_TO_ALL = ("/sign-in", "/certificate", "/t/{secret:")
PAGES = routing.pages()
CLOSED = [page for page in PAGES if page.roles != PUBLIC]
TEMPLATES = sorted((Path(console.__file__).parent / "templates").glob("*.html"))


def called(page: Page) -> str:
    return f"{page.method} {page.path}"


def address(page: Page) -> str:
    return re.sub(r"\{\w+:[^}]*\}", "1", page.path)


def furnish(session: Session) -> None:
    """Number 1 of all that a path can name."""
    candidate = a_candidate(session)
    conversation = a_conversation(session, candidate=candidate)
    said(session, conversation.id, "Bonjour")
    issue(session, candidate, "CODE-0000", NOW, NOW + timedelta(days=30))
    visitor = a_conversation(session)
    session.add(AccessRequest(conversation_id=visitor.id, words="Let me in", asked_at=NOW))
    opening = Opening(next(iter(PROGRAMME.training)), Mode.GROUP, "La Maisonnée")
    groups.open_(session, a_member_of_staff(session), opening, lambda: "chance", NOW)


def test_every_file_holds_a_page() -> None:
    for module in routing.modules():
        assert any(isinstance(part, Page) for part in vars(module).values()), module.__name__


def test_only_the_sign_in_certificates_and_the_link_of_a_trainer_are_open_without_a_role() -> None:
    assert all(page.path.startswith(OPEN_TO_ALL) for page in PAGES if page.roles == PUBLIC)
    assert all(page.roles <= frozenset(Role) for page in PAGES)


def test_who_only_looks_on_changes_nothing_but_their_own_account() -> None:
    posts = {page.path for page in PAGES if page.method == "POST" and Role.AUDITOR in page.roles}
    assert posts == {"/sign-out", "/account/settings", "/account/password", "/account/sign-out-elsewhere"}


def test_names_are_those_that_templates_link_to() -> None:
    names = {pages[0].name for _path, pages in routing.resources(PAGES)} | {"asset"}
    linked = {name for path in TEMPLATES for name in re.findall(r"visit\.url\('(\w+)'", path.read_text())}
    assert linked <= names


@pytest.mark.parametrize("page", CLOSED, ids=called)
async def test_a_page_is_closed_to_who_is_not_signed_in(office: Office, page: Page) -> None:
    office.with_(furnish)
    answer = await (office.get(address(page)) if page.method == "GET" else office.post(address(page), {}))
    assert answer.status == 303
    assert answer.location.startswith("/console/sign-in")


@pytest.mark.parametrize("page", [page for page in CLOSED if Role.AUDITOR not in page.roles], ids=called)
async def test_a_page_is_closed_to_other_roles(office: Office, page: Page) -> None:
    office.with_(furnish)
    office.hired(Role.AUDITOR)
    answer = await (office.get(address(page)) if page.method == "GET" else office.submit(address(page)))
    assert answer.status == 403
    assert "not for your role" in answer.words
    assert not office.posted


@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "POST"], ids=called)
async def test_a_form_without_proof_of_where_it_comes_from_is_refused_with_the_way_on(
    office: Office, page: Page
) -> None:
    office.with_(furnish)
    office.hired()
    for fields in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}):
        answer = await office.post(address(page), fields)
        assert answer.status == 403
        assert "Reload the page" in answer.words
    assert not office.posted


@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "GET"], ids=called)
async def test_looking_changes_nothing_but_the_audit_log(office: Office, page: Page) -> None:
    office.with_(furnish)
    office.hired()
    before = office.with_(_rows)
    async with office.client.request("GET", f"/console{address(page)}", allow_redirects=False):
        assert office.with_(_rows) == before


def _rows(session: Session) -> dict[str, list[str]]:
    return {
        table.name: sorted(map(str, session.execute(select(table)).all()))
        for table in Table.metadata.sorted_tables
        if table.name != "audit"
    }


@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "GET"], ids=called)
async def test_every_page_is_shielded_and_kept_by_nobody(office: Office, page: Page) -> None:
    office.with_(furnish)
    office.hired()
    async with office.client.request("GET", f"/console{address(page)}", allow_redirects=False) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_script_style_or_handler_of_their_own(template: Path) -> None:
    source = template.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|js:|javascript:", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_carries_its_proof(template: Path) -> None:
    source = template.read_text()
    assert source.count('method="post"') == source.count("{{ proof(csrf_field, csrf) }}")


async def test_an_address_that_is_not_there_is_a_page_that_helps(office: Office) -> None:
    office.hired()
    for path in ("/nowhere", "/candidates/999999999999999999999999", "/static/nothing.css"):
        answer = await office.get(path)
        assert answer.status == 404
        assert "There is nothing here" in answer.words
        assert "/console/candidates" in answer.text


async def test_a_method_that_a_page_does_not_know_is_refused_in_words(office: Office) -> None:
    office.hired()
    assert (await office.post("/candidates", {})).status == 405


async def test_a_page_that_fails_says_so_without_telling_why(office: Office) -> None:
    office.hired()
    office.database.reading.dispose()
    office.with_(lambda session: session.execute(Table.metadata.tables["access_requests"].delete()))
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE access_requests")
    answer = await office.get("/candidates")
    assert answer.status == 500
    assert "on our side" in answer.words
    assert "access_requests" not in answer.text


async def test_a_fault_of_a_part_is_a_notice_on_its_page(office: Office) -> None:
    office.hired()
    answer = await office.get("/candidates/77/file", HX_Request="true")
    assert answer.status == 404
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "<html" not in answer.text


async def test_the_front_page_is_the_list(office: Office) -> None:
    office.hired()
    assert (await office.get("/")).location == "/console/candidates"


async def test_a_part_asked_for_after_the_session_ended_sends_the_whole_page_to_sign_in(office: Office) -> None:
    answer = await office.get("/candidates/1/file", HX_Request="true", HX_Current_URL="http://x/console/candidates/1")
    assert answer.headers["HX-Redirect"].startswith("/console/sign-in?next=")


async def test_static_files_are_compressed_and_kept_for_ever(office: Office) -> None:
    plain = await office.get("/static/console.css", Accept_Encoding="identity")
    squeezed = await office.get("/static/console.css", Accept_Encoding="gzip")
    assert plain.text == squeezed.text
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in plain.headers["Cache-Control"]
    again = await office.get("/static/console.css", If_None_Match=plain.headers["ETag"])
    assert again.status == 304


async def test_pages_come_under_100_kilobytes_with_all_that_they_load(office: Office) -> None:
    office.with_(furnish)
    office.hired()
    page = await office.get("/candidates/1")
    loaded = set(re.findall(r'(?:src|href)="(/console/static/[^"]+)"', page.text))
    sizes = [len(page.text) // 4]
    for path in loaded:
        async with office.client.request("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
            sizes.append(int(answer.headers["Content-Length"]))
    assert len(loaded) >= 6
    assert sum(sizes) < 130_000


@pytest.mark.parametrize("sent", ["é".encode(), b"\xff\xfe", b"\xed\xa0\x80"])
async def test_a_proof_of_bytes_that_are_no_text_is_refused_like_any_other(office: Office, sent: bytes) -> None:
    office.hired()
    url = office.client.make_url("/console/sign-out")
    asked = [
        f"POST {url.path} HTTP/1.1".encode(),
        f"Host: {url.host}".encode(),
        b"Cookie: jalon_session=token-1",
        b"X-CSRF-Token: " + sent,
        b"Content-Length: 0",
        b"Connection: close",
    ]
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"\r\n".join(asked) + b"\r\n\r\n")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 403")
