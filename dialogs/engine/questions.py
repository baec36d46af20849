"""The kinds of question that a form can ask.

A question reads what a person did into a value, or says what was expected (`Retry`), or offers what they may have meant
(`Offer`). A person's mistake is an answer, never an exception. Values are kept as JSON: text or a number.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeAlias, TypeVar

from dialogs.engine.dates import read_date
from dialogs.engine.events import Attachment, Event, SentFile, Typed
from dialogs.engine.screens import Words
from dialogs.engine.turn import Turn
from dialogs.engine.words import clean, fold, read_number
from locales.text import Day, Text, _, ngettext

T = TypeVar("T")
MEGABYTE = 1_000_000
WHICH = _("Which of these do you mean?")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a question: its value, 1 to 40 of `[A-Za-z0-9_.:+-]`, and what stands on it."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Retry:
    """Not an answer yet: what was expected, in words that help."""

    reason: Words


@dataclass(frozen=True, slots=True)
class Offer:
    """What the person may have meant, to choose from."""

    reason: Words
    options: tuple[Option, ...]


Reading: TypeAlias = str | int | dict[str, Any] | Retry | Offer
Options: TypeAlias = Callable[[Turn], Sequence[Option]]


class Answers(Mapping[str, Any]):
    """The answers so far, typed by their question: `answers.of(COUNTRY)`; None where skipped or not asked yet.

    `subject` is what the form was opened about, where it is about something.
    """

    def __init__(self, given: Mapping[str, Any], subject: Any = None) -> None:
        self._given = given
        self.subject = subject

    def of(self, question: "Question[T]") -> T | None:
        stored = self._given.get(question.name)
        return None if stored is None else question.decode(stored)

    def __getitem__(self, name: str) -> Any:
        return self._given[name]

    def __iter__(self) -> Any:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def always(_answers: Answers) -> bool:
    return True


def none(_turn: Turn) -> Sequence[Option]:
    return ()


@dataclass(frozen=True, eq=False)
class Question(Generic[T]):
    """A question of a form.

    `name` stands in paths. `when` says for which answers before it the question applies. `optional` lets a person skip
    it. What is said to a `private` one is kept out of the transcript. `good` and `bad` are examples of typed answers,
    which `jalon check` tries.
    """

    name: str
    text: Words
    hint: Words | None = None
    options: Options = none
    columns: int = 1
    optional: bool = False
    private: bool = False
    when: Callable[[Answers], bool] = always
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()

    def read(self, turn: Turn, event: Event) -> Reading:
        """Reads what a person did instead of tapping a button."""
        match event:
            case Typed(text):
                named = self._named(turn, text)
                return named.value if named else self.read_text(turn, clean(text))
            case SentFile():
                return self.read_file(turn, event)
            case _:
                return Retry(self.expected(turn))

    def read_text(self, turn: Turn, text: str) -> Reading:  # noqa: ARG002 - kinds that read text override this
        return Retry(self.expected(turn))

    def read_file(self, turn: Turn, sent: SentFile) -> Reading:  # noqa: ARG002 - the same for files
        return Retry(self.expected(turn))

    def pressed(self, turn: Turn, value: str) -> Reading:
        """Reads the value of a button, which may be forged."""
        if any(option.value == value for option in self.options(turn)):
            return value
        return Retry(self.expected(turn))

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002 - some kinds depend on the day
        return _("Please tap one of the buttons below.")

    def decode(self, stored: Any) -> T | None:
        """What a kept answer stands for; None where it is a word for "none of these"."""
        return stored  # type: ignore[no-any-return]

    def reads(self, stored: Any) -> bool:
        """Whether a kept answer, perhaps of an earlier version of the form, still means something."""
        try:
            self.decode(stored)
        except (ValueError, TypeError, LookupError):
            return False
        return True

    def shown(self, turn: Turn, stored: Any) -> Words:
        """Puts a kept answer into words."""
        for option in self.options(turn):
            if option.value == str(stored):
                return option.label
        return str(stored)

    def _named(self, turn: Turn, text: str) -> Option | None:
        """A button whose label was typed instead of tapped."""
        wanted = fold(text)
        if not wanted:
            return None
        return next((option for option in self.options(turn) if fold(turn.reader.plain(option.label)) == wanted), None)


@dataclass(frozen=True, eq=False)
class Choice(Question[T]):
    """One of some options; `kind` turns the option's value into what it stands for."""

    kind: Callable[[str], T] = field(kw_only=True)

    def decode(self, stored: Any) -> T:
        return self.kind(stored)


@dataclass(frozen=True, eq=False)
class Search(Choice[T]):
    """A choice among too many options for buttons: the person types, `find` returns the best ones first.

    `label` puts a kept value into words, and returns None for a value that does not exist. `which` asks what was meant.
    """

    find: Callable[[Turn, str], Sequence[Option]] = field(kw_only=True)
    label: Callable[[Turn, str], Words | None] = field(kw_only=True)
    which: Words = WHICH

    def read_text(self, turn: Turn, text: str) -> Reading:
        found = tuple(self.find(turn, text))
        if not found:
            return Retry(self.expected(turn))
        if len(found) == 1:
            return found[0].value
        return Offer(self.which, found)

    def pressed(self, turn: Turn, value: str) -> Reading:
        known = self.label(turn, value) is not None
        return value if known else super().pressed(turn, value)

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002
        return _("I did not find that. Try other words, or a shorter one.")

    def shown(self, turn: Turn, stored: Any) -> Words:
        return self.label(turn, str(stored)) or super().shown(turn, stored)


@dataclass(frozen=True, eq=False)
class Sentence(Question[str]):
    """Free text."""

    longest: int = 1000

    def read_text(self, turn: Turn, text: str) -> Reading:
        if not text:
            return Retry(self.expected(turn))
        if len(text) > self.longest:
            return Retry(
                ngettext(
                    "That is {length} characters long; up to {count} fits here. Please shorten it a little.",
                    "That is {length} characters long; up to {count} fit here. Please shorten it a little.",
                    self.longest,
                    length=len(text),
                )
            )
        return text

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002
        return _("Please write your answer as a text message.")


@dataclass(frozen=True, eq=False)
class Message(Sentence):
    """Words for a person, or a file with what was written under it; the file stands in the transcript."""

    def read_file(self, turn: Turn, sent: SentFile) -> Reading:  # noqa: ARG002 - a file is read alike by everybody
        name, caption = clean(sent.file.name) or "📎", clean(sent.caption)
        return (f"{name}: {caption}" if caption else name)[: self.longest]


@dataclass(frozen=True, eq=False)
class Number(Question[int]):
    """A whole number from `low` to `high`."""

    low: int = 0
    high: int = 100

    def read_text(self, turn: Turn, text: str) -> Reading:
        number = read_number(text)
        if number is None or not self.low <= number <= self.high:
            return Retry(self.expected(turn))
        return number

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002
        return _("Please write a whole number from {low} to {high}.", low=self.low, high=self.high)

    def decode(self, stored: Any) -> int | None:
        return int(stored) if str(stored).isdecimal() else None


@dataclass(frozen=True, eq=False)
class DateQuestion(Question[date]):
    """A date that is at most some days before and after today; kept in ISO form. Its options are words for no date."""

    days_back: int = 0
    days_ahead: int = 365 * 5

    def read_text(self, turn: Turn, text: str) -> Reading:
        meant = read_date(text, turn.conversation.locale)
        if not meant:
            return Retry(self.expected(turn))
        fitting = [day for day in meant if -self.days_back <= (day - turn.today).days <= self.days_ahead]
        if not fitting:
            return Retry(self._out_of_range(turn, meant[0]))
        if len(fitting) > 1:
            offered = tuple(Option(day.isoformat(), Text("{day}", {"day": Day(day)})) for day in fitting)
            return Offer(_("Which day do you mean?"), offered)
        return fitting[0].isoformat()

    def pressed(self, turn: Turn, value: str) -> Reading:
        read = super().pressed(turn, value)
        return self.read_text(turn, value) if isinstance(read, Retry) else read

    def expected(self, turn: Turn) -> Words:
        example = date(turn.today.year + 1, 3, 15)
        return _(
            "I could not read that date. Please write it like this: {iso} (for {example}).",
            iso=example.isoformat(),
            example=example,
        )

    def _out_of_range(self, turn: Turn, day: date) -> Words:
        if day < turn.today:
            return _("{day} is in the past. Please check the year, and write the date again.", day=day)
        if not self.days_ahead:
            return _("{day} has not come yet. Please write a day that is past, or today.", day=day)
        return _("{day} is very far away. Please check the year, and write the date again.", day=day)

    def decode(self, stored: Any) -> date | None:
        return date.fromisoformat(stored) if ISO.fullmatch(stored) else None

    def shown(self, turn: Turn, stored: Any) -> Words:
        day = self.decode(stored)
        return Text("{day}", {"day": Day(day)}) if day else super().shown(turn, stored)


@dataclass(frozen=True, eq=False)
class FileQuestion(Question[Attachment]):
    """A file of one of some types, or of any where none is named, up to `largest` bytes."""

    types: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    largest: int = 20 * MEGABYTE

    def read_file(self, turn: Turn, sent: SentFile) -> Reading:
        file = sent.file
        if self.types and file.type not in self.types:
            return Retry(self.expected(turn))
        if file.size > self.largest:
            return Retry(
                _(
                    "This file is too large: {limit} MB at most. Please send a smaller one.",
                    limit=self.largest // MEGABYTE,
                )
            )
        return {"id": file.id, "name": file.name, "type": file.type, "size": file.size}

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002
        return _("Please send a photo or a PDF.")

    def decode(self, stored: Any) -> Attachment:
        return Attachment(**stored)

    def shown(self, turn: Turn, stored: Any) -> Words:  # noqa: ARG002
        return str(stored["name"])
