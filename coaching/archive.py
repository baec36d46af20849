"""Everything that is stored about one person: counted for them to read, and complete for them to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import certificates, messages, milestones, participations, plans, proofs, resumes, training
from storage.candidates import Candidate
from storage.certificates import Certificate
from storage.consents import Consent
from storage.conversations import AccessRequest, Conversation
from storage.groups import Attendance
from storage.invitations import Invitation
from storage.messages import Direction, Kind, Message
from storage.participations import Participation
from storage.plans import Comment, Plan, Step
from storage.schema import Table

BATCH = 200
OURS = frozenset(
    {
        *("id", "candidate_id", "conversation_id", "plan_id", "step_id", "file_id"),
        *("staff_id", "counsellor_id", "speaker_id", "session_id", "revoked_by"),
        *("opportunity_id", "participation_id"),
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
    modules: int
    answers: int
    words: int
    certificates: int
    resumes: int
    applications: int
    contacts: int
    practised: int


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
        modules=len(training.enrolments(session, candidate.id)),
        answers=len(training.all_answers(session, candidate.id)),
        words=len(training.saved_words(session, candidate.id)),
        certificates=len(certificates.of_candidate(session, candidate.id)),
        resumes=len(resumes.of_candidate(session, candidate.id)),
        applications=sum(participations.counted(session, candidate.id).values()),
        contacts=len(participations.contacts(session, candidate.id)),
        practised=len(participations.practices(session, candidate.id)),
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
        "training": _training(session, candidate.id),
        "resume": _resume(session, candidate.id),
        "job_search": _job_search(session, candidate.id),
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


def _training(session: Session, candidate_id: int) -> dict[str, Any]:
    """What was learned: modules, every answer with the words that were written, words kept, sessions, certificates."""
    return {
        "modules": [_row(each) for each in training.enrolments(session, candidate_id)],
        "answers": [_row(each) for each in training.all_answers(session, candidate_id)],
        "words": [_row(each) for each in training.word_rows(session, candidate_id)],
        "repeated": [_row(each) for each in training.reviews(session, candidate_id)],
        "certificates": [_certificate(each) for each in certificates.of_candidate(session, candidate_id)],
        "sessions": [_attendance(each) for each in _attendances(session, candidate_id)],
    }


def _job_search(session: Session, candidate_id: int) -> dict[str, Any]:
    """Applications with what became of each, the people of the network, and the answers that were practised."""
    return {
        "applications": [_application(each) for each in participations.of_candidate(session, candidate_id)],
        "contacts": [_row(each) for each in participations.contacts(session, candidate_id)],
        "practised": [_row(each) for each in participations.practices(session, candidate_id).values()],
    }


def _application(row: Participation) -> dict[str, Any]:
    offer = row.opportunity
    offered = {"title": offer.title, "employer": offer.organization.name} if offer else {}
    return {**_row(row), **offered, "stages": [_row(event) for event in row.events]}


def _resume(session: Session, candidate_id: int) -> dict[str, Any]:
    """Every version, what they share, and when employers could see one."""
    titles = {job.id: job.title for job in resumes.experiences(session, candidate_id)}
    return {
        "versions": [
            {**_row(each), "hidden": [titles[job] for job in each.hidden if job in titles]}
            for each in resumes.of_candidate(session, candidate_id)
        ],
        "head": _row(resumes.head(session, candidate_id)),
        "work": [_row(each) for each in resumes.experiences(session, candidate_id)],
        "diplomas": [_row(each) for each in resumes.diplomas(session, candidate_id)],
        "shown_to_employers": [_row(each) for each in resumes.postings(session, candidate_id)],
    }


def _certificate(certificate: Certificate) -> dict[str, Any]:
    """With its code, which is for whoever the candidate shows it to."""
    revoker = certificate.revoker.name if certificate.revoker else None
    return {**_row(certificate), "code": certificate.code, "revoked_by": revoker}


def _attendance(attendance: Attendance) -> dict[str, Any]:
    group = attendance.group
    held = {"module": group.module, "mode": group.mode, "organization": group.organization}
    return {**_row(attendance), **held, "opened_at": _value(group.opened_at)}


def _attendances(session: Session, candidate_id: int) -> list[Attendance]:
    query = select(Attendance).where(Attendance.candidate_id == candidate_id)
    return list(session.scalars(query.order_by(Attendance.id)))


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
