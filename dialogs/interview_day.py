"""The day, the time and the place of an interview, on the candidate's own clock or on that of Québec."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from coaching import applications as rules
from dialogs import application_subject, applications, next_actions, zones
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Choice, DateQuestion, Option, Question, Reading, Retry, Sentence
from dialogs.engine.screens import Link, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _
from storage import timers
from storage.participations import Action, Participation, Stage

CLOCK = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?\s*(a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)
NOON, DAY_HOURS, HOUR = 12, 24, 60
HOURS = ("09:00", "10:00", "11:00", "13:00", "14:00", "15:00")


class Clock(StrEnum):
    """By whose clock a time is told."""

    MINE = "mine"
    QUEBEC = "quebec"


@page("interview/{number}/day")
def tell(turn: Turn, number: int) -> Screen:
    row = application_subject.mine(turn, number)
    if row is None:
        return applications.gone()
    return FORM.open_about(turn, number) if row.stage is Stage.INTERVIEW else applications.shown(turn, row)


def _done(turn: Turn, answers: Answers) -> Screen:
    row, day, at = application_subject.mine(turn, answers.subject), answers.of(DAY), answers.of(TIME)
    if row is None or day is None or at is None:
        return applications.gone()
    if row.stage is not Stage.INTERVIEW:
        return applications.shown(turn, row)
    zone = zones.QUEBEC if answers.of(WHOSE) is Clock.QUEBEC else turn.conversation.time_zone
    moment = timers.instant(datetime.combine(day, at), zone)
    rules.meet(row, moment, answers.of(PLACE), application_subject.moment(turn))
    next_actions.follow(turn)
    return applications.shown(turn, row, _said(turn, row))


def _said(turn: Turn, row: Participation) -> Text:
    """What I do about it, as the candidate wishes."""
    if next_actions.are_off(turn):
        return _("Noted.")
    return EVENING_BEFORE if row.next is Action.PREPARE else AFTERWARDS


EVENING_BEFORE = _("Noted. The evening before, I tell you what to prepare.")
AFTERWARDS = _("Noted. I ask you afterwards how it went.")


def _onward(number: int | str) -> Link:
    return applications.show.to(int(number))


def _days(turn: Turn) -> Sequence[Option]:
    ahead = {0: _("Today"), 1: _("Tomorrow")}
    return [Option((turn.today + timedelta(days=days)).isoformat(), label) for days, label in ahead.items()]


def _hours(_turn: Turn) -> Sequence[Option]:
    return [Option(hour, hour) for hour in HOURS]


def _clocks(_turn: Turn) -> Sequence[Option]:
    return (Option(Clock.QUEBEC, _("In Québec")), Option(Clock.MINE, _("On my own clock")))


@dataclass(frozen=True, eq=False)
class TimeQuestion(Question[time]):
    """A time of the day, as people write it: 14:30, 14 h 30, 2 pm."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        found = CLOCK.fullmatch(text.strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (DAY_HOURS, 0)
        if found and found[3] and 1 <= hour <= NOON:
            hour = hour % NOON + (NOON if found[3].lower().startswith("p") else 0)
        return f"{hour:02}:{minute:02}" if hour < DAY_HOURS and minute < HOUR else Retry(self.expected(turn))

    def pressed(self, turn: Turn, value: str) -> Reading:
        return self.read_text(turn, value)

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002 - the same for everybody
        return _("I could not read that time. Please write it like this: 14:30.")

    def decode(self, stored: str) -> time:
        return time.fromisoformat(stored)


DAY = DateQuestion(
    "day",
    _("<b>On which day is the interview?</b>"),
    hint=_("Tap one, or write the date."),
    options=_days,
    columns=2,
    days_back=60,
    days_ahead=365,
    good=("Tomorrow",),
    bad=("soon", "31/02/2026"),
)
TIME = TimeQuestion(
    "time",
    _("<b>At what time?</b>"),
    hint=_("Tap one, or write it, for example 14:30."),
    options=_hours,
    columns=3,
    good=("14:30", "9 h 15", "2 pm"),
    bad=("noonish", "25:00"),
)
WHOSE = Choice(
    "clock",
    _("<b>Is that the time in Québec, or on your own clock?</b>"),
    options=_clocks,
    kind=Clock,
    good=("In Québec",),
    bad=("both",),
)
PLACE = Sentence(
    "place",
    _("<b>Where is it?</b>"),
    hint=_("An address, a phone number or the link of a video call."),
    optional=True,
    longest=200,
    good=("https://meet.example.org/1",),
    bad=("x" * 201,),
)
FORM = Form("meeting", (DAY, TIME, WHOSE, PLACE), _done, _onward, about=application_subject.heading)
