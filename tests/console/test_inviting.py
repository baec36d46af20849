"""Inviting a candidate, and what becomes of an invitation."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import dossiers
from storage.candidates import Candidate, Status, by_file_number
from storage.invitations import Invitation, Standing, by_code, latest
from tests.console.office import KEY, Office
from tests.people import a_candidate, an_invitation

FORM = {
    "first_name": "Amina",
    "last_name": "Haddad",
    "email": "amina@example.org",
    "file_number": "QC-17",
    "locale": "fr",
    "counsellor_id": "",
}


def everybody(session: Session) -> list[Candidate]:
    return list(session.scalars(select(Candidate).order_by(Candidate.id)))


def invited(session: Session, **columns: object) -> Candidate:
    candidate = a_candidate(session, status=Status.INVITED, **columns)
    an_invitation(session, candidate, "CODE-AAAA")
    return candidate


async def test_an_invited_candidate_gets_a_link_for_thirty_days(office: Office) -> None:
    member = office.hired()
    answer = await office.submit("/invite", {**FORM, "counsellor_id": str(member.id)})
    assert answer.location == "/console/candidates/1/invitation?locale=fr"
    (candidate,) = office.with_(everybody)
    assert (candidate.name, candidate.email, candidate.status) == ("Amina Haddad", "amina@example.org", "invited")
    assert candidate.counsellor_id == member.id
    assert office.with_(lambda session: by_file_number(session, "qc-17"))
    invitation = office.with_(lambda session: by_code(session, "CODE-0001"))
    assert invitation
    assert invitation.expires_at == office.now + timedelta(days=30)


async def test_the_link_can_be_scanned_copied_and_sent_in_the_candidates_language(office: Office) -> None:
    member = office.hired()
    candidate = office.with_(lambda session: invited(session, counsellor_id=member.id, email="amina@example.org"))
    answer = await office.get(f"/candidates/{candidate.id}/invitation?locale=fr")
    link = "https://t.me/jalon_test_bot?start=CODE-AAAA"
    assert f'data-copy="{link}"' in answer.text
    assert 'class="qr"' in answer.text
    assert "February 14, 2027" in answer.words
    mail = unquote(answer.text.partition('href="mailto:')[2].partition('"')[0])
    assert mail.startswith("amina@example.org?subject=")
    assert "Bonjour" in mail
    assert link in mail


async def test_while_nobody_knows_the_address_of_the_bot_there_is_the_code(office: Office) -> None:
    member = office.hired()
    candidate = office.with_(lambda session: invited(session, counsellor_id=member.id))
    office.bot_link = ""
    answer = await office.get(f"/candidates/{candidate.id}/invitation")
    assert "CODE-AAAA" in answer.words
    assert "start=" not in answer.text


async def test_the_form_offers_counsellors_and_languages(office: Office) -> None:
    office.hired(name="Josée Tremblay")
    office.hires(name="Karim Benali")
    words = (await office.get("/invite")).words
    for told in ("Karim Benali", "Josée Tremblay", "Nobody yet", "Français", "English"):
        assert told in words


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"first_name": ""}, "A first name is needed"),
        ({"first_name": "x" * 101}, "A first name is needed"),
        ({"last_name": "x" * 101}, "At most 100 characters"),
        ({"email": "amina"}, "not an e-mail address"),
        ({"file_number": "1" * 41}, "At most 40 characters"),
    ],
)
async def test_mistakes_are_told_beside_their_field_and_nothing_is_lost(
    office: Office, changed: dict[str, str], told: str
) -> None:
    office.hired()
    answer = await office.submit("/invite", {**FORM, **changed})
    assert answer.status == 422
    assert told in answer.words
    kept = {**FORM, **changed}
    assert f'value="{kept["last_name"]}"' in answer.text
    assert not office.with_(everybody)


async def test_a_file_number_belongs_to_one_candidate(office: Office) -> None:
    office.hired()
    office.with_(lambda session: dossiers.give_number(session, a_candidate(session), "QC-17"))
    answer = await office.submit("/invite", {**FORM, "file_number": " qc-17 "})
    assert answer.status == 422
    assert "Another candidate has this file number" in answer.words


async def test_the_same_form_sent_twice_invites_once(office: Office) -> None:
    office.hired()
    first = await office.submit("/invite", FORM)
    second = await office.submit("/invite", FORM)
    assert first.location == second.location
    assert len(office.with_(everybody)) == 1


async def test_a_form_without_a_key_is_refused(office: Office) -> None:
    office.hired()
    assert (await office.submit("/invite", {**FORM, "key": ""})).status == 400


async def test_without_a_known_language_or_counsellor_there_is_still_an_invitation(office: Office) -> None:
    office.hired()
    answer = await office.submit("/invite", {**FORM, "locale": "tlh", "counsellor_id": "77", "file_number": ""})
    assert answer.location.endswith("locale=fr")
    (candidate,) = office.with_(everybody)
    assert candidate.counsellor_id is None
    assert candidate.file_number is None


async def test_a_new_link_ends_the_one_before(office: Office) -> None:
    member = office.hired()
    candidate = office.with_(lambda session: invited(session, counsellor_id=member.id))
    await office.submit(f"/candidates/{candidate.id}/invitation")
    old, new = office.with_(lambda session: list(session.scalars(select(Invitation).order_by(Invitation.id))))
    assert old.standing(office.now) is Standing.WITHDRAWN
    assert new.standing(office.now) is Standing.OPEN
    assert new.code == "CODE-0001"


async def test_a_withdrawn_invitation_says_so_and_offers_another(office: Office) -> None:
    member = office.hired()
    candidate = office.with_(lambda session: invited(session, counsellor_id=member.id))
    await office.submit(f"/candidates/{candidate.id}/invitation/withdraw", {"key": KEY})
    answer = await office.get(f"/candidates/{candidate.id}/invitation")
    assert "was withdrawn" in answer.words
    assert "CODE-AAAA" not in answer.text
    assert "Was withdrawn on" in (await office.get(f"/candidates/{candidate.id}")).words


async def test_an_expired_invitation_says_so(office: Office) -> None:
    member = office.hires()
    candidate = office.with_(lambda session: invited(session, counsellor_id=member.id))
    office.now += timedelta(days=31)
    office.signs_in(member)
    assert "has expired" in (await office.get(f"/candidates/{candidate.id}/invitation")).words
    assert "Has expired on" in (await office.get(f"/candidates/{candidate.id}")).words


async def test_a_used_invitation_leads_to_the_conversation_and_stays_used(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Candidate:
        candidate = invited(session, counsellor_id=member.id)
        found = latest(session, candidate)
        assert found
        found.used_at = office.now
        return candidate

    candidate = office.with_(fill)
    await office.submit(f"/candidates/{candidate.id}/invitation/withdraw")
    assert "has used the invitation" in (await office.get(f"/candidates/{candidate.id}/invitation")).words
    assert "Was used on" in (await office.get(f"/candidates/{candidate.id}")).words


async def test_who_has_no_invitation_can_get_one(office: Office) -> None:
    member = office.hired()
    candidate = office.with_(lambda session: a_candidate(session, status=Status.INVITED, counsellor_id=member.id))
    assert "has no invitation" in (await office.get(f"/candidates/{candidate.id}/invitation")).words
    assert "None was made" in (await office.get(f"/candidates/{candidate.id}")).words
