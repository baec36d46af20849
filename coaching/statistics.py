"""How a module fares with those who take it: where they leave, what they choose, which questions are badly made.

What is told of few people is told without shares: below `FEW` answers a share says nothing, and may say whose it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate
from typing import assert_never

from coaching.cards import UNKNOWN, Card, Matching, Option, Ordering, Quiz, Reading, Saying, Scenario, texts
from coaching.modules import Lesson, Module, Training
from coaching.modules import Question as Asked
from locales.text import Text, Value, _, lines
from storage.training import Course, Phase, Standing, Tally

FEW = 5
ENOUGH = 20
"""Answers from which a question is judged."""
TOO_EASY = Fraction(95, 100)
QUIET = timedelta(days=14)
"""After which who stands at a card has left."""
HUNDRED = 100
BEFORE, AFTER = _("Before"), _("After")
IN_LESSON = _("In the lesson")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `percent` is None where they are too few to tell."""

    count: int
    total: int

    @property
    def percent(self) -> int | None:
        return round(Fraction(self.count, self.total) * HUNDRED) if self.total >= FEW else None


@dataclass(frozen=True, slots=True)
class Summary:
    """A module as a whole. `gain` is in points of a hundred, of so many who were `measured`; `days` is the median."""

    module: Module
    begun: int
    finished: Share
    measured: int
    gain: int | None
    days: int | None


def summaries(whole: Training, courses: Iterable[Course], days: Mapping[str, Mapping[int, int]]) -> list[Summary]:
    """Every module of the content, in its order; one that nobody has begun too."""
    known = {course.module: course for course in courses}
    return [_summary(module, known.get(module.key), days.get(module.key, {})) for module in whole]


def _summary(module: Module, course: Course | None, days: Mapping[int, int]) -> Summary:
    if course is None:
        return Summary(module, 0, Share(0, 0), 0, None, None)
    gain = round(course.gain * HUNDRED) if course.gain is not None and course.measured >= FEW else None
    finished = Share(course.finished, course.begun)
    return Summary(module, course.begun, finished, course.measured, gain, median(days))


def median(counts: Mapping[int, int]) -> int | None:
    """The middle of values that were counted, the lower of two; None for fewer than `FEW`."""
    values, total = sorted(counts), sum(counts.values())
    if total < FEW:
        return None
    reached = accumulate(counts[value] for value in values)
    return next(value for value, below in zip(values, reached, strict=True) if below * 2 >= total)


@dataclass(frozen=True, slots=True)
class Stop:
    """A card: how many got as far, answered it where it asks, and stand at it without having come back."""

    card: Card
    reached: int
    answered: int | None
    left: int

    @property
    def said(self) -> Text:
        """What the card begins with."""
        return texts(self.card)[0]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A lesson: how many began it, how many finished it, and its cards."""

    lesson: Lesson
    reached: int
    finished: int
    left: int
    stops: Sequence[Stop]


def stretches(module: Module, standings: Sequence[Standing], tallies: Sequence[Tally]) -> list[Stretch]:
    """The way through a module. Who leaves a lesson for another one is counted where they answered last."""
    answered: dict[tuple[str, str], int] = {}
    for tally in tallies:
        if tally.phase in {Phase.LESSON, Phase.GROUP}:
            place = tally.lesson, tally.card
            answered[place] = answered.get(place, 0) + tally.count
    return [_stretch(lesson, standings, answered) for lesson in module.lessons]


def _stretch(lesson: Lesson, standings: Sequence[Standing], answered: Mapping[tuple[str, str], int]) -> Stretch:
    finished = sum(each.count for each in standings if lesson.key in each.done)
    here = [each for each in standings if each.lesson == lesson.key and lesson.key not in each.done]
    stops: list[Stop] = []
    so_far = finished
    for card in reversed(lesson.cards):
        at = [each for each in here if each.card == card.key]
        given = answered.get((lesson.key, card.key), 0)
        so_far = max(so_far + sum(each.count for each in at), given)
        left = sum(each.count for each in at if each.quiet)
        stops.append(Stop(card, so_far, None if isinstance(card, Reading) else given, left))
    return Stretch(lesson, so_far, finished, sum(stop.left for stop in stops), stops[::-1])


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose, and how often it was, in each column; `good` is None where nothing is right or wrong."""

    text: Text
    good: bool | None
    shares: Sequence[Share]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what was answered in each column, and in words what an author should look at."""

    asks: Value
    lesson: Lesson | None
    columns: Sequence[Text]
    totals: Sequence[int]
    choices: Sequence[Choice]
    flags: Sequence[Text]

    @property
    def few(self) -> bool:
        """Whether some share cannot be told."""
        return any(0 < total < FEW for total in self.totals)


def questions(module: Module, tallies: Sequence[Tally]) -> list[Question]:
    """The questions of the check, then those of the lessons, in the order of the module."""
    checked = [_of_check(module, asked, tallies) for asked in module.check]
    cards = [(lesson, card) for lesson in module.lessons for card in lesson.cards]
    return checked + [found for lesson, card in cards if (found := _of_card(lesson, card, tallies))]


def _of_check(module: Module, asked: Asked, tallies: Sequence[Tally]) -> Question:
    mine = [each for each in tallies if each.card == asked.key and each.phase in {Phase.BEFORE, Phase.AFTER}]
    before = _counted(each for each in mine if each.phase is Phase.BEFORE)
    after = _counted(each for each in mine if each.phase is Phase.AFTER)
    lines = _options(asked.options, (before, after))
    choices = [*lines, *_others(asked.options, (before, after))]
    totals = (sum(before.values()), sum(after.values()))
    flags = [*_easy(lines, totals[0]), *_misleading(lines, 1), *_unchosen(lines, sum(totals))]
    return Question(asked.asks, module.lesson(asked.lesson), (BEFORE, AFTER), totals, choices, flags)


def _of_card(lesson: Lesson, card: Card, tallies: Sequence[Tally]) -> Question | None:
    phases = {Phase.LESSON, Phase.GROUP}
    mine = [each for each in tallies if (each.lesson, each.card) == (lesson.key, card.key) and each.phase in phases]
    counts = _counted(mine)
    total = sum(counts.values())
    flags: list[Text] = []
    match card:
        case Reading():
            return None
        case Quiz(options=options) | Scenario(options=options):
            lines = _options(options, (counts,))
            flags = [*(_misleading(lines, 0) if isinstance(card, Quiz) else ()), *_unchosen(lines, total)]
            choices = [*lines, *_others(options, (counts,))]
        case Matching() | Ordering():
            right = sum(each.count for each in mine if each.right)
            choices = [
                Choice(_("Right at the first try"), True, (Share(right, total),)),
                Choice(_("With mistakes"), False, (Share(total - right, total),)),
            ]
        case Saying():
            skipped = counts.get(UNKNOWN, 0)
            choices = [
                Choice(_("In their own words"), None, (Share(total - skipped, total),)),
                Choice(_("Skipped: only read the answer"), None, (Share(skipped, total),)),
            ]
    return Question(asks(card), lesson, (IN_LESSON,), (total,), choices, flags)


def asks(asked: Asked | Card) -> Value:
    """What is asked, a situation whole."""
    match asked:
        case Scenario(told=told) | Reading(told=told):
            return lines(*told)
        case Quiz() | Matching() | Ordering() | Saying() | Asked():
            return asked.asks
        case _ as never:
            assert_never(never)


def _counted(tallies: Iterable[Tally]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for tally in tallies:
        counts[tally.chosen] = counts.get(tally.chosen, 0) + tally.count
    return counts


def _options(options: Sequence[Option], columns: Sequence[Mapping[str, int]]) -> list[Choice]:
    return [Choice(each.text, each.good, _shares(columns, {each.key})) for each in options]


def _others(options: Sequence[Option], columns: Sequence[Mapping[str, int]]) -> list[Choice]:
    """Who did not know, and who chose what the author has written differently since."""
    known = {each.key for each in options} | {UNKNOWN}
    earlier = {key for counts in columns for key in counts} - known
    unknown = Choice(_("I do not know"), None, _shares(columns, {UNKNOWN}))
    changed = Choice(_("An answer that reads differently now"), None, _shares(columns, earlier))
    return [each for each in (unknown, changed) if any(share.count for share in each.shares)]


def _shares(columns: Sequence[Mapping[str, int]], keys: Iterable[str]) -> list[Share]:
    wanted = set(keys)
    return [Share(sum(counts.get(key, 0) for key in wanted), sum(counts.values())) for counts in columns]


def _easy(choices: Sequence[Choice], total: int) -> list[Text]:
    right = sum(choice.shares[0].count for choice in choices if choice.good)
    if total < ENOUGH or Fraction(right, total) <= TOO_EASY:
        return []
    share = int(Fraction(right, total) * HUNDRED)
    return [_("Too easy: {share} % know it before the module.", share=share)]


def _misleading(choices: Sequence[Choice], column: int) -> list[Text]:
    """Told from `FEW` answers on."""
    right = sum(choice.shares[column].count for choice in choices if choice.good)
    return [
        _("Misleading, chosen more often than what is right: {option}", option=choice.text)
        for choice in choices
        if not choice.good and choice.shares[column].total >= FEW and choice.shares[column].count > right
    ]


def _unchosen(choices: Sequence[Choice], total: int) -> list[Text]:
    if total < ENOUGH:
        return []
    nobody = [choice for choice in choices if not any(share.count for share in choice.shares)]
    return [_("Nobody chooses: {option}", option=choice.text) for choice in nobody]
