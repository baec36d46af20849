"""Leaving: explained, confirmed once, in one of two ways; one may come back."""

from enum import StrEnum

from coaching.applications import EVE, NEXT
from coaching.mornings import SUBJECTS
from coaching.reviewing import DAILY
from coaching.suggesting import DIGEST
from dialogs import about, consent, gate, home, intake, mydata
from dialogs.engine.pages import Audience, action, page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import timers
from storage.candidates import Candidate, Status
from storage.consents import Decision
from storage.conversations import Speaker


class Way(StrEnum):
    """What becomes of the file."""

    KEEP = "keep"
    ERASE = "erase"


@page("leave", Audience.ANYONE)
def show(turn: Turn) -> Screen:
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    text = lines(
        _("<b>Leaving the programme</b>"),
        _("I stop writing to you, and your agreement is taken back."),
        "",
        _(
            "• <b>Leave, and the team keeps your file</b> for as long as the law asks. If you come back, your "
            "plan is here."
        ),
        _("• <b>Leave, and have your file erased.</b> The team erases what the law does not oblige it to keep."),
        "",
        _("You may take a copy of your data first."),
    )
    rows = (
        (Button(_("Leave, keep my file"), confirm.to(Way.KEEP)),),
        (Button(_("Leave, erase my file"), confirm.to(Way.ERASE)),),
        (Button(_("Send me my data"), mydata.send.to()), Button(_("Stay"), home.show.to(), style="primary")),
    )
    return Screen(text, rows)


@page("leave/{way}", Audience.ANYONE)
def confirm(turn: Turn, way: Way) -> Screen:
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    match way:
        case Way.KEEP:
            asked = _("Do you want to leave? Your file stays with the team.")
        case Way.ERASE:
            asked = _("Do you want to leave, and ask that your file be erased? That cannot be undone.")
    turn.state.ask_whether_sure(leave.to(way).path, turn.now)
    stay = Button(_("No, stay"), home.show.to(), style="primary")
    return Screen(asked, ((Button(_("Yes, leave"), leave.to(way), style="danger"), stay),))


@action("leave/{way}/yes", Audience.ANYONE)
def leave(turn: Turn, way: Way) -> Screen:
    """Takes the agreement back and ends the coaching, where that was just asked; a second tap changes nothing."""
    candidate = turn.conversation.candidate
    if candidate is None:
        return gate.onward(turn)
    if not (turn.state.is_sure(leave.to(way).path, turn.now) or _has_left(candidate, way)):
        return confirm(turn, way)
    consent.decide(turn, Decision.REVOKED)
    candidate.status, candidate.left_at = Status.LEFT, candidate.left_at or turn.now
    if way is Way.ERASE:
        candidate.erasure_asked_at = candidate.erasure_asked_at or turn.now
    _fall_silent(turn, way)
    data = Button(_("Send me my data"), mydata.send.to())
    return Screen(lines(_farewell(way), _come_back()), ((Button(_("What is Jalon?"), about.show.to()), data),))


def _has_left(candidate: Candidate, way: Way) -> bool:
    return candidate.status is Status.LEFT and (way is Way.KEEP or candidate.erasure_asked_at is not None)


def _fall_silent(turn: Turn, way: Way) -> None:
    """Of a file that is kept, the answers to a profile that was begun are a part."""
    for subject in (intake.REMIND, *SUBJECTS, DAILY, DIGEST, NEXT, EVE):
        timers.drop(turn.conversation, subject)
    begun = turn.state.answers.get(intake.NAME)
    turn.state.answers.clear()
    if begun and way is Way.KEEP:
        turn.state.answers[intake.NAME] = begun
    turn.conversation.speaker, turn.conversation.speaker_id = Speaker.BOT, None
    turn.conversation.waiting_since = None


def _farewell(way: Way) -> Text:
    match way:
        case Way.KEEP:
            return _("You have left. Thank you for the way we went together, and good luck.")
        case Way.ERASE:
            return _("You have left, and the team has your request to erase your file. Good luck.")


def _come_back() -> Text:
    return _("If you change your mind, write /start.")
