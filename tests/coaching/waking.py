"""A candidate with a plan through whose mornings time passes, for tests of reminders."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import plans
from coaching.mornings import PLAN, Mornings
from coaching.phases import Phase
from coaching.profile import Profile
from coaching.programme import Programme
from coaching.reminders import MORNING, Morning
from storage import messages, timers
from storage.conversations import Conversation
from storage.messages import Author, Delivery, Direction, Message
from storage.plans import Pace, Plan
from storage.timers import Timer
from tests.coaching.living import programme
from tests.people import a_candidate, a_conversation, a_profile

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
"""A Wednesday."""
NOBODY = Profile()


@dataclass
class Life:
    """A candidate whose plan has the steps that a test gives it, and the time that passes."""

    session: Session
    chat: Conversation
    plan: Plan
    programme: Programme
    now: datetime

    def hand(self, by: int | None = None) -> plans.Hand:
        return plans.Hand(self.session, NOBODY, self.programme, self.local, by)

    @property
    def local(self) -> datetime:
        return self.now.astimezone(ZoneInfo(self.chat.time_zone))

    @property
    def mornings(self) -> Mornings:
        return Mornings(self.session, self.chat, self.plan, self.programme.catalogue, self.now)

    def adds(self, due: date, by: int | None = None) -> str:
        step = plans.add_own(self.hand(by), self.plan, Phase.FIRST_MONTH, f"due {due}", "", due)
        return step.template

    def timer(self, subject: str = PLAN) -> Timer | None:
        self.session.flush()
        return timers.of(self.chat, subject)

    def due(self, subject: str = PLAN) -> datetime | None:
        timer = self.timer(subject)
        return timer.due_at.astimezone(ZoneInfo(timer.zone)) if timer else None

    def rings(self, subject: str = PLAN) -> Morning | None:
        """The timer rings, perhaps late."""
        timer = self.timer(subject)
        assert timer
        self.now = max(self.now, timer.due_at)
        timers.drop(self.chat, subject)
        return self.mornings.tell(subject)

    def writes(self, delivery: Delivery = Delivery.PENDING) -> int:
        """A reminder as it stands in the outbox."""
        row = {"direction": Direction.OUT, "author": Author.BOT, "created_at": self.now, "delivery": delivery}
        good = {"good_until": self.now + timedelta(hours=12), "path": PLAN}
        messages.write(self.session, [{"conversation_id": self.chat.id, **row, **good}])
        return self.session.scalars(select(Message.id).order_by(Message.id.desc())).first() or 0

    def told(self, until: datetime) -> list[tuple[datetime, list[date | None]]]:
        """All that is told until then: when by the candidate's clock, and the days of the steps."""
        heard = []
        while (due := self.due()) and due <= until:
            morning = self.rings()
            if morning:
                heard.append((self.local.replace(tzinfo=None), [step.due for step in morning.steps]))
        return heard


def a_life(session: Session, now: datetime = NOON, zone: str = "UTC", **columns: Any) -> Life:
    candidate = a_candidate(session)
    a_profile(session, candidate, **columns)
    chat = a_conversation(session, candidate=candidate, time_zone=zone)
    plan = Plan(candidate_id=candidate.id, created_at=now, updated_at=now, steps=[], pace=Pace.DATES, told_until=None)
    session.add(plan)
    session.flush()
    return Life(session, chat, plan, programme(), now)


def at_nine(day: date, zone: str = "UTC") -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(zone))


def dues(morning: Morning | None) -> list[date | None]:
    return [step.due for step in morning.steps] if morning else []
