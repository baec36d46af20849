"""What is read and done is in the audit log, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit import AuditEntry
from storage.candidates import Candidate
from storage.conversations import AccessRequest
from tests.console.office import Office, said
from tests.people import NOW, a_candidate, a_conversation


def furnish(session: Session, **columns: object) -> int:
    candidate = a_candidate(session, **columns)
    said(session, a_conversation(session, candidate=candidate).id, "Bonjour")
    return candidate.id


def actions(office: Office) -> list[str]:
    return office.with_(lambda session: list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))))


@pytest.mark.parametrize(
    ("path", "action"),
    [("file", "candidate.read"), ("messages?before=9", "conversation.read"), ("live?after=0", "candidate.read")],
)
async def test_a_part_that_is_read_again_is_noted_once_in_an_hour(office: Office, path: str, action: str) -> None:
    office.hired()
    id_ = office.with_(furnish)
    for minutes in (0, 10, 70):
        office.now = NOW + timedelta(minutes=minutes)
        async with office.client.request("GET", f"/console/candidates/{id_}/{path}") as answer:
            assert answer.status == 200
    assert actions(office) == [action] * 2


async def test_a_part_that_is_refused_is_noted(office: Office) -> None:
    colleague = office.hires()
    office.hired()
    id_ = office.with_(lambda session: furnish(session, counsellor_id=colleague.id))
    for path in ("file", "messages?before=9", "live?after=0"):
        assert (await office.get(f"/candidates/{id_}/{path}")).status == 404
    assert actions(office) == ["candidate.refused"] * 3


async def test_a_request_that_is_read_is_noted_once(office: Office) -> None:
    office.hired()

    def ask(session: Session) -> int:
        request = AccessRequest(conversation_id=a_conversation(session).id, words="Me", asked_at=NOW)
        session.add(request)
        session.flush()
        return request.id

    for id_ in (office.with_(ask), office.with_(ask)):
        for _time in range(2):
            await office.get(f"/requests/{id_}")
    assert actions(office) == ["request.read"] * 2


async def test_a_form_sent_twice_is_noted_once(office: Office) -> None:
    office.hired()
    id_ = office.with_(furnish)
    for _click in range(2):
        await office.submit(f"/candidates/{id_}/answer", {"text": "Hello"})
    assert actions(office) == ["conversation.answered"]


async def test_who_asks_to_be_erased_is_seen_in_the_list_and_on_the_page(office: Office) -> None:
    office.hired()
    id_ = office.with_(lambda session: furnish(session, erasure_asked_at=NOW))
    for path in ("/candidates?part=waiting", f"/candidates/{id_}"):
        assert "Asks to be erased since January 15, 2027" in (await office.get(path)).words


async def test_an_invitation_sent_again_leads_to_its_own_candidate(office: Office) -> None:
    office.hired()
    other = "7f5f3a55-5a52-4a53-9ba9-3a1d0d6c2e52"
    first = await office.submit("/invite", {"first_name": "Amina"})
    await office.submit("/invite", {"first_name": "Rania", "key": other})
    again = await office.submit("/invite", {"first_name": "Amina"})
    assert again.location == first.location
    assert office.with_(lambda session: len(list(session.scalars(select(Candidate))))) == 2
