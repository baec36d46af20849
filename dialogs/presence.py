"""Going, coming back, and being reminded of what one has begun."""

from dataclasses import replace
from datetime import datetime, timedelta

from coaching import profiles
from dialogs import gate, intake, settings, ways
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines, ngettext
from storage import outbox
from storage.conversations import Speaker

LATER = timedelta(days=7)
OFTEN = 2
REMINDED = "reminded"


def left(turn: Turn) -> Screen | None:
    """Who blocked the bot is not written to."""
    turn.conversation.blocked_at = turn.conversation.blocked_at or turn.now
    return None


def returned(turn: Turn) -> Screen:
    outbox.unblock(turn.session, turn.conversation)
    return gate.onward(turn)


def reminded(turn: Turn, subject: str) -> Screen | None:
    """Reminds of an unfinished profile, twice at most, and never while the person is away, busy or writing."""
    if subject != intake.REMIND or not _wanted(turn):
        return None
    wait = _wait(turn)
    if wait:
        intake.remind(turn, intake.local(turn, wait).date())
        return None
    times = turn.state.answers.setdefault(REMINDED, {})
    times[subject] = times.get(subject, 0) + 1
    if times[subject] < OFTEN:
        intake.remind(turn, turn.today + LATER)
    return _reminder(turn)


def _wanted(turn: Turn) -> bool:
    conversation = turn.conversation
    if conversation.candidate is None or conversation.blocked_at or gate.barred(turn):
        return False
    return profiles.of(conversation.candidate, turn.programme.occupations) is None


def _wait(turn: Turn) -> datetime | None:
    """Until when to wait; None where now is a good moment."""
    until = settings.paused(turn)
    if until:
        return until
    if turn.conversation.speaker is Speaker.COUNSELLOR:
        return turn.now + timedelta(days=1)
    heard = turn.conversation.heard_at
    early = heard and intake.local(turn, heard).date() + intake.PATIENCE > turn.today
    return heard + intake.PATIENCE if heard and early else None


def _reminder(turn: Turn) -> Screen:
    given = turn.state.answers.get(intake.NAME, {})
    left = sum(question.name not in given for question in intake.FORM.applicable(given))
    text = lines(
        _("Hello, {name}. Shall we go on with your profile?", name=turn.candidate.first_name),
        _("Your answers so far are kept."),
        ngettext(
            "{count} question is left, then your plan is ready.",
            "{count} questions are left, then your plan is ready.",
            left,
        ),
    )
    go_on = Button(_("Go on with my profile"), intake.FORM.to(), style="primary")
    pause = Button(_("Pause reminders"), settings.pauses.to())
    return replace(Screen(text, ((go_on,), (pause, *ways.homeward()))), fresh=True)
