"""Reminders of the plan: one message for a morning, and what can be done with it in one tap."""

from collections.abc import Sequence
from datetime import date, datetime

from coaching import reminders
from coaching.mornings import Mornings
from coaching.reminders import DAY, Morning, Open, Week
from dialogs import digests, intake, milestones, next_actions, plan, profile, settings, ways
from dialogs import step as one_step
from dialogs.engine.pages import action
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage.conversations import Speaker
from storage.milestones import Milestone
from storage.plans import Pace, Plan, Progress, Step, of_candidate

NAMED, OPENED = 6, 3
"""How many steps a message names, and how many it opens in one tap."""
SLOWS = _(
    "You have been quiet for two weeks, so I write only on Mondays now. As soon as you write or tap something, I go "
    "back to your rhythm."
)
LATER = {1: _("Again tomorrow"), 7: _("Again in a week")}


def mornings(turn: Turn, mine: Plan) -> Mornings:
    return Mornings(turn.session, turn.conversation, mine, turn.programme.catalogue, turn.now)


def begin_anew(turn: Turn) -> None:
    """Sets the reminders by how things are now: another zone, a pause that is over, a candidate who is back."""
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine:
        mornings(turn, mine).begin_anew()
    digests.follow(turn)
    next_actions.follow(turn)


def reminded(turn: Turn, subject: str) -> Screen | None:
    """Tells all that is due, or puts it off to a morning that is a good one."""
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return None
    later = wait(turn)
    if later:
        mornings(turn, mine).put_off(subject, later)
        return None
    told = mornings(turn, mine).tell(subject)
    return _message(turn, mine, told) if told else None


def wait(turn: Turn) -> date | None:
    """Until which morning nobody is to be disturbed; None where now is a good moment."""
    local, until = intake.local(turn), settings.paused(turn)
    if until:
        return reminders.morning_from(intake.local(turn, until))
    busy = turn.conversation.speaker is Speaker.COUNSELLOR
    return reminders.morning_from(local) if busy or reminders.is_quiet(local.time()) else None


def _message(turn: Turn, mine: Plan, morning: Morning) -> Screen:
    steps = {row.template: row for row in mine.steps}
    named = [(steps[step.key], step) for step in morning.steps[:NAMED]]
    more = len(morning.steps) - len(named)
    text = lines(
        *(_looked_back(turn, mine, morning, morning.week) if morning.week else _greeting(turn)),
        _landing(turn, morning.landing) if morning.landing else None,
        *(("", SLOWS) if morning.slows else ()),
        "" if named else None,
        *(line for number, (row, step) in enumerate(named, 1) for line in _named(turn, number, row, step)),
        ngettext("And {count} more in your plan.", "And {count} more in your plan.", more) if more else None,
    )
    return Screen(text, _rows(turn, morning, [row for row, _step in named[:OPENED]]), fresh=True)


def _greeting(turn: Turn) -> list[Words]:
    return [_("Hello, {name}. This is waiting in your plan:", name=turn.candidate.first_name)]


def _looked_back(turn: Turn, mine: Plan, morning: Morning, week: Week) -> list[Words]:
    """How far the candidate has come, as it is."""
    name = turn.candidate.first_name
    if all(step.progress is not Progress.TODO for step in mine.steps):
        return [
            _("<b>Your plan is done to its last step. Congratulations, {name}!</b>", name=name),
            plan.progress(mine),
        ]
    recent = [step for step in mine.steps if step.progress is Progress.DONE and _settled_in(turn, step, week)]
    said = _done(turn, recent, week) if recent else _nothing_done(turn, mine, morning, week)
    return [_("<b>How far you are, {name}</b>", name=name), plan.progress(mine), *said]


def _settled_in(turn: Turn, step: Step, week: Week) -> bool:
    return step.settled_at is not None and intake.local(turn, step.settled_at).date() in week


def _done(turn: Turn, done: Sequence[Step], week: Week) -> list[Words]:
    if len(done) > NAMED:
        return [_("You have done {count} of them since {date}.", count=len(done), date=week.first)]
    titles = [plan.title(turn, step) for step in done]
    return [_("Since {date} you have done: {titles}.", date=week.first, titles=titles)]


def _nothing_done(turn: Turn, mine: Plan, morning: Morning, week: Week) -> list[Words]:
    ready = plan.next_steps(turn, mine)
    if all(step.due is None or step.due >= turn.today for step in morning.steps):
        first = ready[0]
        return [
            _("Nothing is late."),
            _("Your next step: <b>{title}</b>, {due}.", title=plan.title(turn, first), due=plan.due(turn, first)),
        ]
    smallest = min(ready, key=lambda step: len(plan.words(turn, step).actions) - len(step.ticked))
    return [
        _("No step was done since {date}.", date=week.first),
        _("The smallest one now: <b>{title}</b>.", title=plan.title(turn, smallest)),
    ]


def _landing(turn: Turn, planned: date) -> Text:
    if planned == turn.today:
        return _("Today is the day: you land in Québec. Tell me when you are here, your plan follows.")
    return _("You wanted to land on {date}. Tell me when you are here, your plan follows.", date=planned)


def _named(turn: Turn, number: int, row: Step, step: Open) -> list[Words]:
    """A step with its day, as it stands today."""
    told: list[Words] = [_("{number}. <b>{title}</b>", number=number, title=plan.title(turn, row))]
    return [*told, _("<i>{due}</i>", due=_when(turn.today, step.due))] if step.due else told


def _when(today: date, due: date) -> Text:
    if due < today:
        return _("It was planned for {date}", date=due)
    if due == today:
        return _("Today, {date}", date=due)
    if due == today + DAY:
        return _("Tomorrow, {date}", date=due)
    return ngettext("In {count} day, on {date}", "In {count} days, on {date}", (due - today).days, date=due)


def _rows(turn: Turn, morning: Morning, opened: Sequence[Step]) -> tuple[Row, ...]:
    landed = Button(milestones.LABELS[Milestone.LANDING], milestones.report.to(Milestone.LANDING), style="primary")
    openings = [
        Button(_("{number}. {title}", number=number, title=plan.title(turn, row)), one_step.open_step.to(row.id))
        for number, row in enumerate(opened, 1)
    ]
    to_plan = None if openings else Button(_("My plan"), plan.show.to(), style="primary")
    later = tuple(Button(label, again.to(days)) for days, label in LATER.items())
    return (
        *ways.listed(landed if morning.landing else None, *openings, to_plan),
        *((later,) if morning.steps or morning.landing else ()),
        (Button(_("Reminders"), settings.paces.to()), *ways.homeward()),
    )


@action("reminders/again/{days}")
def again(turn: Turn, days: int) -> Screen:
    """The last message again on another morning; a second tap changes nothing."""
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    if days not in LATER or mine.pace is Pace.NEVER:
        return settings.paces(turn)
    day = mornings(turn, mine).tell_again(days)
    at = datetime.combine(day, reminders.MORNING, intake.local(turn).tzinfo)
    text = _("I tell you this again on {moment}, as it stands by then.", moment=at)
    return Screen(text, ((Button(_("My plan"), plan.show.to()), *ways.homeward()),), toast=_("Noted."))
