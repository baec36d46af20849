"""Everything that is stored about one person: counted for them to read, and complete for them to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import messages, milestones, plans, proofs
from storage.candidates import Candidate
from storage.consents import Consent
from storage.conversations import AccessRequest, Conversation
from storage.invitations import Invitation
from storage.messages import Direction, Kind, Message
from storage.plans import Comment, Plan, Step
from storage.schema import Table

BATCH = 200
OURS = frozenset(
    {
        *("id", "candidate_id", "conversation_id", "plan_id", "step_id", "file_id"),
        *("staff_id", "counsellor_id", "speaker_id"),
    }
)
SECRET = frozenset({"code", "code_digest", "file_number_digest"})


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is stored, and since when."""

    since: datetime
    profile_at: datetime | None
    steps: int
    versions: int
    messages: int
    files: int
    consents: int
    proofs: int
    comments: int
    milestones: int


def holdings(session: Session, conversation: Conversation) -> Holdings:
    candidate = _owner(conversation)
    plan = plans.of_candidate(session, candidate.id)
    mine = Message.conversation_id == conversation.id
    sent = mine & (Message.kind == Kind.FILE) & (Message.direction == Direction.IN)
    return Holdings(
        since=min(candidate.created_at, conversation.created_at),
        profile_at=candidate.profile.updated_at if candidate.profile else None,
        steps=len(plan.steps) if plan else 0,
        versions=len(plans.versions(session, plan)) if plan else 0,
        messages=session.scalar(select(func.count()).select_from(Message).where(mine)) or 0,
        files=session.scalar(select(func.count()).select_from(Message).where(sent)) or 0,
        consents=len(_consents(session, candidate)),
        proofs=proofs.count(session, candidate.id),
        comments=sum(len(step.comments) for step in plan.steps) if plan else 0,
        milestones=len(milestones.reports(session, candidate.id)),
    )


def everything(session: Session, conversation: Conversation, now: datetime) -> dict[str, Any]:
    """All of it as JSON, without what is secret or only numbers our rows."""
    candidate = _owner(conversation)
    plan = plans.of_candidate(session, candidate.id)
    return {
        "taken_at": now.isoformat(),
        "candidate": _row(candidate),
        "counsellor": candidate.counsellor.name if candidate.counsellor else None,
        "conversation": _row(conversation),
        "profile": _row(candidate.profile) if candidate.profile else None,
        "plan": _plan(plan) if plan else None,
        "plan_versions": [_row(version) for version in plans.versions(session, plan)] if plan else [],
        "milestones": [_row(report) for report in milestones.reports(session, candidate.id)],
        "consents": [_row(consent) for consent in _consents(session, candidate)],
        "invitations": [_row(each) for each in _invitations(session, candidate)],
        "access_requests": [_row(each) for each in _requests(session, conversation)],
        "transcript": [_row(message) for message in _transcript(session, conversation)],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    signer = plan.signer.name if plan.signer else None
    return {**_row(plan), "signed_by": signer, "steps": [_step(step) for step in plan.steps]}


def _step(step: Step) -> dict[str, Any]:
    """A step with what was said of it, and its proofs without their content, which is given back one by one."""
    told = [_comment(comment) for comment in step.comments]
    return {**_row(step), "comments": told, "proofs": [_row(proof) for proof in step.proofs]}


def _comment(comment: Comment) -> dict[str, Any]:
    return {**_row(comment), "author": comment.author.name if comment.author else None}


def _owner(conversation: Conversation) -> Candidate:
    if conversation.candidate is None:
        raise LookupError(f"conversation {conversation.id} belongs to no candidate")
    return conversation.candidate


def _consents(session: Session, candidate: Candidate) -> list[Consent]:
    query = select(Consent).where(Consent.candidate_id == candidate.id)
    return list(session.scalars(query.order_by(Consent.id)))


def _invitations(session: Session, candidate: Candidate) -> list[Invitation]:
    query = select(Invitation).where(Invitation.candidate_id == candidate.id)
    return list(session.scalars(query.order_by(Invitation.id)))


def _requests(session: Session, conversation: Conversation) -> list[AccessRequest]:
    query = select(AccessRequest).where(AccessRequest.conversation_id == conversation.id)
    return list(session.scalars(query.order_by(AccessRequest.id)))


def _transcript(session: Session, conversation: Conversation) -> Iterator[Message]:
    after = 0
    while batch := messages.transcript(session, conversation.id, after, BATCH):
        yield from batch
        after = batch[-1].id


def _row(row: Table) -> dict[str, Any]:
    names = [column.key for column in row.__mapper__.column_attrs]
    return {name: _value(getattr(row, name)) for name in names if name not in OURS | SECRET}


def _value(stored: Any) -> Any:
    return stored.isoformat() if isinstance(stored, date) else stored
