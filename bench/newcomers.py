"""The people with whom a simulated year begins: in all time zones, each with a plan that follows from their answers."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.orm import Session

from bench.lives import PLACES, Life
from coaching import plans, profiles
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Worry
from coaching.programme import Programme
from dialogs import consent
from storage.candidates import Candidate, Status
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.database import Database
from storage.encryption import Keyring
from storage.plans import Pace
from storage.staff import Staff
from storage.tables import Table

BEGINS = datetime(2027, 9, 1, 6, tzinfo=UTC)
"""The year from then has a 29 February, every change of clocks, and a Ramadan in Morocco."""
OCCUPATIONS = ("31301", "31102", "72106", "21232", "11200", "41220", "13110", "65200", "73300", "42202")
COUNTRIES = ("DZ", "MA", "FR", "CM", "SN", "HT", "BR", "PH", "IN", "MX")
REGIONS = ("03", "05", "06", "16", "undecided")
KNOWN = 0.85
"""How many know when they land."""
WORK = 50


def open_database(path: Path) -> Database:
    """A database of its own; what a crash of this machine would cost is not asked here."""
    database = Database(f"sqlite:///{path}", Keyring(["bench" * 8]))
    event.listen(database.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    Table.metadata.create_all(database.engine)
    return database


def populate(database: Database, programme: Programme, numbers: Iterable[int]) -> Sequence[Life]:
    """Makes people in all zones, each with a profile and the plan that follows from it."""
    with database.session() as session, session.begin():
        staff = Staff(email="josee@example.org", name="Josée Tremblay", password_hash="-", created_at=BEGINS)
        session.add(staff)
        session.flush()
        born = [_born(each, staff.id) for each in numbers]
    for at in range(0, len(born), WORK):
        with database.session() as session, session.begin():
            for life in born[at : at + WORK]:
                _settle_in(session, programme, life)
    return born


def _born(number: int, staff_id: int) -> Life:
    chance = Random(number)
    zone = PLACES[number * 7 % len(PLACES)]
    return Life(number, chance, [(BEGINS, zone)], [(BEGINS, Pace.DATES)], staff_id=staff_id)


def _settle_in(session: Session, programme: Programme, life: Life) -> None:
    candidate = Candidate(first_name="Amina", status=Status.ACTIVE, counsellor_id=life.staff_id, created_at=BEGINS)
    chat = Conversation(
        chat_id=life.number, candidate=candidate, locale=life.locale, locale_chosen=True, created_at=BEGINS, state={}
    )
    chat.time_zone = life.zone(BEGINS)
    session.add_all([candidate, chat])
    session.flush()
    life.candidate_id, life.conversation_id = candidate.id, chat.id
    agreed = {"subject": consent.SUBJECT, "version": consent.VERSION, "decision": Decision.AGREED}
    session.add(Consent(candidate_id=candidate.id, locale=life.locale, at=BEGINS, **agreed))
    told = life.told = _profile(life.chance, programme)
    profiles.keep(session, candidate, told, BEGINS)
    local = BEGINS.astimezone(ZoneInfo(chat.time_zone))
    plans.make(plans.Hand(session, told, programme, local), candidate.id)


def _profile(chance: Random, programme: Programme) -> Profile:
    landing = BEGINS.date() + timedelta(chance.randrange(-30, 330)) if chance.random() < KNOWN else None
    occupation = chance.choice([code for code in OCCUPATIONS if programme.occupations.by_code(code)])
    level = chance.choice(list(Level))
    return Profile(
        immigration=chance.choice(list(ImmigrationClass)),
        country=chance.choice(COUNTRIES),
        family=chance.choice(list(Family)),
        occupation=occupation,
        regulated=profiles.regulated(occupation, programme.occupations),
        permit=chance.choice(list(Permit)),
        education=chance.choice(list(Education)),
        experience_years=chance.randrange(20),
        french_listening=level,
        french_speaking=level,
        french_reading=level,
        french_writing=level,
        region=chance.choice(REGIONS),
        landing=landing,
        landing_known=landing is not None,
        worry=chance.choice(list(Worry)),
    )
