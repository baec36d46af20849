"""Opportunities: what a candidate can take part in, and the organizations that offer it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Float, ForeignKey, Index, Select, String, Text, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from storage.schema import Id, Table, Word
from storage.staff import Staff


class Kind(StrEnum):
    """What `MEASURES` calls opportunities."""

    JOB = "job"
    NETWORKING = "networking"
    FIRST_EXPERIENCE = "first_experience"
    SUBSIDIZED_JOB = "subsidized_job"
    TRAINING = "training"
    INFORMATION = "information"
    EXPLORATORY_TRIP = "exploratory_trip"
    JOB_FAIR = "job_fair"
    MENTORING = "mentoring"
    COMPETITION = "competition"


WORK = (Kind.JOB, Kind.FIRST_EXPERIENCE, Kind.SUBSIDIZED_JOB, Kind.COMPETITION)
"""Those that one applies to, to work."""


class Sort(StrEnum):
    EMPLOYER = "employer"
    ORDER = "order"
    PARTNER = "partner"
    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"


class Reason(StrEnum):
    """Why an opportunity looks suspicious to a candidate."""

    MONEY = "money"
    DOCUMENTS = "documents"
    ADDRESS = "address"
    TOO_GOOD = "too_good"
    OTHER = "other"


class Standing(StrEnum):
    """How an opportunity stands today."""

    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Organization(Table):
    """`folded` is the name as it is compared: one organization is one row however it is spelled."""

    __tablename__ = "organizations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), unique=True)
    sort: Mapped[Sort] = mapped_column(Word(Sort), default=Sort.EMPLOYER)
    region: Mapped[str | None] = mapped_column(String(2))
    website: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]


NEWEST = ("published_at", "id", "expires_on", "withdrawn_at", "french", "pay", "occupation")
"""By what a search orders and asks, in the indexes."""


class Opportunity(Table):
    """Something to take part in. `reference` is what its source calls it: the same one imported again is updated.

    `french` and `english` are the levels that are asked (0 to 12, by the Échelle québécoise); `pay_from` and `pay_to`
    are cents an hour, `pay` is the most of them. `permit` asks for the permit of a regulated profession. `places` is
    None where nobody counts. `stems` are the words by which it is found. Where nobody of the staff withdrew it, an
    import did.
    """

    __tablename__ = "opportunities"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind, 20))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    occupation: Mapped[str | None] = mapped_column(String(5))
    skills: Mapped[list[Any]] = mapped_column(default=list)
    region: Mapped[str | None] = mapped_column(String(2))
    place: Mapped[str] = mapped_column(String(120), default="")
    remote: Mapped[bool] = mapped_column(default=False)
    from_abroad: Mapped[bool] = mapped_column(default=False)
    french: Mapped[int] = mapped_column(default=0)
    english: Mapped[int] = mapped_column(default=0)
    experience_years: Mapped[int] = mapped_column(default=0)
    permit: Mapped[bool] = mapped_column(default=False)
    pay_from: Mapped[int | None]
    pay_to: Mapped[int | None]
    pay: Mapped[int | None]
    hours: Mapped[float | None] = mapped_column(Float)
    starts_on: Mapped[date | None]
    link: Mapped[str | None] = mapped_column(String(500))
    places: Mapped[int | None]
    published_at: Mapped[datetime]
    expires_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    stems: Mapped[str] = mapped_column(Text, default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    updated_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship()
    editor: Mapped[Staff | None] = relationship(foreign_keys=staff_id)
    withdrawer: Mapped[Staff | None] = relationship(foreign_keys=withdrawn_by)

    __table_args__ = (
        Index("uq_opportunities_source_reference", "source", "reference", unique=True),
        Index("ix_opportunities_occupation_expires_on", "occupation", "expires_on"),
        # What is asked for stands in each index: rows that do not fit are never fetched.
        Index("ix_opportunities_newest", *NEWEST, "region", "kind"),
        Index("ix_opportunities_newest_in_region", "region", *NEWEST, "kind"),
        Index("ix_opportunities_newest_of_kind", "kind", *NEWEST, "region"),
    )

    def standing(self, today: date) -> Standing:
        if self.withdrawn_at is not None:
            return Standing.WITHDRAWN
        return Standing.OPEN if self.expires_on >= today else Standing.EXPIRED

    def is_open(self, today: date) -> bool:
        return self.standing(today) is Standing.OPEN


class Suspicion(Table):
    """A candidate says that an opportunity looks suspicious; staff look at it."""

    __tablename__ = "opportunity_warnings"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    reason: Mapped[Reason] = mapped_column(Word(Reason, 20))
    said: Mapped[str | None] = mapped_column(String(1000))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    opportunity: Mapped[Opportunity] = relationship()
    settler: Mapped[Staff | None] = relationship()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: an occupation by its code or the beginning of it, French of at most a level, pay in cents.

    What does not tell its pay is not found where one is asked for.
    """

    occupation: str = ""
    region: str = ""
    kind: Kind | None = None
    french: int | None = None
    pay: int | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.occupation:
            found.append(Opportunity.occupation.between(self.occupation.ljust(5, "0"), self.occupation.ljust(5, "9")))
        if self.region:
            found.append(Opportunity.region == self.region)
        if self.kind:
            found.append(Opportunity.kind == self.kind)
        if self.french is not None:
            found.append(Opportunity.french <= self.french)
        if self.pay is not None:
            found.append(Opportunity.pay >= self.pay)
        return found


def found(
    session: Session, wanted: Wanted, today: date, after: Opportunity | None = None, limit: int = 5
) -> Sequence[Opportunity]:
    """What is open and wanted, the newest first; with `after`, what follows that one."""
    return session.scalars(_newest_first(_open(wanted, today), after).limit(limit)).all()


def count(session: Session, wanted: Wanted, today: date, most: int) -> int:
    """How many are open and wanted, counted up to `most`."""
    some = _newest_first(_open(wanted, today), None).with_only_columns(Opportunity.id).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _open(wanted: Wanted, today: date) -> Select[Opportunity]:
    is_open = (Opportunity.withdrawn_at.is_(None), Opportunity.expires_on >= today)
    return select(Opportunity).where(*is_open, *wanted.conditions)


def _newest_first(query: Select[Opportunity], after: Opportunity | None) -> Select[Opportunity]:
    place = tuple_(Opportunity.published_at, Opportunity.id)
    if after:
        query = query.where(place < (after.published_at, after.id))
    ordered = query.order_by(Opportunity.published_at.desc(), Opportunity.id.desc())
    return ordered.options(selectinload(Opportunity.organization))


@dataclass(frozen=True, slots=True)
class Sought:
    """What staff look for; `stems` are beginnings of words, all of which are to be there."""

    stems: tuple[str, ...] = ()
    kind: Kind | None = None
    region: str = ""
    standing: Standing | None = None

    def conditions(self, today: date) -> list[ColumnElement[bool]]:
        found = [Opportunity.stems.contains(f" {stem}", autoescape=True) for stem in self.stems]
        return [*found, *Wanted(kind=self.kind, region=self.region).conditions, *self._standing(today)]

    def _standing(self, today: date) -> list[ColumnElement[bool]]:
        match self.standing:
            case Standing.WITHDRAWN:
                return [Opportunity.withdrawn_at.is_not(None)]
            case Standing.EXPIRED:
                return [Opportunity.withdrawn_at.is_(None), Opportunity.expires_on < today]
            case Standing.OPEN:
                return [Opportunity.withdrawn_at.is_(None), Opportunity.expires_on >= today]
            case None:
                return []


def listed(
    session: Session, sought: Sought, today: date, after: Opportunity | None = None, limit: int = 50
) -> Sequence[Opportunity]:
    """What staff look for, the newest first."""
    query = select(Opportunity).where(*sought.conditions(today))
    return session.scalars(_newest_first(query, after).limit(limit)).all()


def suspicious(session: Session, limit: int = 50) -> Sequence[tuple[Opportunity, int]]:
    """Those that staff have to look at, with how many candidates find them suspicious, the most first."""
    voices = func.count(Suspicion.candidate_id.distinct())
    of_each = select(Suspicion.opportunity_id, voices.label("voices")).where(Suspicion.settled_at.is_(None))
    told = of_each.group_by(Suspicion.opportunity_id).subquery()
    query = select(Opportunity, told.c.voices).join(told, told.c.opportunity_id == Opportunity.id)
    ordered = query.order_by(told.c.voices.desc(), Opportunity.id).options(selectinload(Opportunity.organization))
    return [(row[0], row[1]) for row in session.execute(ordered.limit(limit))]


def suspicions(session: Session, opportunity_id: int) -> Sequence[Suspicion]:
    """All that was reported of one, the newest first."""
    query = select(Suspicion).where(Suspicion.opportunity_id == opportunity_id)
    return session.scalars(query.order_by(Suspicion.id.desc())).all()


def voices(session: Session, opportunity_ids: Collection[int]) -> Mapping[int, int]:
    """How many candidates find each suspicious, where staff have not looked at it yet."""
    query = select(Suspicion.opportunity_id, func.count(Suspicion.candidate_id.distinct())).where(
        Suspicion.opportunity_id.in_(opportunity_ids), Suspicion.settled_at.is_(None)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Suspicion.opportunity_id))}


def reported_by(session: Session, opportunity_id: int, candidate_id: int) -> Suspicion | None:
    """What this candidate reported of it that staff have not looked at yet."""
    query = select(Suspicion).where(
        Suspicion.opportunity_id == opportunity_id,
        Suspicion.candidate_id == candidate_id,
        Suspicion.settled_at.is_(None),
    )
    return session.scalar(query.limit(1))


def organization(session: Session, folded: str) -> Organization | None:
    return session.scalar(select(Organization).where(Organization.folded == folded))


def organizations(session: Session, limit: int = 500) -> Sequence[tuple[Organization, int]]:
    """The organizations that came last, with how many opportunities each has ever offered."""
    offered = select(func.count(Opportunity.id)).where(Opportunity.organization_id == Organization.id)
    query = select(Organization, offered.scalar_subquery()).order_by(Organization.id.desc()).limit(limit)
    return [(row[0], row[1]) for row in session.execute(query)]
