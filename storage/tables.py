"""Every table, so that one import makes all of them known."""

from storage.audit import AuditEntry
from storage.candidates import Candidate, Profile
from storage.consents import Consent
from storage.conversations import AccessRequest, Conversation
from storage.events import EventKey, FailedTurn
from storage.invitations import Invitation
from storage.leases import Lease
from storage.messages import File, Message
from storage.plans import Plan, PlanVersion, Step
from storage.schema import Table
from storage.staff import Staff, StaffSession
from storage.timers import Timer

__all__ = [
    "AccessRequest",
    "AuditEntry",
    "Candidate",
    "Consent",
    "Conversation",
    "EventKey",
    "FailedTurn",
    "File",
    "Invitation",
    "Lease",
    "Message",
    "Plan",
    "PlanVersion",
    "Profile",
    "Staff",
    "StaffSession",
    "Step",
    "Table",
    "Timer",
]
