"""One step of the plan: to read, to do bit by bit, to set aside, to put back, or to ask about."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching import spelling, steps
from coaching.history import WHY, Reason
from coaching.templates import StepTemplate
from dialogs import home, intake, later, lessons, plan, proofs, sourcing, stuck, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage.plans import Comment, Progress, Step, step_of

REASONS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.ALREADY: _("I did it before"),
        Reason.NOT_MINE: _("It does not concern me"),
        Reason.LATER: _("I prefer to see later"),
        Reason.OTHER: _("Another reason"),
    }
)
HEARD, QUOTED = 2, 300
"""How many of the last comments are shown, and how much of each."""


@page("plan/{step}")
def open_step(turn: Turn, step: int) -> Screen:
    found = mine(turn, step)
    return shown(turn, found) if found else gone()


def mine(turn: Turn, step: int) -> Step | None:
    return step_of(turn.session, turn.candidate.id, step)


def gone() -> Screen:
    text = _("This step is not in your plan any more.")
    return Screen(text, ((Button(_("My plan"), plan.show.to(), style="primary"),), ways.homeward()))


def shown(turn: Turn, row: Step) -> Screen:
    template = plan.words(turn, row)
    text = lines(
        _("{mark} <b>{title}</b>", mark=plan.MARKS[row.progress], title=template.title),
        _state(turn, row),
        _stuck(turn, row) if row.stuck_at else None,
        "",
        spelling.read(row.because) if row.because and row.because["msgid"] else None,
        template.why,
        *_to_do(row, template),
        *_facts(template),
        *_said(turn, row),
        *(["", *sourcing.listed(template.sources, template.reviewed)] if template.sourced else ()),
    )
    return Screen(text, _rows(turn, row, template))


def _state(turn: Turn, row: Step) -> Words:
    match row.progress:
        case Progress.DONE if row.settled_at:
            return _("Done on {date}.", date=intake.local(turn, row.settled_at).date())
        case Progress.SKIPPED:
            return _("Set aside: {reason}", reason=WHY[Reason(row.reason)]) if row.reason else _("Set aside.")
        case _ if row.held:
            return _("To do: {due}, the day that was chosen", due=plan.due(turn, row))
        case _:
            return _("To do: {due}", due=plan.due(turn, row))


def _stuck(turn: Turn, row: Step) -> Text:
    if is_answered(turn, row):
        return _("<b>Your counsellor has answered.</b> Can you go on now?")
    return _("<b>You are stuck here.</b> Your counsellor knows.")


def is_answered(turn: Turn, row: Step) -> bool:
    return steps.is_answered(row, turn.conversation.waiting_since)


def _to_do(row: Step, template: StepTemplate) -> list[Words]:
    if not template.actions:
        return []
    told: list[Words] = ["", _("<b>What to do</b>")]
    for number, each in enumerate(template.actions, 1):
        mark = plan.MARKS[Progress.DONE if steps.is_ticked(row, each) else Progress.TODO]
        told.append(_("{mark} {number}. {action}", mark=mark, number=number, action=each))
    return told


def _facts(template: StepTemplate) -> list[Words]:
    if not template.sourced:
        return []
    return [
        "",
        _("<b>Time:</b> {duration}", duration=template.duration),
        _("<b>Cost:</b> {cost}", cost=template.cost),
        _("<b>You are done when:</b> {proof}", proof=template.proof),
        _("<b>Help:</b> {help}", help=template.help),
    ]


def _said(turn: Turn, row: Step) -> list[Words]:
    """The last words of both sides about this step."""
    told: list[Words] = [_comment(turn, each) for each in row.comments[-HEARD:]]
    kept = len(row.kept)
    if kept:
        told.append(
            ngettext("📎 {count} proof is kept with this step.", "📎 {count} proofs are kept with this step.", kept)
        )
    return ["", *told] if told else []


def _comment(turn: Turn, said: Comment) -> Text:
    text, day = ways.shortened(said.text, QUOTED), intake.local(turn, said.at).date()
    if said.author:
        return _("💬 <b>{name}</b>, {date}: {text}", name=said.author.name, date=day, text=text)
    return _("💬 You, {date}: {text}", date=day, text=text)


def _rows(turn: Turn, row: Step, template: StepTemplate) -> tuple[Row, ...]:
    link = Button(template.link_title, template.url(turn.conversation.locale)) if template.sourced else None
    prove = Button(_("Add a proof"), proofs.add.to(row.id)) if row.progress is not Progress.SKIPPED else None
    kept = Button(_("See the proofs"), proofs.show.to(row.id)) if row.kept else None
    lesson = lessons.about(turn, template) if template.sourced else None
    about = Button(_("Ask my counsellor about this"), stuck.ask.to(row.id))
    homeward = (Button(_("‹ My plan"), plan.show.to()), Button(_("Home"), home.show.to()))
    return (*_deeds(turn, row, template), *ways.listed(link, lesson, prove, kept, about), homeward)


def _deeds(turn: Turn, row: Step, template: StepTemplate) -> tuple[Row, ...]:
    if row.progress is not Progress.TODO:
        return ((Button(_("Put it back"), put_back.to(row.id)),),)
    return (
        *_ticks(row, template),
        (Button(_("Done"), done.to(row.id), style="success"), Button(_("Not for me"), why_not.to(row.id))),
        *_going_on(turn, row),
    )


def _going_on(turn: Turn, row: Step) -> tuple[Row, ...]:
    """What there is to say of a step that one cannot do now."""
    another_day = Button(_("Another day"), later.choose.to(row.id))
    if row.stuck_at is None:
        return ((another_day, Button(_("I am stuck"), stuck.tell.to(row.id))),)
    on = Button(_("I go on"), stuck.go_on.to(row.id), style="primary")
    if is_answered(turn, row):
        return ((on, Button(_("I am still stuck"), stuck.tell.to(row.id))), (another_day,))
    return ((another_day, on),)


def _ticks(row: Step, template: StepTemplate) -> tuple[Row, ...]:
    """A button for each of the small actions, in one row."""
    buttons = [
        Button(
            _(
                "{mark} {number}",
                mark=plan.MARKS[Progress.DONE if steps.is_ticked(row, each) else Progress.TODO],
                number=n,
            ),
            tick.to(row.id, n),
        )
        for n, each in enumerate(template.actions, 1)
    ]
    return (tuple(buttons),) if buttons else ()


@action("plan/{step}/tick/{number}")
def tick(turn: Turn, step: int, number: int) -> Screen:
    row = mine(turn, step)
    if row is None:
        return gone()
    actions = plan.words(turn, row).actions
    if 0 < number <= len(actions):
        steps.tick(row, actions[number - 1], turn.now)
    return shown(turn, row)


@action("plan/{step}/done")
def done(turn: Turn, step: int) -> Screen:
    row = mine(turn, step)
    if row is None:
        return gone()
    steps.finish(plan.hand(turn), row)
    return _settled(turn, _("✅ Well done: <b>{title}</b>", title=plan.title(turn, row)), row)


def _settled(turn: Turn, told: Text, row: Step) -> Screen:
    """What comes next, under what was just settled."""
    return plan.said(turn, row.plan, told, Button(_("Undo"), put_back.to(row.id)))


@page("plan/{step}/aside")
def why_not(turn: Turn, step: int) -> Screen:
    row = mine(turn, step)
    if row is None:
        return gone()
    text = _("Why do you set aside <b>{title}</b>?", title=plan.title(turn, row))
    reasons = [Button(label, set_aside.to(step, reason)) for reason, label in REASONS.items()]
    return Screen(text, (*ways.listed(*reasons), (Button(_("‹ Back"), open_step.to(step)), *ways.homeward())))


@action("plan/{step}/aside/{reason}")
def set_aside(turn: Turn, step: int, reason: Reason) -> Screen:
    row = mine(turn, step)
    if row is None:
        return gone()
    if row.progress is Progress.DONE:
        return shown(turn, row)
    steps.set_aside(plan.hand(turn), row, reason)
    return _settled(turn, _("Set aside: <b>{title}</b>. You can put it back.", title=plan.title(turn, row)), row)


@action("plan/{step}/back")
def put_back(turn: Turn, step: int) -> Screen:
    row = mine(turn, step)
    if row is None:
        return gone()
    steps.put_back(plan.hand(turn), row)
    return shown(turn, row)
