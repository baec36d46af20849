"""A dossier: everything that staff may read of one candidate, opened through the one guarded door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import candidates, invitations, milestones, plans
from storage.candidates import Candidate
from storage.consents import Consent
from storage.conversations import Conversation
from storage.encryption import keyring
from storage.invitations import Invitation
from storage.milestones import Milestone, Report
from storage.plans import Plan
from storage.staff import Staff


@dataclass(frozen=True, slots=True)
class Dossier:
    candidate: Candidate
    conversation: Conversation | None
    plan: Plan | None
    consents: Sequence[Consent]
    invitation: Invitation | None
    milestones: Mapping[Milestone, Report]


def dossier(session: Session, staff: Staff, candidate_id: int) -> Dossier | None:
    """Opens a dossier, with all that its page shows; None where this member of staff may not."""
    candidate = candidates.visible_to(session, staff, candidate_id)
    if candidate is None:
        return None
    plan = plans.of_candidate(session, candidate_id)
    opened = Dossier(
        candidate,
        candidate.conversation,
        plan,
        _consents(session, candidate_id),
        invitations.latest(session, candidate),
        milestones.latest(session, candidate_id),
    )
    _read(opened)
    return opened


def give_number(session: Session, candidate: Candidate, number: str) -> None:
    """Writes a file number, with the digest that it is found by."""
    candidate.file_number = number
    candidate.file_number_digest = keyring(session.get_bind().dialect).digest(number)


def _read(opened: Dossier) -> None:
    """Loads what hangs on a dossier, for it is read when the transaction is over."""
    _ = opened.candidate.profile, opened.candidate.counsellor
    _ = opened.plan and opened.plan.steps
    _ = opened.conversation and opened.conversation.speaking


def _consents(session: Session, candidate_id: int) -> Sequence[Consent]:
    """The last word on each subject."""
    said = session.scalars(select(Consent).where(Consent.candidate_id == candidate_id).order_by(Consent.id))
    return list({consent.subject: consent for consent in said}.values())
