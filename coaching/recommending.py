"""Which modules fit somebody now, and why: an interview, what worries them, what their plan asks next, who they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coaching import reasons
from coaching.modules import Lesson, Module, Training
from coaching.profile import Profile
from coaching.rules import ALWAYS, matches
from coaching.templates import StepTemplate
from locales.text import Text, _

MOST = 3
INTERVIEW = "interview"
"""The step of the plan whose lesson an interview asks for."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    module: Module
    because: Text


def recommended(
    training: Training,
    profile: Profile,
    today: date,
    coming: Sequence[StepTemplate],
    finished: Iterable[str],
    urgent: Recommendation | None = None,
) -> list[Recommendation]:
    """The modules to take first; `coming` are the next steps of the plan, `finished` the keys of modules."""
    open_ones = [module for module in training if module.key not in set(finished)]
    found = [
        urgent,
        *(_worries(module, profile, today) for module in open_ones),
        *(_helps(training, step) for step in coming),
        *(_fits(module, profile, today) for module in open_ones),
    ]
    first: dict[str, Recommendation] = {}
    for each in found:
        if each and each.module in open_ones:
            first.setdefault(each.module.key, each)
    return list(first.values())[:MOST]


def before_interview(training: Training, step: StepTemplate, day: date) -> Recommendation | None:
    """What to take before an interview on this day; `step` is the one of `INTERVIEW`."""
    taught = teaching(training, step)
    return Recommendation(taught[0], _("Because you have an interview on {date}.", date=day)) if taught else None


def _worries(module: Module, profile: Profile, today: date) -> Recommendation | None:
    because = reasons.personal(ALWAYS, module.eases[:1], profile, today)
    return Recommendation(module, because) if because else None


def _helps(training: Training, step: StepTemplate) -> Recommendation | None:
    taught = teaching(training, step)
    because = _("Because it helps with a step of your plan: {title}.", title=step.title)
    return Recommendation(taught[0], because) if taught else None


def _fits(module: Module, profile: Profile, today: date) -> Recommendation | None:
    if module.when == ALWAYS or not matches(module.when, profile, today):
        return None
    because = reasons.personal(module.when, (), profile, today)
    return Recommendation(module, because) if because else None


def teaching(training: Training, step: StepTemplate) -> tuple[Module, Lesson] | None:
    """The lesson that teaches most of the facts on which a step rests; of a module that completes it, the first."""
    for module in training:
        if step.key in module.completes:
            return module, module.lessons[0]
    rests_on = {fact.id for fact in step.facts}
    lessons = [(module, lesson) for module in training for lesson in module.lessons]
    shared = [(len(rests_on & {fact.id for fact in lesson.facts}), module, lesson) for module, lesson in lessons]
    most = max(shared, key=lambda each: each[0], default=None)
    return (most[1], most[2]) if most and most[0] else None
