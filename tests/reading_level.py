"""How hard the lessons are to read, for authors and CI: `make reading` prints it.

The score is reading ease: Flesch's (1948) for English, with the numbers of Kandel and Moles (1958) for French. It knows
the length of sentences and of words, nothing of rare words, idioms or layout. No published table leads from it to the
levels of the European framework: the level that `meaning` names is a hint, tied to two texts that everybody can judge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rich.console import Console
from rich.table import Table

from coaching import training
from coaching.cards import Reading, texts
from coaching.modules import Module
from locales.catalogs import reader
from locales.text import Text
from tests.syllables import syllables

ZONE = "America/Toronto"
SHORT = r"(?<!\bM\.)(?<!\bMme\.)(?<!\bDr\.)(?<!\bMs\.)(?<!synd\.)"
END = re.compile(rf"(?:(?<=[.!?…])|(?<=[.!?…][\u00a0\u202f]»)|(?<=[.!?…]”)){SHORT}\s+(?=[«“A-ZÀÂÉÈÊÎÔÇŒ0-9—])")
WHOLE = re.compile(r"[.!?…][\s\u00a0\u202f]*[»”]?$")
WORD = re.compile(r"[^\W_]\S*")
ENOUGH = 8
"""Words of a sentence whose own score says something."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a language: `base - sentence × words a sentence - word × syllables a word`."""

    base: float
    sentence: float
    word: float


SCALES: Mapping[str, Scale] = MappingProxyType({"en": Scale(206.835, 1.015, 84.6), "fr": Scale(207.0, 1.015, 73.6)})
MEANINGS = (
    (90, "very easy, as talk"),
    (80, "easy: for learners at B1"),
    (70, "fairly easy: from B1 up"),
    (60, "standard: about B2"),
    (50, "fairly hard: C1"),
)
LAW = (
    (
        "Aux fins du calcul des heures supplémentaires, la semaine normale de travail est de 40 heures, sauf dans les"
        " cas où elle est fixée par règlement du gouvernement."
    ),
    (
        "Un salarié qui se présente au lieu du travail à la demande expresse de son employeur ou dans le cours normal"
        " de son emploi et qui travaille moins de trois heures consécutives, a droit, hormis un cas de force majeure, à"
        " une indemnité égale à trois heures de son salaire horaire habituel sauf si l’application de l’article 55 lui"
        " assure un montant supérieur."
    ),
)
"""Of the Act respecting labour standards (N-1.1), sections 52 and 58."""
PRINCE = (
    (
        "Lorsque j’avais six ans j’ai vu, une fois, une magnifique image, dans un livre sur la Forêt Vierge qui"
        " s’appelait « Histoires Vécues »."
    ),
    "Ça représentait un serpent boa qui avalait un fauve.",
)
"""The beginning of Le Petit Prince, which learners often read at level B1."""


def meaning(score: float) -> str:
    return next((told for floor, told in MEANINGS if score >= floor), "hard: C1 to C2")


@dataclass(frozen=True, slots=True)
class Level:
    sentences: int
    words: int
    syllables: int
    scale: Scale

    @property
    def words_a_sentence(self) -> float:
        return self.words / max(self.sentences, 1)

    @property
    def score(self) -> float:
        syllables_a_word = self.syllables / max(self.words, 1)
        return self.scale.base - self.scale.sentence * self.words_a_sentence - self.scale.word * syllables_a_word


def level(sentences: Iterable[str], language: str) -> Level:
    told = list(sentences)
    words = [word for sentence in told for word in words_of(sentence)]
    return Level(len(told), len(words), sum(syllables(word, language) for word in words), SCALES[language])


def words_of(sentence: str) -> list[str]:
    """What stands between spaces and has a letter or figure: `l’offre` and `rendez-vous` are one word each."""
    return WORD.findall(sentence)


def sentences(paragraph: str) -> list[str]:
    return [each for each in END.split(paragraph) if words_of(each)]


def taught(module: Module, language: str) -> Iterator[str]:
    """What the cards to read say, where the law and its figures stand: the hardest part of a module."""
    cards = [card for lesson in module.lessons for card in lesson.cards if isinstance(card, Reading)]
    yield from whole((text for card in cards for text in card.told), language)


def told(module: Module, language: str) -> Iterator[str]:
    """All that a learner reads of a module."""
    cards = [card for lesson in module.lessons for card in lesson.cards]
    asked = (text for question in module.check for text in (question.asks, question.why))
    yield from whole((module.promise, *asked, *(text for card in cards for text in texts(card))), language)


def whole(shown: Iterable[Text], language: str) -> Iterator[str]:
    """The whole sentences; labels and titles are none."""
    for text in shown:
        if WHOLE.search(paragraph := reader(language, ZONE).plain(text)):
            yield from sentences(paragraph)


def hardest(module: Module, language: str, count: int) -> list[tuple[float, str]]:
    found = {each: level([each], language).score for each in told(module, language) if len(words_of(each)) >= ENOUGH}
    return sorted((score, sentence) for sentence, score in found.items())[:count]


def table(modules: Iterable[Module]) -> Table:
    shown = Table("module", title="Reading ease of the lessons: higher is easier", title_justify="left")
    for name in ("words", "a sentence", "score", "readings", "en: a sentence", "en: score"):
        shown.add_column(name, justify="right")
    shown.add_column("the readings are", no_wrap=True)
    for module in modules:
        french, english = (level(told(module, language), language) for language in ("fr", "en"))
        readings = level(taught(module, "fr"), "fr")
        shown.add_row(
            module.key,
            f"{french.words}",
            f"{french.words_a_sentence:.1f}",
            f"{french.score:.0f}",
            f"{readings.score:.0f}",
            f"{english.words_a_sentence:.1f}",
            f"{english.score:.0f}",
            meaning(readings.score),
        )
    return shown


def report(console: Console, modules: Iterable[Module]) -> None:
    modules = list(modules)
    console.print(table(modules))
    prince, law = (level(known, "fr").score for known in (PRINCE, LAW))
    console.print(
        f"For comparison: Le Petit Prince begins at {prince:.0f}, the law on labour standards is at {law:.0f}."
    )
    for module in modules:
        console.print(f"\n[bold]{module.key}[/bold]: its hardest sentences")
        for score, sentence in hardest(module, "fr", 5):
            console.print(f"  {score:4.0f}  {sentence}", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    report(Console(width=120), training.shipped())
