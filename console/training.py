"""A candidate's training as the console shows it: modules, what was misunderstood, words, and certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType

from sqlalchemy.orm import Session

from coaching import certifying, learning
from coaching.cards import UNKNOWN, Matching, Option, Ordering, Quiz, Saying, Scenario
from coaching.glossary import Word
from coaching.modules import Module, Question, Training
from coaching.statistics import asks
from locales.text import Text, Value, _
from storage import certificates
from storage import training as store
from storage.certificates import COURSE, Certificate
from storage.training import Enrolment, Mode, Phase, TrainingAnswer

MODES: Mapping[Mode, Text] = MappingProxyType(
    {Mode.ALONE: _("alone"), Mode.GROUP: _("with a group"), Mode.FRENCH_CLASS: _("in a French class")}
)
PHASES: Mapping[Phase, Text] = MappingProxyType(
    {
        Phase.BEFORE: _("in the check before the module"),
        Phase.LESSON: _("in a lesson"),
        Phase.AFTER: _("in the check after the module"),
        Phase.REVIEW: _("when it was repeated"),
        Phase.GROUP: _("in a group session"),
    }
)
CHECKS = {Phase.BEFORE, Phase.AFTER}
HUNDRED = 100
SHOWN = 30
"""How many misunderstandings are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A module that was begun; `before`, `after` and `gain` are shares of a hundred, None where a check is missing."""

    title: Value
    mode: Text
    done: int
    total: int
    enrolment: Enrolment
    before: int | None
    after: int | None
    gain: int | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was answered wrongly: what was chosen, None where they did not know, and what is right."""

    module: Text
    asks: Value
    chose: Value | None
    right: Sequence[Text]
    good: bool
    where: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody would say, as they wrote it; `found` are how many points of a good answer, of how many."""

    module: Text
    asks: Text
    words: str
    found: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    certificate: Certificate
    title: Text
    whole: bool


@dataclass(frozen=True, slots=True)
class TrainingView:
    """`learned` counts what was missed once and right the last time."""

    taken: Sequence[Taken]
    missed: Sequence[Missed]
    more: int
    learned: int
    said: Sequence[Said]
    words: Sequence[Word]
    certificates: Sequence[Held]

    @property
    def finished(self) -> int:
        return sum(each.enrolment.finished_at is not None for each in self.taken)

    @property
    def nothing(self) -> bool:
        return not (self.taken or self.words or self.certificates)


def opened(session: Session, candidate_id: int, whole: Training) -> TrainingView:
    """Reads all of a candidate's training, for it is shown when the transaction is over."""
    answers = store.all_answers(session, candidate_id)
    missed, learned = misunderstandings(answers, whole)
    kept = (whole.glossary.get(key) for key in store.saved_words(session, candidate_id))
    held = certificates.of_candidate(session, candidate_id)
    _read(held)
    return TrainingView(
        [_taken(each, whole.get(each.module)) for each in store.enrolments(session, candidate_id)],
        missed[:SHOWN],
        max(0, len(missed) - SHOWN),
        learned,
        [found for each in answers if (found := _said(each, whole))],
        [word for word in kept if word],
        [Held(each, certifying.title(each), each.module == COURSE) for each in held],
    )


def _read(held: Sequence[Certificate]) -> None:
    _ = [each.revoker and each.revoker.name for each in held]


def _taken(enrolment: Enrolment, module: Module | None) -> Taken:
    gained = learning.gain(enrolment)
    return Taken(
        module.title if module else enrolment.module,
        MODES[enrolment.mode],
        learning.lessons_done(enrolment, module) if module else len(enrolment.done),
        len(module.lessons) if module else len(enrolment.done),
        enrolment,
        _share(enrolment.before, enrolment.before_of),
        _share(enrolment.after, enrolment.after_of),
        None if gained is None else round(gained * HUNDRED),
    )


def _share(right: int | None, of: int | None) -> int | None:
    return None if right is None else round(Fraction(right, of or 1) * HUNDRED)


def misunderstandings(answers: Sequence[TrainingAnswer], whole: Training) -> tuple[list[Missed], int]:
    """What was missed the last time that it was asked, the newest first; and how much is understood since.

    A choice in a scenario that has a better one is told too; it is neither right nor wrong.
    """
    seen: dict[tuple[str, ...], bool] = {}
    missed: list[Missed] = []
    learned: set[tuple[str, ...]] = set()
    for answer in answers:
        asked = question(answer, whole)
        key = (answer.module, "" if isinstance(asked, Question) else answer.lesson, answer.card)
        if asked is None or isinstance(asked, Saying):
            continue
        is_right = _is_right(asked, answer)
        if key not in seen and not is_right:
            missed.append(_missed(answer, asked, whole.modules[answer.module].title))
        if seen.setdefault(key, is_right) and not is_right:
            learned.add(key)
    return missed, len(learned)


Asked = Question | Scenario | Quiz | Matching | Ordering | Saying


def question(answer: TrainingAnswer, whole: Training) -> Asked | None:
    """What was asked; None where it has left the content, or was only read."""
    module = whole.get(answer.module)
    lesson = module.lesson(answer.lesson) if module else None
    if module and (answer.phase in CHECKS or lesson is None):
        return module.question(answer.card)
    card = lesson.card(answer.card) if lesson else None
    if card is None:
        return module.question(answer.card) if module else None
    return card if isinstance(card, Asked) else None


def _is_right(asked: Asked, answer: TrainingAnswer) -> bool:
    if isinstance(asked, Scenario):
        return all(option.good for option in asked.options if option.key == answer.chosen)
    return answer.right is not False


def _missed(answer: TrainingAnswer, asked: Asked, module: Text) -> Missed:
    return Missed(
        module,
        asks(asked),
        _chose(asked, answer.chosen),
        _right(asked),
        not isinstance(asked, Scenario),
        PHASES[answer.phase],
        answer.at,
    )


def _options(asked: Asked) -> Sequence[Option]:
    return asked.options if isinstance(asked, Question | Scenario | Quiz) else ()


def _chose(asked: Asked, chosen: str) -> Value | None:
    if chosen == UNKNOWN:
        return None
    if isinstance(asked, Matching | Ordering):
        return _("another order") if isinstance(asked, Ordering) else _("other pairs")
    found = next((option.text for option in _options(asked) if option.key == chosen), None)
    return found or _("an answer that reads differently now")


def _right(asked: Asked) -> Sequence[Text]:
    match asked:
        case Matching(pairs=pairs):
            return [_("{left} = {right}", left=pair.left, right=pair.right) for pair in pairs]
        case Ordering(items=items):
            return [_("{number}. {text}", number=number, text=text) for number, text in enumerate(items, 1)]
        case _:
            return [option.text for option in _options(asked) if option.good]


def _said(answer: TrainingAnswer, whole: Training) -> Said | None:
    asked = question(answer, whole)
    if not (answer.said and isinstance(asked, Saying)):
        return None
    return Said(whole.modules[answer.module].title, asked.asks, answer.said, answer.chosen, answer.at)
