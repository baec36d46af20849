"""A card of a lesson as words and buttons, and what is said to an answer: the same alone and in a group."""

from collections.abc import Sequence
from dataclasses import dataclass

from coaching.cards import Card, Matching, Option, Ordering, Quiz, Reading, Saying, Scenario, mixed
from coaching.modules import Question
from dialogs.engine.screens import Words
from locales.text import Lines, Text, _, lines

LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True)
class Lettered:
    """One of the things to choose from, under the letter that its button bears."""

    letter: str
    text: Text


def options(asked: Scenario | Quiz | Question) -> list[tuple[str, Option]]:
    """The answers by their letters, in an order of no author's."""
    return list(zip(LETTERS, sorted(asked.options, key=lambda option: option.key), strict=False))


def option(asked: Scenario | Quiz | Question, key: str) -> tuple[str, Option] | None:
    """The answer of this key with its letter; None where the author has written another one since."""
    return next((each for each in options(asked) if each[1].key == key), None)


def lettered(texts: Sequence[Text]) -> list[Lettered]:
    return [Lettered(letter, text) for letter, text in zip(LETTERS, mixed(texts), strict=False)]


def listed(shown: Sequence[Lettered]) -> list[Words]:
    return [_("<b>{letter}.</b> {text}", letter=each.letter, text=each.text) for each in shown]


def spaced(paragraphs: Sequence[Words]) -> list[Words]:
    """Paragraphs with an empty line between them."""
    return [part for paragraph in paragraphs for part in (paragraph, "")][:-1]


def asked(card: Card | Question) -> Lines:
    """What a card says or asks, without what there is to choose from."""
    match card:
        case Reading(title=title, told=told):
            return lines(_("<b>{title}</b>", title=title) if title else None, "" if title else None, *spaced(told))
        case Scenario(told=told):
            return lines(*spaced(told))
        case Quiz(asks=asks) | Matching(asks=asks) | Ordering(asks=asks) | Saying(asks=asks) | Question(asks=asks):
            return lines(_("<b>{question}</b>", question=asks))


def with_options(card: Scenario | Quiz | Question) -> Lines:
    """The question, and its answers under their letters."""
    shown = [Lettered(letter, each.text) for letter, each in options(card)]
    return lines(asked(card), "", *listed(shown))


@dataclass(frozen=True, slots=True)
class Picked:
    """How far somebody is with matching or ordering: `placed` were right so far, `missed` tells of the last letter.

    `tried` are the letters that were wrong in the place that is open.
    """

    placed: int
    mistakes: int
    missed: bool
    tried: str = ""

    def done(self, card: Matching | Ordering) -> bool:
        return self.placed == len(wanted(card))


def wanted(card: Matching | Ordering) -> list[Text]:
    """What is right in each place."""
    return [pair.right for pair in card.pairs] if isinstance(card, Matching) else list(card.items)


def picked(card: Matching | Ordering, letters: str) -> Picked | None:
    """What the letters that were tapped one after another make; None where they are not of this card."""
    shown = {each.letter: each.text for each in lettered(wanted(card))}
    placed = mistakes = 0
    missed, tried = False, ""
    for letter in letters.upper():
        if letter not in shown or placed == len(shown):
            return None
        missed = shown[letter] != wanted(card)[placed]
        mistakes += missed
        placed += not missed
        tried = tried + letter if missed else ""
    return Picked(placed, mistakes, missed, tried)


def open_letters(card: Matching | Ordering, so_far: Picked) -> list[Lettered]:
    """What can still be tapped. What was wrong here is not offered again, so the way of a button stays short."""
    placed = wanted(card)[: so_far.placed]
    return [each for each in lettered(wanted(card)) if each.text not in placed and each.letter not in so_far.tried]


def so_far(card: Matching | Ordering, have: Picked) -> list[Words]:
    """What is in its place already, and what is asked for now."""
    if isinstance(card, Ordering):
        return [
            _("✅ {number}. {text}", number=number, text=text)
            for number, text in enumerate(card.items[: have.placed], 1)
        ]
    told: list[Words] = [
        _("✅ {left} = {right}", left=pair.left, right=pair.right) for pair in card.pairs[: have.placed]
    ]
    if have.placed < len(card.pairs):
        told += [*([""] if told else []), _("What goes with <b>{left}</b>?", left=card.pairs[have.placed].left)]
    return told
