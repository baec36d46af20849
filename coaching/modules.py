"""Training modules on the realities of the workplace: what the content teaches, before anybody takes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coaching.cards import END, Card, Option
from coaching.glossary import Glossary
from coaching.profile import Worry
from coaching.rules import ALWAYS, Rule
from coaching.templates import Fact, Source
from locales.text import Text


class Changes(StrEnum):
    """How often what is taught changes: never, when a policy does, or every year."""

    NEVER = "never"
    POLICY = "policy"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Lesson:
    key: str
    title: Text
    cards: tuple[Card, ...]
    facts: tuple[Fact, ...]
    changes: Changes
    sources: tuple[Source, ...]
    reviewed: date

    def card(self, key: str) -> Card | None:
        return next((card for card in self.cards if card.key == key), None)

    def after(self, card: Card, option: Option | None = None) -> Card | None:
        """The card that follows, perhaps by what was chosen; None where the lesson ends."""
        wanted = (option.next if option else "") or card.next
        if wanted:
            return None if wanted == END else self.card(wanted)
        place = self.cards.index(card) + 1
        return self.cards[place] if place < len(self.cards) else None


@dataclass(frozen=True, slots=True)
class Question:
    """One of the check before and after a module; `lesson` teaches the answer."""

    key: str
    lesson: str
    asks: Text
    options: tuple[Option, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Module:
    """`completes` are keys of plan steps that finishing it does; `eases` is which worries it answers."""

    key: str
    title: Text
    promise: Text
    check: tuple[Question, ...]
    lessons: tuple[Lesson, ...]
    when: Rule = ALWAYS
    eases: tuple[Worry, ...] = ()
    completes: tuple[str, ...] = ()

    def lesson(self, key: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.key == key), None)

    def after(self, lesson: Lesson) -> Lesson | None:
        place = self.lessons.index(lesson) + 1
        return self.lessons[place] if place < len(self.lessons) else None

    def question(self, key: str) -> Question | None:
        return next((question for question in self.check if question.key == key), None)


@dataclass(frozen=True, slots=True)
class Training:
    """The modules by key, in the order of the content, and the words that their lessons explain."""

    modules: Mapping[str, Module]
    glossary: Glossary

    def __iter__(self) -> Iterator[Module]:
        return iter(self.modules.values())

    def __len__(self) -> int:
        return len(self.modules)

    def get(self, key: str) -> Module | None:
        """None where somebody took a module that has left the content."""
        return self.modules.get(key)
