"""Somebody with a résumé, and what is stored of it."""

from datetime import timedelta

from storage.resumes import Experience, Resume
from tests.dialogs.driver import Person
from tests.papers.reading import Paper

SUMMARY = "I am a nurse with eight years in intensive care. I trained 12 colleagues. I would like to work in a region."


def begins(person: Person) -> Person:
    """A résumé for a nurse's job."""
    person.follows("resume")
    person.taps("Begin my résumé")
    person.follows("resume-target/0/occupation/31301")
    person.says("Nurse")
    return person


def tells_a_job(person: Person, title: str = "Nurse", began: str = "03/2019", ended: str = "I still do it") -> str:
    person.now += timedelta(minutes=1)
    person.follows("resume/1/jobs/add")
    for said in (title, "Hôpital Mustapha", "Alger, Algérie", began, ended):
        person.says(said)
    person.says("I trained 12 new nurses in two years.")
    return person.taps("Skip")


def tells_all(person: Person) -> Person:
    """All that matters in a résumé that was begun."""
    tells_a_job(person)
    person.follows("resume/1/summary")
    person.says(SUMMARY)
    person.follows("resume/1/skills/write")
    person.says("triage, Excel, training")
    person.follows("resume/1/studies/add")
    for said in ("Licence en sciences infirmières", "Université d’Alger", "Alger", "2016", "Not yet"):
        person.says(said)
    person.follows("resume/1/contact")
    for said in ("Alger, Algérie", "amina@example.org", "+213 555 12 34 56"):
        person.says(said)
    return person


def taken(person: Person) -> Paper:
    """The PDF that was just made."""
    made = person.screens[-1].document
    assert made is not None
    return Paper(made.content)


def rows(person: Person, table: type) -> list[object]:
    with person.database.session() as session:
        return list(session.query(table))


def jobs(person: Person) -> list[tuple[str, str, str | None]]:
    with person.database.session() as session:
        return [(row.title, row.began, row.ended) for row in session.query(Experience)]


def resume(person: Person, number: int = 1) -> Resume:
    with person.database.session() as session:
        return session.get_one(Resume, number)
