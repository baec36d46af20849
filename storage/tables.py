"""Every table, so that one import makes all of them known."""

from storage.audit import AuditEntry
from storage.candidates import Candidate, Profile
from storage.consents import Consent
from storage.conversations import AccessRequest, Conversation
from storage.events import EventKey, FailedTurn
from storage.invitations import Invitation
from storage.leases import Lease
from storage.messages import File, Message
from storage.milestones import Report
from storage.occupations import ImportedOccupation
from storage.plans import Comment, Plan, PlanVersion, Proof, Step
from storage.schema import Table
from storage.staff import Staff, StaffSession
from storage.timers import Timer

__all__ = [
    "AccessRequest",
    "AuditEntry",
    "Candidate",
    "Comment",
    "Consent",
    "Conversation",
    "EventKey",
    "FailedTurn",
    "File",
    "ImportedOccupation",
    "Invitation",
    "Lease",
    "Message",
    "Plan",
    "PlanVersion",
    "Profile",
    "Proof",
    "Report",
    "Staff",
    "StaffSession",
    "Step",
    "Table",
    "Timer",
]
