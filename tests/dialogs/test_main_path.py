"""The main path from the first tap to the first step done, in French and English, on each kind of database."""

from datetime import timedelta

import pytest

from coaching.programme import Programme
from dialogs.engine.staffing import HandedBack, StaffWrote, TookOver
from storage.candidates import Candidate
from storage.database import Database
from storage.invitations import issue
from storage.staff import Staff
from tests.dialogs.conftest import CODE, NOON
from tests.dialogs.driver import Person


@pytest.fixture(params=["fr", "en"])
def newcomer(request: pytest.FixtureRequest, database: Database, programme: Programme) -> Person:
    """Somebody who holds an invitation, with a phone in French or English."""
    with database.session() as session, session.begin():
        josee = Staff(email="josee@example.org", name="Josée Tremblay", password_hash="-", created_at=NOON)
        candidate = Candidate(first_name="Amina", last_name="Haddad", created_at=NOON, counsellor=josee)
        session.add(candidate)
        issue(session, candidate, CODE, NOON, NOON + timedelta(days=30))
    return Person(database, programme, NOON, language=request.param)


def test_from_the_invitation_to_the_first_step(newcomer: Person) -> None:
    newcomer.opens(CODE)
    newcomer.taps("Français" if newcomer.language == "fr" else "English")
    newcomer.taps("I agree")
    newcomer.says("Alger")
    newcomer.taps("Skilled worker")
    newcomer.says("Algérie")
    newcomer.taps("With a partner and children")
    newcomer.says("infirmière")
    newcomer.taps("1.")
    newcomer.taps("Not started yet")
    newcomer.taps("Bachelor’s degree")
    newcomer.says("8 ans")
    newcomer.taps("Well")
    for level in ("Advanced", "Advanced", "Advanced", "Intermediate"):
        newcomer.taps(newcomer.in_words(f"{level} (levels {'5 to 8' if level == 'Intermediate' else '9 to 12'})"))
    newcomer.taps("A little")
    newcomer.taps("Estrie")
    assert "2027-03-15" in newcomer.says("31/02/2027")
    newcomer.later(days=3)
    newcomer.opens()
    newcomer.taps("Go on with my profile")
    newcomer.says("15 mars 2027")
    newcomer.taps("Finding a job")
    said = newcomer.taps("Skip")
    assert newcomer.in_words("Thank you, {name}. I know enough to begin.", name="Amina") in said
    newcomer.taps("1.")
    newcomer.taps("Done")
    newcomer.taps("Write to my counsellor")
    newcomer.says("J’ai mon visa !")
    josee = newcomer.looks_up(lambda session, _chat: session.query(Staff).one().id)
    assert "Josée Tremblay" in newcomer.does(TookOver("staff:1", 1, josee))
    assert newcomer.says("Bonjour Josée") == ""
    assert "Bravo !" in newcomer.does(StaffWrote("staff:2", 1, josee, "Bravo !"))
    assert "Jalon" in newcomer.does(HandedBack("staff:3", 1, josee))
    newcomer.says("/plan")
    assert newcomer.in_words("My profile") in newcomer.sees


def test_french_is_french(newcomer: Person) -> None:
    if newcomer.language != "fr":
        return
    assert newcomer.opens(CODE).startswith("Choisissez votre langue.")
    assert "Bonjour, Amina." in newcomer.taps("Français")
    newcomer.taps("J’accepte")
    newcomer.says("Alger")
    said = newcomer.tells_all()
    assert "Merci, Amina." in said
    assert "Vous arrivez le 15 mars 2027." in said
    assert "Your" not in said
