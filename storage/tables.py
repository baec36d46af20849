"""Every table, so that one import makes all of them known."""

from storage.audit import AuditEntry
from storage.candidates import Candidate, Profile
from storage.certificates import Certificate
from storage.consents import Consent
from storage.conversations import AccessRequest, Conversation
from storage.events import EventKey, FailedTurn
from storage.groups import Attendance, GroupSession
from storage.invitations import Invitation
from storage.leases import Lease
from storage.messages import File, Message
from storage.milestones import Report
from storage.occupations import ImportedOccupation
from storage.opportunities import Opportunity, Organization, Suspicion
from storage.participations import Contact, Participation, Practice, StageEvent
from storage.plans import Comment, Plan, PlanVersion, Proof, Step
from storage.resumes import Diploma, Experience, Posting, Resume, ResumeHead
from storage.schema import Table
from storage.searching import Search, Suggestion
from storage.staff import Staff, StaffSession
from storage.timers import Timer
from storage.training import Enrolment, Review, SavedWord, TrainingAnswer

__all__ = [
    "AccessRequest",
    "Attendance",
    "AuditEntry",
    "Candidate",
    "Certificate",
    "Comment",
    "Consent",
    "Contact",
    "Conversation",
    "Diploma",
    "Enrolment",
    "EventKey",
    "Experience",
    "FailedTurn",
    "File",
    "GroupSession",
    "ImportedOccupation",
    "Invitation",
    "Lease",
    "Message",
    "Opportunity",
    "Organization",
    "Participation",
    "Plan",
    "PlanVersion",
    "Posting",
    "Practice",
    "Profile",
    "Proof",
    "Report",
    "Resume",
    "ResumeHead",
    "Review",
    "SavedWord",
    "Search",
    "Staff",
    "StaffSession",
    "StageEvent",
    "Step",
    "Suggestion",
    "Suspicion",
    "Table",
    "Timer",
    "TrainingAnswer",
]
