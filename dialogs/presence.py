"""Going, coming back, and being reminded of what one has begun."""

from datetime import date, timedelta

from coaching import applications, mornings, profiles, reviewing, suggesting
from dialogs import digests, gate, intake, interview, next_actions, reminding, reviews, settings, ways
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines, ngettext
from storage import outbox

LATER = timedelta(days=7)
OFTEN = 2
REMINDED = "reminded"


def left(turn: Turn) -> Screen | None:
    """Who blocked the bot is not written to."""
    turn.conversation.blocked_at = turn.conversation.blocked_at or turn.now
    return None


def returned(turn: Turn) -> Screen:
    come_back(turn)
    return gate.onward(turn)


def come_back(turn: Turn) -> None:
    """What waited while the person had blocked the bot is sent, and reminders come again."""
    outbox.unblock(turn.session, turn.conversation)
    if turn.conversation.candidate:
        reminding.begin_anew(turn)
        reviews.follow(turn)


def reminded(turn: Turn, subject: str) -> Screen | None:
    """Reminds a candidate who is here of the plan, of what was missed, or of a profile that is not finished."""
    conversation = turn.conversation
    if conversation.candidate is None or conversation.blocked_at or gate.barred(turn):
        return None
    if subject == intake.REMIND and profiles.of(conversation.candidate, turn.programme.occupations) is None:
        return _of_the_profile(turn)
    return _told(turn, subject)


def _told(turn: Turn, subject: str) -> Screen | None:
    """What a timer of somebody with a profile tells."""
    match subject:
        case mornings.PLAN | mornings.AGAIN:
            return reminding.reminded(turn, subject)
        case reviewing.DAILY:
            return reviews.reminded(turn)
        case suggesting.DIGEST:
            return digests.reminded(turn)
        case applications.NEXT:
            return next_actions.reminded(turn)
        case applications.EVE:
            return interview.reminded(turn)
        case _:
            return None


def _of_the_profile(turn: Turn) -> Screen | None:
    """Twice at most, and never while the person is away, busy or writing."""
    later = reminding.wait(turn) or _was_here(turn)
    if later:
        intake.remind(turn, later)
        return None
    times = turn.state.answers.setdefault(REMINDED, {})
    times[intake.REMIND] = times.get(intake.REMIND, 0) + 1
    if times[intake.REMIND] < OFTEN:
        intake.remind(turn, turn.today + LATER)
    return _reminder(turn)


def _was_here(turn: Turn) -> date | None:
    """Until which day to leave somebody alone who was here a short time ago."""
    heard = turn.conversation.heard_at
    until = heard and intake.local(turn, heard).date() + intake.PATIENCE
    return until if until and until > turn.today else None


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
    return Screen(text, ((go_on,), (pause, *ways.homeward())), fresh=True)
