"""Laws of applications: where each may go, what is proposed next, and one taker for the last place."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from coaching import applications, archive
from coaching.applications import Moment, Moved, Own
from storage.database import Database
from storage.participations import Action, Contact, Participation, Practice, Stage, Went
from tests.offered import an_offer
from tests.people import a_candidate, a_conversation

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
TODAY = date(2027, 1, 15)
ALGIERS = "Africa/Algiers"
AT_NOON = Moment(NOW, ALGIERS)
OWN = Own("Welder", "Atelier", "https://example.org")
DAY = timedelta(days=1)


def begun(session: Session, stage: Stage = Stage.SAVED) -> Participation:
    return applications.begin(session, a_candidate(session).id, OWN, stage, AT_NOON)


@pytest.mark.parametrize(
    ("stage", "action", "days"),
    [
        (Stage.SAVED, Action.APPLY, 3),
        (Stage.APPLIED, Action.FOLLOW_UP, 7),
        (Stage.INTERVIEW, Action.DATE, 2),
        (Stage.OFFER, Action.ANSWER, 3),
        (Stage.ACCEPTED, None, None),
        (Stage.REFUSED, None, None),
        (Stage.CLOSED, None, None),
    ],
)
def test_each_stage_proposes_what_is_next(sqlite: Database, stage: Stage, action: Action, days: int | None) -> None:
    with sqlite.session() as session:
        row = begun(session, stage)
        assert (row.next, row.next_on) == (action, None if days is None else TODAY + days * DAY)


def test_one_applies_before_an_offer_ends(sqlite: Database) -> None:
    with sqlite.session() as session:
        offer = an_offer(session, expires_on=TODAY + DAY)
        row = applications.begin(session, a_candidate(session).id, offer, Stage.SAVED, AT_NOON)
        assert row.next_on == TODAY + DAY


def test_an_application_only_goes_where_its_stage_leads(sqlite: Database) -> None:
    with sqlite.session() as session:
        for stage in Stage:
            row = begun(session, stage)
            allowed = {each for each in Stage if applications.can_move(row, each, AT_NOON)}
            assert allowed == set(applications.MOVES[stage]) - {stage}


def test_a_further_interview_follows_one_that_is_past(sqlite: Database) -> None:
    with sqlite.session() as session:
        row = begun(session, Stage.INTERVIEW)
        applications.meet(row, NOW - DAY, "Teams", AT_NOON)
        assert row.next is Action.DEBRIEF
        assert applications.move(session, row, Stage.INTERVIEW, AT_NOON) is Moved.DONE
        assert applications.move(session, row, Stage.INTERVIEW, AT_NOON) is Moved.SAME
        assert (row.interview_at, row.interview_place, row.next) == (None, None, Action.DATE)


@pytest.mark.parametrize(
    ("hours", "action", "day"),
    [(48, Action.PREPARE, 16), (27, Action.PREPARE, 15), (3, Action.DEBRIEF, 16), (-48, Action.DEBRIEF, 15)],
)
def test_an_interview_is_prepared_the_evening_before_if_that_is_still_to_come(
    sqlite: Database, hours: int, action: Action, day: int
) -> None:
    with sqlite.session() as session:
        row = begun(session, Stage.INTERVIEW)
        applications.meet(row, NOW + timedelta(hours=hours), None, AT_NOON)
        assert (row.next, row.next_on) == (action, date(2027, 1, day))


@pytest.mark.parametrize(("days", "action"), [(0, Action.THANK), (1, Action.THANK), (2, Action.FOLLOW_UP)])
def test_thanks_are_proposed_for_two_days(sqlite: Database, days: int, action: Action) -> None:
    with sqlite.session() as session:
        row = begun(session, Stage.INTERVIEW)
        applications.meet(row, NOW, None, AT_NOON)
        applications.debrief(row, Went.GOOD, Moment(NOW + days * DAY, ALGIERS))
        assert row.next is action
        known = row.next_on
        applications.debrief(row, Went.BADLY, Moment(NOW + days * DAY, ALGIERS))
        assert (row.next, row.next_on, row.events[-1].went) == (action, known, Went.BADLY)


def test_an_offer_that_is_on_the_board_is_not_put_there_twice(sqlite: Database) -> None:
    with sqlite.session() as session:
        offer, who = an_offer(session), a_candidate(session).id
        first = applications.begin(session, who, offer, Stage.APPLIED, AT_NOON)
        assert applications.begin(session, who, offer, Stage.SAVED, AT_NOON) is first
        assert first.stage is Stage.APPLIED


def offered(session: Session, people: int) -> Sequence[int]:
    """Applications of as many people for one place, which was offered to each."""
    offer = an_offer(session, places=1)
    rows = [
        applications.begin(session, a_candidate(session).id, offer, Stage.OFFER, AT_NOON) for _each in range(people)
    ]
    return [row.id for row in rows]


def accept(database: Database, number: int, together: Barrier) -> str:
    together.wait()
    with database.session() as session, session.begin():
        row = session.get_one(Participation, number)
        return applications.move(session, row, Stage.ACCEPTED, AT_NOON).name


def test_who_accepts_the_last_place_at_once_with_others_gets_it_alone(database: Database) -> None:
    with database.session() as session, session.begin():
        numbers = offered(session, 3)
    together = Barrier(3)
    with ThreadPoolExecutor(3) as threads:
        told = sorted(threads.map(partial(accept, database, together=together), numbers))
    assert told == ["DONE", "FULL", "FULL"]
    with database.session() as session:
        stages = sorted(row.stage for row in session.query(Participation))
    assert stages == [Stage.ACCEPTED, Stage.OFFER, Stage.OFFER]


def test_a_place_that_was_given_up_is_taken_back_only_while_it_is_free(sqlite: Database) -> None:
    with sqlite.session() as session:
        first, second = (session.get_one(Participation, number) for number in offered(session, 2))
        applications.move(session, first, Stage.ACCEPTED, AT_NOON)
        applications.move(session, first, Stage.CLOSED, AT_NOON)
        assert applications.move(session, second, Stage.ACCEPTED, AT_NOON) is Moved.DONE
        assert applications.undo(session, first, first.events[-1].id, AT_NOON) is Moved.FULL
        assert first.events[-1].stage is Stage.CLOSED
        applications.undo(session, second, second.events[-1].id, AT_NOON)
        assert applications.undo(session, first, first.events[-1].id, AT_NOON) is Moved.DONE
        assert first.stage is Stage.ACCEPTED


def test_a_week_goes_from_monday_to_sunday(sqlite: Database) -> None:
    with sqlite.session() as session:
        row = begun(session, Stage.APPLIED)
        session.add(Contact(candidate_id=row.candidate_id, name="Julie", last_on=TODAY, created_at=NOW))
        session.flush()
        weeks = [date(2027, 1, 10), date(2027, 1, 11), date(2027, 1, 17), date(2027, 1, 18)]
        assert [applications.this_week(session, row.candidate_id, day) for day in weeks] == [0, 2, 2, 0]


def test_all_of_it_is_in_what_a_candidate_takes_along(sqlite: Database) -> None:
    with sqlite.session() as session:
        row = begun(session, Stage.OFFER)
        row.events[-1].abroad = True
        session.add(Contact(candidate_id=row.candidate_id, name="Julie", last_on=TODAY, created_at=NOW))
        session.add(Practice(candidate_id=row.candidate_id, question="team", told={"task": "Mine"}, at=NOW))
        session.flush()
        chat = a_conversation(session, candidate=row.candidate)
        told = archive.everything(session, chat, NOW)["job_search"]
        counted = archive.holdings(session, chat)
    assert (counted.applications, counted.contacts, counted.practised) == (1, 1, 1)
    assert told["applications"][0]["title"] == "Welder"
    assert told["applications"][0]["stages"][0]["abroad"] is True
    assert told["contacts"][0]["name"] == "Julie"
    assert told["practised"][0]["told"] == {"task": "Mine"}
