"""Writing to the counsellor, and everything that a person says outside a form."""

from dataclasses import replace
from datetime import timedelta

from dialogs import gate, home, joining, unfinished, urgent, ways
from dialogs.engine.events import SentFile, SharedContact, Typed, Unreadable
from dialogs.engine.forms import Form
from dialogs.engine.pages import action
from dialogs.engine.questions import Answers, Message
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.engine.words import clean, fold
from locales.text import _, lines, ngettext
from storage.conversations import Speaker

UNSENT = "unsent"
"""Where the state keeps the beginnings of what was said to nobody yet."""
KEPT = 20
STILL_WRITING = timedelta(hours=1)
QUOTED = 200
GREETINGS = frozenset(["hello", "hi", "hey", "good morning", "bonjour", "bonsoir", "salut", "coucou", "allo", "salam"])
THANKS = frozenset(["thanks", "thank you", "thank you very much", "merci", "merci beaucoup", "ok", "okay", "d accord"])


def waits(turn: Turn) -> None:
    """The person waits for an answer from now on, if not since longer."""
    turn.conversation.waiting_since = turn.conversation.waiting_since or turn.now
    turn.state.answers.pop(UNSENT, None)


def _sent(turn: Turn, _answers: Answers) -> Screen:
    return sent(turn)


def sent(turn: Turn) -> Screen:
    waits(turn)
    text = lines(
        _("Sent to {name}. The answer will come here.", name=ways.counsellor_name(turn)),
        _("Meanwhile you can go on with your plan."),
    )
    return Screen(text, (*going_on(turn), ways.homeward()))


def going_on(turn: Turn) -> tuple[Row, ...]:
    """The way back to a form that was interrupted."""
    form = unfinished.form(turn)
    return ((Button(_("Go on where I was"), form.to()),),) if form else ()


def later() -> Link:
    return home.show.to()


MESSAGE = Message(
    "message",
    _("<b>Write your message.</b>"),
    hint=_("Your counsellor reads it and answers here. You may send a photo or a document too."),
    longest=4096,
    good=("I have received my visa!", "Bonjour, j’ai une question sur mon diplôme."),
    bad=("x" * 4097,),
)
WRITE = Form("write", (MESSAGE,), _sent, later, numbered=False)


def heard(turn: Turn) -> Screen | None:
    """Answers what was said outside a form; while a counsellor speaks, it is for the counsellor."""
    grave = urgent.answered(turn)
    if turn.conversation.speaker is Speaker.COUNSELLOR:
        waits(turn)
        return grave if grave and urgent.in_danger(turn) else None
    if grave:
        return grave
    if turn.conversation.candidate is None:
        return _visitor(turn)
    return gate.barred(turn) or _offer(turn)


def _visitor(turn: Turn) -> Screen:
    screen = gate.barred(turn) or joining.welcome(turn)
    return replace(screen, text=lines(_("I am a bot, and answer to buttons. Here is what I can do:"), "", screen.text))


def _offer(turn: Turn) -> Screen:
    match turn.event:
        case Typed(text):
            return _typed(turn, clean(text))
        case SentFile(file, caption):
            return _kept(turn, clean(f"{file.name or '📎'} {caption}"))
        case SharedContact():
            return Screen(_("Thank you. I do not need your phone number, and have not kept it."), (ways.homeward(),))
        case Unreadable(kind):
            return unreadable(kind)
        case _:
            raise TypeError(turn.event)


def _typed(turn: Turn, words: str) -> Screen:
    folded = fold(words)
    if folded in GREETINGS:
        return home.show(turn)
    if folded in THANKS:
        return Screen(_("You are welcome!"), (*going_on(turn), ways.homeward()))
    return _kept(turn, words) if words else unreadable("message")


def _kept(turn: Turn, words: str) -> Screen:
    """Asks whether to pass on what was said, all of a row together; who has just written goes on writing."""
    since = turn.conversation.waiting_since
    if since and turn.now - since < STILL_WRITING:
        return sent(turn)
    said = [*turn.state.answers.get(UNSENT, {}).get("said", ()), words[: QUOTED + 1]][-KEPT:]
    turn.state.answers[UNSENT] = {"said": said}
    name = ways.counsellor_name(turn)
    text = lines(
        _("<i>{words}</i>", words=ways.shortened(said[-1], QUOTED)),
        ngettext("and the message before it", "and the {count} messages before it", len(said) - 1)
        if len(said) > 1
        else None,
        "",
        _("I am a bot, and cannot answer that well. Shall I pass it on to {name}?", name=name),
    )
    yes = Button(_("Yes, send it"), send.to(), style="success")
    return Screen(text, ((yes, Button(_("No"), drop.to())), *going_on(turn), ways.homeward()))


def unreadable(kind: str) -> Screen:
    told: Words
    match kind:
        case "voice" | "audio" | "video_note" | "video":
            told = _("I cannot listen to recordings. Please write it instead.")
        case "sticker" | "animation":
            told = _("Nice! But I can only read words, photos and documents.")
        case _:
            told = _("I cannot read that. Please send words, a photo or a document.")
    return Screen(told, (*ways.listed(ways.to_counsellor()), ways.homeward()))


@action("unsent/send")
def send(turn: Turn) -> Screen:
    """Passes on what was said; a second tap finds nothing more to send."""
    if UNSENT in turn.state.answers:
        return sent(turn)
    text = _("There is nothing left to send: your last words have been passed on, or left unsent as you wished.")
    return Screen(text, (*ways.listed(ways.to_counsellor()), ways.homeward()))


@action("unsent/drop")
def drop(turn: Turn) -> Screen:
    turn.state.answers.pop(UNSENT, None)
    return replace(home.show(turn), toast=_("Not passed on. Your counsellor can still read the whole conversation."))
