"""Group sessions: a module taken together, with a trainer who sees the answers, and who was there."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, ScalarSelect, String, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.candidates import Candidate, Status
from storage.conversations import Conversation
from storage.schema import Id, Table, Word
from storage.staff import Staff
from storage.training import Mode, TrainingAnswer


class GroupSession(Table):
    """`code` is what candidates type to join; `link_digest` is of the secret in the link of a trainer without account.

    `lesson` and `card` are what everybody answers now; None while the trainer has not begun. `shown_at` is when the
    answers to it were shown to all: then none is taken any more.
    """

    __tablename__ = "group_sessions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    module: Mapped[str] = mapped_column(String(12))
    mode: Mapped[Mode] = mapped_column(Word(Mode, 16))
    organization: Mapped[str] = mapped_column(String(200), default="")
    code: Mapped[str] = mapped_column(String(8), unique=True)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    lesson: Mapped[str | None] = mapped_column(String(12))
    card: Mapped[str | None] = mapped_column(String(12))
    shown_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    opener: Mapped[Staff] = relationship()
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="group", order_by="Attendance.id")


class Attendance(Table):
    """A candidate in a session; `confirmed_at` is when the trainer said that they were there."""

    __tablename__ = "attendances"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("group_sessions.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    joined_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    group: Mapped[GroupSession] = relationship(back_populates="attendances")
    candidate: Mapped[Candidate] = relationship()

    __table_args__ = (Index("uq_attendances_session_id_candidate_id", "session_id", "candidate_id", unique=True),)


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a session stands: what is asked, how many are there, and how many chose each option of it."""

    lesson: str | None
    card: str | None
    shown_at: datetime | None
    closed_at: datetime | None
    people: int
    confirmed: int
    chosen: Mapping[str, int]


def by_code(session: Session, code: str) -> GroupSession | None:
    """Finds the session that is open under a code; it stays as it is until the transaction ends.

    So a trainer who goes on to a card meets whoever is just entering: they get this card or the next one, never none.
    """
    query = select(GroupSession).where(GroupSession.code == code, GroupSession.closed_at.is_(None))
    return session.scalar(query.with_for_update(read=True).execution_options(populate_existing=True))


def is_taken(session: Session, code: str) -> bool:
    """Whether a session, perhaps one of long ago, has this code."""
    return session.scalar(select(GroupSession.id).where(GroupSession.code == code)) is not None


def by_link(session: Session, digest: str) -> GroupSession | None:
    """Finds a session by the digest of the secret in its trainer's link."""
    query = select(GroupSession).options(joinedload(GroupSession.opener))
    return session.scalar(query.where(GroupSession.link_digest == digest))


def locked(session: Session, id_: int) -> GroupSession | None:
    """A session that nobody else changes, and to whose card nobody answers, until the transaction ends."""
    query = select(GroupSession).where(GroupSession.id == id_).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def held(session: Session, id_: int) -> GroupSession | None:
    """A session as it stays until the transaction ends; others may hold it at the same time."""
    query = select(GroupSession).where(GroupSession.id == id_).with_for_update(read=True)
    return session.scalar(query.execution_options(populate_existing=True))


def attendance(session: Session, session_id: int, candidate_id: int) -> Attendance | None:
    query = select(Attendance).where(Attendance.session_id == session_id, Attendance.candidate_id == candidate_id)
    return session.scalar(query)


def attendances(session: Session, session_id: int) -> Sequence[Attendance]:
    """Who joined a session, with their names, in the order of these."""
    query = select(Attendance).join(Attendance.candidate).where(Attendance.session_id == session_id)
    named = query.options(joinedload(Attendance.candidate))
    return session.scalars(named.order_by(Candidate.first_name, Candidate.last_name, Attendance.id)).all()


def reachable(session: Session, session_id: int) -> Sequence[int]:
    """The conversations of those who joined and can be written to, in the order in which turns lock them."""
    joined = select(Conversation.id).join(Attendance, Attendance.candidate_id == Conversation.candidate_id)
    query = joined.join(Candidate, Candidate.id == Attendance.candidate_id).where(Attendance.session_id == session_id)
    able = query.where(Conversation.blocked_at.is_(None), Candidate.status != Status.LEFT)
    return session.scalars(able.order_by(Conversation.id)).all()


def talks(session: Session, session_id: int) -> Sequence[int]:
    """The conversations of all who joined."""
    query = select(Conversation.id).join(Attendance, Attendance.candidate_id == Conversation.candidate_id)
    return session.scalars(query.where(Attendance.session_id == session_id)).all()


def answer(session: Session, session_id: int, lesson: str, card: str, candidate_id: int) -> TrainingAnswer | None:
    """What a candidate answered to a card of a session."""
    query = select(TrainingAnswer).where(TrainingAnswer.session_id == session_id, TrainingAnswer.lesson == lesson)
    return session.scalar(query.where(TrainingAnswer.card == card, TrainingAnswer.candidate_id == candidate_id))


def tallies(session: Session, ids: Collection[int]) -> dict[int, Tally]:
    """Where these sessions stand, in one question however many answers there are."""
    number = func.count(TrainingAnswer.id).label("number")
    query = (
        select(GroupSession, _joined(), _joined(Attendance.confirmed_at.is_not(None)), TrainingAnswer.chosen, number)
        .outerjoin(
            TrainingAnswer,
            (TrainingAnswer.session_id == GroupSession.id)
            & (TrainingAnswer.lesson == GroupSession.lesson)
            & (TrainingAnswer.card == GroupSession.card),
        )
        .where(GroupSession.id.in_(ids))
        .group_by(GroupSession.id, TrainingAnswer.chosen)
    )
    rows, chosen = {}, defaultdict[int, dict[str, int]](dict)
    for group, people, confirmed, option, count in session.execute(query):
        rows[group.id] = (group.lesson, group.card, group.shown_at, group.closed_at, people, confirmed)
        if option is not None:
            chosen[group.id][option] = count
    return {id_: Tally(*row, chosen[id_]) for id_, row in rows.items()}


def _joined(*which: object) -> ScalarSelect[int]:
    """How many joined a session."""
    query = select(func.count(Attendance.id)).where(Attendance.session_id == GroupSession.id, *which)  # type: ignore[arg-type]
    return query.correlate(GroupSession).scalar_subquery()


def tally(session: Session, id_: int) -> Tally:
    return tallies(session, [id_])[id_]


def recent(session: Session, limit: int = 50) -> Sequence[GroupSession]:
    """The sessions, those that are open first, the newest before the others."""
    query = select(GroupSession).options(joinedload(GroupSession.opener))
    return session.scalars(
        query.order_by(GroupSession.closed_at.is_not(None), GroupSession.id.desc()).limit(limit)
    ).all()
