"""Consent: in plain words what is kept and why; agreed to, refused, taken back; asked again when the words change."""

from coaching import pool, profiles
from dialogs import about, clock, gate, home, intake, language, leaving, reminding, reviews, ways
from dialogs.engine.pages import Audience, action, page
from dialogs.engine.screens import Button, Row, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import consents
from storage.candidates import Status
from storage.consents import Consent, Decision

SUBJECT = "coaching"
VERSION = "2026-11"


def standing(turn: Turn) -> Consent | None:
    return consents.standing(turn.candidate, SUBJECT)


def stands(turn: Turn) -> bool:
    """Whether the candidate agreed to the words as they are now."""
    last = standing(turn)
    return last is not None and last.decision is Decision.AGREED and last.version == VERSION


def decide(turn: Turn, decision: Decision) -> None:
    """Writes a decision down; the same one twice counts once."""
    last = standing(turn)
    if last is None or (last.decision, last.version) != (decision, VERSION):
        turn.candidate.consents.append(
            Consent(
                subject=SUBJECT,
                version=VERSION,
                locale=turn.conversation.locale,
                decision=decision,
                at=turn.now,
            )
        )
        turn.session.flush()
    if decision is not Decision.AGREED:
        pool.withdraw(turn.session, turn.candidate, turn.now, turn.conversation.locale)


@page("consent", Audience.ANYONE)
def show(turn: Turn) -> Screen:
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    text = lines(
        _greeting(turn),
        "",
        _("• <b>What I keep:</b> your answers, your plan and our messages, to coach you."),
        _("• <b>Who sees it:</b> your counsellor and the team. Nobody else."),
        _("• <b>How long:</b> while we coach you, then as long as the law asks of the team."),
        _("• <b>How to leave:</b> in /settings, at any time, with a copy of your data."),
        "",
        _("Do you agree?"),
    )
    return Screen(text, _choices(more=True))


def _greeting(turn: Turn) -> Text:
    last = standing(turn)
    name = turn.candidate.first_name
    if last is None:
        return _("Hello, {name}. I am Jalon, a bot that coaches you. Four things before we begin:", name=name)
    if last.decision is Decision.AGREED:
        return _("{name}, these words have changed since you agreed. Please read them again:", name=name)
    return _("Welcome back, {name}. To go on, I need your agreement:", name=name)


def _choices(*, more: bool) -> tuple[Row, ...]:
    read = (Button(_("Read more"), explain.to()),) if more else ()
    return (
        (Button(_("I agree"), agree.to(VERSION), style="success"),),
        (Button(_("Not now"), refuse.to()), *read),
        (Button(_("Language"), language.show.to()),),
    )


@page("consent/more", Audience.ANYONE)
def explain(turn: Turn) -> Screen:
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    text = lines(
        _(
            "<b>What is kept.</b> Your name as the invitation gives it, your answers, your plan, our messages, "
            "the files you send, and what you agreed to."
        ),
        "",
        _(
            "<b>Why.</b> The plan follows from your answers. The messages are kept so that you never have to tell"
            " the same thing twice."
        ),
        "",
        _(
            "<b>Who reads it.</b> The staff of the team, each signed in; every reading of your file is written "
            "down. Telegram carries the messages under its own rules."
        ),
        "",
        _("<b>What I never do.</b> Sell it, show it to an employer, or decide about your immigration file."),
        "",
        _(
            "<b>Your rights.</b> See what is stored, correct it, take a copy, take your agreement back, ask that "
            "it be erased: all in /settings."
        ),
    )
    return Screen(text, _choices(more=False))


@page("consent/yes", Audience.ANYONE)
def reread(turn: Turn) -> Screen:
    """A button of the time when paths did not tell which words were agreed to."""
    return gate.onward(turn) if turn.conversation.candidate and stands(turn) else show(turn)


@action("consent/{version}/yes", Audience.ANYONE)
def agree(turn: Turn, version: str) -> Screen:
    """The candidate is coached from now on, also one who had left; agreeing to other words shows those of now."""
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    if stands(turn):
        return _going_on(turn)
    if version != VERSION:
        return show(turn)
    return _whether_to_keep(turn) if turn.candidate.erasure_asked_at else _coached(turn)


def _whether_to_keep(turn: Turn) -> Screen:
    turn.state.ask_whether_sure(keep.to(VERSION).path, turn.now)
    text = lines(
        _(
            "You asked us to erase your file, on {date}.",
            date=intake.local(turn, turn.candidate.erasure_asked_at).date(),
        ),
        _("Do you want to keep it instead, and be coached again?"),
    )
    yes = Button(_("Yes, keep my file"), keep.to(VERSION), style="success")
    return Screen(text, (*ways.listed(yes, Button(_("No, erase it"), refuse.to())),))


@action("consent/{version}/keep", Audience.ANYONE)
def keep(turn: Turn, version: str) -> Screen:
    """Takes the wish to be erased back, where that was just asked."""
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    if stands(turn):
        return _going_on(turn)
    sure = turn.state.is_sure(keep.to(version).path, turn.now)
    return _coached(turn) if sure and version == VERSION else show(turn)


def _coached(turn: Turn) -> Screen:
    decide(turn, Decision.AGREED)
    candidate = turn.candidate
    candidate.status, candidate.left_at, candidate.erasure_asked_at = Status.ACTIVE, None, None
    if profiles.of(candidate, turn.programme.occupations) is None:
        intake.remind(turn, turn.today + intake.PATIENCE)
    reminding.begin_anew(turn)
    reviews.follow(turn)
    return _going_on(turn)


def _going_on(turn: Turn) -> Screen:
    """Where a candidate who agreed goes on; a second tap shows the same."""
    if profiles.of(turn.candidate, turn.programme.occupations):
        return home.show(turn)
    return intake.FORM.open(turn) if intake.FORM.begun(turn) else clock.FORM.open(turn)


@action("consent/no", Audience.ANYONE)
def refuse(turn: Turn) -> Screen:
    """Nothing beyond this is kept; the candidate may look around, and come back."""
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    if stands(turn):
        return leaving.show(turn)
    decide(turn, Decision.REFUSED)
    text = lines(
        _("All right. I ask you nothing more."),
        _("Your request to erase your file stands.") if turn.candidate.erasure_asked_at else None,
        _("You may look around. Write /start when you want to come back."),
    )
    rows = (
        (Button(_("Look around"), about.show.to()),),
        (Button(_("Read it again"), show.to()), Button(_("Leave the programme"), leaving.show.to())),
    )
    return Screen(text, rows)
