"""The placement pool: the team shows a résumé to employers, without a name, from a yes until it is withdrawn.

When it was posted, and from where, is kept: that is what the measures ask about.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from storage import resumes as store
from storage.candidates import Candidate
from storage.consents import Consent, Decision
from storage.resumes import Posting, Resume

SUBJECT, VERSION = "placement", "2026-11"
"""What is agreed to, and in which words."""


def post(
    session: Session, candidate: Candidate, resume: Resume, now: datetime, locale: str, *, abroad: bool
) -> Posting:
    """Shows this version in the place of any other; it is there once, however often it is posted."""
    before = store.posting(session, candidate.id)
    if before and before.resume_id == resume.id:
        return before
    if before:
        before.withdrawn_at = now
    _decide(candidate, Decision.AGREED, now, locale)
    made = Posting(candidate_id=candidate.id, resume_id=resume.id, posted_at=now, abroad=abroad)
    session.add(made)
    session.flush()
    return made


def withdraw(session: Session, candidate: Candidate, now: datetime, locale: str) -> bool:
    """Takes back what stands in the pool."""
    posting = store.posting(session, candidate.id)
    if posting is None:
        return False
    posting.withdrawn_at = now
    _decide(candidate, Decision.REVOKED, now, locale)
    session.flush()
    return True


def let_go(session: Session, candidate: Candidate, resume: Resume, now: datetime, locale: str) -> None:
    """Before a version is deleted: it is withdrawn, and its postings stay without it."""
    posting = store.posting(session, candidate.id)
    if posting and posting.resume_id == resume.id:
        withdraw(session, candidate, now, locale)
    for each in store.postings(session, candidate.id):
        if each.resume_id == resume.id:
            each.resume_id = None
    session.flush()


def _decide(candidate: Candidate, decision: Decision, now: datetime, locale: str) -> None:
    said = Consent(subject=SUBJECT, version=VERSION, locale=locale, decision=decision, at=now)
    candidate.consents.append(said)
