"""The outbox: the rows of the transcript that are not yet delivered, and what became of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from storage.candidates import Candidate, Status
from storage.conversations import Conversation, Speaker
from storage.messages import LAPSED, PERISHABLE, Author, Delivery, Direction, File, Message

ON_ITS_WAY = timedelta(minutes=1)
"""No call of the platform takes longer."""
AGAIN = Message.path.is_not(None) & (Message.direction == Direction.OUT)
"""What is told again where it does not arrive."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way to a chat; `edits` names the platform's message that it replaces."""

    id: int
    chat_id: int
    body: str
    keyboard: list[Any] | None
    edits: int | None
    file_id: int | None
    priority: int
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: `platform_id` where it was sent, `failure` says why where it was not."""

    id: int
    chat_id: int
    delivery: Delivery
    at: datetime
    platform_id: int | None = None
    failure: str | None = None


_PENDING = (
    select(
        Message.id,
        Conversation.chat_id,
        Message.body,
        Message.keyboard,
        Message.edits,
        Message.file_id,
        Message.priority,
        Message.good_until,
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(Message.delivery == Delivery.PENDING)
    .order_by(Message.priority, Message.id)
)
_MESSAGE = Message.__table__
_SETTLE = (
    update(_MESSAGE)  # type: ignore[arg-type]  # a mapped class's table is a Table, typed as FromClause
    .where(_MESSAGE.c.id == bindparam("message"))
    .values(
        delivery=bindparam("became"),
        platform_id=bindparam("shown"),
        delivered_at=bindparam("moment"),
        failure=bindparam("why"),
    )
)


def pending(session: Session, known: Collection[int], limit: int) -> list[Outgoing]:
    """Returns messages to deliver, answers before notices, oldest first, without those that the sender knows."""
    rows = session.connection().execute(_PENDING.limit(limit + len(known)))
    return [Outgoing(*row) for row in rows if row.id not in known][:limit]


def settle(session: Session, outcomes: Sequence[Outcome]) -> Sequence[Conversation]:
    """Writes down what became of messages; a chat that blocked us, and one that took a message, are marked so.

    Returns, locked, the conversations that lost something which is told again.
    """
    blocked = [outcome for outcome in outcomes if outcome.delivery is Delivery.BLOCKED]
    lapsed = [outcome for outcome in outcomes if outcome.delivery in LAPSED]
    _lock(session, {outcome.chat_id for outcome in (*blocked, *lapsed)})
    _reached(session, [outcome for outcome in outcomes if outcome.delivery is Delivery.SENT])
    lost = [chat for chat in (_block(session, outcome) for outcome in blocked) if chat]
    lost += _lapse(session, lapsed)
    _settle(session, [outcome for outcome in outcomes if outcome.delivery not in LAPSED])
    return lost


def _lock(session: Session, chats: Collection[int]) -> None:
    """Conversations before messages, in one order, as turns lock them: so nobody waits for each other."""
    if chats:
        query = select(Conversation).where(Conversation.chat_id.in_(chats)).order_by(Conversation.id)
        session.scalars(query.with_for_update(of=Conversation).execution_options(populate_existing=True)).all()


def _settle(session: Session, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    session.connection().execute(
        _SETTLE,
        [
            {"message": o.id, "became": o.delivery, "shown": o.platform_id, "moment": o.at, "why": o.failure}
            for o in outcomes
        ],
    )


def _reached(session: Session, sent: Sequence[Outcome]) -> None:
    """A chat that takes messages blocks us no more, even where the platform did not say so."""
    if sent:
        session.execute(
            update(Conversation)
            .where(
                Conversation.chat_id.in_({outcome.chat_id for outcome in sent}),
                Conversation.blocked_at < min(outcome.at for outcome in sent),
            )
            .values(blocked_at=None)
        )


def _block(session: Session, outcome: Outcome) -> Conversation | None:
    """Marks a chat, and what waits for it; returns it if something is to be told again."""
    query = select(Conversation).where(Conversation.chat_id == outcome.chat_id).with_for_update(of=Conversation)
    conversation = session.scalar(query.execution_options(populate_existing=True))
    if conversation is None:
        return None
    its = Message.conversation_id == conversation.id
    perishable = (
        select(Message.id)
        .where(its, PERISHABLE, AGAIN)
        .union_all(select(Message.id).where(Message.id == outcome.id, AGAIN))
    )
    lost = session.scalar(perishable.limit(1)) is not None
    conversation.blocked_at = conversation.blocked_at or outcome.at
    session.execute(
        update(Message)
        .where(its, Message.delivery == Delivery.PENDING)
        .values(delivery=Delivery.BLOCKED, failure=outcome.failure, delivered_at=outcome.at)
    )
    return conversation if lost else None


def _lapse(session: Session, outcomes: Sequence[Outcome]) -> Sequence[Conversation]:
    """Marks what is pending still; returns, locked in one order, the conversations that are to be told again."""
    if not outcomes:
        return []
    by_chat = {outcome.chat_id: outcome for outcome in outcomes}
    query = select(Conversation).where(Conversation.chat_id.in_(by_chat)).order_by(Conversation.id)
    found = session.scalars(query.with_for_update(of=Conversation).execution_options(populate_existing=True)).all()
    lapsed = {outcome.chat_id for outcome in outcomes if _mark(session, outcome)}
    return [conversation for conversation in found if conversation.chat_id in lapsed]


def _mark(session: Session, outcome: Outcome) -> bool:
    pending = update(Message).where(Message.id == outcome.id, Message.delivery == Delivery.PENDING)
    values = pending.values(delivery=outcome.delivery, delivered_at=outcome.at)
    marked = session.connection().execute(values.returning(Message.path)).first()
    return marked is not None and marked.path is not None


def expire(session: Session, now: datetime, limit: int = 500) -> Sequence[Conversation]:
    """Marks what is pending though it is good no more; returns, locked, the conversations that are told again.

    What is on its way at its last moment may still arrive, so it is left alone for a while.
    """
    query = select(Message.id, Conversation.chat_id).join(Conversation, Conversation.id == Message.conversation_id)
    late = session.execute(query.where(PERISHABLE, Message.good_until <= now - ON_ITS_WAY).limit(limit))
    return _lapse(session, [Outcome(row.id, row.chat_id, Delivery.EXPIRED, now) for row in late])


def recall(session: Session, conversation: Conversation, now: datetime) -> bool:
    """Withdraws what is pending and told again; tells whether there was anything."""
    pending = update(Message).where(Message.conversation_id == conversation.id, PERISHABLE, AGAIN)
    recalled = session.connection().execute(pending.values(delivery=Delivery.RECALLED, delivered_at=now))
    return recalled.rowcount > 0


def is_wanted(session: Session, message_id: int, now: datetime) -> bool:
    """Whether a message is pending still, for somebody who is here, has no pause, and speaks with the bot."""
    query = (
        select(Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Candidate, Candidate.id == Conversation.candidate_id)
        .where(
            Message.id == message_id,
            Message.delivery == Delivery.PENDING,
            Conversation.speaker == Speaker.BOT,
            or_(Conversation.paused_until.is_(None), Conversation.paused_until <= now),
            or_(Candidate.id.is_(None), Candidate.status != Status.LEFT),
        )
    )
    return session.scalar(query) is not None


def unblock(session: Session, conversation: Conversation) -> None:
    """A person came back: what staff wrote to them meanwhile is sent after all."""
    conversation.blocked_at = None
    session.execute(
        update(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.direction == Direction.OUT,
            Message.author == Author.STAFF,
            Message.delivery == Delivery.BLOCKED,
        )
        .values(delivery=Delivery.PENDING, failure=None, delivered_at=None)
    )


def file(session: Session, file_id: int) -> File:
    return session.get_one(File, file_id)
