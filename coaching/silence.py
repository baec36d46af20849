"""What becomes of reminders that are not sent, and of those to which nobody answers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session, object_session

from coaching.reminders import ENOUGH, MORNING, PATIENCE, morning_from
from storage import timers
from storage.candidates import Status
from storage.conversations import Conversation
from storage.plans import Pace, Plan

PLAN = "plan"
OWED = "owed"
"""Of a timer: it was put off, so there is something to tell since a morning before."""


def local(conversation: Conversation, moment: datetime) -> datetime:
    """On the candidate's own clock."""
    return moment.astimezone(ZoneInfo(conversation.time_zone))


def is_reachable(conversation: Conversation) -> bool:
    candidate = conversation.candidate
    return candidate is not None and candidate.status is not Status.LEFT and conversation.blocked_at is None


def free_from(conversation: Conversation) -> date:
    """The first morning after a pause."""
    until = conversation.paused_until
    return morning_from(local(conversation, until)) if until else date.min


def unanswered(conversation: Conversation, plan: Plan) -> int:
    """How many reminders were told on days after that on which the candidate did anything last."""
    heard = local(conversation, _heard(conversation, plan)).date()
    return 0 if plan.told_until is None or heard >= plan.told_until else plan.unanswered


def is_silent(conversation: Conversation, plan: Plan, now: datetime) -> bool:
    """Whether somebody with a pace of dates has done nothing for long, though reminded."""
    waited = plan.pace is Pace.DATES and now - _heard(conversation, plan) >= PATIENCE
    return waited and unanswered(conversation, plan) >= ENOUGH


def _heard(conversation: Conversation, plan: Plan) -> datetime:
    return conversation.heard_at or plan.created_at


def heard(conversation: Conversation, now: datetime) -> None:
    """Somebody does something, before that is written down: who was silent is reminded at their own pace again."""
    plan = _plan(conversation)
    session = object_session(conversation)
    if plan and session and is_silent(conversation, plan, now):
        _owe(session, conversation, now)


def untold(session: Session, conversation: Conversation, now: datetime) -> None:
    """The last reminder was not sent: the next morning tells what it told, together with what is new."""
    plan = _plan(conversation)
    if plan:
        take_back(plan)
        _owe(session, conversation, now)


def take_back(plan: Plan) -> None:
    """As if the last reminder had not been."""
    if plan.slowed_on == plan.told_until:
        plan.slowed_on = None
    plan.told_until = plan.told_before or plan.told_until
    plan.unanswered = max(plan.unanswered - 1, 0)


def _owe(session: Session, conversation: Conversation, now: datetime) -> None:
    """Sets the timer to the next morning on which reminders may come, unless it rings before."""
    if not is_reachable(conversation):
        return
    wall = datetime.combine(max(morning_from(local(conversation, now)), free_from(conversation)), MORNING)
    timer = timers.of(conversation, PLAN)
    if timer and timer.due_at <= timers.instant(wall, conversation.time_zone):
        wall = timer.wall
    timers.set_(session, conversation, PLAN, wall, **{OWED: True})


def _plan(conversation: Conversation) -> Plan | None:
    return conversation.candidate.plan if conversation.candidate else None
