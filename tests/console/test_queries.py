"""The console's questions to the database are answered alike on SQLite and PostgreSQL."""

from datetime import timedelta

from sqlalchemy.orm import Session

from storage import audit, caseload, dossiers, staff, transcripts
from storage.candidates import Status
from storage.caseload import Part
from storage.conversations import AccessRequest
from storage.database import Database
from storage.messages import Delivery, Direction
from storage.staff import Role
from tests.console.office import said
from tests.people import NOW, a_candidate, a_conversation, a_member_of_staff

HOUR = timedelta(hours=1)


async def test_a_caseload_is_paged_by_where_one_page_ended(database: Database) -> None:
    def ask(session: Session) -> list[int]:
        member = a_member_of_staff(session)
        for number in range(10):
            candidate = a_candidate(session, counsellor_id=member.id)
            waits = NOW - HOUR * (number % 2) if number < 6 else None
            a_conversation(session, candidate=candidate, waiting_since=waits)
        seen: list[int] = []
        place = None
        while found := caseload.cases(session, member, Part.MINE, after=place, limit=3):
            seen += [case.candidate.id for case in found]
            place = found[-1].place
        return [number - min(seen) for number in seen]

    assert await database.run(ask) == [5, 3, 1, 4, 2, 0, 9, 8, 7, 6]


async def test_the_pulse_changes_with_who_waits_and_who_asks(database: Database) -> None:
    def ask(session: Session) -> int:
        candidate = a_candidate(session, status=Status.INVITED)
        talk = a_conversation(session, candidate=candidate)
        pulses = [transcripts.pulse(session), transcripts.pulse(session)]
        talk.waiting_since = NOW
        pulses.append(transcripts.pulse(session))
        session.add(AccessRequest(conversation_id=talk.id, words="Me", asked_at=NOW))
        pulses.append(transcripts.pulse(session))
        candidate.status = Status.ACTIVE
        pulses.append(transcripts.pulse(session))
        return len(set(pulses))

    assert await database.run(ask) == 4


async def test_an_excerpt_knows_what_was_redrawn_and_what_stood_before(database: Database) -> None:
    def ask(session: Session) -> tuple[list[str], list[str], str]:
        talk = a_conversation(session)
        said(session, talk.id, "zero")
        said(session, talk.id, "one", direction=Direction.OUT, platform_id=5)
        said(session, talk.id, "two", direction=Direction.OUT, platform_id=5, edits=5)
        said(session, talk.id, "three", direction=Direction.OUT, edits=5, delivery=Delivery.PENDING)
        found = transcripts.excerpt(session, talk.id, limit=3)
        replaced = transcripts.shown_before(session, found.messages[-1:])
        redrawn = [message.body for message in found.messages if message.id in found.redrawn]
        return redrawn, [message.body for message in replaced], found.before.body if found.before else ""

    assert await database.run(ask) == (["one", "two"], ["two"], "zero")


async def test_what_is_new_is_found_by_conversation(database: Database) -> None:
    def ask(session: Session) -> list[str]:
        one, two = a_conversation(session), a_conversation(session)
        first = said(session, one.id, "old")
        said(session, one.id, "new")
        said(session, two.id, "other")
        assert not transcripts.news(session, {})
        return [message.body for message in transcripts.news(session, {one.id: first.id, two.id: 0})]

    assert await database.run(ask) == ["new", "other"]


async def test_a_conversation_without_candidate_stands_too(database: Database) -> None:
    def ask(session: Session) -> bool:
        talk = a_conversation(session, blocked_at=NOW)
        standing = transcripts.standings(session, [talk.id])[talk.id]
        return standing.blocked_at == NOW and standing.status is None

    assert await database.run(ask)


async def test_an_auditor_opens_every_dossier_and_a_counsellor_not_that_of_another(database: Database) -> None:
    def ask(session: Session) -> list[bool]:
        owner, other = a_member_of_staff(session), a_member_of_staff(session)
        auditor = a_member_of_staff(session, Role.AUDITOR)
        candidate = a_candidate(session, counsellor_id=owner.id)
        return [dossiers.dossier(session, each, candidate.id) is not None for each in (owner, other, auditor)]

    assert await database.run(ask) == [True, False, True]


async def test_sign_ins_end_one_by_one_and_all_together(database: Database) -> None:
    def ask(session: Session) -> list[int]:
        member = a_member_of_staff(session)
        for token in ("a", "b", "c"):
            staff.sign_in(session, member.id, token, NOW, NOW + HOUR, {})
        session.flush()
        counts = [len(staff.sign_ins(session, member, NOW))]
        staff.sign_out(session, "a")
        counts.append(len(staff.sign_ins(session, member, NOW)))
        staff.sign_out_elsewhere(session, member, "b")
        counts.append(len(staff.sign_ins(session, member, NOW)))
        staff.prolong(session, "b", NOW + 3 * HOUR)
        counts.append(len(staff.sign_ins(session, member, NOW + 2 * HOUR)))
        staff.sign_out_everywhere(session, member)
        counts.append(len(staff.sign_ins(session, member, NOW)))
        return counts

    assert await database.run(ask) == [3, 2, 1, 1, 0]


async def test_the_audit_log_keeps_the_beginning_of_long_details(database: Database) -> None:
    def ask(session: Session) -> int:
        member = a_member_of_staff(session)
        audit.note(session, member, "candidate.read", NOW, detail="x" * 900)
        session.flush()
        entry = audit.last(session, member, "candidate.read")
        return len(entry.detail) if entry else 0

    assert await database.run(ask) == audit.LONGEST_DETAIL


async def test_who_asks_to_be_erased_stands_among_those_who_wait(database: Database) -> None:
    def ask(session: Session) -> tuple[list[int], int, bool]:
        member = a_member_of_staff(session)
        before = transcripts.pulse(session)
        candidates = [a_candidate(session, counsellor_id=member.id) for _number in range(4)]
        for candidate, waits in zip(candidates, (None, NOW - HOUR, NOW - 3 * HOUR, None), strict=True):
            a_conversation(session, candidate=candidate, waiting_since=waits)
        candidates[0].erasure_asked_at = candidates[1].erasure_asked_at = NOW - 2 * HOUR
        session.flush()
        seen: list[int] = []
        place = None
        while found := caseload.cases(session, member, Part.MINE, after=place, limit=1):
            seen.append(candidates.index(found[0].candidate))
            place = found[-1].place
        return seen, caseload.counts(session, member).waiting, transcripts.pulse(session)[0] != before[0]

    assert await database.run(ask) == ([2, 1, 0, 3], 3, True)
