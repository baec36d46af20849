"""The question on the occupation: found by what people call it, kept with whether it is regulated."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coaching.occupations import Occupation
from coaching.personal import UNTOLD
from coaching.profile import Regulated
from dialogs.engine.questions import Answers, Offer, Option, Reading, Search
from dialogs.engine.screens import Screen, Words
from dialogs.engine.turn import Turn
from dialogs.engine.words import read_number
from locales.text import Text, _, lines

OFFERED = "offered"
"""Where the state keeps the codes that were offered last, for who types the number of one."""
GOVERNED = {Regulated.YES, Regulated.PARTLY}


@dataclass(frozen=True, eq=False)
class Trade(Search[str]):
    """An occupation; kept as its code and whether it is regulated, for the questions after it."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        chosen = by_number(turn, text)
        reading = super().pressed(turn, chosen) if chosen else self._found(turn, text)
        if not isinstance(reading, Offer):
            return self._told(turn, reading)
        turn.state.answers[OFFERED] = {"codes": [option.value for option in reading.options]}
        return numbered(reading)

    def pressed(self, turn: Turn, value: str) -> Reading:
        return self._told(turn, super().pressed(turn, value))

    def _found(self, turn: Turn, text: str) -> Reading:
        """What was found; the only one is asked back where it is a guess."""
        reading = super().read_text(turn, text)
        table, locale = turn.programme.occupations, turn.conversation.locale
        if isinstance(reading, str) and not table.is_called(reading, text, locale):
            return Offer(_("Do you mean this?"), tuple(self.find(turn, text)))
        return reading

    def _told(self, turn: Turn, reading: Reading) -> Reading:
        occupation = turn.programme.occupations.by_code(reading) if isinstance(reading, str) else None
        if occupation is None:
            return reading
        turn.state.answers.pop(OFFERED, None)
        turn.say(Screen(regulation(occupation, turn.conversation.locale)))
        return answered(occupation)

    def decode(self, stored: Any) -> str:
        return str(stored["code"])

    def shown(self, turn: Turn, stored: Any) -> Words:
        return super().shown(turn, stored["code"])


def by_number(turn: Turn, text: str) -> str | None:
    """The code at this number of the list that was offered last."""
    codes = turn.state.answers.get(OFFERED, {}).get("codes", [])
    number = read_number(text) if text.isdigit() else None
    return codes[number - 1] if number and number <= len(codes) else None


def numbered(offer: Offer) -> Offer:
    """Official titles are too long for a button: they stand in full above it."""
    told = [_("{number}. {title}", number=place, title=each.label) for place, each in enumerate(offer.options, 1)]
    return Offer(
        lines(offer.reason, "", *told),
        tuple(Option(each.value, title) for each, title in zip(offer.options, told, strict=True)),
    )


def answered(occupation: Occupation) -> dict[str, Any]:
    return {"code": occupation.code, "regulated": occupation.regulated.value}


def governed(answers: Answers) -> bool:
    """Whether somebody governs the occupation that was answered."""
    told = answers.get("occupation")
    return told is not None and told["regulated"] in GOVERNED


def find(turn: Turn, text: str) -> Sequence[Option]:
    found = turn.programme.occupations.search(text, turn.conversation.locale)
    return [Option(each.code, each.title(turn.conversation.locale)) for each in found]


def label(turn: Turn, code: str) -> str | None:
    found = turn.programme.occupations.by_code(code)
    return found.title(turn.conversation.locale) if found else None


def regulation(occupation: Occupation, locale: str) -> Words:
    """Tells whether an occupation is regulated, and by whom."""
    told = _("<b>{occupation}</b>", occupation=occupation.title(locale))
    match occupation.regulated:
        case Regulated.YES:
            return lines(told, _regulated(occupation), _("You can prepare a great deal from where you are."))
        case Regulated.PARTLY:
            return lines(told, _partly(occupation), _("Your plan will help you find out what holds for you."))
        case Regulated.NO:
            return lines(told, _("This work is not regulated in Québec. You may apply to employers right away."))
        case Regulated.UNKNOWN:
            return lines(told, _("I do not know yet whether this work is regulated. Your plan has a step for that."))


def _regulated(occupation: Occupation) -> Text:
    return _(
        "This work is regulated in Québec: you need a permit before you do it. It is given by: {authorities}.",
        authorities=occupation.authorities or UNTOLD["authority"],
    )


def _partly(occupation: Occupation) -> Text:
    return _(
        "Some of this work is regulated in Québec, and needs a permit. It is given by: {authorities}.",
        authorities=occupation.authorities or UNTOLD["authority"],
    )
