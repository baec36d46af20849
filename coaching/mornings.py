"""The mornings of one plan: its timer, and until when it was told, between the rows and the rules of reminders.

A plan has one timer, for the next morning that tells anything; a second one only while the candidate asked to be told
the last message again. Both ring at the same hour, and whichever rings first tells all.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from coaching import reminders, silence
from coaching.catalogue import Catalogue
from coaching.dues import Anchor
from coaching.reminders import DAY, MORNING, Morning, Open, Outlook
from coaching.silence import free_from, is_reachable, is_silent, take_back, unanswered
from storage import outbox, timers
from storage.conversations import Conversation
from storage.milestones import Milestone, latest
from storage.plans import Pace, Plan, Progress, Step

PLAN, AGAIN, OWED = silence.PLAN, "again", silence.OWED
SUBJECTS = (PLAN, AGAIN)


@dataclass(frozen=True, slots=True)
class Mornings:
    """The mornings of a plan, seen at a moment."""

    session: Session
    conversation: Conversation
    plan: Plan
    catalogue: Catalogue
    now: datetime

    def follow(self, *, known: bool) -> None:
        """Sets the timer after a change of the plan; `known` to the candidate is what that brings up for today.

        A timer that is about to ring, or was put off, tells all there is by then, and stays.
        """
        timer = timers.of(self.conversation, PLAN)
        if not is_reachable(self.conversation) or (timer and (timer.due_at <= self.now or OWED in timer.data)):
            return
        if self.plan.told_until is None or (known and not is_silent(self.conversation, self.plan, self.now)):
            self._pass_over()
        self._set_next(self._outlook(), self._until)

    def begin_anew(self) -> None:
        """Sets the timers by the clock, the pace and the pause of now; what was not told is told by the next."""
        if not is_reachable(self.conversation):
            return
        self._set_next(self._outlook(), self._until)
        timer = timers.of(self.conversation, AGAIN)
        if timer and OWED in timer.data:
            self.put_off(AGAIN, max(reminders.morning_from(self.local), self._free))
        elif timer:
            timers.set_(self.session, self.conversation, AGAIN, timer.wall)

    def choose(self, pace: Pace) -> None:
        """Reminds at another pace from now on; what passed while nothing was wanted stays unsaid."""
        if self.plan.pace is Pace.NEVER:
            self._pass_over()
        self.plan.pace = pace
        self.begin_anew()

    def tell(self, subject: str) -> Morning | None:
        """What this morning tells, marked as told; the next one is set. No day has two.

        What the last one told and could not be sent until now is told by this one.
        """
        if self.today > self._until and outbox.recall(self.session, self.conversation, self.now):
            take_back(self.plan)
        again = timers.of(self.conversation, AGAIN)
        repeats = subject == AGAIN or (again is not None and again.due_at <= self.now)
        outlook = self._outlook()
        told = reminders.told(outlook, self._until, self.today, self._before if repeats else None)
        if told and again is None and not repeats:
            self.plan.told_before = self._until
        if repeats and self.today <= self._until:
            self.put_off(AGAIN, reminders.morning_from(self.local))
        elif repeats:
            timers.drop(self.conversation, AGAIN)
        self._set_next(outlook, self.today if told else self._until)
        return self._mark(told, slowed=outlook.silent) if told else None

    def _mark(self, told: Morning, *, slowed: bool) -> Morning:
        """Writes down that this is told today; at a pace that has slowed down, the first says so."""
        plan, before = self.plan, unanswered(self.conversation, self.plan)
        slowed_on = plan.slowed_on if before else None
        slows = slowed and slowed_on is None and bool(told.steps or told.week)
        plan.slowed_on = self.today if slows else slowed_on
        plan.unanswered, plan.told_until = before + 1, self.today
        return replace(told, slows=slows)

    def put_off(self, subject: str, day: date) -> None:
        """Tells on a later morning what this one would have."""
        timers.set_(self.session, self.conversation, subject, datetime.combine(day, MORNING), **{OWED: True})

    def tell_again(self, days: int) -> date:
        """Tells the last message again, as it stands by then; returns when."""
        day = max(self.today + timedelta(days=days), self._free)
        timers.set_(self.session, self.conversation, AGAIN, datetime.combine(day, MORNING))
        return day

    @property
    def local(self) -> datetime:
        return silence.local(self.conversation, self.now)

    @property
    def today(self) -> date:
        return self.local.date()

    @property
    def _until(self) -> date:
        return self.plan.told_until or self._day(self.plan.created_at)

    @property
    def _before(self) -> date:
        return self.plan.told_before or self._until

    def _pass_over(self) -> None:
        """Leaves unsaid what the mornings until now had to tell; of a plan that was just made, today's too."""
        over = reminders.morning_from(self.local) - DAY if self.plan.told_until else self.today
        self.plan.told_until = max(self._until, over)

    def _set_next(self, outlook: Outlook, since: date) -> None:
        day = reminders.next_day(outlook, since, reminders.morning_from(self.local))
        if day is None:
            timers.drop(self.conversation, PLAN)
        elif self._free > day:
            self.put_off(PLAN, self._free)
        else:
            timers.set_(self.session, self.conversation, PLAN, datetime.combine(day, MORNING))

    @property
    def _free(self) -> date:
        return free_from(self.conversation)

    def _outlook(self) -> Outlook:
        steps = self.plan.steps
        done = {self._day(step.settled_at) for step in steps if step.progress is Progress.DONE and step.settled_at}
        waiting = tuple(self._open(step) for step in steps if step.progress is Progress.TODO)
        return Outlook(
            waiting, done, self._landing(), self.plan.pace, is_silent(self.conversation, self.plan, self.now)
        )

    def _open(self, step: Step) -> Open:
        template, due = self.catalogue.get(step.template), step.due
        if template is None:
            return Open(step.template, due)
        early = due is None and template.root.anchor is Anchor.LANDING and template.root.days < 0
        return Open(template.key, due, template.after, early)

    def _landing(self) -> date | None:
        """The planned day; one of the past is none where a landing was reported."""
        profile = self.conversation.candidate.profile if self.conversation.candidate else None
        if profile is None or profile.landing is None or profile.landing <= self._before:
            return None
        over = profile.landing <= self.today and Milestone.LANDING in latest(self.session, profile.candidate_id)
        return None if over else profile.landing

    def _day(self, moment: datetime) -> date:
        """A day on the candidate's own calendar."""
        return silence.local(self.conversation, moment).date()
