"""Proofs between the chat and the file: those that wait to be looked at, are kept, or are given back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.conversations import Conversation
from storage.messages import File
from storage.plans import Plan, Proof, Step


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A proof that waits; with a `file_id` its content is here already, and only the word on it is missing."""

    id: int
    conversation_id: int
    platform_id: str
    name: str
    file_id: int | None


def unchecked(session: Session, limit: int) -> list[Unchecked]:
    """Returns those that wait longest, with the conversation that waits for the word on them."""
    query = (
        select(Proof.id, Conversation.id, Proof.platform_id, Proof.name, Proof.file_id)
        .join(Step, Step.id == Proof.step_id)
        .join(Plan, Plan.id == Step.plan_id)
        .join(Conversation, Conversation.candidate_id == Plan.candidate_id)
        .where(Proof.checked_at.is_(None))
    )
    return [Unchecked(*row) for row in session.execute(query.order_by(Proof.id).limit(limit))]


def keep(session: Session, proof_id: int, file: File) -> None:
    """Keeps the content of a proof, once, whoever brings it; the proof is still to be checked off."""
    proof = _open(session, proof_id)
    if proof and proof.file_id is None:
        proof.file = file


def close(session: Session, proof_id: int, now: datetime, why_not: str) -> None:
    """Checks a proof off that nothing more can be said of: kept where its content is here, refused where it is not."""
    proof = _open(session, proof_id)
    if proof:
        proof.checked_at, proof.refused = now, None if proof.file_id else why_not


def _open(session: Session, proof_id: int) -> Proof | None:
    """A proof that is not checked off, locked."""
    query = select(Proof).where(Proof.id == proof_id, Proof.checked_at.is_(None))
    return session.scalar(query.with_for_update(of=Proof).execution_options(populate_existing=True))


def waiting(session: Session, candidate_id: int, proof_id: int) -> Proof | None:
    """Finds a proof of this candidate's that is not checked off yet, and locks it."""
    query = select(Proof).where(_of(candidate_id), Proof.id == proof_id, Proof.checked_at.is_(None))
    return session.scalar(query.with_for_update(of=Proof).execution_options(populate_existing=True))


def kept(session: Session, candidate_id: int, proof_id: int) -> Proof | None:
    """Finds a proof of this candidate's that is kept."""
    return session.scalar(select(Proof).where(_of(candidate_id), Proof.id == proof_id, Proof.file_id.is_not(None)))


def count(session: Session, candidate_id: int) -> int:
    """Counts those of a candidate's that are kept."""
    query = select(func.count()).select_from(Proof).where(_of(candidate_id), Proof.file_id.is_not(None))
    return session.scalar(query) or 0


def _of(candidate_id: int) -> ColumnElement[bool]:
    mine = select(Step.id).join(Plan, Plan.id == Step.plan_id).where(Plan.candidate_id == candidate_id)
    return Proof.step_id.in_(mine)
