"""Milestones: the departure, the landing, the first job, the decision of an order; told in one tap."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from coaching import milestones, profiles
from coaching.milestones import OUTCOMES, Outcome
from coaching.profile import Profile, Regulated
from dialogs import changes, intake, plan, profile, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, DateQuestion, Option
from dialogs.engine.screens import Button, Link, Row, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage.milestones import Milestone, Report, latest
from storage.plans import of_candidate

AROUND = timedelta(days=7)
"""How long before the planned landing the landing is at hand on the plan."""
LABELS: Mapping[Milestone, Text] = MappingProxyType(
    {
        Milestone.DEPARTURE: _("✈️ I have left"),
        Milestone.LANDING: _("🛬 I have landed"),
        Milestone.JOB: _("💼 I have my first job"),
        Milestone.DECISION: _("⚖️ My order has decided"),
    }
)
NAMES: Mapping[Milestone, Text] = MappingProxyType(
    {
        Milestone.DEPARTURE: _("Departure"),
        Milestone.LANDING: _("Landing in Québec"),
        Milestone.JOB: _("First job in Québec"),
        Milestone.DECISION: _("Decision of the order"),
    }
)
ASKED: Mapping[Milestone, Text] = MappingProxyType(
    {
        Milestone.JOB: _("<b>Congratulations!</b> Is this job in your field?"),
        Milestone.DECISION: _("<b>What has the order decided?</b>"),
    }
)
HOW: Mapping[Outcome, Text] = MappingProxyType(
    {
        Outcome.IN_FIELD: _("Yes, in my field"),
        Outcome.OTHER_FIELD: _("No, in another one"),
        Outcome.GRANTED: _("I have the permit"),
        Outcome.CONDITIONS: _("There are conditions: training, an exam, a placement"),
        Outcome.REFUSED: _("It refused"),
    }
)
WENT: Mapping[Outcome, Text] = MappingProxyType(
    {
        Outcome.IN_FIELD: _("in the field"),
        Outcome.OTHER_FIELD: _("in another field"),
        Outcome.GRANTED: _("permit granted"),
        Outcome.CONDITIONS: _("with conditions"),
        Outcome.REFUSED: _("refused"),
    }
)
"""How it went, as it is told afterwards, to the counsellor too."""
SAID: Mapping[tuple[Milestone, Outcome | None], Text] = MappingProxyType(
    {
        (Milestone.DEPARTURE, None): _("Have a good trip! Keep your papers with you, not in the hold."),
        (Milestone.LANDING, None): _("<b>Welcome to Québec!</b> Your first week begins."),
        (Milestone.JOB, Outcome.IN_FIELD): _("Well done! A first job in your field is a great step."),
        (Milestone.JOB, Outcome.OTHER_FIELD): _("Well done! A first job here opens the door to the next."),
        (Milestone.DECISION, Outcome.GRANTED): _("Congratulations! You may practise your profession in Québec."),
        (Milestone.DECISION, Outcome.CONDITIONS): _(
            "That is good news: the way is open. Send the letter of the order to your counsellor, and plan it together."
        ),
        (Milestone.DECISION, Outcome.REFUSED): _(
            "That is hard. You may ask for a review, and there are other ways: speak about it with your counsellor."
        ),
    }
)


@page("milestones")
def show(turn: Turn) -> Screen:
    """What was reported, and what can be."""
    told = latest(turn.session, turn.candidate.id)
    known = [_known(name, told[milestone]) for milestone, name in NAMES.items() if milestone in told]
    text = lines(
        _("<b>Your milestones</b>"),
        _("Tell me when one is reached: your plan and your counsellor follow."),
        "" if known else None,
        *known,
    )
    buttons = [_button(milestone) for milestone in possible(turn)]
    days = [Button(_("Change: {name}", name=NAMES[each]), change.to(each)) for each in told]
    return Screen(text, (*ways.listed(*buttons, *days), (Button(_("‹ My plan"), plan.show.to()), *ways.homeward())))


def _known(name: Text, report: Report) -> Text:
    if report.outcome is None:
        return _("• {name}: {date}", name=name, date=report.day)
    return _("• {name}: {date}, {outcome}", name=name, date=report.day, outcome=WENT[Outcome(report.outcome)])


def _button(milestone: Milestone) -> Button:
    return Button(LABELS[milestone], how.to(milestone) if OUTCOMES[milestone] else report.to(milestone))


def possible(turn: Turn) -> Sequence[Milestone]:
    """What this candidate may report now; an order decides where the work is governed by one."""
    told, regulated = _profile(turn), (Regulated.YES, Regulated.PARTLY)
    concerned = [each for each in Milestone if each is not Milestone.DECISION or told.regulated in regulated]
    return [
        each for each in concerned if each is Milestone.DECISION or each not in latest(turn.session, turn.candidate.id)
    ]


def timely(turn: Turn) -> tuple[Row, ...]:
    """The one whose time has come, at hand on the plan, and the way to all."""
    landing, told = _profile(turn).landing, latest(turn.session, turn.candidate.id)
    near = landing is not None and landing - AROUND <= turn.today
    wanted = next((each for each in (Milestone.LANDING, Milestone.JOB) if each not in told), None)
    first = _button(wanted) if near and wanted else None
    return ((first, _every()),) if first else ((_every(),),)


def has_landed(turn: Turn) -> bool:
    """Whether the candidate said so: as a milestone, or by a day that was past when it was told."""
    row = turn.candidate.profile
    told = row is not None and row.landing is not None and row.landing <= intake.local(turn, row.updated_at).date()
    return told or Milestone.LANDING in latest(turn.session, turn.candidate.id)


def _profile(turn: Turn) -> Profile:
    return plan.hand(turn).profile


@page("milestone/{milestone}/how")
def how(turn: Turn, milestone: Milestone) -> Screen:
    if milestone not in ASKED:
        return show(turn)
    buttons = [Button(HOW[outcome], report_how.to(milestone, outcome)) for outcome in OUTCOMES[milestone]]
    return Screen(ASKED[milestone], (*ways.listed(*buttons), (Button(_("‹ Back"), show.to()), *ways.homeward())))


@action("milestone/{milestone}")
def report(turn: Turn, milestone: Milestone) -> Screen:
    """An old button says nothing new of what is told already: that is changed where one means to."""
    if milestone in latest(turn.session, turn.candidate.id):
        return change(turn, milestone)
    return how(turn, milestone) if OUTCOMES[milestone] else told(turn, milestone, None, turn.today)


@page("milestone/{milestone}/change")
def change(turn: Turn, milestone: Milestone) -> Screen:
    report = latest(turn.session, turn.candidate.id).get(milestone)
    if report is None:
        return show(turn)
    buttons = (
        Button(_("It was another day"), another_day.to(milestone)),
        Button(_("It has not happened yet"), take_back.to(milestone)),
    )
    text = lines(_("You have told me:"), _known(NAMES[milestone], report))
    return Screen(text, (*ways.listed(*buttons), (Button(_("‹ Back"), show.to()), *ways.homeward())))


@action("milestone/{milestone}/notyet")
def take_back(turn: Turn, milestone: Milestone) -> Screen:
    """Takes back what was told by mistake; both words are kept."""
    if milestone in latest(turn.session, turn.candidate.id):
        _keep(turn, milestone, Outcome.NOT_YET, turn.today)
    onward = Button(_("Change the day of my landing"), intake.FORM.to(intake.LANDING), style="primary")
    text = _("Noted: {name}, not yet.", name=NAMES[milestone])
    return Screen(text, (*ways.listed(onward if milestone is Milestone.LANDING else None, _every()), ways.homeward()))


def _every() -> Button:
    return Button(_("My milestones"), show.to())


@action("milestone/{milestone}/{outcome}")
def report_how(turn: Turn, milestone: Milestone, outcome: Outcome) -> Screen:
    last = latest(turn.session, turn.candidate.id).get(milestone)
    if outcome not in OUTCOMES[milestone] or (last and last.outcome == outcome):
        return change(turn, milestone)
    return told(turn, milestone, outcome, turn.today)


def told(turn: Turn, milestone: Milestone, outcome: Outcome | None, day: date) -> Screen:
    """Keeps a report, and says what follows from it."""
    before = _profile(turn)
    if before == Profile():
        return profile.unfinished()
    _keep(turn, milestone, outcome, day)
    after = milestones.after(before, milestone, day, outcome)
    if after != before:
        profiles.keep(turn.session, turn.candidate, after, turn.now)
    return _follow(turn, milestone, outcome, day)


def _keep(turn: Turn, milestone: Milestone, outcome: Outcome | None, day: date) -> None:
    told = {"milestone": milestone, "day": day, "outcome": outcome, "told_at": turn.now}
    turn.session.add(Report(candidate_id=turn.candidate.id, **told))
    turn.session.flush()


def _follow(turn: Turn, milestone: Milestone, outcome: Outcome | None, day: date) -> Screen:
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    mine.updated_at = turn.now
    screen = changes.noticed(turn, mine)
    said = lines(
        SAID[milestone, outcome], _("Noted: {name}, {date}.", name=NAMES[milestone], date=day), "", screen.text
    )
    other = Button(_("Another day, or not yet"), change.to(milestone))
    return replace(screen, text=said, rows=(*screen.rows[:-1], (other,), *screen.rows[-1:]))


@page("milestone/{milestone}/day")
def another_day(turn: Turn, milestone: Milestone) -> Screen:
    return FORM.open_about(turn, milestone) if milestone in latest(turn.session, turn.candidate.id) else show(turn)


def done(turn: Turn, answers: Answers) -> Screen:
    milestone, day = Milestone(answers.subject), answers.of(DAY)
    last = latest(turn.session, turn.candidate.id).get(milestone)
    if last is None or day is None:
        return show(turn)
    return told(turn, milestone, Outcome(last.outcome) if last.outcome else None, day)


def heading(_turn: Turn, milestone: str) -> Text | None:
    return _("<b>{name}</b>", name=NAMES[Milestone(milestone)]) if milestone in set(Milestone) else None


def days(turn: Turn) -> Sequence[Option]:
    return [
        Option(turn.today.isoformat(), _("Today")),
        Option((turn.today - timedelta(days=1)).isoformat(), _("Yesterday")),
    ]


def onward(_milestone: str) -> Link:
    return show.to()


DAY = DateQuestion(
    "day",
    _("On which day was it?"),
    hint=_("Tap one, or write the date."),
    options=days,
    columns=2,
    days_back=365 * 3,
    days_ahead=0,
    good=("Yesterday",),
    bad=("soon", "31/02/2026", "2101-01-01"),
)
FORM = Form("happened", (DAY,), done, onward, about=heading, numbered=False)
