"""Words as they are compared: without case, accents, apostrophes, plurals and feminine endings."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u0640": ""})
# Words that say nothing of an occupation, as in "je suis chauffeur de camion".
SMALL = frozenset(
    [
        *("a", "am", "an", "and", "as", "at", "for", "in", "my", "of", "the"),
        *("au", "aux", "dans", "de", "des", "du", "en", "et", "je", "la", "le", "les"),
        *("ou", "par", "pour", "suis", "sur", "un", "une"),
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
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


def words(text: str) -> list[str]:
    """The folded words that carry meaning."""
    return [word for word in WORD.findall(fold(text)) if len(word) > 1 and word not in SMALL]


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
