"""Words as they are compared: without case, accents, apostrophes, plurals and feminine endings."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u0640": ""})
# Words that say nothing of an occupation, as in "je travaille comme chauffeur de camion depuis dix ans".
SMALL = frozenset(
    [
        *("a", "am", "an", "and", "as", "at", "been", "for", "from", "have", "in", "is", "me", "my", "of", "the"),
        *("was", "with", "worked", "working", "year", "years"),
        *("ai", "annee", "annees", "ans", "au", "aux", "avec", "chez", "comme", "dans", "de", "depuis", "des", "du"),
        *("elle", "en", "est", "et", "etais", "etait", "ete", "exerce", "il", "je", "la", "le", "les", "ma", "mes"),
        *(
            "metier",
            "mon",
            "ou",
            "par",
            "pas",
            "pendant",
            "pour",
            "profession",
            "que",
            "qui",
            "suis",
            "sur",
            "travaillais",
        ),
        *("travaille", "un", "une"),
    ]
)
ENDINGS = (
    *(("ienne", "ien"), ("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("onne", "on")),
    *(("ere", "er"), ("ive", "if"), ("ee", ""), ("e", "")),
)
SHORT = 3
ROOT = 2


def fold(text: str) -> str:
    """Lower case without accents: "Infirmière" is "infirmiere"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


def words(text: str) -> list[str]:
    """The folded words that carry meaning."""
    found = WORD.findall(fold(text))
    return [word for word in found if len(word) > 1 and word not in SMALL and not word.isdigit()]


@lru_cache(8192)
def stem(word: str) -> str:
    """One form for singular and plural, masculine and feminine: coarse, and the same for query and index."""
    if len(word) <= SHORT:
        return word
    single = word[:-1] if word[-1] in "sx" else word
    for ending, other in ENDINGS:
        if single.endswith(ending) and len(single) - len(ending) >= ROOT:
            return single[: -len(ending)] + other
    return single


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]
