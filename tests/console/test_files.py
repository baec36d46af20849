"""Files that candidates sent, opened by who may read them."""

import pytest
from sqlalchemy.orm import Session

from storage.audit import about
from storage.messages import Kind, Message
from storage.staff import Role, Staff
from tests.console.office import Office, said
from tests.people import a_candidate, a_conversation

PAPER = {"id": "F1", "name": "Diplôme «2».pdf", "type": "application/pdf", "size": 9}


def sent(session: Session, member: Staff | None = None, **changes: object) -> tuple[int, Message]:
    candidate = a_candidate(session, counsellor_id=member.id if member else None)
    talk = a_conversation(session, candidate=candidate)
    return candidate.id, said(session, talk.id, kind=Kind.FILE, attachment=PAPER | changes)


def actions(office: Office, candidate: int) -> list[str]:
    return [entry.action for entry in office.with_(lambda session: about(session, candidate))]


async def test_a_file_is_linked_and_opened_under_its_own_name_and_that_is_noted(office: Office) -> None:
    office.hired(Role.AUDITOR)
    office.files["F1"] = b"%PDF-1.7\n"
    candidate, message = office.with_(sent)
    path = f"/console/candidates/{candidate}/files/{message.id}"
    assert f'href="{path}"' in (await office.get(f"/candidates/{candidate}")).text
    answer = await office.get(path)
    assert (answer.status, answer.text) == (200, "%PDF-1.7\n")
    disposition = "attachment; filename*=UTF-8''Dipl%C3%B4me%20%C2%AB2%C2%BB.pdf"
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert actions(office, candidate)[0] == "file.opened"


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "", "application/pdf\r\nX-Own: 1"])
async def test_what_a_browser_could_run_is_bytes(office: Office, kind: str) -> None:
    office.hired()
    office.files["F1"] = b"<script>"
    candidate, message = office.with_(lambda session: sent(session, type=kind))
    answer = await office.get(f"/candidates/{candidate}/files/{message.id}")
    assert answer.headers["Content-Type"] == "application/octet-stream"


async def test_a_file_that_the_platform_has_no_more_is_told_so(office: Office) -> None:
    office.hired()
    candidate, message = office.with_(sent)
    answer = await office.get(f"/candidates/{candidate}/files/{message.id}")
    assert answer.status == 404
    assert "Ask the candidate to send it again" in answer.words
    assert "file.opened" not in actions(office, candidate)


async def test_files_of_others_and_words_without_a_file_are_not_there(office: Office) -> None:
    colleague = office.hires()
    office.hired()
    office.files["F1"] = b"1"
    theirs, paper = office.with_(lambda session: sent(session, colleague))
    mine, _own = office.with_(sent)
    words = office.with_(lambda session: said(session, _own.conversation_id, "Hello"))
    for candidate, message in ((theirs, paper), (mine, paper), (mine, words)):
        assert (await office.get(f"/candidates/{candidate}/files/{message.id}")).status == 404
