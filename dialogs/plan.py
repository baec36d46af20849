"""The plan: what comes next, the whole of it by phases, each step a page of its own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coaching import dues, labels, plans, profiles
from coaching.phases import Phase
from coaching.plans import Changes
from coaching.templates import StepTemplate
from dialogs import intake, profile, ways
from dialogs import step as one_step
from dialogs.engine.pages import Audience, Command, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage.plans import Plan, Progress, Step, of_candidate

MARKS: Mapping[Progress, str] = MappingProxyType({Progress.TODO: "◻️", Progress.DONE: "✅", Progress.SKIPPED: "➖"})
PART = 20


@page("plan", Audience.CANDIDATE, Command("plan", _("My plan: what comes next")))
def show(turn: Turn) -> Screen:
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        return profile.unfinished()
    text = lines(_("<b>Your plan</b>"), progress(plan), _landing(turn), "", *coming(turn, plan))
    return Screen(text, (*openings(turn, plan), *onward()))


def first(turn: Turn) -> Screen:
    """What a candidate sees at the end of the first questions."""
    plan = _plan(turn)
    text = lines(
        _("Thank you, {name}. I know enough to begin.", name=turn.candidate.first_name),
        _("<b>Your plan has {count} steps</b>, made from your answers.", count=len(plan.steps)),
        _landing(turn),
        "",
        *coming(turn, plan),
        "",
        _("One step at a time: begin with the first."),
    )
    return Screen(text, (*openings(turn, plan), *onward()), fresh=True)


def changed(turn: Turn, changes: Changes) -> Screen:
    """What a change of the profile did to the plan."""
    text = lines(_("Noted."), *_said(turn, changes), "", _landing(turn))
    to_profile = Button(_("My profile"), profile.show.to())
    return Screen(text, (*ways.listed(Button(_("My plan"), show.to(), style="primary"), to_profile), ways.homeward()))


def _said(turn: Turn, changes: Changes) -> list[Words]:
    if not changes:
        return [_("Your plan stays as it is.")]
    added, removed, moved = len(changes.added), len(changes.removed), len(changes.moved)
    said: list[Words] = []
    if added:
        said.append(ngettext("{count} new step in your plan:", "{count} new steps in your plan:", added))
        said.extend(_bullets(turn, changes.added))
    if removed:
        said.append(ngettext("{count} step no longer concerns you:", "{count} steps no longer concern you:", removed))
        said.extend(_bullets(turn, changes.removed))
    if moved:
        said.append(ngettext("{count} step has a new date.", "{count} steps have new dates.", moved))
    return said


def _bullets(turn: Turn, keys: Sequence[str]) -> list[Words]:
    catalogue = turn.programme.catalogue
    shown: list[Words] = [_("• {title}", title=catalogue[key].title) for key in keys[:5] if key in catalogue]
    more = len(keys) - len(shown)
    return [*shown, ngettext("• and {count} more", "• and {count} more", more)] if more > 0 else shown


def _plan(turn: Turn) -> Plan:
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        raise LookupError(f"candidate {turn.candidate.id} has no plan")
    return plan


def progress(plan: Plan) -> Text:
    done = sum(step.progress is Progress.DONE for step in plan.steps)
    wanted = sum(step.progress is not Progress.SKIPPED for step in plan.steps)
    return ngettext("{count} step done of {total}.", "{count} steps done of {total}.", done, total=wanted)


def _landing(turn: Turn) -> Text:
    row = turn.candidate.profile
    if row is None or row.landing is None:
        return _("You do not know yet when you land. Tell me when you do: the dates will follow.")
    if row.landing <= turn.today:
        return _("You landed on {date}.", date=row.landing)
    return _("You land on {date}.", date=row.landing)


def next_steps(turn: Turn, plan: Plan) -> list[Step]:
    told = profiles.of(turn.candidate, turn.programme.occupations)
    return plans.next_steps(plan, turn.programme.catalogue, intake.local(turn), told.worry if told else None)


def coming(turn: Turn, plan: Plan) -> list[Words]:
    steps = next_steps(turn, plan)
    if not steps:
        return [_("You have done everything that is open now. Well done!")]
    told: list[Words] = [_("<b>What comes next</b>")]
    for number, step in enumerate(steps, 1):
        told.append(_("{number}. <b>{title}</b>", number=number, title=title(turn, step)))
        told.append(_("<i>{due}</i>", due=due(turn, step)))
    return told


def openings(turn: Turn, plan: Plan) -> list[Row]:
    steps = next_steps(turn, plan)
    return [
        (Button(_("{number}. {title}", number=number, title=title(turn, step)), one_step.open_step.to(step.id)),)
        for number, step in enumerate(steps, 1)
    ]


def onward() -> tuple[Row, ...]:
    whole, answers = Button(_("The whole plan"), whole_plan.to()), Button(_("My profile"), profile.show.to())
    return ((whole, answers), (ways.to_counsellor(),), ways.homeward())


def title(turn: Turn, step: Step) -> Words:
    template = words(turn, step)
    return template.title if template else step.template


def words(turn: Turn, step: Step) -> StepTemplate | None:
    return plans.words(step, profiles.of(turn.candidate, turn.programme.occupations), turn.programme)


def due(turn: Turn, step: Step) -> Words:
    if step.due:
        return _("by {date}", date=step.due)
    template = turn.programme.catalogue.get(step.template)
    return dues.words(template.root) if template else ""


@page("plan/all")
def whole_plan(turn: Turn) -> Screen:
    """The phases of the plan, each with what is done."""
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        return profile.unfinished()
    rows = [
        (
            Button(
                _("{phase}: {done} of {total}", phase=labels.PHASE[phase], done=_done(steps), total=len(steps)),
                open_phase.to(phase),
            ),
        )
        for phase, steps in _by_phase(turn, plan).items()
    ]
    text = lines(_("<b>The whole plan</b>"), progress(plan), _landing(turn), "", _("Choose a part."))
    return Screen(text, (*rows, *ways.listed(Button(_("What comes next"), show.to())), ways.homeward()))


def _by_phase(turn: Turn, plan: Plan) -> dict[Phase, list[Step]]:
    found: dict[Phase, list[Step]] = {}
    for step in plan.steps:
        template = turn.programme.catalogue.get(step.template)
        if template:
            found.setdefault(template.phase, []).append(step)
    return found


def _done(steps: Sequence[Step]) -> int:
    return sum(step.progress is not Progress.TODO for step in steps)


@page("plan/phase/{phase}")
def open_phase(turn: Turn, phase: Phase) -> Screen:
    return open_part(turn, phase, 1)


@page("plan/phase/{phase}/{part}")
def open_part(turn: Turn, phase: Phase, part: int) -> Screen:
    """The steps of a phase, as many at a time as a phone shows well."""
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        return profile.unfinished()
    steps = _by_phase(turn, plan).get(phase, [])
    shown = steps[(part - 1) * PART : part * PART] if part else []
    if not shown:
        return whole_plan(turn)
    told = [
        _("{mark} {title}, {due}", mark=MARKS[step.progress], title=title(turn, step), due=due(turn, step))
        for step in shown
    ]
    rows = [
        (
            Button(
                _("{mark} {title}", mark=MARKS[step.progress], title=title(turn, step)), one_step.open_step.to(step.id)
            ),
        )
        for step in shown
    ]
    text = lines(_("<b>{phase}</b>", phase=labels.PHASE[phase]), "", *told)
    back = Button(_("‹ The whole plan"), whole_plan.to())
    return Screen(text, (*rows, *_parts(phase, part, len(steps)), (back, *ways.homeward())))


def _parts(phase: Phase, part: int, count: int) -> tuple[Row, ...]:
    before = Button(_("‹ Before"), open_part.to(phase, part - 1)) if part > 1 else None
    after = Button(_("After ›"), open_part.to(phase, part + 1)) if count > part * PART else None
    row = tuple(button for button in (before, after) if button)
    return (row,) if row else ()
