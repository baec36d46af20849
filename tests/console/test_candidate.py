"""One candidate's page: what it shows, to whom, and what is written down of that."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import plans, profiles, steps
from coaching.history import Reason
from coaching.plans import Hand
from storage import dossiers
from storage.audit import AuditEntry, about
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import Conversation, Speaker
from storage.messages import Author, Delivery, Direction, File, Kind
from storage.plans import Step
from storage.staff import Role, Staff
from tests.console.office import PROGRAMME, Office, said
from tests.people import NOW, a_candidate, a_conversation, a_profile, an_invitation

TOLD = {
    "immigration_class": "skilled",
    "country": "MA",
    "family": "couple_children",
    "occupation": "31301",
    "recognition": "in_progress",
    "education": "bachelor",
    "experience_years": 6,
    "french_listening": "advanced",
    "french_speaking": "intermediate",
    "english_reading": "beginner",
    "region": "03",
    "landing": date(2027, 3, 1),
    "worry": "housing",
    "worry_text": "Five of us & a cat",
    "completed_at": NOW,
}


def followed(session: Session, member: Staff | None = None, **columns: object) -> Conversation:
    """A conversation of a candidate of this member of staff."""
    candidate = a_candidate(session, counsellor_id=member.id if member else None)
    return a_conversation(session, candidate=candidate, **columns)


def page(conversation: Conversation) -> str:
    return f"/candidates/{conversation.candidate_id}"


async def test_the_candidate_of_a_colleague_is_not_there(office: Office) -> None:
    office.hired()
    colleague = office.hires()
    talk = office.with_(lambda session: followed(session, colleague))
    for path in ("", "/file", "/messages?before=1", "/live?after=0", "/invitation"):
        assert (await office.get(page(talk) + path)).status == 404
    for path in ("/answer", "/take-over", "/hand-back", "/invitation", "/invitation/withdraw"):
        assert (await office.submit(page(talk) + path, {"text": "Hello"})).status == 404
    assert not office.posted


async def test_reading_a_file_is_written_down_and_so_is_a_refusal(office: Office) -> None:
    member, colleague = office.hired(), office.hires()
    own = office.with_(lambda session: followed(session, member))
    other = office.with_(lambda session: followed(session, colleague))
    await office.get(page(own))
    await office.get(page(other))
    await office.get("/candidates/4242")
    entries = office.with_(lambda session: [*session.scalars(select(AuditEntry).order_by(AuditEntry.id))])
    told = [(entry.action, entry.candidate_id, entry.staff_id) for entry in entries]
    assert told == [
        ("candidate.read", own.candidate_id, member.id),
        ("candidate.refused", other.candidate_id, member.id),
        ("candidate.refused", None, member.id),
    ]
    assert len(office.with_(lambda session: about(session, own.candidate_id or 0))) == 1


async def test_the_profile_is_told_in_words(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Candidate:
        candidate = a_candidate(session, counsellor_id=member.id, email="a@example.org", phone="+212 5", joined_at=NOW)
        dossiers.give_number(session, candidate, "QC-17")
        a_profile(session, candidate, **TOLD)
        return candidate

    candidate = office.with_(fill)
    words = (await office.get(f"/candidates/{candidate.id}")).words
    for told in (
        *("Skilled worker", "Morocco", "With a partner and children", "Application in progress", "Bachelor’s degree"),
        *("6 years", "Capitale-Nationale", "March 1, 2027", "in 45 days", "Finding a home", "Five of us & a cat"),
        *("a@example.org", "+212 5", "QC-17", "Josée Tremblay", "Regulated", "has not opened Jalon yet"),
    ):
        assert told in words


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"region": "undecided"}, "Not decided yet"), ({"region": "99"}, "99"), ({"occupation": "00000"}, "00000")],
)
async def test_what_the_content_does_not_know_is_shown_as_it_is(
    office: Office, changed: dict[str, str], told: str
) -> None:
    member = office.hired()

    def fill(session: Session) -> Candidate:
        candidate = a_candidate(session, counsellor_id=member.id)
        a_profile(session, candidate, **changed)
        return candidate

    candidate = office.with_(fill)
    assert told in (await office.get(f"/candidates/{candidate.id}")).words


async def test_a_file_without_answers_says_so(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    words = (await office.get(page(talk))).words
    for told in ("The profile is not filled in yet", "There is no plan yet", "Not asked yet"):
        assert told in words


async def test_the_plan_stands_by_phase_with_what_is_late(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        assert talk.candidate
        a_profile(session, talk.candidate, **TOLD)
        profile = profiles.of(talk.candidate, PROGRAMME.occupations)
        assert profile
        plan = plans.make(Hand(session, profile, PROGRAMME, NOW - timedelta(days=60)), talk.candidate.id)
        steps.finish(Hand(session, profile, PROGRAMME, NOW), plan.steps[0])
        steps.set_aside(Hand(session, profile, PROGRAMME, NOW), plan.steps[1], Reason.LATER)
        plan.steps.append(Step(template="gone-from-content", position=99))
        return talk

    answer = await office.get(page(office.with_(fill)))
    assert "Before departure" in answer.words
    assert re.search(r"1 of \d+ steps done", answer.words)
    assert "steps are late" in answer.words
    assert 'class="step done"' in answer.text
    assert 'class="step skipped"' in answer.text
    assert "gone-from-content" in answer.words


async def test_consents_are_told_by_their_last_word(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        given = {"candidate_id": talk.candidate_id, "version": "1", "locale": "fr", "at": NOW}
        session.add(Consent(subject="coaching", decision=Decision.AGREED, **given))
        session.flush()
        session.add(Consent(subject="coaching", decision=Decision.REVOKED, **given))
        session.add(Consent(subject="sharing", decision=Decision.REFUSED, **given))
        session.add(Consent(subject="surveys", decision=Decision.AGREED, **given))
        return talk

    words = (await office.get(page(office.with_(fill)))).words
    assert "Withdrawn" in words
    assert "Refused" in words
    assert words.count("Agreed to") == 1


async def test_the_clock_of_the_candidate_is_shown(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member, time_zone="Asia/Manila"))
    answer = await office.get(page(talk))
    assert "8:00 p.m. there" in answer.words.replace("\xa0", " ")
    assert 'data-clock="Asia/Manila"' in answer.text
    assert "+08:00" in answer.text


async def test_messages_are_shown_as_the_person_saw_them(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        keyboard = [[{"text": "Oui", "path": "y", "style": "primary"}, {"text": "Site", "url": "https://quebec.ca"}]]
        said(session, talk.id, "<b>Ready?</b>\n<i>Now</i>", direction=Direction.OUT, keyboard=keyboard)
        said(session, talk.id, "Oui", kind=Kind.PRESS, path="y")
        said(session, talk.id, "voice", kind=Kind.OTHER)
        said(session, talk.id, "hologram", kind=Kind.OTHER)
        said(session, talk.id, kind=Kind.CONTACT)
        said(session, talk.id, kind=Kind.EVENT)
        said(session, talk.id, kind=Kind.FILE, attachment={"name": "bail.pdf", "size": 2_400_000})
        said(session, talk.id, kind=Kind.FILE, attachment={"name": "", "size": 1200})
        file = File(name="plan.pdf", type="application/pdf", content=b"%PDF", created_at=NOW)
        session.add(file)
        session.flush()
        said(session, talk.id, direction=Direction.OUT, file_id=file.id)
        said(session, talk.id, "Bonjour", direction=Direction.OUT, author=Author.STAFF, staff_id=member.id)
        said(session, talk.id, "Fair", direction=Direction.OUT, author=Author.NOTICE)
        return talk

    answer = await office.get(page(office.with_(fill)))
    assert "<b>Ready?</b>\n<i>Now</i>" in answer.text
    assert '<span class="key primary" dir="auto">Oui</span>' in answer.text
    for told in (
        *("tapped “Oui”", "Sent a voice message", "Sent something that cannot be shown", "bail.pdf", "2.4 MB", "1 kB"),
        *("Shared a telephone number", "plan.pdf", "Notice to many", "Something changed in the chat"),
    ):
        assert told in answer.words
    assert '<p class="by">Josée Tremblay</p>' in answer.text


async def test_what_a_person_writes_is_text_and_never_markup(office: Office) -> None:
    member = office.hired()
    evil = "<script>alert(1)</script><b>bold</b><hx-partial hx-target='#main'>x</hx-partial>"

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        said(session, talk.id, evil)
        said(session, talk.id, f'{evil}<a href="javascript:alert(1)">x</a>', direction=Direction.OUT)
        said(session, talk.id, evil, kind=Kind.PRESS)
        said(session, talk.id, kind=Kind.FILE, attachment={"name": f'"{evil}', "size": 1})
        said(session, talk.id, direction=Direction.OUT, keyboard=[[{"text": evil, "path": "x"}]])
        failure = {"delivery": Delivery.FAILED, "failure": evil}
        said(session, talk.id, "x", direction=Direction.OUT, **failure)
        return talk

    answer = await office.get(page(office.with_(fill)))
    assert "<script>alert" not in answer.text
    assert "<hx-partial" not in answer.text
    assert 'href="javascript' not in answer.text
    assert answer.text.count("<b>bold</b>") == 1


async def test_delivery_is_told_with_the_reason(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        for delivery in (Delivery.PENDING, Delivery.SENT, Delivery.BLOCKED):
            said(session, talk.id, "x", direction=Direction.OUT, delivery=delivery)
        said(session, talk.id, "x", direction=Direction.OUT, delivery=Delivery.FAILED, failure="chat not found")
        return talk

    answer = await office.get(page(office.with_(fill)))
    assert 'aria-label="On its way"' in answer.text
    assert 'aria-label="Delivered"' in answer.text
    assert "Not delivered: the bot is blocked" in answer.words
    assert "Not delivered: chat not found" in answer.words


async def test_a_screen_that_another_has_replaced_is_folded(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        said(session, talk.id, "<b>First</b>\nscreen", direction=Direction.OUT, platform_id=5)
        said(session, talk.id, "Second screen", direction=Direction.OUT, platform_id=5, edits=5)
        said(session, talk.id, "Third screen", direction=Direction.OUT, edits=5, delivery=Delivery.PENDING)
        said(session, talk.id, "Untouched", direction=Direction.OUT, platform_id=6)
        said(session, talk.id, "Never came", direction=Direction.OUT, edits=6, delivery=Delivery.FAILED)
        return talk

    answer = await office.get(page(office.with_(fill)))
    assert answer.text.count('<details class="folded"') == 2
    assert "Earlier screen: “First”" in answer.words
    assert "Earlier screen: “Second screen”" in answer.words


async def test_days_stand_between_messages_on_the_counsellors_clock(office: Office) -> None:
    member = office.hired(time_zone="Asia/Tokyo")

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        for hours in (72, 20, 10, 1):
            said(session, talk.id, f"{hours} hours ago", created_at=NOW - timedelta(hours=hours))
        return talk

    answer = await office.get(page(office.with_(fill)))
    days = re.findall(r'<h3 class="day"><span>([^<]*)</span>', answer.text)
    assert days == ["Tuesday, January 12, 2027", "Today"]


async def test_older_messages_come_page_by_page(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        for number in range(120):
            said(session, talk.id, f"message-{number}.")
        return talk

    talk = office.with_(fill)
    answer = await office.get(page(talk))
    seen = re.findall(r"message-(\d+)\.", answer.text)
    while more := re.search(r'hx-get="([^"]*messages\?before=\d+)"', answer.text):
        answer = await office.get(more[1])
        seen = re.findall(r"message-(\d+)\.", answer.text) + seen
    assert seen == [str(number) for number in range(120)]


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30])
async def test_older_than_what_is_refused(office: Office, before: str) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    assert (await office.get(f"{page(talk)}/messages?before={before}")).status == 400


async def test_who_has_not_joined_has_no_messages(office: Office) -> None:
    member = office.hired()
    candidate = office.with_(lambda session: a_candidate(session, counsellor_id=member.id))
    assert (await office.get(f"/candidates/{candidate.id}/messages?before=5")).status == 404
    assert (await office.get(f"/candidates/{candidate.id}/live?after=0")).status == 404


@pytest.mark.parametrize(
    ("speaker", "mine", "told"),
    [
        (Speaker.BOT, False, "Jalon answers Amina"),
        (Speaker.COUNSELLOR, True, "You are speaking"),
        (Speaker.COUNSELLOR, False, "Karim is speaking"),
    ],
)
async def test_the_page_says_who_is_speaking(office: Office, speaker: Speaker, mine: bool, told: str) -> None:  # noqa: FBT001 - a case
    member, colleague = office.hired(), office.hires(name="Karim")
    speaking = {Speaker.BOT: None, Speaker.COUNSELLOR: member.id if mine else colleague.id}[speaker]
    talk = office.with_(lambda session: followed(session, member, speaker=speaker, speaker_id=speaking))
    assert told in (await office.get(page(talk))).words


async def test_nobody_writes_to_who_has_left(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member, waiting_since=NOW)
        assert talk.candidate
        talk.candidate.status = Status.LEFT
        return talk

    talk = office.with_(fill)
    answer = await office.get(page(talk))
    assert "has left the programme" in answer.words
    assert "<textarea" not in answer.text
    assert (await office.submit(f"{page(talk)}/answer", {"text": "Come back"})).status == 409


async def test_who_has_blocked_the_bot_can_still_be_written_to_and_it_is_said_what_happens(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member, blocked_at=NOW))
    answer = await office.get(page(talk))
    assert "what you write waits" in answer.words
    assert "<textarea" in answer.text


async def test_an_auditor_reads_without_a_composer(office: Office) -> None:
    office.hired(Role.AUDITOR)
    talk = office.with_(followed)
    answer = await office.get(page(talk))
    assert answer.status == 200
    assert "<textarea" not in answer.text
    assert "take-over" not in answer.text


async def test_an_open_invitation_is_a_step_away(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Candidate:
        candidate = a_candidate(session, counsellor_id=member.id, status=Status.INVITED)
        an_invitation(session, candidate)
        return candidate

    candidate = office.with_(fill)
    assert "works until February 14, 2027" in (await office.get(f"/candidates/{candidate.id}")).words


async def test_the_parts_beside_the_conversation_come_alone(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    answer = await office.get(f"{page(talk)}/file", HX_Request="true")
    assert answer.text.lstrip().startswith('<section class="file-side"')
