"""Another day for a step: chosen by the candidate, and held until they let it go."""

from collections.abc import Sequence
from datetime import timedelta

from coaching import steps
from dialogs import plan, subject, ways
from dialogs import step as one_step
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, DateQuestion, Option
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _
from storage.plans import Progress, Step

SOON = ((7, _("In a week")), (14, _("In two weeks")), (30, _("In a month")), (90, _("In three months")))


@page("plan/{step}/later")
def choose(turn: Turn, step: int) -> Screen:
    row = one_step.mine(turn, step)
    if row is None:
        return one_step.gone()
    if row.progress is not Progress.TODO:
        return one_step.shown(turn, row)
    screen = FORM.open_about(turn, step)
    return Screen(screen.text, (*ways.listed(_release(row) if row.held else None), *screen.rows))


@action("plan/{step}/letgo")
def let_go(turn: Turn, step: int) -> Screen:
    row = one_step.mine(turn, step)
    if row is None:
        return one_step.gone()
    steps.let_go(plan.hand(turn), row)
    return _noted(turn, row)


def _noted(turn: Turn, row: Step, *more: Button) -> Screen:
    told = _("Noted: <b>{title}</b>, {due}.", title=plan.title(turn, row), due=plan.due(turn, row))
    return plan.said(turn, row.plan, told, Button(_("Open this step"), one_step.open_step.to(row.id)), *more)


def _release(row: Step) -> Button:
    return Button(_("The day of my plan again"), let_go.to(row.id))


def days(turn: Turn) -> Sequence[Option]:
    return [Option((turn.today + timedelta(days=count)).isoformat(), label) for count, label in SOON]


def done(turn: Turn, answers: Answers) -> Screen:
    row, day = one_step.mine(turn, answers.subject), answers.of(DAY)
    if row is None or day is None:
        return one_step.gone()
    if row.progress is not Progress.TODO:
        return one_step.shown(turn, row)
    steps.postpone(plan.hand(turn), row, day)
    return _noted(turn, row, _release(row))


DAY = DateQuestion(
    "day",
    _("<b>On which day do you want to do it?</b>"),
    hint=_("Tap one, or write a date."),
    options=days,
    columns=2,
    days_ahead=365 * 3,
    good=("In a week", "2028-02-29"),
    bad=("soon", "31/02/2027", "1999-01-01"),
)
FORM = Form("later", (DAY,), done, subject.onward, about=subject.heading, numbered=False)
