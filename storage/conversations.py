"""Conversations: one chat of one person with the bot, and where they are in it."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, attribute_keyed_dict, mapped_column, relationship, selectinload

from storage.candidates import Candidate
from storage.encryption import Encrypted
from storage.messages import Delivery, Direction, Message
from storage.plans import Plan, Step
from storage.schema import Id, Table, Word
from storage.staff import Staff

if TYPE_CHECKING:
    from storage.timers import Timer


class Speaker(StrEnum):
    """Who answers what a person types."""

    BOT = "bot"
    COUNSELLOR = "counsellor"


class Conversation(Table):
    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    locale_chosen: Mapped[bool] = mapped_column(default=False)
    time_zone: Mapped[str] = mapped_column(String(64), default="America/Montreal")
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    speaker: Mapped[Speaker] = mapped_column(Word(Speaker), default=Speaker.BOT)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    waiting_since: Mapped[datetime | None] = mapped_column(index=True)
    paused_until: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]

    candidate: Mapped[Candidate | None] = relationship(back_populates="conversation")
    speaking: Mapped[Staff | None] = relationship()
    timers: Mapped[dict[str, "Timer"]] = relationship(
        back_populates="conversation",
        collection_class=attribute_keyed_dict("subject"),
        cascade="all, delete-orphan",
    )


class AccessRequest(Table):
    """A visitor who asks to be coached, in their own words, until a member of staff decides."""

    __tablename__ = "access_requests"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    words: Mapped[str] = mapped_column(String(1000))
    email: Mapped[str | None] = mapped_column(Encrypted("access_requests.email"))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    granted: Mapped[bool | None]

    conversation: Mapped[Conversation] = relationship()


_NEWEST = (
    select(func.coalesce(Message.platform_id, Message.edits))
    .where(
        Message.conversation_id == Conversation.id,
        Message.direction == Direction.OUT,
        Message.delivery.in_([Delivery.PENDING, Delivery.SENT]),
    )
    .order_by(Message.id.desc())
    .limit(1)
    .correlate(Conversation)
    .scalar_subquery()
)


def locked(
    session: Session, chat_ids: Collection[int], ids: Collection[int] = ()
) -> list[tuple[Conversation, int | None]]:
    """Locks the conversations of these chats or with these ids, in one order, until the transaction ends.

    With each comes the platform's id of the newest message that the bot showed in it, None where there is none or it is
    not delivered yet. Chats that are new to us are left out.
    """
    query = (
        select(Conversation)
        .where(Conversation.chat_id.in_(chat_ids) | Conversation.id.in_(ids))
        .order_by(Conversation.id)
        .with_for_update(of=Conversation)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).all()
    _held(session).update({each.candidate_id: each for each in found if each.candidate_id})
    newest = _newest(session, [conversation.id for conversation in found])
    return [(conversation, newest[conversation.id]) for conversation in found]


def load(session: Session, ids: Collection[int]) -> None:
    """Loads what most turns ask for, of all these conversations at once: candidates, consents, plans, timers."""
    candidate = selectinload(Conversation.candidate)
    plan = candidate.joinedload(Candidate.plan)
    query = (
        select(Conversation)
        .where(Conversation.id.in_(ids))
        .options(
            candidate.joinedload(Candidate.profile),
            candidate.selectinload(Candidate.consents),
            plan.selectinload(Plan.steps).defer(Step.called),
            selectinload(Conversation.timers),
        )
    )
    session.scalars(query).all()


def _newest(session: Session, ids: Collection[int]) -> dict[int, int | None]:
    """A question of its own, since what was asked before a lock was waited for does not see what came meanwhile."""
    found = session.execute(select(Conversation.id, _NEWEST).where(Conversation.id.in_(ids)))
    return {row[0]: row[1] for row in found}


def of_candidate(session: Session, candidate_id: int) -> Conversation | None:
    """Locks and returns the conversation of a candidate; one that this transaction holds is left as it is."""
    held = _held(session).get(candidate_id)
    if held and held.candidate and held.candidate.id == candidate_id:
        return held
    query = select(Conversation).where(Conversation.candidate_id == candidate_id).with_for_update(of=Conversation)
    found = session.scalar(query.execution_options(populate_existing=True))
    if found:
        _held(session)[candidate_id] = found
    return found


def _held(session: Session) -> dict[int, Conversation]:
    """The conversations that the transaction under way has locked, by candidate; they are let go when it ends."""
    held: dict[int, Conversation] = session.info.setdefault("locked", WeakKeyDictionary()).setdefault(
        session.get_transaction() or session.begin(), {}
    )
    return held


def open_request(session: Session, conversation: Conversation) -> AccessRequest | None:
    query = select(AccessRequest).where(AccessRequest.conversation_id == conversation.id)
    return session.scalar(query.where(AccessRequest.decided_at.is_(None)).limit(1))
