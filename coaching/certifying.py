"""Certificates of the training: earned by finishing, known by a code that nobody can guess, and revocable."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coaching.modules import Module, Training
from locales.text import Text, _
from storage import certificates
from storage.candidates import Candidate
from storage.certificates import COURSE, Certificate
from storage.encryption import keyring

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters that are read as another: what is typed as I, L or O is meant as 1 and 0."""
MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
LENGTH, GROUP, BITS = 12, 4, 5
WHOLE = _("The realities of working in Québec")
OFFICE = ZoneInfo("America/Montreal")


@dataclass(frozen=True, slots=True)
class Earned:
    """What somebody has just got: for a module, and for the whole course where that was the last one."""

    module: Certificate
    course: Certificate | None


def earn(session: Session, candidate: Candidate, module: Module, whole: Training, now: datetime) -> Earned:
    """Issues what is earned by finishing a module; what is held already is not issued twice.

    The whole course needs a certificate of every module; once taken back, it is not issued again.
    """
    issued = _issue(session, candidate, module.key, module.title, now)
    session.flush()
    mine = certificates.of_candidate(session, candidate.id)
    taken_back = {each.module for each in mine if each.revoked_at}
    complete = {each.module for each in mine} - taken_back >= {each.key for each in whole}
    earned = complete and COURSE not in taken_back
    return Earned(issued, _issue(session, candidate, COURSE, WHOLE, now) if earned else None)


def _issue(session: Session, candidate: Candidate, module: str, title: Text, now: datetime) -> Certificate:
    held = certificates.standing(session, candidate.id, module)
    if held:
        return held
    issued = Certificate(
        candidate=candidate,
        module=module,
        title=title.msgid,
        code=_code(session, f"certificate {candidate.id} {module} {now.isoformat()}"),
        initials=initials(candidate),
        issued_at=now,
    )
    session.add(issued)
    return issued


def _code(session: Session, what: str) -> str:
    """Made with the key of the settings: who does not have it cannot guess one."""
    number = int(keyring(session.get_bind().dialect).digest(what), 16)
    letters = "".join(ALPHABET[number >> BITS * place & len(ALPHABET) - 1] for place in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def initials(candidate: Candidate) -> str:
    names = (candidate.first_name, candidate.last_name)
    return " ".join(f"{name.strip().upper()[0]}." for name in names if name.strip())


def meant(typed: str) -> str:
    """The code that somebody typed, however they wrote it."""
    letters = [letter for letter in typed.upper().translate(MEANT) if letter in ALPHABET]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def revoke(certificate: Certificate, staff_id: int, reason: str, now: datetime) -> None:
    """Takes it back; a second time changes nothing."""
    if certificate.revoked_at is None:
        certificate.revoked_at, certificate.revoked_by, certificate.reason = now, staff_id, reason


def issued_on(certificate: Certificate) -> date:
    """The day that the paper and the public page tell: the office's, wherever the candidate is by now."""
    return certificate.issued_at.astimezone(OFFICE).date()


def title(certificate: Certificate) -> Text:
    """What was finished, as it was called then."""
    return Text(certificate.title)
