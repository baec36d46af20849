"""What staff do in a conversation: the person is told each time who is speaking."""

from dataclasses import replace
from typing import assert_never

from dialogs import counsellor, front, gate, group, joining, proofs, sent_offer, together, unfinished, ways
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.staffing import (
    Declined,
    Granted,
    HandedBack,
    OfferSent,
    PlanSigned,
    ResumeCommented,
    SessionMoved,
    StaffEvent,
    StaffWrote,
    StepAdded,
    StepCommented,
    StepDated,
    StepFreed,
    StepReworded,
    StepSettled,
    TookOver,
)
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage.candidates import Candidate
from storage.conversations import AccessRequest, Speaker
from storage.staff import Staff


def staffed(turn: Turn, event: StaffEvent) -> Screen | None:  # noqa: PLR0911 - one return for each kind of event
    match event:
        case StaffWrote(staff_id=staff_id, text=text):
            return _write(turn, staff_id, text)
        case TookOver(staff_id=staff_id):
            return _take_over(turn, staff_id)
        case HandedBack(staff_id=staff_id):
            return _hand_back(turn, staff_id)
        case Granted() as granted:
            return _grant(turn, granted)
        case Declined() as declined:
            return _decline(turn, declined)
        case SessionMoved() as moved:
            return group.moved(turn, moved)
        case OfferSent() as offer:
            return sent_offer.sent(turn, offer)
        case ResumeCommented() as comment:
            return sent_offer.commented(turn, comment)
        case (
            (StepAdded() | StepReworded() | StepDated() | StepCommented())
            | (StepSettled() | StepFreed() | PlanSigned())
        ) as event:
            return together.edited(turn, event)
        case _ as never:
            assert_never(never)


def name_of(turn: Turn, staff_id: int) -> str:
    return turn.session.get_one(Staff, staff_id).name


def _write(turn: Turn, staff_id: int, text: str) -> Screen:
    """While the bot speaks, what the person types next is meant for the writer: a form that waits for it is paused."""
    turn.conversation.waiting_since = None
    proofs.forget(turn)
    screen = wrote(name_of(turn, staff_id), text)
    if turn.conversation.speaker is Speaker.COUNSELLOR:
        return screen
    turn.state.asking = None
    reply = Button(_("Reply"), counsellor.WRITE.to(), style="primary")
    return replace(screen, rows=(*ways.listed(reply), *counsellor.going_on(turn)))


def wrote(name: Words, text: str) -> Screen:
    """Words of a member of staff, under their name."""
    return Screen(lines(_("<b>{name}</b>:", name=name), text), fresh=True)


def _take_over(turn: Turn, staff_id: int) -> Screen | None:
    if (turn.conversation.speaker, turn.conversation.speaker_id) == (Speaker.COUNSELLOR, staff_id):
        return None
    turn.conversation.speaker, turn.conversation.speaker_id = Speaker.COUNSELLOR, staff_id
    proofs.forget(turn)
    if turn.state.asking and turn.state.asking[0] in unfinished.PASSING:
        turn.state.answers.pop(turn.state.asking[0], None)
        turn.state.asking = None
    turn.state.held, turn.state.asking = turn.state.asking or turn.state.held, None
    return taken_over(name_of(turn, staff_id))


def taken_over(name: Words) -> Screen:
    text = lines(
        _("<b>{name}</b>, a person, is with you now.", name=name),
        _("What you write here goes to {name}. I, the bot, keep silent; my buttons go on working.", name=name),
    )
    return Screen(text, fresh=True)


def _hand_back(turn: Turn, staff_id: int) -> Screen | None:
    """Who wrote after the last words of staff still waits for an answer."""
    if turn.conversation.speaker is Speaker.BOT:
        return None
    turn.conversation.speaker, turn.conversation.speaker_id = Speaker.BOT, None
    return handed_back(turn, name_of(turn, staff_id))


def handed_back(turn: Turn, name: Words) -> Screen:
    """Says that the bot speaks again, and asks the very question that was being asked."""
    said = lines(
        _("Your talk with <b>{name}</b> is over for now. It stands above, and in your file.", name=name),
        _("I am Jalon, the bot, again. You can write to {name} at any time.", name=name),
    )
    turn.state.asking, turn.state.held = turn.state.asking or turn.state.held, None
    form = front.site().forms.get(turn.state.asking[0]) if turn.state.asking else None
    if form is None or gate.gate(turn, form.pages[0]):
        return Screen(said, ((ways.to_counsellor(), *ways.homeward()),), fresh=True)
    turn.say(Screen(said, fresh=True))
    return replace(form.show_again(turn), fresh=True)


def _grant(turn: Turn, granted: Granted) -> Screen | None:
    """The visitor becomes a candidate; a second grant, or one to who is a candidate already, changes nothing else."""
    request = _undecided(turn, granted.request_id)
    if request is None:
        return None
    request.decided_at, request.decided_by, request.granted = turn.now, granted.staff_id, True
    if turn.conversation.candidate:
        return None
    candidate = Candidate(
        first_name=granted.first_name,
        last_name=granted.last_name,
        email=request.email,
        counsellor_id=granted.counsellor_id,
        created_at=turn.now,
    )
    turn.session.add(candidate)
    joining.admit(turn, candidate)
    turn.say(Screen(_("Good news: the team has granted your request. Welcome!"), fresh=True))
    return replace(gate.onward(turn), fresh=True)


def _decline(turn: Turn, declined: Declined) -> Screen | None:
    request = _undecided(turn, declined.request_id)
    if request is None:
        return None
    request.decided_at, request.decided_by, request.granted = turn.now, declined.staff_id, False
    text = lines(
        _("The team has read your request, and cannot take you into the programme now."),
        _("The reason in its own words: {reason}", reason=declined.reason) if declined.reason else None,
        _("You may look around as long as you like, and ask again when your situation changes."),
    )
    return Screen(text, ((Button(_("Ask again"), joining.ask.to()), *ways.homeward()),), fresh=True)


def _undecided(turn: Turn, request_id: int) -> AccessRequest | None:
    request = turn.session.get(AccessRequest, request_id)
    mine = request is not None and request.conversation_id == turn.conversation.id
    return request if request and mine and request.decided_at is None else None
