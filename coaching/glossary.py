"""Words of Québec French that lessons use, read from `content/glossary/*.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coaching import fields
from coaching.fields import Shape
from coaching.sheets import Place
from locales.text import Text

LONGEST_KEY = 16
SHAPE = Shape("a word", ("key", "term", "meaning", "example", "sense"), (), {"meaning": 200, "sense": 160})


@dataclass(frozen=True, slots=True)
class Word:
    """`term` and `example` are French as Québec speaks it, in every language; `sense` is what the example says."""

    key: str
    term: str
    meaning: Text
    example: str
    sense: Text


@dataclass(frozen=True, slots=True)
class Glossary:
    words: Mapping[str, Word]

    def __contains__(self, key: object) -> bool:
        return key in self.words

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words.values())

    def get(self, key: str) -> Word | None:
        return self.words.get(key)


def words(root: Place) -> Iterator[tuple[Place, Word]]:
    """The words of one file: `words:`, and a list of them."""
    parts = dict(root.entries('"words: ..."'))
    for name in parts.keys() ^ {"words"}:
        root.named(name).wrong('a file holds "words", and nothing else')
    for place in parts["words"].items("words") if "words" in parts else ():
        if found := word(place):
            yield place.named(found.key), found


def word(place: Place) -> Word | None:
    pairs = dict(place.entries("a word"))
    key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else ""
    told = fields.fields(place.named(key or "word"), pairs, SHAPE)
    if not key:
        return None
    term, example = told.word("term", "a term"), told.word("example", "a sentence")
    return Word(key, term, told.text("meaning"), example, told.text("sense"))
