"""A candidate's plan as the console shows it: by phase, with what is late, where they are stuck, and what they ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from coaching import dues, history, labels, profiles, rows, spelling, steps
from coaching.history import Change, Entry, Reason
from coaching.profile import Profile
from coaching.programme import Programme
from coaching.templates import StepTemplate
from locales.text import Text, Value, _
from storage import candidates, staff
from storage.conversations import Conversation
from storage.plans import Comment, Plan, Progress, Proof, Step

REASONS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.ALREADY: _("It was done before"),
        Reason.NOT_MINE: _("It does not concern them"),
        Reason.LATER: _("It is to be seen later"),
        Reason.OTHER: _("Another reason"),
    }
)
"""Why a step is set aside, as staff say it of somebody else."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan with all that hangs on it: `names` are of those who added steps.

    `altered` counts what came after it was co-signed; `waiting_since` is since when the candidate waits for an answer.
    """

    plan: Plan
    entries: Sequence[Entry]
    names: Mapping[int, str]
    altered: int
    waiting_since: datetime | None


def opened(session: Session, candidate_id: int) -> Opened | None:
    """Reads a plan whole, for it is shown when the transaction is over."""
    hanging = selectinload(Plan.steps)
    query = select(Plan).where(Plan.candidate_id == candidate_id)
    plan = session.scalar(
        query.options(
            selectinload(Plan.signer),
            hanging.selectinload(Step.comments).selectinload(Comment.author),
            hanging.selectinload(Step.proofs),
        )
    )
    if plan is None:
        return None
    names = staff.names(session, {step.staff_id for step in plan.steps if step.staff_id})
    waiting = session.scalar(select(Conversation.waiting_since).where(Conversation.candidate_id == candidate_id))
    return Opened(plan, history.entries(session, plan), names, history.changed_since_signed(session, plan), waiting)


@dataclass(frozen=True, slots=True)
class Line:
    """A step, and how it stands on a day.

    `told` is what there is to read of it; `asks` is whether the candidate said the last word on it, and waits for one;
    `answered` whether staff have answered since the candidate got stuck with it.
    """

    step: Step
    told: StepTemplate
    late: bool
    asks: bool
    answered: bool
    adder: str

    @property
    def id(self) -> int:
        return self.step.id

    @property
    def title(self) -> Text:
        return self.told.title

    @property
    def progress(self) -> Progress:
        return self.step.progress

    @property
    def due(self) -> Value:
        """Its day; while the landing has none, what the day hangs on, in the words that the candidate reads."""
        return self.step.due or dues.words(self.told.root)

    @property
    def reason(self) -> Text | None:
        """Why it was set aside."""
        return REASONS[Reason(self.step.reason)] if self.step.reason else None

    @property
    def because(self) -> Text | None:
        because = spelling.read(self.step.because)
        return because if because.msgid else None

    @property
    def actions(self) -> list[tuple[Text, bool]]:
        """The small actions, each with whether it is done."""
        return [(action, steps.is_ticked(self.step, action)) for action in self.told.actions]

    @property
    def ticked(self) -> int:
        return sum(is_done for _action, is_done in self.actions)

    @property
    def stuck_at(self) -> datetime | None:
        return self.step.stuck_at

    @property
    def proofs(self) -> list[Proof]:
        return self.step.kept

    @property
    def is_own(self) -> bool:
        """Whether it is a counsellor's own, which no content has."""
        return self.step.template.startswith(rows.OWN)

    @property
    def is_reworded(self) -> bool:
        return not self.is_own and bool(self.step.title or self.step.details)


@dataclass(frozen=True, slots=True)
class Phase:
    title: Text
    lines: Sequence[Line]

    @property
    def done(self) -> int:
        return sum(line.progress == Progress.DONE for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.progress != Progress.SKIPPED for line in self.lines)

    @property
    def is_open(self) -> bool:
        return any(line.progress == Progress.TODO for line in self.lines)


@dataclass(frozen=True, slots=True)
class Moment:
    """A change as the history tells it: `author` is a member of staff, None the candidate."""

    at: datetime
    author: str | None
    said: Text


@dataclass(frozen=True, slots=True)
class PlanView:
    phases: Sequence[Phase]
    plan: Plan
    history: Sequence[Moment]
    altered: int
    """How many changes came after it was co-signed."""

    @property
    def lines(self) -> list[Line]:
        return [line for phase in self.phases for line in phase.lines]

    @property
    def done(self) -> int:
        return sum(phase.done for phase in self.phases)

    @property
    def total(self) -> int:
        return sum(phase.total for phase in self.phases)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)

    @property
    def stuck(self) -> list[Line]:
        """The steps on which the candidate is stuck, those that nobody has answered yet first."""
        return sorted((line for line in self.lines if line.stuck_at), key=lambda line: line.answered)

    @property
    def asking(self) -> list[Line]:
        """The steps on which the candidate waits for a word."""
        return [line for line in self.lines if line.asks and not line.stuck_at]

    def line(self, step_id: int) -> Line | None:
        return next((line for line in self.lines if line.id == step_id), None)

    def of_template(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.step.template == key), None)


def view(found: Opened, row: candidates.Profile | None, programme: Programme, today: date) -> PlanView:
    profile = profiles.read(row, programme.occupations) if row else None
    lines = [_line(step, profile, programme, found, today) for step in found.plan.steps]
    ordered = sorted(lines, key=lambda line: line.told.phase.order)
    phases = groupby(ordered, lambda line: line.told.phase)
    titles = {line.step.template: line.title for line in lines}
    return PlanView(
        [Phase(labels.label(phase), list(of_phase)) for phase, of_phase in phases],
        found.plan,
        [_moment(entry, titles, programme) for entry in found.entries],
        found.altered,
    )


def _line(step: Step, profile: Profile | None, programme: Programme, found: Opened, today: date) -> Line:
    late = step.progress == Progress.TODO and step.due is not None and step.due < today
    adder = found.names.get(step.staff_id or 0, "")
    asks, answered = _asks(step, found.waiting_since), steps.is_answered(step, found.waiting_since)
    return Line(step, rows.words(step, profile, programme), late, asks, answered, adder)


def _asks(step: Step, waiting_since: datetime | None) -> bool:
    """An answer in the chat answers what was said about the steps before it; a step that is settled asks no more."""
    last = step.comments[-1] if step.comments else None
    if last is None or waiting_since is None or step.progress != Progress.TODO:
        return False
    return last.staff_id is None and last.at >= waiting_since


def _moment(entry: Entry, titles: Mapping[str, Text], programme: Programme) -> Moment:
    return Moment(entry.at, entry.author, history.words(entry.change, _called(entry.change, titles, programme)))


def _called(change: Change, titles: Mapping[str, Text], programme: Programme) -> Value:
    """What a step is called; one that is no longer in the plan, as the content calls it."""
    key = change.step or ""
    template = programme.catalogue.get(key)
    return titles.get(key) or (template.title if template else key)
