"""A candidate's plan: which steps apply, in which order, and when each is due. Pure: what it is given decides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from coaching import dues, reasons
from coaching.catalogue import Catalogue
from coaching.dues import Anchor
from coaching.phases import Phase
from coaching.profile import Profile, Worry
from coaching.rules import matches
from coaching.templates import StepTemplate
from locales.text import Text

FIRST = timedelta(days=3)
SPREAD = timedelta(days=2)
SOON = timedelta(days=30)
FOCUS = 3

BEFORE = frozenset({Phase.BEFORE_VISA, Phase.BEFORE_DEPARTURE})
"""Phases that lapse with the landing."""
# How many days after landing a step of a phase still makes sense in a new plan; tracks that are not named always do.
REACH: Mapping[Phase, int] = MappingProxyType(
    {Phase.FIRST_WEEK: 60, Phase.FIRST_MONTH: 120, Phase.FIRST_THREE_MONTHS: 365}
)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step in somebody's plan.

    `due` is None until the landing is known; `settled` is the day it was done or set aside; `held` is a date that a
    person chose, which nothing moves.
    """

    template: StepTemplate
    because: Text
    due: date | None = None
    settled: date | None = None
    held: bool = False

    @property
    def key(self) -> str:
        return self.template.key

    @property
    def phase(self) -> Phase:
        return self.template.phase


def build(profile: Profile, catalogue: Catalogue, today: date) -> tuple[PlannedStep, ...]:
    """A new plan: nothing in it is due before today, and nothing comes before what it waits for."""
    steps = [
        PlannedStep(template, reasons.because(template, profile, today))
        for template in catalogue
        if applies(template, profile, today)
    ]
    return arranged(dated(steps, profile, today))


def redate(steps: Sequence[PlannedStep], profile: Profile, today: date) -> tuple[PlannedStep, ...]:
    """The same steps for another landing.

    What is settled, held, or hung on the plan itself keeps its date, and what is late is not put off.
    """
    return arranged(dated(steps, profile, today))


def complete(steps: Sequence[PlannedStep], profile: Profile, today: date) -> tuple[PlannedStep, ...]:
    """The same steps for the same landing: those that have a day keep it, the others are given theirs."""
    standing = {step.key: step for step in steps}
    kept = [replace(step, held=True) if step.due else step for step in steps]
    return tuple(replace(step, held=standing[step.key].held) for step in redate(kept, profile, today))


def focus(steps: Sequence[PlannedStep], today: date, worry: Worry | None = None) -> tuple[PlannedStep, ...]:
    """The next three to do: open, waiting for nothing, the most pressing first; one eases the worry if one can."""
    waiting = {step.key for step in steps if not step.settled}
    ready = [step for step in steps if not step.settled and waiting.isdisjoint(step.template.after)]
    ranked = sorted(ready, key=lambda step: pressing(step, today))
    first = ranked[:FOCUS]
    easing = [step for step in ranked if worry in step.template.eases]
    return (*first[:-1], easing[0]) if easing and easing[0] not in first else tuple(first)


def pressing(step: PlannedStep, today: date) -> date:
    """An undated step that comes before the landing is thought of as due in a month, one after it as last."""
    if step.due:
        return step.due
    root = step.template.root
    return today + SOON if root.anchor is Anchor.LANDING and root.days < 0 else date.max


def applies(template: StepTemplate, profile: Profile, today: date) -> bool:
    """Whether a step comes into a plan on this day."""
    reach = REACH.get(template.phase)
    if profile.landing and reach is not None and today > profile.landing + timedelta(days=reach):
        return False
    return still_applies(template, profile, today)


def still_applies(template: StepTemplate, profile: Profile, today: date) -> bool:
    """Whether a step that is in a plan belongs there: what is late is still to do, but no departure after a landing."""
    if template.phase in BEFORE and profile.landed(today):
        return False
    return matches(template.when, profile, today)


def dated(steps: Iterable[PlannedStep], profile: Profile, today: date) -> list[PlannedStep]:
    """Gives every step its day; late ones are spread over the next days, in the order in which they were due."""
    done: dict[str, PlannedStep] = {}
    late = 0
    for step in in_order(steps, lambda each: (0, wished(each, {}, profile, today) or date.max)):
        due = step.due if fixed(step) else wished(step, done, profile, today)
        if due and due < today + FIRST and not fixed(step):
            due, late = sooner(step, today + FIRST + late * SPREAD), late + 1
        done[step.key] = step if fixed(step) else replace(step, due=after_all(due, earlier(step, done)))
    return list(done.values())


def sooner(step: PlannedStep, day: date) -> date:
    """A late step that had a day already is not put off."""
    return min(step.due or day, day)


def fixed(step: PlannedStep) -> bool:
    hung_on_plan = step.due is not None and step.template.root.anchor is Anchor.PLAN
    return step.settled is not None or step.held or hung_on_plan


def wished(step: PlannedStep, done: Mapping[str, PlannedStep], profile: Profile, today: date) -> date | None:
    """The day that the content asks for; None while what it hangs on has no day."""
    due = step.template.due
    if due.step and (anchor := done.get(due.step)):
        day = anchor.settled or anchor.due
        return due.on(day) if day else None
    root = step.template.root
    day = dues.day(root.anchor, profile.landing, today)
    return root.on(day) if day else None


def earlier(step: PlannedStep, done: Mapping[str, PlannedStep]) -> list[date | None]:
    """The days of the open steps that it waits for."""
    return [done[key].due for key in step.template.after if key in done and not done[key].settled]


def after_all(due: date | None, others: list[date | None]) -> date | None:
    days = [day for day in (due, *others) if day]
    return max(days) if len(days) == len(others) + 1 else None


def arranged(steps: Iterable[PlannedStep]) -> tuple[PlannedStep, ...]:
    """By phase and date, and nothing before what it waits for."""
    return tuple(in_order(steps, lambda step: (step.phase.order, step.due or date.max)))


def in_order(steps: Iterable[PlannedStep], urgency: Callable[[PlannedStep], tuple[int, date]]) -> list[PlannedStep]:
    """The most urgent first among those whose forerunners stand already; equal ones keep their order."""
    waiting = {step.key: step for step in steps}
    place = {key: number for number, key in enumerate(waiting)}
    missing = {key: {other for other in step.template.waits if other in waiting} for key, step in waiting.items()}
    ready = [(urgency(step), place[key], key) for key, step in waiting.items() if not missing[key]]
    heapify(ready)
    found: list[PlannedStep] = []
    while ready:
        key = heappop(ready)[2]
        found.append(waiting[key])
        for other, forerunners in missing.items():
            if key in forerunners:
                forerunners.remove(key)
                if not forerunners:
                    heappush(ready, (urgency(waiting[other]), place[other], other))
    return found
