"""Settings: language, time zone, reminders, and the doors to one's own data."""

from datetime import date, datetime, time, timedelta

from dialogs import clock, intake, language, leaving, mydata, ways
from dialogs.engine.pages import Audience, Command, action, page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales import catalogs
from locales.text import Text, _, lines
from storage import timers

WEEK, MONTH = 7, 30


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
        (_pausing(turn),),
        (Button(_("What is stored about me"), mydata.show.to()),),
        (Button(_("Leave the programme"), leaving.show.to()),),
        ways.homeward(),
    )
    return Screen(text, rows)


def paused(turn: Turn) -> datetime | None:
    until = turn.conversation.paused_until
    return until if until and until > turn.now else None


def _reminders(turn: Turn) -> Text:
    until = paused(turn)
    if until is None:
        return _("Reminders: <b>on</b>")
    return _("Reminders: <b>paused until {date}</b>", date=intake.local(turn, until).date())


def _pausing(turn: Turn) -> Button:
    if paused(turn):
        return Button(_("Send reminders again"), resume.to())
    return Button(_("Pause reminders"), pauses.to())


@page("settings/pause")
def pauses(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(_("For how long?"), _("Your counsellor can still write to you, and you to your counsellor."))
    rows = (
        (Button(_("One week"), pause.to(WEEK)), Button(_("One month"), pause.to(MONTH))),
        (Button(_("‹ Settings"), show.to()), *ways.homeward()),
    )
    return Screen(text, rows)


@action("settings/pause/{days}")
def pause(turn: Turn, days: int) -> Screen:
    if days not in {WEEK, MONTH}:
        return pauses(turn)
    turn.conversation.paused_until = morning(turn, turn.today + timedelta(days=days))
    return show(turn)


def morning(turn: Turn, day: date) -> datetime:
    return timers.instant(datetime.combine(day, time(0)), turn.conversation.time_zone)


@action("settings/resume")
def resume(turn: Turn) -> Screen:
    turn.conversation.paused_until = None
    return show(turn)
