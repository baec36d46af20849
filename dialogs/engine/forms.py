"""Forms: questions in order, answered over minutes or weeks.

The engine keeps the answers so far. A form can be left at any question (every page does that) and resumed at the same
one; an answer can be looked at again and changed. Its paths are `form` (resume), `form/question` (look again),
`form/question/answer` (a button) and `form/question/-` (skip). Where a form is about something, the paths of its
buttons say of what: `form/subject/question/answer`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dialogs.engine.events import Pressed
from dialogs.engine.pages import Audience, Page
from dialogs.engine.questions import Answers, Offer, Option, Question, Retry
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _, lines

SKIPPED = "-"
SUBJECT = ""
"""Under which the answers hold what a form is about: no question has this name."""


class UnknownQuestionError(LookupError):
    """A path names a question that the form does not have."""


def nothing(_turn: Turn) -> Mapping[str, Any]:
    return {}


class Form:
    """Questions, and what to do with the answers.

    `done` gets all the answers, once, and shows what follows. `begin` gives the answers that a new round starts from:
    with them, looking at one question again asks that one only. `later` is where "Later" leads. `about` puts into words
    what the form is about, such as a step of the plan: then a page opens it by `open_about`, and `later`, which is
    where "Cancel" leads, is called with what it is about.
    """

    def __init__(  # noqa: PLR0913 - a declaration, written with keywords
        self,
        name: str,
        questions: Sequence[Question[Any]],
        done: Callable[[Turn, Answers], Screen],
        later: Callable[..., Link],
        *,
        begin: Callable[[Turn], Mapping[str, Any]] = nothing,
        about: Callable[[Turn, Any], Words | None] | None = None,
        audience: Audience = Audience.CANDIDATE,
        numbered: bool = True,
    ) -> None:
        self.name = name
        self.questions = {question.name: question for question in questions}
        self.done = done
        self.later = later
        self.begin = begin
        self.about = about
        self.audience = audience
        self.numbered = numbered
        answering: Page[...] = (
            Page(f"{name}/{{subject}}/{{question}}/{{answer}}", self._press_about, audience, acts=True)
            if about
            else Page(f"{name}/{{question}}/{{answer}}", self._press, audience, acts=True)
        )
        self.pages: tuple[Page[...], ...] = (
            Page(name, self._resume, audience),
            Page(f"{name}/{{question}}", self._look_again, audience),
            answering,
        )

    def to(self, question: Question[Any] | None = None) -> Link:
        """Links to where the form goes on, or to one of its questions."""
        return Link(f"{self.name}/{question.name}" if question else self.name)

    def open(self, turn: Turn) -> Screen:
        """Asks the first question that has no answer."""
        return self._resume(turn)

    def open_about(self, turn: Turn, subject: str | int) -> Screen:
        """Asks anew, about this."""
        turn.state.answers[self.name] = {SUBJECT: subject}
        return self._resume(turn)

    def begun(self, turn: Turn) -> bool:
        return self.name in turn.state.answers

    def applicable(self, given: Mapping[str, Any]) -> list[Question[Any]]:
        """The questions that apply to these answers; one that does not apply hides its answer from those after it."""
        seen: dict[str, Any] = {}
        found = []
        for name, question in self.questions.items():
            if question.when(Answers(seen)):
                found.append(question)
                if name in given:
                    seen[name] = given[name]
        return found

    def answer(self, turn: Turn) -> Screen:
        """Takes what was typed or sent as the answer to the question that is being asked."""
        question = self._asked(turn)
        if question is None:
            return self._resume(turn)
        turn.private = question.private
        return self._take(turn, question, question.read(turn, turn.event))

    def show_again(self, turn: Turn) -> Screen:
        """Repeats the question that is being asked."""
        question = self._asked(turn)
        return self._ask(turn, question) if question else self._resume(turn)

    def _asked(self, turn: Turn) -> Question[Any] | None:
        """The question being asked; None where this version of the form does not ask it any more."""
        asked = self.questions.get(turn.state.asking[1]) if turn.state.asking else None
        return asked if asked in self.applicable(self._given(turn)) else None

    def _given(self, turn: Turn) -> dict[str, Any]:
        """The answers so far; one that this version of the form cannot read any more is asked again."""
        answers = turn.state.answers
        if self.name not in answers:
            answers[self.name] = dict(self.begin(turn))
        unread = [name for name, stored in answers[self.name].items() if not self._reads(name, stored)]
        for name in unread:
            del answers[self.name][name]
        return answers[self.name]

    def _reads(self, name: str, stored: Any) -> bool:
        question = self.questions.get(name)
        return stored is None or question is None or question.reads(stored)

    def _resume(self, turn: Turn) -> Screen:
        given = self._given(turn)
        open_ones = [question for question in self.applicable(given) if question.name not in given]
        if open_ones:
            return self._ask(turn, open_ones[0])
        turn.state.answers.pop(self.name)
        turn.state.asking = None
        if isinstance(turn.event, Pressed):
            turn.state.finish(turn.event.path, turn.now)
        told = {question.name: given[question.name] for question in self.applicable(given)}
        return self.done(turn, Answers(told, given.get(SUBJECT)))

    def _look_again(self, turn: Turn, question: str) -> Screen:
        if question not in self.questions:
            raise UnknownQuestionError(question)
        wanted = self.questions[question]
        if wanted not in self.applicable(self._given(turn)):
            return self._resume(turn)
        return self._ask(turn, wanted)

    def _press(self, turn: Turn, question: str, answer: str) -> Screen:
        """A button of the question being asked, or of an earlier one: then the last tap counts.

        A button of a form that is not under way, perhaps a month old, only shows its question again.
        """
        if question not in self.questions:
            raise UnknownQuestionError(question)
        wanted = self.questions[question]
        if not self.begun(turn) or wanted not in self.applicable(self._given(turn)):
            return self._look_again(turn, question)
        if answer == SKIPPED and wanted.optional:
            self._given(turn)[question] = None
            return self._resume(turn)
        return self._take(turn, wanted, wanted.pressed(turn, answer))

    def _press_about(self, turn: Turn, subject: str, question: str, answer: str) -> Screen:
        """A button about something else than what is being asked about only asks about that."""
        if str(self._given(turn).get(SUBJECT)) != subject:
            return self.open_about(turn, int(subject) if subject.isdecimal() else subject)
        return self._press(turn, question, answer)

    def _take(self, turn: Turn, question: Question[Any], reading: Any) -> Screen:
        match reading:
            case Retry(reason):
                return self._ask(turn, question, note=reason)
            case Offer(reason, options):
                return self._ask(turn, question, note=reason, offered=options)
            case value:
                self._given(turn)[question.name] = value
                return self._resume(turn)

    def _ask(
        self, turn: Turn, question: Question[Any], note: Words | None = None, offered: Sequence[Option] = ()
    ) -> Screen:
        given = self._given(turn)
        if self.about and SUBJECT not in given:
            turn.state.answers.pop(self.name)
            raise UnknownQuestionError(question.name)
        subject = self.about(turn, given[SUBJECT]) if self.about else None
        if self.about and subject is None:
            turn.state.answers.pop(self.name)
            raise UnknownQuestionError(question.name)
        turn.state.asking = (self.name, question.name)
        steps = self.applicable(given)
        place = steps.index(question)
        position = _("<i>{number} of {total}</i>", number=place + 1, total=len(steps)) if self.numbered else None
        if offered:
            text = lines(note)
        else:
            before = self._said_before(turn, question)
            text = lines(note, "" if note else None, position, subject, question.text, question.hint, before)
        options = tuple(offered) or tuple(question.options(turn))
        rows = self._rows(turn, question, options, 1 if offered else question.columns)
        return Screen(text, (*rows, *self._way_out(turn, question, steps[place - 1] if place else None)))

    def _said_before(self, turn: Turn, question: Question[Any]) -> Words | None:
        stored = self._given(turn).get(question.name)
        return (
            None
            if stored is None or question.private
            else _("Your answer so far: <b>{answer}</b>", answer=question.shown(turn, stored))
        )

    def _rows(self, turn: Turn, question: Question[Any], options: Sequence[Option], columns: int) -> list[Row]:
        chosen = self._given(turn).get(question.name)
        buttons = [
            Button(
                option.label,
                self._answer(turn, question, option.value),
                style="primary" if option.value == str(chosen) else "",
            )
            for option in options
        ]
        return [tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns)]

    def _answer(self, turn: Turn, question: Question[Any], value: str) -> Link:
        """Where a button that answers leads: it says of what, so that an old one answers nothing else."""
        about = f"{self._given(turn)[SUBJECT]}/" if self.about else ""
        return Link(f"{self.name}/{about}{question.name}/{value}")

    def _way_out(self, turn: Turn, question: Question[Any], previous: Question[Any] | None) -> list[Row]:
        back = Button(_("‹ Back"), self.to(previous)) if previous else None
        skip = Button(_("Skip"), self._answer(turn, question, SKIPPED)) if question.optional else None
        later = (
            Button(_("Cancel"), self.later(self._given(turn)[SUBJECT]))
            if self.about
            else Button(_("Later"), self.later())
        )
        return [tuple(button for button in (back, skip, later) if button)]
