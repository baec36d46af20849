"""Every screen that a module can show, made by the conversation itself over a throw-away database."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from coaching.cards import END, UNKNOWN, Card, Matching, Ordering, Quiz, Reading, Saying, Scenario
from coaching.learning import When
from coaching.modules import Lesson, Module
from coaching.programme import Programme
from dialogs import cards, checks, lessons, sayings, training, vocabulary
from dialogs.engine import limits
from dialogs.engine.events import Pressed, Typed
from dialogs.engine.pages import Routes
from dialogs.engine.report import Finding
from dialogs.engine.screens import Screen
from dialogs.engine.turn import Turn
from dialogs.engine.world import World
from locales.catalogs import languages, reader
from locales.reader import Reader
from storage.candidates import Candidate
from storage.conversations import Conversation

ZONE = "America/Montreal"
LONG_ANSWER = "Je vous écris " * 70
"""What somebody may write who has much to say."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen, and where in the module it stands: a lesson and a card, or a part of its own."""

    place: str
    screen: Screen


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Somebody who takes modules to try them."""

    session: Session
    conversation: Conversation
    programme: Programme
    now: datetime

    def turn(self) -> Turn:
        return Turn(self.session, self.conversation, Pressed("learn"), self.now, self.programme)

    def module(self, module: Module) -> Iterator[Shown]:
        """What a module shows from its first page to its certificate, every answer tried."""
        yield Shown("module", training.open_module(self.turn(), module.key))
        yield from self._check(module, When.BEFORE)
        for question in module.check:
            yield from self._explained(module, question.key)
        yield Shown("check", checks.ask(self.turn(), module.key, When.AFTER))
        for lesson in module.lessons:
            for card in lesson.cards:
                yield from (Shown(f"{lesson.key}.{card.key}", each) for each in self.card(module, lesson, card))
            yield Shown(f"{lesson.key}.{END}", lessons.open_card(self.turn(), module.key, lesson.key, END))
        yield from self._check(module, When.AFTER)
        for word in dict.fromkeys(word for lesson in module.lessons for card in lesson.cards for word in card.words):
            yield Shown(f"word {word}", vocabulary.look_up(self.turn(), word))

    def card(self, module: Module, lesson: Lesson, card: Card) -> Iterator[Screen]:
        """A card as it is asked, then what each answer shows."""
        asked = self.turn()
        yield lessons.open_card(asked, module.key, lesson.key, card.key)
        match card:
            case Reading():
                return
            case Scenario() | Quiz():
                for option in card.options:
                    yield lessons.answer(self.turn(), module.key, lesson.key, card.key, option.key)
            case Matching() | Ordering():
                for letters in picks(card):
                    yield lessons.answer(self.turn(), module.key, lesson.key, card.key, letters)
            case Saying(answers=answers):
                asked.event = Typed(LONG_ANSWER)
                yield sayings.FORM.answer(asked)
                lessons.open_card(asked, module.key, lesson.key, card.key)
                asked.event = Typed(answers[0].msgid)
                yield sayings.FORM.answer(asked)
            case _ as never:
                assert_never(never)

    def _check(self, module: Module, when: When) -> Iterator[Shown]:
        """The questions in their order, each answered rightly, and what comes of it."""
        for question in module.check:
            yield Shown(f"check.{question.key}", checks.ask(self.turn(), module.key, when))
            right = next(option.key for option in question.options if option.good)
            checks.answer(self.turn(), module.key, when, question.key, right)
        yield Shown("check", checks.ask(self.turn(), module.key, when))

    def _explained(self, module: Module, question: str) -> Iterator[Shown]:
        """What is said afterwards to one who does not know."""
        shown = checks.answer(self.turn(), module.key, When.AFTER, question, UNKNOWN)
        yield Shown(f"check.{question}", shown)


def picks(card: Matching | Ordering) -> Iterator[str]:
    """The letters that lead to the end one by one, and at each place a letter that is wrong there."""
    wanted = cards.wanted(card)
    letters = {each.text.msgid: each.letter.lower() for each in cards.lettered(wanted)}
    for place in range(len(wanted)):
        so_far = "".join(letters[text.msgid] for text in wanted[:place])
        for wrong in wanted[place + 1 : place + 2]:
            yield so_far + letters[wrong.msgid]
        yield so_far + letters[wanted[place].msgid]


def readers(locales: Collection[str] = languages()) -> list[Reader]:
    """Those who read a module: in these languages, or in all that ship."""
    return [reader(locale, ZONE) for locale in locales]


@contextmanager
def rehearsal(programme: Programme, now: datetime) -> Iterator[Rehearsal]:
    with World() as world, world.at(world.moment) as session:
        person = Candidate(first_name="Amina", last_name="Haddad", created_at=now)
        conversation = Conversation(chat_id=1, candidate=person, name="Amina", created_at=now, state={})
        session.add_all([person, conversation])
        session.flush()
        yield Rehearsal(session, conversation, programme, now)


def findings(
    stage: Rehearsal, module: Module, file: str, routes: Routes, readers: Collection[Reader]
) -> Iterator[Finding]:
    """What is over the limits of the platform in some language, with the file, the card, and by how much."""
    for shown in stage.module(module):
        for each in readers:
            for what, expected, mend in limits.screen(shown.screen, each, routes):
                yield Finding(f"{file}: {shown.place}", each.locale, what, expected, mend)


def check(
    programme: Programme, files: Mapping[str, str], routes: Routes, readers: Collection[Reader], now: datetime
) -> tuple[list[Finding], int]:
    """Holds every card of every module in every language against the limits; returns how many cards there are too."""
    with rehearsal(programme, now) as stage:
        found = {
            finding
            for module in programme.training
            for finding in findings(stage, module, files.get(module.key, module.key), routes, readers)
        }
    total = sum(len(lesson.cards) for module in programme.training for lesson in module.lessons)
    return sorted(found), total
