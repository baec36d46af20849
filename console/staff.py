"""Adding people who work here."""

from datetime import datetime

from sqlalchemy.orm import Session

from console.passwords import hash_password, weakness
from locales.catalogs import reader
from storage import staff
from storage.staff import Role, Staff


class StaffError(ValueError):
    """What was told of a new member of staff cannot be taken; says what was expected."""


def add_staff(session: Session, email: str, name: str, role: str, password: str, now: datetime) -> Staff:
    """Adds a member of staff who can sign in; raises `StaffError` with the first thing that is wrong."""
    address, called = email.strip(), name.strip()
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@") or len(address) > 254:  # noqa: PLR2004 - the longest there is
        raise StaffError(f"{email!r} is not an e-mail address such as camille@office.example.")
    if not called or len(called) > 100:  # noqa: PLR2004 - what the column holds
        raise StaffError("A name of 1 to 100 characters is needed: candidates see it when this person answers.")
    if role not in set(Role):
        raise StaffError(f"{role!r} is no role: choose one of {', '.join(Role)}.")
    if staff.taken(session, address):
        raise StaffError(f"Somebody signs in as {address} already.")
    if problem := weakness(password, address):
        raise StaffError(reader("en", "UTC").plain(problem))
    member = Staff(email=address, name=called, role=Role(role), password_hash=hash_password(password), created_at=now)
    session.add(member)
    session.flush()
    return member
