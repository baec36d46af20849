"""The plan: what comes next, the whole of it by phases, each step a page of its own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coaching import dues, labels, plans, profiles, rows
from coaching import history as past
from coaching.phases import Phase
from coaching.plans import Hand
from coaching.profile import Profile
from coaching.templates import StepTemplate
from dialogs import changes, history, intake, milestones, papers, profile, ways
from dialogs import step as one_step
from dialogs.engine.pages import Audience, Command, page
from dialogs.engine.screens import Button, Row, Screen, Style, Words
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
    proposal = plans.propose(hand(turn), plan)
    waiting = plans.is_news(hand(turn), plan, proposal)
    text = lines(
        _("<b>Your plan</b>"),
        progress(plan),
        landing(turn),
        signed(turn, plan),
        _("<b>Your plan can follow what has changed.</b>") if waiting else None,
        "",
        *coming(turn, plan),
    )
    style: Style = "primary" if waiting else ""
    follow = Button(_("See what would change"), changes.show.to(), style) if proposal else None
    return Screen(text, (*ways.listed(follow), *openings(turn, plan), *milestones.timely(turn), *onward()))


def signed(turn: Turn, plan: Plan) -> Text | None:
    """Who approved the plan, and whether it is still what was approved."""
    if plan.signer is None or plan.signed_at is None:
        return None
    day = intake.local(turn, plan.signed_at).date()
    if past.changed_since_signed(turn.session, plan):
        return _("Co-signed by <b>{name}</b>, {date}; changed since.", name=plan.signer.name, date=day)
    return _("Co-signed by <b>{name}</b>, {date}.", name=plan.signer.name, date=day)


def first(turn: Turn) -> Screen:
    """What a candidate sees at the end of the first questions."""
    plan = _plan(turn)
    text = lines(
        _("Thank you, {name}. I know enough to begin.", name=turn.candidate.first_name),
        _("<b>Your plan has {count} steps</b>, made from your answers.", count=len(plan.steps)),
        landing(turn),
        "",
        *coming(turn, plan),
        "",
        _("One step at a time: begin with the first."),
    )
    return Screen(text, (*openings(turn, plan), *onward()), fresh=True)


def _plan(turn: Turn) -> Plan:
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        raise LookupError(f"candidate {turn.candidate.id} has no plan")
    return plan


def progress(plan: Plan) -> Text:
    done, wanted = _done(plan.steps), _wanted(plan.steps)
    return ngettext("{count} step done of {total}.", "{count} steps done of {total}.", done, total=wanted)


def landing(turn: Turn) -> Text:
    row = turn.candidate.profile
    if row is None or row.landing is None:
        return _("You do not know yet when you land. Tell me when you do: the dates will follow.")
    if row.landing > turn.today:
        return _("You land on {date}.", date=row.landing)
    if milestones.has_landed(turn):
        return _("You landed on {date}.", date=row.landing)
    return _("You wanted to land on {date}. Tell me when you are here.", date=row.landing)


def said(turn: Turn, plan: Plan, told: Text, *more: Button) -> Screen:
    """Something that was done, and what comes next."""
    text = lines(told, progress(plan), landing(turn), "", *coming(turn, plan))
    return Screen(text, (*openings(turn, plan), *ways.listed(*more), *onward()), toast=_("Noted."))


def next_steps(turn: Turn, plan: Plan) -> list[Step]:
    mine = hand(turn)
    return plans.next_steps(mine, plan, mine.profile.worry)


def hand(turn: Turn, by: int | None = None) -> Hand:
    """The plan in the hand of the candidate, or of a member of staff."""
    told = profiles.of(turn.candidate, turn.programme.occupations) or Profile()
    return Hand(turn.session, told, turn.programme, intake.local(turn), by)


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
    along = Button(_("Take it along"), papers.show.to())
    return ((whole, along), (answers, ways.to_counsellor()), ways.homeward())


def title(turn: Turn, step: Step) -> Text:
    """Few titles name anything of the candidate's own; only for those is the profile read."""
    same = rows.title(step, turn.programme.catalogue)
    return words(turn, step).title if "{" in same.msgid else same


def words(turn: Turn, step: Step) -> StepTemplate:
    return rows.words(step, profiles.of(turn.candidate, turn.programme.occupations), turn.programme)


def due(turn: Turn, step: Step) -> Words:
    if step.due:
        return _("by {date}", date=step.due)
    return dues.words(rows.template_of(step, turn.programme.catalogue).root)


@page("plan/all")
def whole_plan(turn: Turn) -> Screen:
    """The phases of the plan, each with what is done."""
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        return profile.unfinished()
    parts = [
        (
            Button(
                _("{phase}: {done} of {total}", phase=labels.PHASE[phase], done=_done(steps), total=_wanted(steps)),
                open_phase.to(phase),
            ),
        )
        for phase, steps in by_phase(turn, plan).items()
    ]
    text = lines(_("<b>The whole plan</b>"), progress(plan), landing(turn), "", _("Choose a part."))
    onward = (
        (Button(_("What has changed"), history.show.to()), Button(_("What comes next"), show.to())),
        ways.homeward(),
    )
    return Screen(text, (*parts, *onward))


def by_phase(turn: Turn, plan: Plan) -> dict[Phase, list[Step]]:
    found: dict[Phase, list[Step]] = {}
    for step in sorted(plan.steps, key=lambda step: step.position):
        found.setdefault(rows.template_of(step, turn.programme.catalogue).phase, []).append(step)
    return found


def _done(steps: Sequence[Step]) -> int:
    return sum(step.progress is Progress.DONE for step in steps)


def _wanted(steps: Sequence[Step]) -> int:
    return sum(step.progress is not Progress.SKIPPED for step in steps)


@page("plan/phase/{phase}")
def open_phase(turn: Turn, phase: Phase) -> Screen:
    return open_part(turn, phase, 1)


@page("plan/phase/{phase}/{part}")
def open_part(turn: Turn, phase: Phase, part: int) -> Screen:
    """The steps of a phase, as many at a time as a phone shows well."""
    plan = of_candidate(turn.session, turn.candidate.id)
    if plan is None:
        return profile.unfinished()
    steps = by_phase(turn, plan).get(phase, [])
    shown = steps[(part - 1) * PART : part * PART] if part else []
    if not shown:
        return whole_plan(turn)
    told = [
        _("{mark} {title}, {due}", mark=MARKS[step.progress], title=title(turn, step), due=due(turn, step))
        for step in shown
    ]
    openings = [
        (
            Button(
                _("{mark} {title}", mark=MARKS[step.progress], title=title(turn, step)), one_step.open_step.to(step.id)
            ),
        )
        for step in shown
    ]
    text = lines(_("<b>{phase}</b>", phase=labels.PHASE[phase]), "", *told)
    back = Button(_("‹ The whole plan"), whole_plan.to())
    return Screen(text, (*openings, *_parts(phase, part, len(steps)), (back, *ways.homeward())))


def _parts(phase: Phase, part: int, count: int) -> tuple[Row, ...]:
    before = Button(_("‹ Before"), open_part.to(phase, part - 1)) if part > 1 else None
    after = Button(_("After ›"), open_part.to(phase, part + 1)) if count > part * PART else None
    row = tuple(button for button in (before, after) if button)
    return (row,) if row else ()
