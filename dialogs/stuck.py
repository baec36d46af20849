"""Speaking about a step: a question to the counsellor, or the news that one cannot go on with it."""

from dataclasses import replace

from coaching import steps
from coaching.plans import Hand
from dialogs import counsellor, plan, subject, ways
from dialogs import step as one_step
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, Message, Option
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage.plans import Progress, Step

TROUBLES = (
    ("what", _("I do not understand what to do")),
    ("paper", _("A paper is missing")),
    ("answer", _("Nobody answers me")),
    ("cost", _("It costs too much")),
    ("time", _("I have no time for it")),
)


@page("plan/{step}/stuck")
def tell(turn: Turn, step: int) -> Screen:
    row = one_step.mine(turn, step)
    if row and row.progress is not Progress.TODO:
        return one_step.shown(turn, row)
    return STUCK.open_about(turn, step) if row else one_step.gone()


@action("plan/{step}/on")
def go_on(turn: Turn, step: int) -> Screen:
    row = one_step.mine(turn, step)
    if row is None:
        return one_step.gone()
    steps.go_on(plan.hand(turn), row)
    toast = _("Noted. {name} sees that you go on.", name=ways.counsellor_name(turn))
    return replace(one_step.shown(turn, row), toast=toast)


@page("plan/{step}/ask")
def ask(turn: Turn, step: int) -> Screen:
    return ASK.open_about(turn, step) if one_step.mine(turn, step) else one_step.gone()


def _is_stuck(turn: Turn, answers: Answers) -> Screen:
    row = one_step.mine(turn, answers.subject)
    if row is None:
        return one_step.gone()
    hand = plan.hand(turn)
    if one_step.is_answered(turn, row):
        steps.stay_stuck(hand, row)
    else:
        steps.get_stuck(hand, row)
    return _passed_on(turn, hand, row, turn.reader.plain(TROUBLE.shown(turn, answers[TROUBLE.name])))


def _asked(turn: Turn, answers: Answers) -> Screen:
    row = one_step.mine(turn, answers.subject)
    if row is None:
        return one_step.gone()
    return _passed_on(turn, plan.hand(turn), row, answers[QUESTION.name])


def _passed_on(turn: Turn, hand: Hand, row: Step, said: str) -> Screen:
    """The words stand with the step, where the counsellor reads them in their context."""
    steps.comment(hand, row, said)
    counsellor.waits(turn)
    text = lines(
        _(
            "Sent to {name}, with the step that it is about. The answer will come here.",
            name=ways.counsellor_name(turn),
        ),
        _("Meanwhile you can go on with your plan."),
    )
    back = Button(_("‹ Back to this step"), one_step.open_step.to(row.id))
    return Screen(text, ((back, Button(_("My plan"), plan.show.to())), ways.homeward()))


TROUBLE = Message(
    "trouble",
    _("<b>What keeps you from going on?</b>"),
    hint=_("Tap what fits, or write it in your own words. Your counsellor reads it with this step."),
    options=lambda _turn: [Option(value, label) for value, label in TROUBLES],
    longest=2000,
    good=("The order asks for a paper that my school does not give.", "A paper is missing"),
    bad=("x" * 2001,),
)
QUESTION = Message(
    "question",
    _("<b>Write your message about this step.</b>"),
    hint=_("Your counsellor reads it with this step, and answers here. You may send a photo or a document too."),
    longest=2000,
    good=("May I send a copy instead of the original?",),
    bad=("x" * 2001,),
)
STUCK = Form("stuck", (TROUBLE,), _is_stuck, subject.onward, about=subject.heading, numbered=False)
ASK = Form("ask", (QUESTION,), _asked, subject.onward, about=subject.heading, numbered=False)
