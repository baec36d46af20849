"""Training: who takes which module, how far they are, and what they answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Float, ForeignKey, Index, Integer, String, Text, case, cast, extract, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.candidates import Candidate
from storage.schema import Id, Table, Word

DAY = 86400


class Mode(StrEnum):
    """How a module is taken: alone in the chat, in a session with others, or in a session of a French class."""

    ALONE = "alone"
    GROUP = "group"
    FRENCH_CLASS = "french_class"


class Phase(StrEnum):
    """Where a question was answered: in the check before or after, in a lesson, in a review, or with a group."""

    BEFORE = "before"
    LESSON = "lesson"
    AFTER = "after"
    REVIEW = "review"
    GROUP = "group"


class Enrolment(Table):
    """A candidate in a module. `lesson` and `card` are where it goes on; `done` are the lessons that are finished.

    `before` and `after` are how many of the `before_of` and `after_of` questions were right, None where the check was
    not taken; of several times the best counts. `round` holds the answers of the check that is under way.
    `immigration` and `locale` are as they were at the beginning: indicators 2.2a and 2.2b ask for them.
    """

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    module: Mapped[str] = mapped_column(String(12), index=True)
    mode: Mapped[Mode] = mapped_column(Word(Mode, 16), default=Mode.ALONE)
    immigration: Mapped[str | None] = mapped_column(String(32))
    locale: Mapped[str] = mapped_column(String(16))
    began_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    lesson: Mapped[str | None] = mapped_column(String(12))
    card: Mapped[str | None] = mapped_column(String(12))
    done: Mapped[list[Any]] = mapped_column(default=list)
    round: Mapped[dict[str, Any] | None]
    before: Mapped[int | None]
    before_of: Mapped[int | None]
    after: Mapped[int | None]
    after_of: Mapped[int | None]

    candidate: Mapped[Candidate] = relationship()

    __table_args__ = (Index("uq_enrolments_candidate_id_module", "candidate_id", "module", unique=True),)


class TrainingAnswer(Table):
    """What a candidate answered first to one question of a module, and how often they tried; in reviews the last.

    `lesson` is "" for a question of the check. `chosen` is the key of an option, letters, or words of their own in
    `said`; `right` is None where nothing is right or wrong. `session_id` is the group session it was answered in.
    """

    __tablename__ = "training_answers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    module: Mapped[str] = mapped_column(String(12))
    lesson: Mapped[str] = mapped_column(String(12), default="")
    card: Mapped[str] = mapped_column(String(12))
    phase: Mapped[Phase] = mapped_column(Word(Phase, 8))
    chosen: Mapped[str] = mapped_column(String(40), default="")
    said: Mapped[str | None] = mapped_column(Text)
    right: Mapped[bool | None]
    tries: Mapped[int] = mapped_column(default=1)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("group_sessions.id"))
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_training_answers_module_phase", "module", "phase", "lesson", "card"),
        Index("ix_training_answers_candidate_id_module", "candidate_id", "module"),
        Index("uq_training_answers_session", "session_id", "lesson", "card", "candidate_id", unique=True),
    )


class SavedWord(Table):
    """A word of Québec that a candidate looked at: their own list."""

    __tablename__ = "saved_words"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime]


class Review(Table):
    """A question that a candidate missed, to be asked again; `memory` is what the scheduler knows of it.

    `lesson` is "" for a question of the check. `due_at` is a day, whatever the zone: its midnight of UTC.
    """

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    module: Mapped[str] = mapped_column(String(12))
    lesson: Mapped[str] = mapped_column(String(12), default="")
    card: Mapped[str] = mapped_column(String(12))
    memory: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]

    __table_args__ = (
        Index("uq_reviews_candidate_id_question", "candidate_id", "module", "lesson", "card", unique=True),
        Index("ix_reviews_candidate_id_due_at", "candidate_id", "due_at"),
    )


def enrolment(session: Session, candidate_id: int, module: str) -> Enrolment | None:
    query = select(Enrolment).where(Enrolment.candidate_id == candidate_id, Enrolment.module == module)
    return session.scalar(query)


def enrolments(session: Session, candidate_id: int) -> Sequence[Enrolment]:
    """All that a candidate began, the last touched first."""
    query = select(Enrolment).where(Enrolment.candidate_id == candidate_id)
    return session.scalars(query.order_by(Enrolment.touched_at.desc(), Enrolment.id.desc())).all()


def answer(
    session: Session, candidate_id: int, module: str, phase: Phase, lesson: str, card: str
) -> TrainingAnswer | None:
    """What a candidate answered to a question outside of group sessions."""
    mine = TrainingAnswer.candidate_id == candidate_id, TrainingAnswer.module == module
    query = select(TrainingAnswer).where(*mine, TrainingAnswer.phase == phase, TrainingAnswer.session_id.is_(None))
    return session.scalar(query.where(TrainingAnswer.lesson == lesson, TrainingAnswer.card == card))


def answers(session: Session, candidate_id: int, module: str) -> Sequence[TrainingAnswer]:
    """All that a candidate answered in a module, in order."""
    query = select(TrainingAnswer).where(TrainingAnswer.candidate_id == candidate_id, TrainingAnswer.module == module)
    return session.scalars(query.order_by(TrainingAnswer.id)).all()


def keep_word(session: Session, candidate_id: int, word: str, now: datetime) -> bool:
    """Puts a word on a candidate's list; False where it stood there."""
    if session.get(SavedWord, (candidate_id, word)):
        return False
    session.add(SavedWord(candidate_id=candidate_id, word=word, at=now))
    return True


def forget_word(session: Session, candidate_id: int, word: str) -> None:
    found = session.get(SavedWord, (candidate_id, word))
    if found:
        session.delete(found)


def saved_words(session: Session, candidate_id: int) -> Sequence[str]:
    """The words on a candidate's list, the newest first."""
    query = select(SavedWord.word).where(SavedWord.candidate_id == candidate_id)
    return session.scalars(query.order_by(SavedWord.at.desc(), SavedWord.word)).all()


@dataclass(frozen=True, slots=True)
class Course:
    """How often a module was begun and finished, and the average gain of those who took both checks."""

    module: str
    begun: int
    finished: int
    measured: int
    gain: float | None


def courses(session: Session) -> Sequence[Course]:
    """How each module goes that anybody has begun."""
    gained = _right(Enrolment.after, Enrolment.after_of) - _right(Enrolment.before, Enrolment.before_of)
    counted = func.count(), func.count(Enrolment.finished_at), func.count(gained), func.avg(gained)
    query = select(Enrolment.module, *counted).group_by(Enrolment.module).order_by(Enrolment.module)
    return [Course(*row) for row in session.execute(query)]


def _right(right: ColumnElement[Any] | Any, asked: ColumnElement[Any] | Any) -> ColumnElement[Any]:
    return cast(right, Float) / func.nullif(asked, 0)


def days_taken(session: Session) -> Mapping[str, Mapping[int, int]]:
    """Of each module, in how many days how many have finished it."""
    seconds = extract("epoch", Enrolment.finished_at) - extract("epoch", Enrolment.began_at)
    days = cast(func.floor(seconds / DAY), Integer).label("days")
    query = select(Enrolment.module, days, func.count()).where(Enrolment.finished_at.is_not(None))
    found: dict[str, dict[int, int]] = {}
    for module, day, count in session.execute(query.group_by(Enrolment.module, days)):
        found.setdefault(module, {})[day] = count
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How many have these lessons of a module behind them, and stand at this card; `quiet` since a while."""

    done: Sequence[str]
    lesson: str | None
    card: str | None
    quiet: bool
    count: int


def standings(session: Session, module: str, since: datetime) -> Sequence[Standing]:
    """How far those are who began a module; who has not touched it since then is quiet, unless they finished it."""
    done = cast(Enrolment.done, String)
    quiet = case((Enrolment.finished_at.is_(None) & (Enrolment.touched_at < since), 1), else_=0)
    place = done, Enrolment.lesson, Enrolment.card, quiet
    query = select(*place, func.count()).where(Enrolment.module == module).group_by(*place)
    return [
        Standing(json.loads(lessons), lesson, card, bool(is_quiet), count)
        for lessons, lesson, card, is_quiet, count in session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose this first, alone or with a group; whose words it were is not told."""

    phase: Phase
    lesson: str
    card: str
    chosen: str
    right: bool | None
    count: int


def tallies(session: Session, module: str) -> Sequence[Tally]:
    """What was answered to the questions of a module."""
    mine = TrainingAnswer.phase, TrainingAnswer.lesson, TrainingAnswer.card, TrainingAnswer.chosen, TrainingAnswer.right
    query = select(*mine, func.count()).where(TrainingAnswer.module == module).group_by(*mine)
    return [Tally(*row) for row in session.execute(query)]


def all_answers(session: Session, candidate_id: int) -> Sequence[TrainingAnswer]:
    """Everything that a candidate answered in any module, the newest first."""
    query = select(TrainingAnswer).where(TrainingAnswer.candidate_id == candidate_id)
    return session.scalars(query.order_by(TrainingAnswer.at.desc(), TrainingAnswer.id.desc())).all()


def word_rows(session: Session, candidate_id: int) -> Sequence[SavedWord]:
    """The words on a candidate's list with when they were kept, the newest first."""
    query = select(SavedWord).where(SavedWord.candidate_id == candidate_id)
    return session.scalars(query.order_by(SavedWord.at.desc(), SavedWord.word)).all()


def reviews(session: Session, candidate_id: int) -> Sequence[Review]:
    """What a candidate is to be asked again, the most pressing first."""
    query = select(Review).where(Review.candidate_id == candidate_id)
    return session.scalars(query.order_by(Review.due_at, Review.id)).all()


def review(session: Session, candidate_id: int, module: str, lesson: str, card: str) -> Review | None:
    query = select(Review).where(Review.candidate_id == candidate_id, Review.module == module)
    return session.scalar(query.where(Review.lesson == lesson, Review.card == card))
