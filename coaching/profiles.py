"""A candidate's profile between its row and the rules."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from coaching.occupations import Occupations
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry
from storage import candidates
from storage.candidates import Candidate

E = TypeVar("E", bound=StrEnum)


def of(candidate: Candidate, occupations: Occupations) -> Profile | None:
    """What the candidate told; None until the form was answered to its end."""
    row = candidate.profile
    return read(row, occupations) if row and row.completed_at else None


def read(row: candidates.Profile, occupations: Occupations) -> Profile:
    return Profile(
        immigration=_one(ImmigrationClass, row.immigration_class),
        country=row.country,
        family=_one(Family, row.family),
        occupation=row.occupation,
        regulated=regulated(row.occupation, occupations),
        permit=_one(Permit, row.recognition),
        education=_one(Education, row.education),
        experience_years=row.experience_years,
        french_listening=_one(Level, row.french_listening),
        french_speaking=_one(Level, row.french_speaking),
        french_reading=_one(Level, row.french_reading),
        french_writing=_one(Level, row.french_writing),
        english_listening=_one(Level, row.english_listening),
        english_speaking=_one(Level, row.english_speaking),
        english_reading=_one(Level, row.english_reading),
        english_writing=_one(Level, row.english_writing),
        region=row.region,
        landing=row.landing,
        landing_known=row.landing is not None if row.completed_at else None,
        worry=_one(Worry, row.worry),
        worry_text=row.worry_text,
    )


def regulated(occupation: str | None, occupations: Occupations) -> Regulated:
    """Follows from the occupation, so it is not stored."""
    found = occupations.by_code(occupation) if occupation else None
    return found.regulated if found else Regulated.UNKNOWN


def keep(session: Session, candidate: Candidate, profile: Profile, now: datetime) -> candidates.Profile:
    """Writes a profile whose form was answered to its end."""
    row = candidate.profile or candidates.Profile(candidate=candidate)
    row.immigration_class, row.country, row.family = profile.immigration, profile.country, profile.family
    row.occupation, row.recognition = profile.occupation, profile.permit
    row.education, row.experience_years = profile.education, profile.experience_years
    row.french_listening, row.french_speaking = profile.french_listening, profile.french_speaking
    row.french_reading, row.french_writing = profile.french_reading, profile.french_writing
    row.english_listening, row.english_speaking = profile.english_listening, profile.english_speaking
    row.english_reading, row.english_writing = profile.english_reading, profile.english_writing
    row.region, row.landing = profile.region, profile.landing
    row.worry, row.worry_text = profile.worry, profile.worry_text
    row.completed_at, row.updated_at = row.completed_at or now, now
    session.add(row)
    session.flush()
    return row


def _one(kind: type[E], stored: str | None) -> E | None:
    return kind(stored) if stored else None
