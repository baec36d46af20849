"""An interview: when and where it is, what one prepares the evening before, and how it went."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from coaching import applications as rules
from coaching import interviews, reminders
from coaching.applications import EVE
from dialogs import (
    application_subject,
    applications,
    intake,
    interview_day,
    next_actions,
    practice,
    reminding,
    settings,
    sourcing,
    ways,
    zones,
)
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import timers
from storage.participations import Action, Participation, Stage, Went


def when(turn: Turn, row: Participation) -> Sequence[Words]:
    """The moment on the candidate's clock, in Montréal where that is another, and the place."""
    if row.stage is not Stage.INTERVIEW or row.interview_at is None:
        return ()
    here, there = intake.local(turn, row.interview_at), zones.clock(zones.QUEBEC, row.interview_at)
    is_same = f"{here:%H:%M}" == there
    told = (
        _("🗓 Interview on {moment}", moment=here)
        if is_same
        else _("🗓 Interview on {moment} on your clock, {there} in Montréal", moment=here, there=there)
    )
    return (told, _("📍 {place}", place=row.interview_place)) if row.interview_place else (told,)


@page("interview/{number}")
def show(turn: Turn, number: int) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    if row.stage is not Stage.INTERVIEW:
        return applications.shown(turn, row)
    is_past = row.interview_at is not None and row.interview_at <= turn.now
    text = lines(_("<b>Interview: {what}</b>", what=application_subject.named(row)), *when(turn, row), *_how(row))
    asked = Button(_("How it went"), ask.to(number), style="primary") if is_past else None
    label = _("🗓 Change day or place") if row.interview_at else _("🗓 Day and place of the interview")
    day = Button(label, interview_day.tell.to(number))
    listed = Button(_("☑️ What to prepare"), checklist.to(number))
    practised = Button(_("🎤 Practise the questions"), practice.show_for.to(number), style="" if is_past else "primary")
    return Screen(text, (*ways.listed(asked, practised, listed, day), _back(row)))


def _how(row: Participation) -> Sequence[Words]:
    event = rules.went(row)
    if event is None or event.went is None:
        return ()
    told = _("It went: {how}", how=rules.WENT[event.went])
    return (told, _("<i>You wrote: {said}</i>", said=ways.shortened(event.said))) if event.said else (told,)


def _back(row: Participation) -> Row:
    return (Button(_("‹ This application"), applications.show.to(row.id)), *ways.homeward())


@page("interview/{number}/list")
def checklist(turn: Turn, number: int) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    practised = Button(_("🎤 Practise the questions"), practice.show_for.to(number))
    text = lines(_("<b>What to prepare</b>"), *when(turn, row), "", *_listed(), "", *_sources())
    return Screen(text, (*ways.listed(practised), _back(row)))


def _listed() -> Sequence[Words]:
    return [_("☑️ {item}", item=item) for item in interviews.shipped().checklist]


def _sources() -> Sequence[Words]:
    rest = interviews.shipped().rest
    return sourcing.listed(rest.sources, rest.reviewed)


def follow(turn: Turn) -> None:
    """Sets the timer to the evening before the next interview; what is past is asked how it went."""
    rows = rules.to_prepare(turn.session, turn.candidate.id)
    for row in rows:
        if row.interview_at is None or row.interview_at <= turn.now:
            rules.prepared(row, application_subject.moment(turn))
    ahead = [row.interview_at for row in rows if row.next is Action.PREPARE and row.interview_at]
    if ahead:
        wall = rules.eve(ahead[0], turn.conversation.time_zone)
        timers.set_(turn.session, turn.conversation, EVE, wall)
    else:
        timers.drop(turn.conversation, EVE)


def reminded(turn: Turn) -> Screen | None:
    """The evening before: what to prepare; in the morning where the evening was no good moment, and never after."""
    local, later = intake.local(turn).replace(tzinfo=None), reminding.wait(turn)
    rows = [
        row
        for row in rules.to_prepare(turn.session, turn.candidate.id)
        if row.interview_at and row.interview_at > turn.now
        and rules.eve(row.interview_at, turn.conversation.time_zone) <= local
    ]  # fmt: skip
    if not rows:
        next_actions.follow(turn)
        return None
    if later:
        _put_off(turn, rows, datetime.combine(later, reminders.MORNING))
        return None
    for row in rows:
        rules.prepared(row, application_subject.moment(turn))
    next_actions.follow(turn)
    return _message(turn, rows)


def _put_off(turn: Turn, rows: Sequence[Participation], wall: datetime) -> None:
    """To a morning; an interview that is past by then is asked how it went."""
    until = timers.instant(wall, turn.conversation.time_zone)
    for row in rows:
        if row.interview_at and row.interview_at <= until:
            rules.prepared(row, application_subject.moment(turn))
    next_actions.follow(turn)
    if any(row.next is Action.PREPARE for row in rows):
        timers.set_(turn.session, turn.conversation, EVE, wall)


def _message(turn: Turn, rows: Sequence[Participation]) -> Screen:
    text = lines(
        _("Hello, {name}. Your interview is near:", name=turn.candidate.first_name),
        *(
            told
            for row in rows
            for told in ("", _("<b>{what}</b>", what=application_subject.named(row)), *when(turn, row))
        ),
        "",
        *_listed(),
        "",
        _("You will do well. Sleep, and be yourself."),
    )
    practised = Button(_("🎤 Practise the questions"), practice.show_for.to(rows[0].id), style="primary")
    openings = [Button(application_subject.named(row), show.to(row.id)) for row in rows[:3]]
    rest = (Button(_("Reminders"), settings.paces.to()), *ways.homeward())
    return Screen(text, (*ways.listed(practised, *openings), rest), fresh=True)


def _told(turn: Turn, row: Participation) -> Sequence[Words]:
    return ("", _("<b>{what}</b>", what=application_subject.named(row)), *when(turn, row))


def speaks(turn: Turn) -> bool:
    """Whether this evening belongs to the interview of tomorrow: then nothing else is asked in it."""
    tomorrow = turn.today + timedelta(days=1)
    return rules.has_interview(turn.session, turn.candidate.id, tomorrow, turn.conversation.time_zone)


@page("interview/{number}/went")
def ask(turn: Turn, number: int) -> Screen:
    """How it went, once it is past."""
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    if row.stage is not Stage.INTERVIEW or row.interview_at is None or row.interview_at > turn.now:
        return show(turn, number)
    text = lines(_("<b>How did the interview go?</b>"), application_subject.named(row))
    buttons = tuple(Button(label, went.to(number, how)) for how, label in rules.WENT.items())
    return Screen(text, (buttons, _back(row)))


@action("interview/{number}/went/{how}")
def went(turn: Turn, number: int, how: Went) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    if row.stage is not Stage.INTERVIEW or row.interview_at is None or row.interview_at > turn.now:
        return show(turn, number)
    rules.debrief(row, how, application_subject.moment(turn))
    next_actions.follow(turn)
    text = lines(SAID[how], THANK if row.next is Action.THANK else None, "", *next_actions.line(turn, row))
    wrote = Button(_("✏️ Write what to remember"), remember.to(number), style="primary")
    return Screen(text, (*ways.listed(wrote), _back(row)))


SAID: Mapping[Went, Text] = MappingProxyType(
    {
        Went.GOOD: _("Very good! Write down what worked: you will do it again."),
        Went.SO_SO: _("That is normal: nobody answers everything well. Which question was hard? Practise that one."),
        Went.BADLY: _("That happens to everybody, and it is a rehearsal for the next one. Which question was hard?"),
    }
)
THANK = _("Send a short and personal e-mail today to thank them. Most managers find it useful.")


@page("interview/{number}/words")
def remember(turn: Turn, number: int) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None or rules.went(row) is None:
        return show(turn, number)
    return WORDS_FORM.open_about(turn, number)


def _written(turn: Turn, answers: Answers) -> Screen:
    row = application_subject.mine(turn, answers.subject)
    event = rules.went(row) if row else None
    if row and event:
        event.said, row.touched_at = answers.of(WORDS), turn.now
    return show(turn, answers.subject)


def _onward(number: int | str) -> Link:
    return applications.show.to(int(number))


WORDS = Sentence(
    "words",
    _("What do you want to remember?"),
    hint=_("Which question was hard, what they said, what comes next."),
    optional=True,
    longest=application_subject.NOTE,
    good=("They asked about night shifts.",),
    bad=("x" * 1001,),
)
WORDS_FORM = Form("went", (WORDS,), _written, _onward, about=application_subject.heading, numbered=False)
