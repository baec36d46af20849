"""The outbox: the rows of the transcript that are not yet delivered, and what became of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage.conversations import Conversation
from storage.messages import Author, Delivery, Direction, File, Message


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


def settle(session: Session, outcomes: Sequence[Outcome]) -> None:
    """Writes down what became of messages; a chat that blocked us, and one that took a message, are marked so."""
    if not outcomes:
        return
    session.connection().execute(
        _SETTLE,
        [
            {"message": o.id, "became": o.delivery, "shown": o.platform_id, "moment": o.at, "why": o.failure}
            for o in outcomes
        ],
    )
    _reached(session, [outcome for outcome in outcomes if outcome.delivery is Delivery.SENT])
    for outcome in outcomes:
        if outcome.delivery is Delivery.BLOCKED:
            _block(session, outcome)


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


def _block(session: Session, outcome: Outcome) -> None:
    query = select(Conversation).where(Conversation.chat_id == outcome.chat_id).with_for_update(of=Conversation)
    conversation = session.scalar(query.execution_options(populate_existing=True))
    if conversation is None:
        return
    conversation.blocked_at = conversation.blocked_at or outcome.at
    session.execute(
        update(Message)
        .where(Message.conversation_id == conversation.id, Message.delivery == Delivery.PENDING)
        .values(delivery=Delivery.BLOCKED, failure=outcome.failure, delivered_at=outcome.at)
    )


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
