"""Questions of a résumé: what does not stand in one in Québec is refused where it is typed, with why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coaching import folding, hints, months
from coaching.hints import WHY, Unwanted
from dialogs.engine.events import SentFile
from dialogs.engine.questions import Question, Reading, Retry, Sentence
from dialogs.engine.screens import Words
from dialogs.engine.turn import Turn
from locales.text import Tongue, _, lines

BEGAN, NOW = "began", "now"
APART = re.compile(r"[,;\n•·]+")


class Language(StrEnum):
    """The languages that employers in Québec read."""

    FR = "fr"
    EN = "en"


NAMES = {Language.FR: Tongue("fr"), Language.EN: Tongue("en")}
OTHER = {Language.FR: Language.EN, Language.EN: Language.FR}


@dataclass(frozen=True, eq=False)
class Own(Sentence):
    """A sentence that stands on the paper as it is written."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        reading = super().read_text(turn, " ".join(text.split()))
        kind = self.refused(text)
        return Retry(why(kind)) if kind and not isinstance(reading, Retry) else reading

    def read_file(self, turn: Turn, sent: SentFile) -> Reading:
        is_photo = sent.file.type.startswith("image/")
        return Retry(WHY[Unwanted.PHOTO]) if is_photo else super().read_file(turn, sent)

    def refused(self, text: str) -> Unwanted | None:
        return hints.unwanted(text)


@dataclass(frozen=True, eq=False)
class Called(Own):
    """What a job, an employer, a school or a place is called."""

    longest: int = 80

    def refused(self, text: str) -> Unwanted | None:
        return hints.unwanted_in_a_name(text)


def why(kind: Unwanted) -> Words:
    return lines(WHY[kind], _("Please write it again without that."))


@dataclass(frozen=True, eq=False)
class Month(Question[str]):
    """A month, or a year alone; not one that is still to come. One that ends does not come before it began."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        month = months.read(text)
        if month is None:
            return Retry(self.expected(turn))
        if months.first(month) > months.this(turn.today):
            told = months.words(month, turn.conversation.locale)
            return Retry(
                _("{month} has not come yet. Write only what has begun; plans go into your letter.", month=told)
            )
        return self._in_order(turn, month)

    def _in_order(self, turn: Turn, month: str) -> Reading:
        """Checks an end against the beginning, and a beginning that is changed against the end that stands."""
        form = turn.state.asking[0] if turn.state.asking else ""
        given = turn.state.answers.get(form, {})
        began, ended = (given.get(BEGAN), month) if self.name != BEGAN else (month, given.get("ended"))
        if not began or not ended or ended == NOW or months.last(ended, turn.today) >= months.first(began):
            return month
        locale = turn.conversation.locale
        return Retry(
            _(
                "{last} comes before {first}, when it began. Please check both, and write the month again.",
                first=months.words(began, locale),
                last=months.words(ended, locale),
            )
        )

    def read_file(self, turn: Turn, sent: SentFile) -> Reading:
        return Retry(WHY[Unwanted.PHOTO]) if sent.file.type.startswith("image/") else super().read_file(turn, sent)

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002 - the same for everybody
        return _("I could not read that month. Write it like 03/2021, or March 2021, or only the year.")

    def reads(self, stored: object) -> bool:
        return stored == NOW or (isinstance(stored, str) and months.read(stored) == stored)

    def shown(self, turn: Turn, stored: str) -> Words:
        return super().shown(turn, stored) if stored == NOW else months.words(stored, turn.conversation.locale)


def apart(text: str) -> Sequence[str]:
    """The skills in a text, each once."""
    told = (each.strip(" .-–") for each in APART.split(text))
    return list({folding.fold(each): each for each in told if each}.values())
