"""A candidate's plan between its rows and the rules: made, made again for a changed profile, and lived."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from coaching import personal
from coaching import plan as planning
from coaching.catalogue import Catalogue
from coaching.plan import PlannedStep
from coaching.profile import Profile, Worry
from coaching.programme import Programme
from coaching.templates import StepTemplate
from locales.text import Country, Text, Value
from storage import plans
from storage.candidates import Candidate
from storage.plans import Plan, Progress, Step


class Reason(StrEnum):
    """Why a step is set aside."""

    ALREADY = "already"
    NOT_MINE = "not_mine"
    LATER = "later"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Changes:
    """What making a plan again did to it: keys of steps."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved)


def make(
    session: Session, candidate: Candidate, profile: Profile, programme: Programme, now: datetime
) -> tuple[Plan, Changes]:
    """Makes the plan that follows from a profile, or makes it again; `now` is on the candidate's own clock.

    What is done, set aside or has a note stays, whatever the profile says.
    """
    plan = plans.of_candidate(session, candidate.id)
    if plan is None:
        plan = Plan(candidate_id=candidate.id, created_at=now, updated_at=now, steps=[])
        session.add(plan)
        session.flush()
        _fill(session, plan, profile, programme, now)
        plans.keep_version(session, plan, now, "made")
        return plan, Changes()
    changes = _fill(session, plan, profile, programme, now)
    if changes:
        plan.updated_at = now
        plans.keep_version(session, plan, now, "profile changed")
    return plan, changes


def _fill(session: Session, plan: Plan, profile: Profile, programme: Programme, now: datetime) -> Changes:
    fresh = {step.key: step for step in planning.build(profile, programme.catalogue, now.date())}
    before = {step.template: step.due for step in plan.steps}
    removed = [step for step in plan.steps if _falls_away(step, fresh, programme.catalogue)]
    for step in removed:
        plan.steps.remove(step)
        session.delete(step)
    kept = planned(plan.steps, programme.catalogue, now)
    added = [step for key, step in fresh.items() if key not in before]
    arranged = planning.redate([*_renewed(kept, fresh), *added], profile, now.date())
    _write(plan, arranged)
    return Changes(
        added=tuple(step.key for step in added),
        removed=tuple(step.template for step in removed),
        moved=tuple(step.key for step in arranged if step.key in before and before[step.key] != step.due),
    )


def _falls_away(step: Step, fresh: Mapping[str, PlannedStep], catalogue: Catalogue) -> bool:
    untouched = step.progress is Progress.TODO and not step.note
    return untouched and step.template in catalogue and step.template not in fresh


def _renewed(kept: Iterable[PlannedStep], fresh: Mapping[str, PlannedStep]) -> list[PlannedStep]:
    """The steps as they are, with the reason that speaks for them now."""
    return [
        PlannedStep(step.template, fresh[step.key].because, step.due, step.settled) if step.key in fresh else step
        for step in kept
    ]


def _write(plan: Plan, arranged: Sequence[PlannedStep]) -> None:
    rows = {step.template: step for step in plan.steps}
    for position, step in enumerate(arranged):
        row = rows.get(step.key)
        if row is None:
            row = Step(template=step.key, progress=Progress.TODO)
            plan.steps.append(row)
        row.position, row.due, row.because = position, step.due, spell(step.because)


def planned(steps: Iterable[Step], catalogue: Catalogue, now: datetime) -> tuple[PlannedStep, ...]:
    """The rows as the rules see them; a step that has left the content is left out."""
    return tuple(
        PlannedStep(
            template,
            read(step.because),
            step.due,
            step.settled_at.astimezone(now.tzinfo).date() if step.settled_at else None,
        )
        for step in steps
        if (template := catalogue.get(step.template))
    )


def next_steps(plan: Plan, catalogue: Catalogue, now: datetime, worry: Worry | None = None) -> list[Step]:
    """The three to do next, the most pressing first, with one that eases the worry."""
    rows = {step.template: step for step in plan.steps}
    return [rows[step.key] for step in planning.focus(planned(plan.steps, catalogue, now), now.date(), worry)]


def finish(session: Session, step: Step, profile: Profile, programme: Programme, now: datetime) -> None:
    """Marks a step as done; what hangs on it gets its date. A second time changes nothing."""
    _settle(session, step, Progress.DONE, now, f"done {step.template}")
    _follow(step, profile, programme, now)


def set_aside(session: Session, step: Step, reason: Reason, now: datetime) -> None:
    _settle(session, step, Progress.SKIPPED, now, f"{_ASIDE} {step.template}: {reason}")


def put_back(session: Session, step: Step, now: datetime) -> None:
    if step.progress is not Progress.TODO:
        step.progress, step.settled_at = Progress.TODO, None
        _note_change(session, step, now, f"put back {step.template}")


def why_aside(session: Session, step: Step) -> Reason | None:
    """The reason that was given when the step was set aside last."""
    beginning = f"{_ASIDE} {step.template}: "
    told = [version.reason for version in plans.versions(session, step.plan) if version.reason.startswith(beginning)]
    return Reason(told[-1].removeprefix(beginning)) if told and step.progress is Progress.SKIPPED else None


_ASIDE = "set aside"


def _settle(session: Session, step: Step, progress: Progress, now: datetime, reason: str) -> None:
    if step.progress is not progress:
        step.progress, step.settled_at = progress, now
        _note_change(session, step, now, reason)


def _note_change(session: Session, step: Step, now: datetime, reason: str) -> None:
    step.plan.updated_at = now
    plans.keep_version(session, step.plan, now, reason)


def _follow(step: Step, profile: Profile, programme: Programme, now: datetime) -> None:
    """Dates the steps that hang on this one; the others keep theirs, so that what is late stays late."""
    hanging = _hanging(step.template, programme.catalogue)
    steps = [
        replace(each, due=None) if each.key in hanging and not each.settled else each
        for each in planned(step.plan.steps, programme.catalogue, now)
    ]
    dates = {each.key: each.due for each in planning.redate(steps, profile, now.date())}
    for row in step.plan.steps:
        if row.template in hanging and row.progress is Progress.TODO:
            row.due = dates[row.template]


def _hanging(key: str, catalogue: Catalogue) -> set[str]:
    found = {key}
    for _round in range(len(catalogue)):
        more = {each.key for each in catalogue if each.due.step in found} - found
        if not more:
            break
        found |= more
    return found - {key}


def words(step: Step, profile: Profile | None, programme: Programme) -> StepTemplate | None:
    """What the content says of a step, to this candidate; None where the step has left the content."""
    template = programme.catalogue.get(step.template)
    return personal.told(template, profile or Profile(), programme.occupations) if template else None


def spell(text: Text) -> dict[str, Any]:
    """A sentence as JSON, to be put into words by whoever reads it later."""
    return {"msgid": text.msgid, "values": {name: _spell(value) for name, value in text.values.items()}}


def _spell(value: Value) -> Any:
    match value:
        case Text():
            return {"text": spell(value)}
        case Country(code):
            return {"country": code}
        case str() | int():
            return value
    raise TypeError(value)


def read(stored: Mapping[str, Any] | None) -> Text:
    if stored is None:
        return Text("")
    return Text(stored["msgid"], {name: _value(value) for name, value in stored["values"].items()})


def _value(stored: Any) -> Value:
    match stored:
        case {"text": text}:
            return read(text)
        case {"country": code}:
            return Country(code)
    return stored  # type: ignore[no-any-return]
