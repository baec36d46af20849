"""Transcripts: stretches of a conversation with all that it takes to show them, and what is new in watched ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage import messages, staff
from storage.candidates import Candidate, Profile, Status
from storage.conversations import AccessRequest, Conversation, Speaker
from storage.messages import Delivery, Direction, File, Message
from storage.plans import Plan

STRETCH = 200
"""How many messages are read at once."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Messages in order, and `before`, the one that stands before them.

    `redrawn` are the ids of those whose place another message has taken on the person's screen; `authors` are names of
    staff and `files` our own documents, by id.
    """

    messages: Sequence[Message]
    before: Message | None
    redrawn: frozenset[int]
    authors: Mapping[int, str]
    files: Mapping[int, str]


def excerpt(session: Session, conversation_id: int, before: int | None = None, limit: int = 50) -> Excerpt:
    """Returns the last messages, or the last ones before an id."""
    found = messages.latest(session, conversation_id, before, limit + 1)
    return _excerpt(session, found[-limit:], found[0] if len(found) > limit else None)


def since(session: Session, conversation_id: int, after: int, limit: int = STRETCH) -> Excerpt:
    """Returns the messages beyond an id."""
    found = messages.transcript(session, conversation_id, after, limit)
    previous = messages.latest(session, conversation_id, found[0].id, 1) if found else []
    return _excerpt(session, found, previous[0] if previous else None)


def shown_before(session: Session, redrawings: Collection[Message]) -> list[Message]:
    """Returns the messages whose place on the screen these have taken."""
    found: list[Message] = []
    for message in redrawings:
        query = select(Message).where(
            Message.conversation_id == message.conversation_id,
            Message.platform_id == message.edits,
            Message.id < message.id,
        )
        found += session.scalars(query.order_by(Message.id.desc()).limit(1)).all() if message.edits else []
    return found


def _excerpt(session: Session, found: Sequence[Message], before: Message | None) -> Excerpt:
    return Excerpt(
        found,
        before,
        _redrawn(session, found),
        staff.names(session, {message.staff_id for message in found if message.staff_id}),
        _files(session, {message.file_id for message in found if message.file_id}),
    )


def _redrawn(session: Session, found: Sequence[Message]) -> frozenset[int]:
    shown = {message.platform_id for message in found if message.direction == Direction.OUT and message.platform_id}
    if not shown:
        return frozenset()
    query = (
        select(Message.edits, func.max(Message.id))
        .where(
            Message.conversation_id == found[0].conversation_id,
            Message.id > found[0].id,
            Message.edits.in_(shown),
            Message.delivery.in_((Delivery.PENDING, Delivery.SENT)),
        )
        .group_by(Message.edits)
    )
    newest: dict[int | None, int] = {row[0]: row[1] for row in session.execute(query)}
    return frozenset(message.id for message in found if newest.get(message.platform_id, 0) > message.id)


def _files(session: Session, ids: Collection[int]) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(File.id, File.name).where(File.id.in_(ids)))}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page shows beside the messages; when it changes, the page is told."""

    speaker: Speaker
    speaker_id: int | None
    blocked_at: datetime | None
    waiting_since: datetime | None
    status: Status | None
    profile_at: datetime | None
    plan_at: datetime | None


Pulse: TypeAlias = tuple[object, ...]
"""What changes when somebody new waits for staff."""


def news(session: Session, seen: Mapping[int, int]) -> Sequence[Message]:
    """Returns what is new in conversations, by the id of the last message seen in each."""
    if not seen:
        return []
    beyond = (and_(Message.conversation_id == id_, Message.id > last) for id_, last in seen.items())
    return session.scalars(select(Message).where(or_(*beyond)).order_by(Message.id).limit(500)).all()


def settled(session: Session, pending: Collection[int]) -> Sequence[Message]:
    """Returns those of these messages that are on their way no more."""
    query = select(Message).where(Message.id.in_(pending), Message.delivery != Delivery.PENDING)
    return session.scalars(query).all()


def standings(session: Session, ids: Collection[int]) -> dict[int, Standing]:
    """Returns how conversations stand, by id."""
    query = (
        select(
            Conversation.id,
            Conversation.speaker,
            Conversation.speaker_id,
            Conversation.blocked_at,
            Conversation.waiting_since,
            Candidate.status,
            Profile.updated_at,
            Plan.updated_at,
        )
        .outerjoin(Candidate, Candidate.id == Conversation.candidate_id)
        .outerjoin(Profile, Profile.candidate_id == Candidate.id)
        .outerjoin(Plan, Plan.candidate_id == Candidate.id)
        .where(Conversation.id.in_(ids))
    )
    return {
        id_: Standing(speaker, speaker_id, blocked_at, waiting_since, status, profile_at, plan_at)
        for id_, speaker, speaker_id, blocked_at, waiting_since, status, profile_at, plan_at in session.execute(query)
    }


def pulse(session: Session) -> Pulse:
    """Returns something that differs when somebody waits, is answered, asks to be coached, or asks to be erased."""
    waiting = select(func.count(), func.max(Conversation.waiting_since), func.min(Conversation.waiting_since))
    asking = select(func.count(), func.max(AccessRequest.id)).where(AccessRequest.decided_at.is_(None))
    joined = select(func.count()).where(Candidate.status == Status.ACTIVE)
    erased = select(func.count(), func.max(Candidate.erasure_asked_at))
    return (
        *session.execute(erased.where(Candidate.erasure_asked_at.is_not(None))).one(),
        *session.execute(waiting.where(Conversation.waiting_since.is_not(None))).one(),
        *session.execute(asking).one(),
        *session.execute(joined).one(),
    )
