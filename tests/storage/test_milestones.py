from datetime import date, timedelta

from storage.database import Database
from storage.milestones import Milestone, Report, latest, reports
from tests.people import NOW, a_candidate


def test_the_last_word_on_a_milestone_counts_and_the_first_is_kept(database: Database) -> None:
    with database.session() as session:
        person, other = a_candidate(session), a_candidate(session)
        for day in (date(2027, 3, 1), date(2027, 3, 4)):
            told = {"milestone": Milestone.LANDING, "day": day, "told_at": NOW + timedelta(days=day.day)}
            session.add(Report(candidate_id=person.id, **told))
            session.flush()
        session.add(Report(candidate_id=person.id, milestone=Milestone.JOB, day=date(2027, 5, 1), told_at=NOW))
        session.commit()
        session.expire_all()
        assert [told.day.day for told in reports(session, person.id)] == [1, 4, 1]
        assert {kind: told.day for kind, told in latest(session, person.id).items()} == {
            Milestone.LANDING: date(2027, 3, 4),
            Milestone.JOB: date(2027, 5, 1),
        }
        assert latest(session, other.id) == {}
