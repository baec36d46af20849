"""Opportunities: brought by a file or entered by staff, taken place by place, and looked at where one is suspicious."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coaching import folding
from coaching.occupations import Occupations
from coaching.postings import WEEKS, Posting
from storage import opportunities as store
from storage import places, postings
from storage.opportunities import Opportunity, Organization, Reason, Sort, Suspicion
from storage.staff import Staff

CONSOLE = "console"
"""The source of what staff enter."""
INDEPENDENT = 2
"""How many candidates must find an offer suspicious until the others are warned."""
LONGEST_FOLDED = 200
USUAL_HOURS = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import made of the rows that it took."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.new + other.new, self.changed + other.changed, self.same + other.same)


def compare(session: Session, source: str, brought: Sequence[Posting], occupations: Occupations) -> Counts:
    """What an import of these would do; employers that are new make new opportunities."""
    known = postings.by_reference(session, source, [posting.reference for posting in brought])
    ids = postings.known_organizations(session, {fold(posting.employer) for posting in brought})
    new = sum(posting.reference not in known for posting in brought)
    changed = sum(
        is_changed(known[posting.reference], _row(posting, ids.get(fold(posting.employer), 0), occupations), posting)
        for posting in brought
        if posting.reference in known
    )
    return Counts(new, changed, len(brought) - new - changed)


def keep(session: Session, source: str, brought: Sequence[Posting], occupations: Occupations, now: datetime) -> Counts:
    """Stores postings of different references; what is stored as it is brought is left alone."""
    called = {fold(each.employer): {"name": each.employer, "sort": each.employer_sort} for each in brought}
    ids = postings.organizations(session, called, now)
    known = postings.by_reference(session, source, [posting.reference for posting in brought])
    written, counts = [], Counts()
    for posting in brought:
        row = _row(posting, ids[fold(posting.employer)], occupations)
        before = known.get(posting.reference)
        if before and not is_changed(before, row, posting):
            counts += Counts(same=1)
            continue
        counts += Counts(changed=1) if before else Counts(new=1)
        written.append(_written(row, source, posting, before, now))
    postings.keep(session, written)
    return counts


def _row(posting: Posting, organization_id: int, occupations: Occupations) -> dict[str, Any]:
    return {**posting.columns(occupations), "organization_id": organization_id}


def is_changed(before: Mapping[str, Any], row: Mapping[str, Any], posting: Posting) -> bool:
    """Whether a file says something else than is stored; what it took back itself is there again."""
    is_back = before["withdrawn_at"] is not None and before["withdrawn_by"] is None
    is_dated = posting.published_at(before["published_at"]) != before["published_at"]
    return is_back or is_dated or any(before[name] != value for name, value in row.items())


def _written(
    row: dict[str, Any], source: str, posting: Posting, before: Mapping[str, Any] | None, now: datetime
) -> dict[str, Any]:
    """All columns of a row; what staff have withdrawn stays so."""
    kept = before if before and before["withdrawn_by"] is not None else {}
    stamps = {"published_at": posting.published_at(before["published_at"] if before else now), "updated_at": now}
    standing = {name: kept.get(name) for name in ("withdrawn_at", "withdrawn_by")}
    return {**row, "source": source, **stamps, **standing}


def fold(name: str) -> str:
    """A name as it is compared: "Café L’Étoile inc." and "CAFE L'ETOILE INC" are one."""
    return " ".join(folding.WORD.findall(folding.fold(name)))[:LONGEST_FOLDED] or name[:LONGEST_FOLDED]


def enter(session: Session, member: Staff, posting: Posting, occupations: Occupations, now: datetime) -> Opportunity:
    """What a member of staff enters; its organization is made where nobody is called so yet."""
    made = Opportunity(
        **posting.columns(occupations),
        organization=organization(session, posting.employer, posting.employer_sort, now),
        source=CONSOLE,
        published_at=posting.published_at(now),
        staff_id=member.id,
        updated_at=now,
    )
    session.add(made)
    session.flush()
    return made


def change(
    session: Session, row: Opportunity, member: Staff, posting: Posting, occupations: Occupations, now: datetime
) -> None:
    """Takes what a member of staff wrote in place of what it was; its reference stays."""
    row.organization = organization(session, posting.employer, posting.employer_sort, now)
    for name, value in posting.columns(occupations).items():
        if name != "reference":
            setattr(row, name, value)
    row.published_at = posting.published_at(row.published_at)
    row.staff_id, row.updated_at = member.id, now


def organization(session: Session, name: str, sort: Sort, now: datetime) -> Organization:
    found = store.organization(session, fold(name))
    return found or Organization(name=name, folded=fold(name), sort=sort, created_at=now)


def withdraw(row: Opportunity, member: Staff, now: datetime) -> None:
    if row.withdrawn_at is None or row.withdrawn_by is None:
        row.withdrawn_at, row.withdrawn_by, row.updated_at = row.withdrawn_at or now, member.id, now


def reopen(row: Opportunity, now: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by, row.updated_at = None, None, now


def take_place(session: Session, opportunity_id: int) -> bool:
    """Whether there is a place left, which is then the caller's to take in this transaction.

    Whoever asks next waits until it ends: so ask before the stage ACCEPTED is written. A place is free again as soon
    as a participation leaves that stage, for places are counted and not kept.
    """
    row = places.locked(session, opportunity_id)
    if row is None:
        return False
    return row.places is None or places.taken(session, [row.id]).get(row.id, 0) < row.places


def places_left(session: Session, row: Opportunity) -> int | None:
    """How many places are free; None where nobody counts."""
    return None if row.places is None else max(0, row.places - places.taken(session, [row.id]).get(row.id, 0))


def report(
    session: Session, row: Opportunity, candidate_id: int, reason: Reason, said: str, now: datetime
) -> Suspicion:
    """A candidate finds it suspicious; told again before staff have looked at it, it is the same report."""
    found = store.reported_by(session, row.id, candidate_id)
    if found is None:
        found = Suspicion(opportunity_id=row.id, candidate_id=candidate_id, at=now)
        session.add(found)
    found.reason, found.said = reason, said or None
    session.flush()
    return found


def is_suspect(session: Session, row: Opportunity) -> bool:
    """Whether as many candidates have reported it that the others are warned, until staff have looked at it."""
    return store.voices(session, [row.id]).get(row.id, 0) >= INDEPENDENT


def settle(session: Session, row: Opportunity, member: Staff, now: datetime) -> int:
    """Staff have looked at what was reported of it; returns how many reports that settles."""
    waiting = [each for each in store.suspicions(session, row.id) if each.settled_at is None]
    for each in waiting:
        each.settled_at, each.settled_by = now, member.id
    return len(waiting)


def by_year(cents_an_hour: int, hours: float | None) -> int:
    """The pay of a year in cents, in whole hundreds of dollars."""
    return round(cents_an_hour * (hours or USUAL_HOURS) * WEEKS / 10_000) * 10_000
