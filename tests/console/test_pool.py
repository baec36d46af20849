"""Laws of the placement pool: the team sees what a candidate can do, and never who it is."""

from typing import Any

from sqlalchemy.orm import Session

from console.pages.pool import SHOWN
from storage.resumes import Experience, Posting, Resume
from storage.staff import Role
from tests.console.office import Office
from tests.people import NOW, a_candidate, a_profile


def posted(office: Office, **columns: Any) -> None:
    """A nurse who agreed to be proposed."""

    def work(session: Session) -> None:
        candidate = a_candidate(session, first_name="Amina", last_name="Haddad")
        a_profile(session, candidate, region="05", completed_at=NOW)
        summary = "I care for people after surgery. Amina Haddad, write to me."
        resume = Resume(
            candidate_id=candidate.id,
            name="Nurse",
            target="Nurse",
            occupation="31301",
            summary=summary,
            skills=["Triage"],
            created_at=NOW,
            updated_at=NOW,
        )
        job = {"title": "Nurse", "employer": "CHU Mustapha", "began": "2021-03", "ended": "2024-02"}
        session.add_all([resume, Experience(candidate_id=candidate.id, results=["I trained 12 people."], **job)])
        session.flush()
        session.add(
            Posting(
                **{"candidate_id": candidate.id, "resume_id": resume.id, "posted_at": NOW, "abroad": True} | columns
            )
        )

    office.with_(work)


async def test_the_team_sees_what_somebody_can_do_and_not_who_it_is(office: Office) -> None:
    office.hired(Role.AUDITOR)
    posted(office)
    read = (await office.get("/pool")).words
    for told in ("I care for people after surgery.", "Triage", "I trained 12 people.", "3 years", "Estrie"):
        assert told in read
    for name in ("Amina", "Haddad", "Mustapha"):
        assert name not in read


async def test_what_was_withdrawn_is_not_there(office: Office) -> None:
    office.hired()
    posted(office, withdrawn_at=NOW)
    posted(office, resume_id=None)
    assert "Nobody yet" in (await office.get("/pool")).words


async def test_the_pool_is_turned_page_by_page(office: Office) -> None:
    office.hired()
    for _each in range(SHOWN + 1):
        posted(office)
    first = (await office.get("/pool")).words
    assert f"No. {SHOWN + 1}" in first
    assert "Next" in first
    second = (await office.get("/pool?before=2")).words
    assert "No. 1" in second
    assert "Next" not in second
