"""The plan: what comes next, the whole of it by phases, and one step to do, to set aside, or to ask about."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coaching import dues, labels, plans, profiles
from coaching.phases import Phase
from coaching.plans import Changes, Reason
from coaching.templates import Source, StepTemplate
from dialogs import counsellor, home, intake, profile, ways
from dialogs.engine.pages import Audience, Command, action, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage.plans import Plan, Progress, Step, of_candidate, step_of

MARKS: Mapping[Progress, str] = MappingProxyType({Progress.TODO: "◻️", Progress.DONE: "✅", Progress.SKIPPED: "➖"})
REASONS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.ALREADY: _("I did it before"),
        Reason.NOT_MINE: _("It does not concern me"),
        Reason.LATER: _("I prefer to see later"),
        Reason.OTHER: _("Another reason"),
    }
)
PART = 20


@page("plan", Audience.CANDIDATE, Command("plan", _("My plan: what comes next")))
def show(turn: Turn) -> Screen:
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        return profile.unfinished()
    text = lines(_("<b>Your plan</b>"), _progress(plan), _landing(turn), "", *_next(turn, plan))
    return Screen(text, (*_openings(turn, plan), *_ways()))


def first(turn: Turn) -> Screen:
    """What a candidate sees at the end of the first questions."""
    plan = _plan(turn)
    text = lines(
        _("Thank you, {name}. I know enough to begin.", name=turn.candidate.first_name),
        _("<b>Your plan has {count} steps</b>, made from your answers.", count=len(plan.steps)),
        _landing(turn),
        "",
        *_next(turn, plan),
        "",
        _("One step at a time: begin with the first."),
    )
    return Screen(text, (*_openings(turn, plan), *_ways()), fresh=True)


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


def _progress(plan: Plan) -> Text:
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


def _next(turn: Turn, plan: Plan) -> list[Words]:
    steps = plans.next_steps(plan, turn.programme.catalogue, intake.local(turn))
    if not steps:
        return [_("You have done everything that is open now. Well done!")]
    told: list[Words] = [_("<b>What comes next</b>")]
    for number, step in enumerate(steps, 1):
        told.append(_("{number}. <b>{title}</b>", number=number, title=title(turn, step)))
        told.append(_("<i>{due}</i>", due=due(turn, step)))
    return told


def _openings(turn: Turn, plan: Plan) -> list[Row]:
    steps = plans.next_steps(plan, turn.programme.catalogue, intake.local(turn))
    return [
        (Button(_("{number}. {title}", number=number, title=title(turn, step)), open_step.to(step.id)),)
        for number, step in enumerate(steps, 1)
    ]


def _ways() -> tuple[Row, ...]:
    whole, answers = Button(_("The whole plan"), whole_plan.to()), Button(_("My profile"), profile.show.to())
    return ((whole, answers), (ways.to_counsellor(),), ways.homeward())


def title(turn: Turn, step: Step) -> Words:
    template = _template(turn, step)
    return template.title if template else step.template


def _template(turn: Turn, step: Step) -> StepTemplate | None:
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
    text = lines(_("<b>The whole plan</b>"), _progress(plan), _landing(turn), "", _("Choose a part."))
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
        (Button(_("{mark} {title}", mark=MARKS[step.progress], title=title(turn, step)), open_step.to(step.id)),)
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


@page("plan/{step}")
def open_step(turn: Turn, step: int) -> Screen:
    found = _mine(turn, step)
    return _step(turn, *found) if found else _gone()


def _mine(turn: Turn, step: int) -> tuple[Step, StepTemplate] | None:
    row = step_of(turn.session, turn.candidate.id, step)
    template = _template(turn, row) if row else None
    return (row, template) if row and template else None


def _gone() -> Screen:
    text = _("This step is not in your plan any more.")
    return Screen(text, ((Button(_("My plan"), show.to(), style="primary"),), ways.homeward()))


def _step(turn: Turn, row: Step, template: StepTemplate) -> Screen:
    text = lines(
        _("{mark} <b>{title}</b>", mark=MARKS[row.progress], title=template.title),
        _state(turn, row),
        "",
        plans.read(row.because),
        template.why,
        "",
        _("<b>What to do</b>"),
        *[_("• {action}", action=each) for each in template.actions],
        "",
        _("<b>Time:</b> {duration}", duration=template.duration),
        _("<b>Cost:</b> {cost}", cost=template.cost),
        _("<b>You are done when:</b> {proof}", proof=template.proof),
        _("<b>Help:</b> {help}", help=template.help),
        "",
        *_sources(template),
    )
    return Screen(text, _step_rows(turn, row, template))


def _state(turn: Turn, row: Step) -> Words:
    match row.progress:
        case Progress.DONE if row.settled_at:
            return _("Done on {date}.", date=intake.local(turn, row.settled_at).date())
        case Progress.SKIPPED:
            reason = plans.why_aside(turn.session, row)
            return _("Set aside: {reason}", reason=REASONS[reason]) if reason else _("Set aside.")
        case _:
            return _("To do: {due}", due=due(turn, row))


def _sources(template: StepTemplate) -> list[Words]:
    told = [_source(source) for source in template.sources]
    return [_("<i>Sources:</i>"), *told, _("<i>Checked on {date}.</i>", date=template.reviewed)]


def _source(source: Source) -> Text:
    if source.date == "undated":
        return _("<i>• {title}</i>", title=source.title)
    return _("<i>• {title} ({date})</i>", title=source.title, date=source.date)


def _step_rows(turn: Turn, row: Step, template: StepTemplate) -> tuple[Row, ...]:
    link = Button(template.link_title, template.url(turn.conversation.locale))
    settle: Row
    if row.progress is Progress.TODO:
        settle = (Button(_("Done"), done.to(row.id), style="success"), Button(_("Not for me"), why_not.to(row.id)))
    else:
        settle = (Button(_("Put it back"), put_back.to(row.id)),)
    about = Button(_("Ask my counsellor about this"), ask.to(row.id))
    return ((link,), settle, (about,), (Button(_("‹ My plan"), show.to()), Button(_("Home"), home.show.to())))


@action("plan/{step}/done")
def done(turn: Turn, step: int) -> Screen:
    found = _mine(turn, step)
    if found is None:
        return _gone()
    row, template = found
    told = profiles.of(turn.candidate, turn.programme.occupations)
    if told:
        plans.finish(turn.session, row, told, turn.programme, intake.local(turn))
    return _settled(turn, _("✅ Well done: <b>{title}</b>", title=template.title), row)


def _settled(turn: Turn, said: Text, row: Step) -> Screen:
    """What comes next, under what was just settled."""
    plan = row.plan
    text = lines(said, _progress(plan), "", *_next(turn, plan))
    undo = Button(_("Undo"), put_back.to(row.id))
    return Screen(text, (*_openings(turn, plan), (undo,), *_ways()), toast=_("Noted."))


@page("plan/{step}/aside")
def why_not(turn: Turn, step: int) -> Screen:
    found = _mine(turn, step)
    if found is None:
        return _gone()
    text = _("Why do you set aside <b>{title}</b>?", title=found[1].title)
    rows = [(Button(label, set_aside.to(step, reason)),) for reason, label in REASONS.items()]
    return Screen(text, (*rows, (Button(_("‹ Back"), open_step.to(step)), *ways.homeward())))


@action("plan/{step}/aside/{reason}")
def set_aside(turn: Turn, step: int, reason: Reason) -> Screen:
    found = _mine(turn, step)
    if found is None:
        return _gone()
    row, template = found
    plans.set_aside(turn.session, row, reason, intake.local(turn))
    return _settled(turn, _("Set aside: <b>{title}</b>. You can put it back.", title=template.title), row)


@action("plan/{step}/back")
def put_back(turn: Turn, step: int) -> Screen:
    found = _mine(turn, step)
    if found is None:
        return _gone()
    plans.put_back(turn.session, found[0], intake.local(turn))
    return _step(turn, *found)


@page("plan/{step}/ask")
def ask(turn: Turn, step: int) -> Screen:
    found = _mine(turn, step)
    if found is None:
        return _gone()
    return counsellor.about(turn, _("What would you like to ask about <b>{title}</b>?", title=found[1].title))
