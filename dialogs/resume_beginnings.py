"""Somebody with a résumé and all that can stand in one, to walk through the conversations as."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage.resumes import Diploma, Evaluation, Experience, Posting, Resume, ResumeHead

PATHS = ("resume/1/jobs/add", "resume/1/employers", "resume/1", "resume/2", "resume/2/letter/write", "resume")
"""Where a walk begins; what is told anew comes before what is changed."""


def write(session: Session, candidate_id: int, now: datetime) -> None:
    """Two versions, one of which employers see; work in every form, and diplomas with every evaluation."""
    jobs = [
        Experience(
            title="<Nurse> & more", employer="{Clinic}", place="", began="2019", ended=None, results=["A" * 220]
        ),
        Experience(title="Intern", employer="B", place="Alger", began="2017-02", ended="2018-03", results=[]),
        Experience(
            title="Aide",
            employer="C",
            place="",
            began="2001-02",
            ended="2001-02",
            results=["The lists in SAP, for 3 years."] * 5,
        ),
    ]
    studies = [
        Diploma(title=f"Diploma {each}", school="D", place="", year=None, evaluation=each, equivalence="<E>")
        for each in Evaluation
    ]
    versions = [_version("Nurse", now, hidden=[]), _version("T" * 80, now, hidden=[1])]
    owned: tuple[Experience | Diploma | Resume, ...] = (*jobs, *studies, *versions)
    for row in owned:
        row.candidate_id = candidate_id
    head = ResumeHead(
        candidate_id=candidate_id, city="Oran", email="a@example.org", phone="+213555", tongues=["Arabic"], more=["F"]
    )
    session.add_all([*jobs, *studies, *versions, head])
    session.flush()
    session.add(Posting(candidate_id=candidate_id, resume_id=versions[0].id, posted_at=now, abroad=True))


def _version(target: str, now: datetime, hidden: list[int]) -> Resume:
    return Resume(
        name=target,
        target=target,
        occupation="31301",
        summary="I was a nurse in the hospital and in the school, with the best of my colleagues. " * 7,
        skills=["triage", "Excel", "L" * 50],
        hidden=hidden,
        letter=None,
        created_at=now,
        updated_at=now,
    )
