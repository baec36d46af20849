"""The caseload: the candidates whom a member of staff may see, those who wait for an answer first."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.candidates import Candidate, Profile, _visible
from storage.conversations import AccessRequest, Conversation
from storage.plans import Plan, Progress, Step
from storage.staff import Staff

LARGEST_SEARCH = 200
_waiting_since = case(
    (Candidate.erasure_asked_at < Conversation.waiting_since, Candidate.erasure_asked_at),
    else_=func.coalesce(Conversation.waiting_since, Candidate.erasure_asked_at),
)
"""Since when somebody waits for an answer, or to be erased: the earlier of the two."""


class Part(StrEnum):
    MINE = "mine"
    ALL = "all"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list ends: its last candidate, and since when they wait."""

    id: int
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate with conversation, profile and counsellor, and how far the plan is."""

    candidate: Candidate
    conversation: Conversation | None
    profile: Profile | None
    done: int
    steps: int

    @property
    def waiting_since(self) -> datetime | None:
        """Since when they wait for an answer, or to be erased."""
        waiting = self.conversation.waiting_since if self.conversation else None
        return min(filter(None, (self.candidate.erasure_asked_at, waiting)), default=None)

    @property
    def place(self) -> Place:
        return Place(self.candidate.id, self.waiting_since)


@dataclass(frozen=True, slots=True)
class Counts:
    mine: int
    all: int
    waiting: int
    requests: int


def _steps(*progress: Progress) -> ColumnElement[int]:
    counted = select(func.count(Step.id)).join(Plan).where(Plan.candidate_id == Candidate.id)
    return counted.where(Step.progress.in_(progress)).correlate(Candidate).scalar_subquery()


def cases(
    session: Session,
    staff: Staff,
    part: Part,
    *,
    among: Collection[int] | None = None,
    after: Place | None = None,
    limit: int = 50,
) -> list[Case]:
    """Returns candidates of a part of the caseload: who waits longest first, then the newest.

    `among` keeps those with these ids; `after` goes on where another page ended.
    """
    query = _part(_visible(staff), staff, part).outerjoin(Candidate.profile)
    if among is not None:
        query = query.where(Candidate.id.in_(among))
    if after:
        query = query.where(_beyond(after))
    shown = query.add_columns(
        Conversation, Profile, _steps(Progress.DONE), _steps(Progress.DONE, Progress.TODO)
    ).options(joinedload(Candidate.counsellor))
    order = (_waiting_since.is_(None), _waiting_since, Candidate.id.desc())
    return [Case(*row) for row in session.execute(shown.order_by(*order).limit(limit))]


def _part(query: Select[Candidate], staff: Staff, part: Part) -> Select[Candidate]:
    joined = query.outerjoin(Candidate.conversation)
    match part:
        case Part.MINE:
            return joined.where(Candidate.counsellor_id == staff.id)
        case Part.WAITING:
            return joined.where(_waiting_since.is_not(None))
        case Part.ALL:
            return joined


def _beyond(place: Place) -> ColumnElement[bool]:
    if place.waiting_since is None:
        return and_(_waiting_since.is_(None), Candidate.id < place.id)
    return or_(
        _waiting_since.is_(None),
        _waiting_since > place.waiting_since,
        and_(_waiting_since == place.waiting_since, Candidate.id < place.id),
    )


def named(session: Session, staff: Staff, fits: Callable[[str], bool]) -> list[int]:
    """Returns the ids of candidates whose names fit, the newest first, as many as one list can show.

    Names are compared in Python, which folds accents and scripts alike on both databases.
    """
    rows = session.execute(
        _visible(staff)
        .with_only_columns(Candidate.id, Candidate.first_name, Candidate.last_name)
        .order_by(Candidate.id.desc())
    )
    fitting = (row.id for row in rows if fits(f"{row.first_name} {row.last_name}"))
    return [id_ for id_, _ in zip(fitting, range(LARGEST_SEARCH), strict=False)]


def counts(session: Session, staff: Staff) -> Counts:
    def size(part: Part) -> int:
        ids = _part(_visible(staff), staff, part).with_only_columns(Candidate.id).subquery()
        return session.scalar(select(func.count()).select_from(ids)) or 0

    requests = select(func.count(AccessRequest.id)).where(AccessRequest.decided_at.is_(None))
    return Counts(size(Part.MINE), size(Part.ALL), size(Part.WAITING), session.scalar(requests) or 0)


def request(session: Session, id_: int) -> AccessRequest | None:
    """Finds a visitor's request, decided or not, with its conversation."""
    query = select(AccessRequest).where(AccessRequest.id == id_)
    return session.scalar(query.options(joinedload(AccessRequest.conversation)))


def requests(session: Session) -> Sequence[AccessRequest]:
    """Returns the visitors who ask to be coached, who asked first first, with their conversations."""
    query = select(AccessRequest).where(AccessRequest.decided_at.is_(None))
    return session.scalars(
        query.options(joinedload(AccessRequest.conversation)).order_by(AccessRequest.asked_at, AccessRequest.id)
    ).all()
