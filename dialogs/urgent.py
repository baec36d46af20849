"""Words of distress, and "a human, please": found by rule, before anything else reads them."""

import re

from dialogs import counsellor, ways
from dialogs.engine.events import Typed
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from dialogs.engine.words import fold
from locales.text import _, lines
from storage.candidates import Status

# Said of oneself, so that a trade ("suicide prevention") is none of them. Folded: no case, accents, apostrophes.
DANGER = re.compile(
    r"\b(?:"
    r"(?:je |j )?(?:veux|voudrais|vais|ai envie de|envie de|prefere) (?:mourir|me tuer|me suicider|en finir)"
    r"|me suicider|mettre fin a mes jours|en finir avec (?:la|ma) vie|plus envie de vivre|me faire du mal"
    r"|(?:il|elle|on|mon mari|ma femme|mon conjoint) me (?:bat|frappe)|je suis en danger|j ai peur pour ma vie"
    r"|(?:want|going|wish) to die|kill(?:ing)? myself|end(?:ing)? my life|hurt(?:ing)? myself|no reason to live"
    r"|(?:i am|i m|im|feel) suicidal|(?:he|she|my husband|my wife|my partner) (?:beats|hits) me|i am in danger"
    r"|i m in danger|quiero morir|quiero matarme|suicidarme|me pega|اريد ان اموت|سانتحر|اريد الانتحار"
    r")\b"
)
SOMEONE = (
    r"(?:real |true |vrai |vraie )?(?:human|person|someone|somebody|agent|counsellor|advisor"
    r"|humain|humaine|personne|quelqu un|conseiller|conseillere|agente)"
)
PLEASE = r"(?: please| s il vous plait| s il te plait| svp| stp)"
# A bare "agent" or "conseillère" may be a trade, a bare "personne" is nobody: alone, only a human is one.
HUMAN = re.compile(
    rf"\b(?:talk|speak|chat|write) (?:to|with) (?:a |an |my )?{SOMEONE}\b"
    rf"|\b(?:parler|discuter|ecrire|echanger) (?:a|avec) (?:un |une |mon |ma )?{SOMEONE}\b"
    rf"|^(?:a |an |un |une )?{SOMEONE}{PLEASE}$"
    rf"|^(?:i want |i need |je veux |je voudrais )?(?:a |un |une )?(?:real )?(?:human|humain|humaine){PLEASE}?$"
)


def answered(turn: Turn) -> Screen | None:
    """The answer to words that a person must read, which are passed on at once; None for all others."""
    words = _words(turn)
    if DANGER.search(words):
        return danger(turn, passed=_pass_on(turn))
    if HUMAN.search(words) and _pass_on(turn):
        return human(turn)
    return None


def in_danger(turn: Turn) -> bool:
    return DANGER.search(_words(turn)) is not None


def _words(turn: Turn) -> str:
    match turn.event:
        case Typed(text) if not text.startswith("/"):
            return fold(text)
        case _:
            return ""


def _pass_on(turn: Turn) -> bool:
    candidate = turn.conversation.candidate
    if candidate is None or candidate.status is Status.LEFT:
        return False
    counsellor.waits(turn)
    return True


def danger(turn: Turn, *, passed: bool) -> Screen:
    told = _("I have passed your words on to {name}, who will answer here.", name=ways.counsellor_name(turn))
    text = lines(
        _("I am sorry that you are going through this. You are not alone."),
        _("I am a bot, and you deserve a person."),
        told if passed else None,
        "",
        _("<b>If you or someone else is in danger, call the emergency number of the country where you are now.</b>"),
        _("In Québec: 911 in an emergency; 811, option 2, to talk to someone, day and night."),
        _("Stay with someone you trust until help is there."),
    )
    return Screen(text, (*counsellor.going_on(turn), ways.homeward()), fresh=True)


def human(turn: Turn) -> Screen:
    text = lines(
        _("Of course. I have told {name}, who will answer here.", name=ways.counsellor_name(turn)),
        _("You can already write what it is about: nothing gets lost."),
    )
    write = Button(_("Write it now"), counsellor.WRITE.to(), style="primary")
    return Screen(text, (*ways.listed(write), *counsellor.going_on(turn), ways.homeward()))
