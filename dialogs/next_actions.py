"""What is to be done next with an application: done, put off, or not reminded of; and the reminder of the morning."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from coaching import applications as rules
from coaching import reminders
from coaching.applications import EVE, NEXT
from dialogs import (
    application_subject,
    applications,
    board,
    contacts,
    intake,
    interview,
    reaching,
    reminding,
    settings,
    ways,
)
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, DateQuestion, Option
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import participations as store
from storage import timers
from storage.participations import Action, Contact, Participation, Stage
from storage.plans import Pace, of_candidate

NAMED, OPENED = 6, 4
"""How many applications a message names, and how many it opens in one tap."""


def line(turn: Turn, row: Participation) -> Sequence[Words]:
    """What is next, and when."""
    if row.next is None:
        return ()
    what = rules.ACTIONS[row.next]
    if row.next_on is None:
        return (_("➡️ Next: <b>{what}</b>", what=what),)
    return (_("➡️ Next: <b>{what}</b>, {day}", what=what, day=_when(turn.today, row.next_on)),)


def _when(today: date, day: date) -> Text:
    if day < today:
        return _("planned for {date}", date=day)
    return _("today") if day == today else _("on {date}", date=day)


def buttons(_turn: Turn, row: Participation) -> tuple[Row, ...]:
    """To say that it is done, or for another day; the evening before an interview has no other."""
    if row.next is None:
        return ()
    change = Button(_("⏰ Another reminder"), again.to(row.id))
    match row.next:
        case Action.DEBRIEF:
            return ((Button(_("How it went"), interview.ask.to(row.id)), change),)
        case Action.FOLLOW_UP | Action.THANK:
            return ((Button(_("✔️ Done: {what}", what=rules.ACTIONS[row.next]), done.to(row.id, row.next)), change),)
        case Action.APPLY | Action.DATE | Action.ANSWER:
            return ((change,),)
        case Action.PREPARE:
            return ()


@action("next/{number}/done/{what}")
def done(turn: Turn, number: int, what: Action) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    if not rules.done(row, what, application_subject.moment(turn)):
        return applications.shown(turn, row)
    follow(turn)
    return applications.shown(turn, row, _("Well done!"))


@page("next/{number}/when")
def again(turn: Turn, number: int) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None or row.next in (None, Action.PREPARE):
        return applications.shown(turn, row) if row else applications.gone()
    return off() if are_off(turn) else FORM.open_about(turn, number)


def days(turn: Turn) -> Sequence[Option]:
    """Some days to come; and none."""
    told = {1: _("Tomorrow"), 3: _("In three days"), 7: _("In a week")}
    dated = [Option((turn.today + timedelta(days=days)).isoformat(), label) for days, label in told.items()]
    return [*dated, Option(NEVER, _("No reminder"))]


def _done(turn: Turn, answers: Answers) -> Screen:
    row = application_subject.mine(turn, answers.subject)
    if row is None:
        return applications.gone()
    if row.next and row.next is not Action.PREPARE:
        rules.plan(row, row.next, answers.of(DAY))
        follow(turn)
    return applications.shown(turn, row)


def _onward(number: int | str) -> Link:
    return applications.show.to(int(number))


def are_off(turn: Turn) -> bool:
    """Whether the candidate wishes to be reminded of nothing."""
    mine = of_candidate(turn.session, turn.candidate.id)
    return mine is not None and mine.pace is Pace.NEVER


def off() -> Screen:
    text = _("You asked to be reminded of nothing. Change that first, then choose a day.")
    return Screen(text, ((Button(_("Reminders"), settings.paces.to(), style="primary"),), applications.back()))


def follow(turn: Turn) -> None:
    """Sets both timers by the clock, the board and the wish of now."""
    interview.follow(turn)
    if are_off(turn):
        timers.drop(turn.conversation, EVE)
        timers.drop(turn.conversation, NEXT)
        return
    first = reminders.morning_from(intake.local(turn))
    day = rules.next_morning(store.untold(turn.session, turn.candidate.id), first)
    days = [each for each in (day, contacts.next_day(turn)) if each]
    if days:
        _ring(turn, max(min(days), first))
    else:
        timers.drop(turn.conversation, NEXT)


def _ring(turn: Turn, day: date) -> None:
    timers.set_(turn.session, turn.conversation, NEXT, datetime.combine(day, reminders.MORNING))


def reminded(turn: Turn) -> Screen | None:
    """Tells all that is due today in one message, or puts it off to a morning that is a good one."""
    later = reminding.wait(turn)
    if later:
        _ring(turn, later)
        return None
    rows, people = rules.due(turn.session, turn.candidate.id, turn.today), contacts.due(turn, turn.today)
    if not (rows or people) or intake.local(turn).time() < reminders.MORNING:
        follow(turn)
        return None
    for row in rows:
        row.told = True
    for person in people:
        person.next_on = None
    follow(turn)
    return _message(turn, rows, people)


def _message(turn: Turn, rows: Sequence[Participation], people: Sequence[Contact]) -> Screen:
    more = len(rows) - NAMED
    text = lines(
        _("Hello, {name}. In your job search, this is for today:", name=turn.candidate.first_name),
        *(told for number, row in enumerate(rows[:NAMED], 1) for told in _named(number, row)),
        ngettext("And {count} more on your board.", "And {count} more on your board.", more) if more > 0 else None,
        *(told for person in people[:NAMED] for told in ("", _("Write to <b>{name}</b>", name=person.name))),
    )
    openings = [_opening(number, row) for number, row in enumerate(rows[:OPENED], 1)]
    openings += [contacts.opening(person) for person in people[:OPENED]]
    rest = (Button(_("My applications"), board.show.to()), Button(_("Reminders"), settings.paces.to()))
    return Screen(text, (*ways.listed(*openings), rest, ways.homeward()), fresh=True)


def _named(number: int, row: Participation) -> Sequence[Words]:
    what = rules.ACTIONS[row.next] if row.next else ""
    return ("", _("{number}. <b>{what}</b>", number=number, what=what), application_subject.named(row))


def _opening(number: int, row: Participation) -> Button:
    """Straight to what can be done about it."""
    match row.next, row.stage:
        case Action.DEBRIEF, _any:
            return Button(_("{number}. How it went", number=number), interview.ask.to(row.id))
        case Action.APPLY, Stage.SAVED:
            return Button(_("{number}. I have applied", number=number), reaching.move.to(row.id, Stage.APPLIED))
        case _:
            label = ways.shortened(application_subject.title(row), application_subject.LONGEST_LABEL)
            return Button(_("{number}. {title}", number=number, title=label), applications.show.to(row.id))


NEVER = "never"
DAY = DateQuestion(
    "day",
    _("When shall I remind you?"),
    hint=_("Tap one, or write the date. I write at 9 in the morning on your clock."),
    options=days,
    columns=2,
    days_back=0,
    days_ahead=365,
    good=("Tomorrow", "No reminder"),
    bad=("soon", "2001-01-01"),
)
FORM = Form("next-day", (DAY,), _done, _onward, about=application_subject.heading, numbered=False)
