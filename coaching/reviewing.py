"""Coming back to what was missed: a question is asked again on the day on which it would begin to be forgotten.

What is counted are days of the candidate's own calendar, never hours: who answers at noon and is asked in the evening
has had a day to forget. A memory is what the scheduler knows of one question, as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias, cast

from fsrs import Card, Rating, Scheduler
from fsrs.card import CardDict
from sqlalchemy.orm import Session

from coaching.cards import Quiz, Scenario
from coaching.modules import Lesson, Module, Question, Training
from coaching.reminders import DAY, WEEK
from storage import training as store
from storage.training import Phase, Review, TrainingAnswer

DAILY = "review"
"""The subject of the timer."""
EVENING = time(18)
"""When the question comes, on the candidate's own clock: far from the reminders of the morning."""
PATIENCE = 3
"""How many questions in a row are asked for nothing before there is one a week only."""
LONGEST = 365
ASKED_AGAIN = (Phase.LESSON, Phase.AFTER)
"""Where a wrong answer is a point that was missed; before a module nobody has missed anything yet."""

Asked: TypeAlias = Scenario | Quiz | Question
Memory: TypeAlias = Mapping[str, Any]

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False)


def miss(day: date) -> dict[str, Any]:
    """What is known of a question that was missed for the first time."""
    return _rated(Card(card_id=0, due=_midnight(day)), Rating.Again, day)


def rate(memory: Memory, day: date, *, right: bool) -> dict[str, Any]:
    """What is known of it after it was asked again."""
    return _rated(Card.from_dict(cast(CardDict, memory)), Rating.Good if right else Rating.Again, day)


def _rated(card: Card, rating: Rating, day: date) -> dict[str, Any]:
    rated, _log = _SCHEDULER.review_card(card, rating, _midnight(day))
    return {**rated.to_dict()}


def due(memory: Memory) -> date:
    return datetime.fromisoformat(memory["due"]).date()


def _midnight(day: date) -> datetime:
    """A day as the scheduler, and the table, hold it: whatever the zone, midnight of UTC."""
    return datetime.combine(day, time(0), UTC)


def is_good(asked: Asked, chosen: str) -> bool:
    return any(option.good and option.key == chosen for option in asked.options)


def question(module: Module, lesson: str, card: str) -> Asked | None:
    """What can be asked again in one tap; `lesson` is "" for a question of the check."""
    if not lesson:
        return module.question(card)
    taught = module.lesson(lesson)
    found = taught.card(card) if taught else None
    return found if isinstance(found, Scenario | Quiz) else None


def keep_missed(session: Session, module: Module, answer: TrainingAnswer, day: date) -> None:
    """Puts what a first answer missed among what is asked again."""
    if answer.phase not in ASKED_AGAIN:
        return
    lesson = "" if answer.phase is Phase.AFTER else answer.lesson
    asked = question(module, lesson, answer.card)
    if asked is None or is_good(asked, answer.chosen):
        return
    if store.review(session, answer.candidate_id, module.key, lesson, answer.card):
        return
    memory = miss(day)
    session.add(
        Review(
            candidate_id=answer.candidate_id,
            module=module.key,
            lesson=lesson,
            card=answer.card,
            memory=memory,
            due_at=_midnight(due(memory)),
        )
    )


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was missed, as the content has it now."""

    review: Review
    module: Module
    asked: Asked

    @property
    def due(self) -> date:
        return due(self.review.memory)

    @property
    def lesson(self) -> Lesson | None:
        """The one that teaches the answer."""
        return self.module.lesson(self.asked.lesson if isinstance(self.asked, Question) else self.review.lesson)

    def answered(self, day: date, *, right: bool) -> None:
        self.review.memory = rate(self.review.memory, day, right=right)
        self.review.due_at = _midnight(self.due)


def missed(session: Session, candidate_id: int, training: Training) -> list[Missed]:
    """All that a candidate is to be asked again, the most pressing first; what has left the content is dropped."""
    found = []
    for review in store.reviews(session, candidate_id):
        module = training.get(review.module)
        asked = question(module, review.lesson, review.card) if module else None
        if module and asked:
            found.append(Missed(review, module, asked))
        else:
            session.delete(review)
    return found


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a question comes by itself: `ignored` of them in a row were not answered, the last of `asked_on`."""

    asked_on: date | None = None
    ignored: int = 0

    @property
    def slows(self) -> bool:
        """Whether the next one is the first of those that come once a week."""
        return self.ignored == PATIENCE

    @property
    def rest(self) -> timedelta:
        return DAY if self.ignored < PATIENCE else WEEK

    def day(self, due: date, today: date) -> date:
        """The day of the next one, where a question is `due`: no day has two."""
        free = self.asked_on + self.rest if self.asked_on else today
        return max(due, today, free)

    def asked(self, today: date) -> "Rhythm":
        return Rhythm(today, self.ignored + 1)

    def answered(self) -> "Rhythm":
        return Rhythm(self.asked_on)


def evening_from(local: datetime) -> date:
    """The day of the first evening that is still to come."""
    return local.date() if local.time() < EVENING else local.date() + DAY
