"""Coming in: by an invitation, or as a visitor who looks around and may ask for access."""

import re
from dataclasses import dataclass, replace

from coaching import groups
from dialogs import about, gate, group, home, language, moving, presence, reminding, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, page
from dialogs.engine.questions import Answers, Reading, Retry, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import conversations, invitations
from storage.candidates import Candidate, Status
from storage.conversations import AccessRequest
from storage.invitations import Invitation, Standing

IN_A_LINK = re.compile(r"[?&]start=([A-Za-z0-9_-]+)")
DASHES = str.maketrans("‐‑‒–—−", "------")
EMAIL = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:.]{2,}")


def joined(turn: Turn, code: str) -> Screen:
    """Answers /start, with the code of an invitation or without."""
    if turn.conversation.blocked_at:
        presence.come_back(turn)
    if code.startswith(groups.MARK) and groups.meant(code) and turn.conversation.candidate:
        return gate.barred(turn) or group.enter(turn, code)
    return enter(turn, code) if code else gate.onward(turn)


def enter(turn: Turn, typed: str) -> Screen:
    """Lets a candidate in by an open invitation; says of any other why not, and how to get a new one."""
    invitation = invitations.by_code(turn.session, read_code(typed))
    if invitation and turn.conversation.candidate_id == invitation.candidate_id:
        invitation.used_at = invitation.used_at or turn.now
        return gate.onward(turn)
    if invitation is None:
        unknown = _("I do not know this code. Please check it against your invitation, letter by letter.")
        return Screen(unknown, _other_ways(turn))
    refusal = refused(turn, invitation)
    if refusal:
        return Screen(refusal, _other_ways(turn))
    _let_in(turn, invitation)
    return gate.onward(turn)


def read_code(typed: str) -> str:
    """The code in what was typed: alone or in a whole link, with spaces, with the dashes of a word processor."""
    text = typed.translate(DASHES)
    link = IN_A_LINK.search(text)
    return link[1] if link else re.sub(r"[^A-Za-z0-9_-]", "", text)


def refused(turn: Turn, invitation: Invitation) -> Words | None:
    """Why an invitation does not let this person in; None where it does."""
    if turn.conversation.candidate:
        return _(
            "This chat already belongs to {name}. The code is for someone else, so I changed nothing.",
            name=turn.conversation.candidate.name,
        )
    match invitation.standing(turn.now):
        case Standing.USED:
            return _("This invitation has already been used from another Telegram account. Each one works once.")
        case Standing.EXPIRED:
            return _("This invitation has expired. The team that wrote to you can send a new one.")
        case Standing.WITHDRAWN:
            return _("This invitation was withdrawn, perhaps because a newer one was sent. Look for a later e-mail.")
        case Standing.OPEN if invitation.candidate.conversation and not moving.allowed(turn, invitation):
            return _("This file is already open in another Telegram account. Please use that account.")
    return None


def _let_in(turn: Turn, invitation: Invitation) -> None:
    request = conversations.open_request(turn.session, turn.conversation)
    if request:
        request.decided_at, request.granted = turn.now, True
    if invitation.candidate.conversation:
        moving.leave_the_old(turn, invitation.candidate_id)
    admit(turn, invitation.candidate)
    reminding.begin_anew(turn)
    invitation.used_at = turn.now


def admit(turn: Turn, candidate: Candidate) -> None:
    """From now on this chat is this candidate's, who has no access to ask for."""
    for form in (ACCESS, CODE):
        turn.state.answers.pop(form.name, None)
        if turn.state.asking and turn.state.asking[0] == form.name:
            turn.state.asking = None
    candidate.status = candidate.status if candidate.status is Status.LEFT else Status.ACTIVE
    candidate.joined_at = candidate.joined_at or turn.now
    turn.conversation.candidate = candidate
    turn.session.flush()


def _other_ways(turn: Turn) -> tuple[Row, ...]:
    if turn.conversation.candidate:
        return (ways.homeward(),)
    again = Button(_("Type another code"), CODE.to(), style="primary")
    return (*ways.listed(again, Button(_("Ask for access"), ask.to())), ways.homeward())


@page("welcome", Audience.ANYONE)
def welcome(turn: Turn) -> Screen:
    """What a person sees who has no invitation yet."""
    text = lines(
        _("<b>Welcome to Jalon.</b>"),
        _("I help people whom Québec has selected to get ready, step by step, before and after they land."),
        "",
        _("Do you have an invitation? Type its code. If not, look around as long as you like."),
    )
    access = Button(_("My request"), ask.to()) if _request(turn) else Button(_("Ask for access"), ask.to())
    code = Button(_("I have a code"), CODE.to(), style="primary")
    look = Button(_("What is Jalon?"), about.show.to())
    change = Button(_("Language"), language.show.to())
    return Screen(text, ((code,), (look,), (access,), (change,)))


def _request(turn: Turn) -> AccessRequest | None:
    return conversations.open_request(turn.session, turn.conversation)


@page("access", Audience.ANYONE)
def ask(turn: Turn) -> Screen:
    """Opens the form for access, or says how a request stands."""
    if turn.conversation.candidate:
        return gate.onward(turn)
    request = _request(turn)
    return _waiting(request) if request else ACCESS.open(turn)


def _waiting(request: AccessRequest) -> Screen:
    text = lines(
        _("You asked for access on {moment}.", moment=request.asked_at),
        _("A member of the team reads every request. The answer will come here, in this chat."),
    )
    return Screen(text, (*ways.listed(Button(_("I have a code"), CODE.to())), ways.homeward()))


def _asked(turn: Turn, answers: Answers) -> Screen:
    if turn.conversation.candidate:
        return gate.onward(turn)
    request = _request(turn)
    if request is None:
        words = answers.of(WORDS) or ""
        email = answers.of(EMAIL_ADDRESS)
        request = AccessRequest(conversation=turn.conversation, words=words, email=email, asked_at=turn.now)
        turn.session.add(request)
        turn.session.flush()
    screen = _waiting(request)
    return replace(screen, text=lines(_("Thank you. Your request is with the team."), "", screen.text))


@dataclass(frozen=True, eq=False)
class Email(Sentence):
    """An e-mail address."""

    longest: int = 254

    def read_text(self, turn: Turn, text: str) -> Reading:
        address = text.removeprefix("mailto:").strip()
        if not EMAIL.fullmatch(address):
            return Retry(_("That does not look like an e-mail address. An example: {example}", example=EXAMPLE))
        return super().read_text(turn, address)


def later() -> Link:
    return home.show.to()


EXAMPLE = "amina@example.org"

WORDS = Sentence(
    "words",
    _("<b>Who are you, and where do you stand?</b>"),
    hint=_("A few sentences are enough: your country, your work, and whether Québec has selected you (CSQ)."),
    good=("I am a nurse in Oran. I received my CSQ in May.", "Ingénieur à Dakar, CSQ reçu, arrivée prévue en juin."),
    bad=("x" * 1001,),
)
EMAIL_ADDRESS = Email(
    "email",
    _("<b>An e-mail address, in case you lose this chat?</b>"),
    hint=_("You may skip this."),
    optional=True,
    private=True,
    good=(EXAMPLE, "prenom.nom+quebec@example.com"),
    bad=("amina at example", "amina@", "@example.org"),
)
ACCESS = Form("request", (WORDS, EMAIL_ADDRESS), _asked, later, audience=Audience.ANYONE)


def _typed(turn: Turn, answers: Answers) -> Screen:
    """Enters by a typed code; where it opens nothing, the next thing typed is tried as a code again."""
    typed = answers.of(TYPED) or ""
    screen = enter(turn, typed)
    if turn.conversation.candidate is None:
        return replace(CODE.open(turn), text=lines(screen.text, "", _again()), rows=screen.rows)
    return screen


def _again() -> Text:
    return _("You can type another code right here.")


TYPED = Sentence(
    "code",
    _("<b>Type or paste the code of your invitation.</b>"),
    hint=_("It is in the e-mail that you received. You may paste the whole link."),
    longest=500,
    good=("ABCD-2345", "https://t.me/JalonBot?start=ABCD-2345"),
    bad=("x" * 501,),
)
CODE = Form("code", (TYPED,), _typed, later, audience=Audience.ANYONE, numbered=False)
