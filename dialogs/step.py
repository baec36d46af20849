"""One step of the plan: to read, to do, to set aside, to put back, or to ask about."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching import plans, profiles
from coaching.plans import Reason
from coaching.templates import Source, StepTemplate
from dialogs import counsellor, home, intake, plan, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage.plans import Progress, Step, step_of

REASONS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.ALREADY: _("I did it before"),
        Reason.NOT_MINE: _("It does not concern me"),
        Reason.LATER: _("I prefer to see later"),
        Reason.OTHER: _("Another reason"),
    }
)


@page("plan/{step}")
def open_step(turn: Turn, step: int) -> Screen:
    found = _mine(turn, step)
    return _step(turn, *found) if found else _gone()


def _mine(turn: Turn, step: int) -> tuple[Step, StepTemplate] | None:
    row = step_of(turn.session, turn.candidate.id, step)
    template = plan.words(turn, row) if row else None
    return (row, template) if row and template else None


def _gone() -> Screen:
    text = _("This step is not in your plan any more.")
    return Screen(text, ((Button(_("My plan"), plan.show.to(), style="primary"),), ways.homeward()))


def _step(turn: Turn, row: Step, template: StepTemplate) -> Screen:
    text = lines(
        _("{mark} <b>{title}</b>", mark=plan.MARKS[row.progress], title=template.title),
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
            return _("To do: {due}", due=plan.due(turn, row))


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
    return ((link,), settle, (about,), (Button(_("‹ My plan"), plan.show.to()), Button(_("Home"), home.show.to())))


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
    text = lines(said, plan.progress(row.plan), "", *plan.coming(turn, row.plan))
    undo = Button(_("Undo"), put_back.to(row.id))
    return Screen(text, (*plan.openings(turn, row.plan), (undo,), *plan.onward()), toast=_("Noted."))


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
