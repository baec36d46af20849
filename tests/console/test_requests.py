"""Visitors who ask for access: let in, or declined with a kind word, once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.engine.staffing import Declined, Granted
from storage.candidates import Candidate
from storage.conversations import AccessRequest, Conversation
from storage.messages import transcript
from tests.console.office import KEY, Office
from tests.people import NOW, a_conversation


def asking(session: Session) -> AccessRequest:
    conversation = a_conversation(session, name="Rania Ben Saleh", locale="fr")
    request = AccessRequest(conversation_id=conversation.id, words="<i>Hello</i>", asked_at=NOW)
    session.add(request)
    session.flush()
    return request


async def test_the_request_stands_with_its_words_and_a_kind_answer_in_its_language(office: Office) -> None:
    office.hired()
    request = office.with_(asking)
    answer = await office.get(f"/requests/{request.id}")
    assert "&lt;i&gt;Hello" in answer.text
    assert 'value="Rania"' in answer.text
    assert 'value="Ben Saleh"' in answer.text
    assert 'lang="fr"' in answer.text


async def test_a_granted_visitor_is_a_candidate_of_the_chosen_counsellor(office: Office) -> None:
    member, colleague = office.hired(), office.hires()
    request = office.with_(asking)
    fields = {"first_name": "Rania", "last_name": "Saleh", "counsellor_id": str(colleague.id)}
    answer = await office.submit(f"/requests/{request.id}/grant", fields)
    assert answer.location == "/console/candidates?part=requests"
    event = Granted(f"staff:{KEY}", request.conversation_id, member.id, request.id, "Rania", "Saleh", colleague.id)
    assert office.posted == [event]
    (candidate,) = office.with_(lambda session: list(session.scalars(select(Candidate))))
    assert candidate.counsellor_id == colleague.id
    conversation = office.with_(lambda session: session.get_one(Conversation, request.conversation_id))
    assert conversation.candidate_id == candidate.id


async def test_a_declined_visitor_reads_the_reason(office: Office) -> None:
    member = office.hired()
    request = office.with_(asking)
    await office.submit(f"/requests/{request.id}/decline", {"reason": "Next year, perhaps."})
    assert office.posted == [
        Declined(f"staff:{KEY}", request.conversation_id, member.id, request.id, "Next year, perhaps.")
    ]
    messages = office.with_(lambda session: transcript(session, request.conversation_id))
    assert "Next year, perhaps." in messages[0].body


async def test_what_is_missing_is_asked_for(office: Office) -> None:
    office.hired()
    request = office.with_(asking)
    assert (await office.submit(f"/requests/{request.id}/grant", {"first_name": ""})).status == 422
    assert (await office.submit(f"/requests/{request.id}/decline", {"reason": ""})).status == 422
    assert not office.posted


async def test_a_request_that_a_colleague_has_answered_leads_back_to_the_list(office: Office) -> None:
    office.hired()
    request = office.with_(asking)
    await office.submit(f"/requests/{request.id}/decline", {"reason": "No."})
    for answer in (
        await office.get(f"/requests/{request.id}"),
        await office.submit(f"/requests/{request.id}/grant", {"first_name": "Rania"}),
        await office.submit(f"/requests/{request.id}/decline", {"reason": "No."}),
    ):
        assert answer.location == "/console/candidates?part=requests"
    assert len(office.posted) == 1


async def test_a_request_that_never_was_is_not_there(office: Office) -> None:
    office.hired()
    assert (await office.get("/requests/7")).status == 404
