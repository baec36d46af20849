"""Files and proofs that candidates sent, opened by who may read them."""

import pytest
from sqlalchemy.orm import Session

from coaching.proofs import LARGEST
from storage.audit import about
from storage.messages import File, Kind, Message
from storage.plans import Plan, Proof, Step
from storage.staff import Role, Staff
from tests import samples
from tests.console.office import Office, said
from tests.people import NOW, a_candidate, a_conversation

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


def proved(session: Session, member: Staff | None = None, **columns: object) -> tuple[int, int]:
    """A candidate, and the proof that is kept with a step of theirs."""
    candidate = a_candidate(session, counsellor_id=member.id if member else None)
    plan = Plan(candidate_id=candidate.id, created_at=NOW, updated_at=NOW)
    step = Step(plan=plan, template="csq", position=0, ticked=[])
    file = File(name="Diplôme «2».exe.pdf", type="application/pdf", content=samples.PDF, created_at=NOW)
    given = {"name": "Diplôme «2».exe", "type": "x/y", "size": 9, "sent_at": NOW, "checked_at": NOW, "file": file}
    proof = Proof(step=step, platform_id="F1", **given | columns)
    session.add(proof)
    session.flush()
    return candidate.id, proof.id


async def test_a_proof_is_opened_from_where_it_is_kept_as_what_it_is_and_that_is_noted(office: Office) -> None:
    office.hired(Role.AUDITOR)
    candidate, proof = office.with_(proved)
    answer = await office.get(f"/candidates/{candidate}/proofs/{proof}")
    assert (answer.status, answer.text.encode()) == (200, samples.PDF)
    disposition = "attachment; filename*=UTF-8''Dipl%C3%B4me%20%C2%AB2%C2%BB.exe.pdf"
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    [noted] = office.with_(lambda session: about(session, candidate))
    assert (noted.action, noted.detail) == ("file.opened", f"proof {proof}")


async def test_proofs_of_others_and_those_that_are_not_kept_are_not_there(office: Office) -> None:
    colleague = office.hires()
    office.hired()
    theirs, paper = office.with_(lambda session: proved(session, colleague))
    mine, _own = office.with_(proved)
    _same, refused = office.with_(lambda session: proved(session, file=None, refused="cut"))
    for candidate, proof in ((theirs, paper), (mine, paper), (_same, refused), (mine, 99)):
        assert (await office.get(f"/candidates/{candidate}/proofs/{proof}")).status == 404
    assert actions(office, mine) == []


async def test_a_proof_of_twenty_megabytes_is_opened_whole(office: Office) -> None:
    office.hired()
    content = samples.pdf(LARGEST)
    file = File(name="scan.pdf", type="application/pdf", content=content, created_at=NOW)
    candidate, proof = office.with_(lambda session: proved(session, file=file))
    answer = await office.get(f"/candidates/{candidate}/proofs/{proof}")
    assert answer.text.encode() == content
