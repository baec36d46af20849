"""A candidate's plan as the console shows it: by phase, with what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from coaching import labels, plans, profiles
from coaching.programme import Programme
from locales.text import Text, _
from storage import candidates
from storage.plans import Plan, Progress, Step


@dataclass(frozen=True, slots=True)
class Line:
    """A step: its title, why it is there, and how it stands on a day."""

    title: Text | str
    because: Text | None
    due: date | None
    progress: Progress
    settled_at: datetime | None
    late: bool


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
class PlanView:
    phases: Sequence[Phase]

    @property
    def done(self) -> int:
        return sum(phase.done for phase in self.phases)

    @property
    def total(self) -> int:
        return sum(phase.total for phase in self.phases)

    @property
    def late(self) -> int:
        return sum(line.late for phase in self.phases for line in phase.lines)


def view(plan: Plan, profile: candidates.Profile | None, programme: Programme, today: date) -> PlanView:
    found = [(_phase(step, programme), _line(step, profile, programme, today)) for step in plan.steps]
    ordered = sorted(found, key=lambda pair: pair[0][0])
    phases = groupby(ordered, lambda pair: pair[0])
    return PlanView([Phase(title, [line for _key, line in lines]) for (_order, title), lines in phases])


def _phase(step: Step, programme: Programme) -> tuple[int, Text]:
    template = programme.catalogue.get(step.template)
    if template is None:
        return 99, _("No longer in the content")
    return template.phase.order, labels.label(template.phase)


def _line(step: Step, row: candidates.Profile | None, programme: Programme, today: date) -> Line:
    profile = profiles.read(row, programme.occupations) if row else None
    template = plans.words(step, profile, programme)
    late = step.progress == Progress.TODO and step.due is not None and step.due < today
    return Line(
        template.title if template else step.template,
        plans.read(step.because) if step.because else None,
        step.due,
        step.progress,
        step.settled_at,
        late,
    )
