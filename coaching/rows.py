"""The steps of a stored plan as the rules see them: each row with what the content says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from coaching import personal, spelling
from coaching.catalogue import Catalogue
from coaching.phases import Phase
from coaching.plan import PlannedStep
from coaching.profile import Profile
from coaching.programme import Programme
from coaching.templates import StepTemplate, own
from locales.text import Text
from storage.plans import Plan, Progress, Step

OWN = "own-"
"""How the keys of steps begin that no content has."""


def template_of(step: Step, catalogue: Catalogue) -> StepTemplate:
    """What the content says of a step; of one that it does not have, or not any more, what the row remembers."""
    return catalogue.get(step.template) or own(
        step.template, Phase(step.phase or Phase.FIRST_MONTH), _called(step), own_words(step.details or "")
    )


def _called(step: Step) -> Text:
    if step.title:
        return own_words(step.title)
    return spelling.read(step.called) if step.called else own_words(step.template)


def own_words(words: str) -> Text:
    """What a person wrote, in no language of ours."""
    return Text("{words}", {"words": words}) if words else Text("")


def words(step: Step, profile: Profile | None, programme: Programme) -> StepTemplate:
    """What there is to read of a step, to this candidate; a counsellor's words go before the content's."""
    template = template_of(step, programme.catalogue)
    told = personal.told(template, profile or Profile(), programme.occupations)
    title = own_words(step.title) if step.title else told.title
    return replace(told, title=title, why=own_words(step.details) if step.details else told.why)


def title(step: Step, catalogue: Catalogue) -> Text:
    """The title as it is for everybody: what a person puts into it is open still."""
    return own_words(step.title) if step.title else template_of(step, catalogue).title


def planned(steps: Iterable[Step], catalogue: Catalogue, now: datetime) -> tuple[PlannedStep, ...]:
    """The rows as the rules see them; `now` is on the candidate's own clock."""
    return tuple(
        PlannedStep(
            template_of(step, catalogue),
            spelling.read(step.because),
            step.due,
            step.settled_at.astimezone(now.tzinfo).date() if step.settled_at else None,
            step.held,
        )
        for step in steps
    )


def write(plan: Plan, arranged: Sequence[PlannedStep]) -> list[Step]:
    """Puts the rows in this order with these dates, new ones among them; returns those that are new or moved."""
    rows = {step.template: step for step in plan.steps}
    touched = []
    for position, step in enumerate(arranged):
        row = rows.get(step.key)
        if row is None:
            row = Step(template=step.key, progress=Progress.TODO, held=False, ticked=[])
            plan.steps.append(row)
        if step.key not in rows or row.due != step.due:
            touched.append(row)
        row.position, row.due, row.because = position, step.due, spelling.spell(step.because)
        remember(row, step.template)
    return touched


def remember(row: Step, template: StepTemplate) -> None:
    """Keeps what a step was, should it leave the content."""
    row.phase = template.phase
    if template.sourced:
        row.called = spelling.spell(template.title)


def is_untouched(step: Step) -> bool:
    """Whether nobody has done, written, or chosen anything about a step: only such a one may go."""
    touched = step.held or step.staff_id or step.title or step.details or step.ticked or step.comments or step.proofs
    return step.progress is Progress.TODO and not touched and not step.stuck_at


def mark(action: Text) -> str:
    """A small action as a step remembers that it is done: other words are another action."""
    return sha256(action.msgid.encode()).hexdigest()[:8]
