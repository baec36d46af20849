"""Settings: language, time zone, reminders, and the doors to one's own data."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from coaching import reminders
from dialogs import clock, intake, language, leaving, mydata, next_actions, reminding, reviews, ways, zones
from dialogs.engine.pages import Audience, Command, action, page
from dialogs.engine.screens import Button, Row, Screen
from dialogs.engine.turn import Turn
from locales import catalogs
from locales.text import Text, _, lines
from storage import timers
from storage.plans import Pace, of_candidate

WEEK, MONTH = 7, 30
PACES: Mapping[Pace, Text] = MappingProxyType(
    {Pace.DATES: _("For every date"), Pace.WEEKLY: _("Once a week"), Pace.NEVER: _("Never")}
)
MEANT: Mapping[Pace, Text] = MappingProxyType(
    {
        Pace.DATES: _("A week before a step, the day before, and once when it is late; on Mondays, how far you are."),
        Pace.WEEKLY: _("On Mondays: how far you are, what is late, and what comes in the week."),
        Pace.NEVER: _("I remind you of nothing. Your plan stays here, and your counsellor can write to you."),
    }
)


@page("settings", Audience.CANDIDATE, Command("settings", _("Language, time zone, reminders, my data")))
def show(turn: Turn) -> Screen:
    conversation = turn.conversation
    text = lines(
        _("<b>Settings</b>"),
        _("Language: <b>{language}</b>", language=catalogs.LANGUAGES[catalogs.resolve(conversation.locale)]),
        _("Time zone: <b>{place}</b>", place=clock.shown(turn, conversation.time_zone)),
        _reminders(turn),
    )
    rows = (
        (Button(_("Language"), language.show.to()), Button(_("Time zone"), clock.FORM.to(clock.CITY))),
        (Button(_("Reminders"), paces.to()),),
        (Button(_("What is stored about me"), mydata.show.to()),),
        (Button(_("Leave the programme"), leaving.show.to()),),
        ways.homeward(),
    )
    return Screen(text, rows)


def paused(turn: Turn) -> datetime | None:
    until = turn.conversation.paused_until
    return until if until and until > turn.now else None


def _reminders(turn: Turn) -> Text:
    until, mine = paused(turn), of_candidate(turn.session, turn.candidate.id)
    if until:
        return _("Reminders: <b>paused until {date}</b>", date=intake.local(turn, until).date())
    return _("Reminders: <b>{pace}</b>", pace=PACES[mine.pace]) if mine else _("Reminders: <b>on</b>")


@page("settings/reminders")
def paces(turn: Turn) -> Screen:
    """How often, when, and whether reminders come."""
    mine = of_candidate(turn.session, turn.candidate.id)
    text = lines(
        _reminders(turn),
        MEANT[mine.pace] if mine and not paused(turn) else None,
        "",
        *_hours(turn),
        reviews.told(turn),
    )
    return Screen(text, (*(_choices(mine.pace) if mine else ()), (_pausing(turn),), _back()))


def _hours(turn: Turn) -> tuple[Text, ...]:
    """When they come, with the time in Québec where that is another."""
    here = datetime.combine(turn.today, reminders.MORNING, ZoneInfo(turn.conversation.time_zone))
    there = here.astimezone(ZoneInfo(zones.QUEBEC))
    rest = _("All that is due comes in one message, and none comes between 9 in the evening and 8 in the morning.")
    times = {"time": f"{here:%H:%M}", "there": f"{there:%H:%M}"}
    if here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return (_("They come at {time} on your clock.", time=times["time"]), rest)
    if there.date() < here.date():
        return (_("They come at {time} on your clock: {there} the day before in Montréal.", **times), rest)
    return (_("They come at {time} on your clock: {there} in Montréal.", **times), rest)


def _choices(pace: Pace) -> tuple[Row, ...]:
    return ways.listed(
        *(Button(label, choose.to(each), style="primary" if each is pace else "") for each, label in PACES.items())
    )


def _back() -> Row:
    return (Button(_("‹ Settings"), show.to()), *ways.homeward())


@action("settings/reminders/{pace}")
def choose(turn: Turn, pace: Pace) -> Screen:
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine:
        reminding.mornings(turn, mine).choose(pace)
        next_actions.follow(turn)
    return replace(paces(turn), toast=_("Noted."))


def _pausing(turn: Turn) -> Button:
    if paused(turn):
        return Button(_("Send reminders again"), resume.to())
    return Button(_("Pause reminders"), pauses.to())


@page("settings/pause")
def pauses(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(_("For how long?"), _("Your counsellor can still write to you, and you to your counsellor."))
    rows = (
        (Button(_("One week"), pause.to(WEEK)), Button(_("One month"), pause.to(MONTH))),
        _back(),
    )
    return Screen(text, rows)


@action("settings/pause/{days}")
def pause(turn: Turn, days: int) -> Screen:
    if days not in {WEEK, MONTH}:
        return pauses(turn)
    turn.conversation.paused_until = morning(turn, turn.today + timedelta(days=days))
    return paces(turn)


def morning(turn: Turn, day: date) -> datetime:
    return timers.instant(datetime.combine(day, time(0)), turn.conversation.time_zone)


@action("settings/resume")
def resume(turn: Turn) -> Screen:
    turn.conversation.paused_until = None
    reminding.begin_anew(turn)
    reviews.follow(turn)
    return paces(turn)
