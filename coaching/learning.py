"""A candidate in a module: where it goes on, what they answered, what they gained, and when they are done.

Nothing hangs on places in a list: lessons, cards and answers are known by their keys, so that a module may change
while people take it. What is not there any more is left behind, and what was done stays done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from sqlalchemy.orm import Session

from coaching import reviewing
from coaching.cards import UNKNOWN, Card
from coaching.modules import Lesson, Module, Question
from storage import training
from storage.training import Enrolment, Mode, Phase, TrainingAnswer

ENOUGH = Fraction(2, 3)
"""Of the check afterwards, for a certificate."""


class When(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Learner:
    """A candidate at a moment of their own clock: `immigration` is the class, `locale` the language they learn in."""

    session: Session
    candidate_id: int
    now: datetime
    locale: str
    immigration: str | None = None

    def in_module(self, module: Module) -> Enrolment | None:
        return training.enrolment(self.session, self.candidate_id, module.key)

    def enrol(self, module: Module, mode: Mode = Mode.ALONE) -> Enrolment:
        """The place of this candidate in a module, made where there is none."""
        found = self.in_module(module)
        if found is None:
            found = Enrolment(
                candidate_id=self.candidate_id,
                module=module.key,
                mode=mode,
                immigration=self.immigration,
                locale=self.locale,
                began_at=self.now,
                done=[],
            )
            self.session.add(found)
        found.touched_at = self.now
        self.session.flush()
        return found

    def answer(  # noqa: PLR0913 - the columns of an answer
        self, module: Module, phase: Phase, lesson: str, card: str, chosen: str, *, right: bool | None, said: str = ""
    ) -> TrainingAnswer:
        """Keeps the first answer to a question, and how often it was tried; of what is repeated, the last one.

        A second time in the check afterwards is a repetition too.
        """
        found = training.answer(self.session, self.candidate_id, module.key, phase, lesson, card)
        if found and phase is Phase.AFTER:
            self.answer(module, Phase.REVIEW, "", card, chosen, right=right)
        if found and phase is Phase.REVIEW:
            found.chosen, found.right, found.at = chosen, right, self.now
        if found:
            found.tries += 1
            return found
        found = TrainingAnswer(
            candidate_id=self.candidate_id,
            module=module.key,
            lesson=lesson,
            card=card,
            phase=phase,
            chosen=chosen,
            said=said or None,
            right=right,
            at=self.now,
        )
        self.session.add(found)
        reviewing.keep_missed(self.session, module, found, self.now.date())
        return found


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a module goes on; `renewed` tells that what was open there has changed since."""

    lesson: Lesson
    card: Card
    renewed: bool = False


def spot(enrolment: Enrolment, module: Module) -> Spot | None:
    """Where somebody goes on; None where every lesson is done."""
    lesson = module.lesson(enrolment.lesson) if enrolment.lesson else None
    if lesson and lesson.key not in enrolment.done:
        card = lesson.card(enrolment.card or "")
        return Spot(lesson, card or lesson.cards[0], renewed=card is None)
    following = next_lesson(enrolment, module)
    gone = enrolment.lesson is not None and lesson is None
    return Spot(following, following.cards[0], renewed=gone) if following else None


def next_lesson(enrolment: Enrolment, module: Module) -> Lesson | None:
    return next((lesson for lesson in module.lessons if lesson.key not in enrolment.done), None)


def lessons_done(enrolment: Enrolment, module: Module) -> int:
    return sum(lesson.key in enrolment.done for lesson in module.lessons)


def finish_lesson(enrolment: Enrolment, lesson: Lesson) -> None:
    """Marks a lesson as done; who ends it by an old button keeps their place in another."""
    if lesson.key not in enrolment.done:
        enrolment.done = [*enrolment.done, lesson.key]
    if enrolment.lesson == lesson.key:
        enrolment.lesson = enrolment.card = None


def open_question(enrolment: Enrolment, module: Module, when: When) -> Question | None:
    """The next of the check that is under way; a check that was begun the other time begins anew.

    A question whose answer reads differently by now is asked again.
    """
    given = _given(enrolment, when)
    return next((question for question in module.check if not _is_answered(question, given)), None)


def _given(enrolment: Enrolment, when: When) -> Mapping[str, str]:
    under_way = enrolment.round or {}
    return under_way.get("given", {}) if under_way.get("when") == when else {}


def reply(enrolment: Enrolment, when: When, question: Question, chosen: str) -> None:
    """Takes an answer of the check that is under way; the first one counts."""
    given = _given(enrolment, when)
    if not _is_answered(question, given):
        given = {**given, question.key: chosen}
    enrolment.round = {"when": when, "given": given}


def _is_answered(question: Question, given: Mapping[str, str]) -> bool:
    return given.get(question.key) in {UNKNOWN, *(option.key for option in question.options)}


def close_round(enrolment: Enrolment, module: Module, when: When) -> Sequence[Question]:
    """Counts the check that is complete; of several times the best counts. Returns the questions that were missed."""
    given = _given(enrolment, when)
    missed = [question for question in module.check if not is_right(question, given.get(question.key, ""))]
    right, asked = len(module.check) - len(missed), len(module.check)
    if when is When.BEFORE:
        enrolment.before, enrolment.before_of = right, asked
    elif enrolment.after is None or Fraction(right, asked) >= Fraction(enrolment.after, enrolment.after_of or 1):
        enrolment.after, enrolment.after_of = right, asked
    enrolment.round = None
    return missed


def is_right(question: Question, chosen: str) -> bool:
    return any(option.good and option.key == chosen for option in question.options)


def has_passed(enrolment: Enrolment) -> bool:
    return enrolment.after is not None and Fraction(enrolment.after, enrolment.after_of or 1) >= ENOUGH


def gain(enrolment: Enrolment) -> Fraction | None:
    """What was learned: the share that was right afterwards less that of before; None where one of them is missing."""
    if enrolment.before is None or enrolment.after is None:
        return None
    return Fraction(enrolment.after, enrolment.after_of or 1) - Fraction(enrolment.before, enrolment.before_of or 1)


def finish(enrolment: Enrolment, module: Module, now: datetime) -> bool:
    """Ends a module whose lessons are done and whose check is passed; True where that is new."""
    if enrolment.finished_at or next_lesson(enrolment, module) or not has_passed(enrolment):
        return False
    enrolment.finished_at = now
    return True
