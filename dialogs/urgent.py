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
SOMEBODY_FR = (
    r"(?:il|elle|on|mon (?:mari|ex mari|conjoint|copain|ami|pere|frere|fils|patron)"
    r"|ma (?:femme|conjointe|copine|mere|soeur))"
)
SOMEBODY_EN = r"(?:he|she|my (?:ex )?(?:husband|wife|partner|boyfriend|girlfriend|father|mother|brother|son|boss)|they)"
ELSEWHERE = r"(?! (?:a|au|en|dans|avec|chez|ici|la|loin|seule?|in|with|at|near|there|here|on|alone|far|outside)\b)"
"""Who does not want to live in Toronto is in no danger."""
WISH_TO_DIE = (
    r"(?:je |j )?(?:veux|voudrais|vais|ai envie de|envie de|prefere) (?:mourir(?! de\b)|me tuer|me suicider)"
    r"|(?:veux|voudrais|vais|envie d) en finir(?! avec (?!la vie|ma vie|tout))|en finir avec (?:la|ma) vie"
    r"|me suicider|pense(?: souvent)? (?:au suicide|a la mort|a mourir|a me tuer|a en finir)"
    r"|(?:je suis|me sens|idees?|pensees?) suicidaires?|mettre fin a mes jours|(?:idees|pensees) noires"
    rf"|(?:veux|voudrais|peux|ai) (?:plus|pas) (?:envie de )?vivre{ELSEWHERE}|plus envie de vivre{ELSEWHERE}"
    r"|(?:n|j) en peux (?:vraiment )?plus|me faire du mal"
    r"|(?:want|wish|ready) to die|going to die(?! of\b)|kill(?:ing)? myself|end(?:ing)? (?:my life|it all)"
    rf"|hurt(?:ing)? myself|(?:do not|don t|dont) want to (?:live|be alive|go on living){ELSEWHERE}"
    r"|no reason to live|better off dead|(?:i am|i m|im|feel|feeling) suicidal|suicidal thoughts"
    r"|think(?:ing)? (?:about|of) (?:suicide|dying)|can t (?:go on|take it) any ?more"
    rf"|quiero morir|no quiero vivir{ELSEWHERE}|quiero matarme|suicidarme|اريد ان اموت|سانتحر|اريد الانتحار"
)
HARMED = (
    rf"{SOMEBODY_FR} (?:me (?:bat|frappe|menace|viole|cogne)|m a (?:frappee?|battue?|menacee?|violee?|agressee?))"
    r"|je suis (?:un homme |une femme )battue?|(?:je suis|j ai ete) (?:battue?|menacee?|violee?|agressee?)"
    r"|me suis faite? (?:battre|frapper|agresser|violer)"
    rf"|{SOMEBODY_EN} (?:beats?|hits?|threatens?|threatened|raped?|hurts|is (?:beating|hitting|threatening)) me"
    r"|i am (?:being )?(?:beaten|abused|threatened)"
    r"|je suis en danger(?! de\b)|j ai peur pour ma vie|(?:i am|i m|im) in danger(?! of\b)|afraid for my life"
    r"|au secours(?! (?:catholique|populaire|islamique))|me pega|me golpea"
)
DANGER = re.compile(rf"\b(?:{WISH_TO_DIE}|{HARMED})\b|^a l aide$")
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
    told = (
        _("I have passed your words on to {name}, who will answer here.", name=ways.counsellor_name(turn))
        if passed
        else _("<b>No member of the team reads this chat.</b> Please do not wait for an answer.")
    )
    text = lines(
        _("I am sorry that you are going through this. You are not alone."),
        _("I am a bot, and you deserve a person."),
        told,
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
