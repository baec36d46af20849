"""What the counsellor sees of the milestones that a candidate reported."""

from datetime import date

from sqlalchemy.orm import Session

from storage.conversations import Conversation
from storage.milestones import Milestone, Report
from tests.console.office import Office
from tests.console.test_candidate import followed, page
from tests.people import NOW


async def test_milestones_are_told_by_their_last_word(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        assert talk.candidate
        for milestone, day, outcome in (
            (Milestone.LANDING, date(2027, 3, 1), None),
            (Milestone.LANDING, date(2027, 3, 4), None),
            (Milestone.DECISION, date(2027, 5, 2), "conditions"),
        ):
            told = {"day": day, "outcome": outcome, "told_at": NOW}
            session.add(Report(candidate_id=talk.candidate.id, milestone=milestone, **told))
            session.flush()
        return talk

    words = (await office.get(page(office.with_(fill)))).words
    for told in (
        "Milestones",
        "Landing in Québec March 4, 2027",
        "Decision of the order May 2, 2027 with conditions",
    ):
        assert told in words
    assert "March 1, 2027" not in words
