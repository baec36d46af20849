"""The list: who stands in it for whom, in which order, and how somebody is found."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from console.pages.candidates import PAGE
from storage import dossiers
from storage.candidates import Candidate, Status
from storage.conversations import AccessRequest, Conversation
from storage.plans import Plan, Progress, Step
from storage.staff import Role, Staff
from tests.console.office import Answer, Office
from tests.people import NOW, a_candidate, a_conversation, a_profile


def names(answer: Answer) -> list[str]:
    return re.findall(r'class="whole"[^>]*>([^<]*)<', answer.text)


def counts(answer: Answer) -> list[int]:
    return [int(count) for count in re.findall(r'<span class="count">(\d+)</span>', answer.text)]


def person(session: Session, first: str, member: Staff | None = None, waits: int | None = None) -> Candidate:
    candidate = a_candidate(session, first_name=first, last_name="", counsellor_id=member.id if member else None)
    a_conversation(session, candidate=candidate, waiting_since=NOW - timedelta(hours=waits) if waits else None)
    return candidate


async def test_who_waits_longest_stands_first_then_the_newest(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        for first, waits in (("Old", None), ("Short", 1), ("Long", 30), ("New", None)):
            person(session, first, member, waits)

    office.with_(fill)
    answer = await office.get("/candidates")
    assert names(answer) == ["Long", "Short", "New", "Old"]
    assert "for 1 day" in answer.words
    assert "for 1 hour" in answer.words


async def test_a_counsellor_sees_their_own_and_those_of_nobody(office: Office) -> None:
    member, colleague = office.hired(), office.hires()

    def fill(session: Session) -> None:
        person(session, "Mine", member)
        person(session, "Theirs", colleague)
        person(session, "Nobodys")

    office.with_(fill)
    assert names(await office.get("/candidates?part=mine")) == ["Mine"]
    every = await office.get("/candidates?part=all")
    assert names(every) == ["Nobodys", "Mine"]
    assert counts(every) == [1, 2, 0, 0]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR])
async def test_those_who_lead_begin_with_everybody(office: Office, role: Role) -> None:
    office.hired(role)
    colleague = office.hires()
    office.with_(lambda session: person(session, "Theirs", colleague))
    assert names(await office.get("/candidates")) == ["Theirs"]


async def test_the_waiting_are_listed_alone(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        person(session, "Waits", member, 2)
        person(session, "Rests", member)

    office.with_(fill)
    answer = await office.get("/candidates?part=waiting")
    assert names(answer) == ["Waits"]
    assert counts(answer) == [2, 2, 1, 0]


async def test_a_line_tells_country_landing_plan_and_counsellor(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        candidate = a_candidate(session, counsellor_id=member.id)
        a_profile(session, candidate, country="DZ", landing=date(2027, 3, 1))
        plan = Plan(candidate_id=candidate.id, created_at=NOW, updated_at=NOW)
        session.add(plan)
        progress = (Progress.DONE, Progress.TODO, Progress.TODO, Progress.SKIPPED)
        plan.steps = [Step(template=f"s{n}", position=n, progress=each) for n, each in enumerate(progress)]

    office.with_(fill)
    words = (await office.get("/candidates")).words
    for told in ("Algeria", "March 1, 2027", "in 45 days", "1/3", "Josée Tremblay", "Active"):
        assert told in words


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"status": Status.INVITED}, "Invited"),
        ({"status": Status.LEFT}, "Has left"),
    ],
)
async def test_a_line_tells_how_somebody_stands(office: Office, columns: dict[str, object], told: str) -> None:
    member = office.hired()
    office.with_(lambda session: a_candidate(session, counsellor_id=member.id, **columns))
    assert told in (await office.get("/candidates")).words


async def test_a_line_tells_who_has_blocked_the_bot(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        a_conversation(session, candidate=a_candidate(session, counsellor_id=member.id), blocked_at=NOW)

    office.with_(fill)
    assert "Has blocked the bot" in (await office.get("/candidates")).words


@pytest.mark.parametrize("words", ["zoe", "ZOÉ", "Zoé Ng", "nguyen", "nguyễn zo"])
async def test_somebody_is_found_by_the_beginnings_of_names_without_accents(office: Office, words: str) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        a_candidate(session, first_name="Zoé", last_name="Nguyễn", counsellor_id=member.id)
        a_candidate(session, first_name="Enzo", last_name="Ngoma", counsellor_id=member.id)

    office.with_(fill)
    assert names(await office.get(f"/candidates?part=all&q={words}")) == ["Zoé Nguyễn"]


async def test_somebody_is_found_by_the_whole_file_number(office: Office) -> None:
    office.hired()
    office.with_(lambda session: dossiers.give_number(session, a_candidate(session), "QC-2027-17"))
    assert names(await office.get("/candidates?part=all&q=qc-2027-17")) == ["Amina Haddad"]
    assert names(await office.get("/candidates?part=all&q=qc-2027")) == []


async def test_searching_does_not_find_the_candidates_of_others(office: Office) -> None:
    office.hired()
    colleague = office.hires()

    def fill(session: Session) -> None:
        theirs = a_candidate(session, counsellor_id=colleague.id)
        dossiers.give_number(session, theirs, "QC-1")

    office.with_(fill)
    assert names(await office.get("/candidates?part=all&q=amina")) == []
    assert names(await office.get("/candidates?part=all&q=QC-1")) == []


async def test_a_search_that_finds_nobody_says_what_to_try(office: Office) -> None:
    office.hired()
    assert "Nobody is called “<b>”" in (await office.get("/candidates?q=<b>")).words.replace("&lt;", "<")


@pytest.mark.parametrize(("part", "told"), [("waiting", "Nobody waits"), ("mine", "Nobody is here yet")])
async def test_an_empty_list_says_what_will_come(office: Office, part: str, told: str) -> None:
    office.hired()
    assert told in (await office.get(f"/candidates?part={part}")).words


async def test_pages_follow_each_other_without_gap_or_repetition(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        for number in range(PAGE * 2 + 5):
            person(session, f"P{number:03}", member, 1 + number % 3 if number < PAGE + 10 else None)

    office.with_(fill)
    seen, path = [], "/console/candidates?part=mine"
    while path:
        answer = await office.get(path)
        seen += names(answer)
        more = re.search(r'rel="next" href="([^"]*)"', answer.text)
        path = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == PAGE * 2 + 5
    assert "Back to the beginning" in answer.words


@pytest.mark.parametrize("after", ["x", "1-x", "-", "9" * 400, "1-1e999"])
async def test_a_place_that_is_none_is_the_beginning(office: Office, after: str) -> None:
    member = office.hired()
    office.with_(lambda session: person(session, "Amina", member))
    assert names(await office.get(f"/candidates?after={after}")) == ["Amina"]


async def test_visitors_who_ask_for_access_stand_in_their_own_part(office: Office) -> None:
    office.hired()

    def fill(session: Session) -> None:
        conversation = a_conversation(session, name="Rania Saleh")
        asked = AccessRequest(
            conversation_id=conversation.id, words="I was <b>selected</b>", asked_at=NOW - timedelta(hours=5)
        )
        session.add(asked)

    office.with_(fill)
    answer = await office.get("/candidates?part=requests")
    assert counts(answer) == [0, 0, 0, 1]
    assert "Rania Saleh" in answer.words
    assert "asks for access since 5 hours" in answer.words
    assert "&lt;b&gt;selected" in answer.text


async def test_no_requests_say_so(office: Office) -> None:
    office.hired()
    assert "Nobody asks for access" in (await office.get("/candidates?part=requests")).words


async def test_names_are_shown_as_they_are_written(office: Office) -> None:
    member = office.hired()
    evil = '"><img src=x onerror=alert(1)>{{7*7}}'
    office.with_(lambda session: person(session, evil, member))
    answer = await office.get(f"/candidates?q={evil}")
    assert "<img src=x" not in answer.text
    assert "{{7*7}}" in (await office.get("/candidates")).text


async def test_the_list_in_french(office: Office) -> None:
    member = office.hired(locale="fr")
    office.with_(lambda session: person(session, "Amina", member, 3))
    words = (await office.get("/candidates")).words
    assert "Candidats" in words
    assert "3 heures" in words


async def test_a_conversation_with_staff_is_marked(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> None:
        candidate = person(session, "Amina", member)
        conversation = session.query(Conversation).filter_by(candidate_id=candidate.id).one()
        conversation.speaker, conversation.speaker_id = "counsellor", member.id  # type: ignore[assignment]

    office.with_(fill)
    assert "With a counsellor" in (await office.get("/candidates")).words
