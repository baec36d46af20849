"""A new phone: a file moves to another chat by an invitation that was issued after the candidate had joined."""

from sqlalchemy import func, select

from coaching.mornings import SUBJECTS
from coaching.reviewing import DAILY
from coaching.suggesting import DIGEST
from dialogs import intake
from dialogs.engine.turn import Turn
from locales.catalogs import reader
from locales.text import _
from storage import conversations, messages, timers
from storage.conversations import Conversation, Speaker
from storage.invitations import Invitation
from storage.messages import Author, Delivery, Direction

TAKEN_ALONG = ("locale", "locale_chosen", "time_zone", "waiting_since", "paused_until", "speaker", "speaker_id")


def allowed(turn: Turn, invitation: Invitation) -> bool:
    """Whether staff issued it on purpose for a file that is open already."""
    query = select(func.max(Invitation.used_at)).where(Invitation.candidate_id == invitation.candidate_id)
    joined = [moment for moment in (invitation.candidate.joined_at, turn.session.scalar(query)) if moment]
    return bool(joined) and invitation.created_at > max(joined)


def leave_the_old(turn: Turn, candidate_id: int) -> None:
    """Takes a candidate's file out of the chat where it is open, and tells that chat."""
    old = conversations.of_candidate(turn.session, candidate_id)
    if old is None:
        return
    for name in TAKEN_ALONG:
        setattr(turn.conversation, name, getattr(old, name))
    turn.state.answers = {**turn.state.answers, **old.state.get("answers", {})}
    _take_reminders_along(turn, old)
    messages.move(turn.session, old.id, turn.conversation.id)
    old.candidate, old.state = None, {}
    old.speaker, old.speaker_id, old.waiting_since = Speaker.BOT, None, None
    turn.session.flush()
    _tell(turn, old)


def _take_reminders_along(turn: Turn, old: Conversation) -> None:
    for subject in (intake.REMIND, *SUBJECTS, DAILY, DIGEST):
        timer = timers.of(old, subject)
        if timer:
            timers.drop(old, subject)
            timers.set_(turn.session, turn.conversation, subject, timer.wall, **timer.data)


def _tell(turn: Turn, old: Conversation) -> None:
    told = _(
        "This file was opened in another Telegram account with a new invitation. "
        "If that was not you, tell the office at once."
    )
    row = {
        "conversation_id": old.id,
        "direction": Direction.OUT,
        "author": Author.BOT,
        "body": reader(old.locale, old.time_zone).html(told),
        "created_at": turn.now,
        "delivery": Delivery.PENDING,
    }
    messages.write(turn.session, [row])
