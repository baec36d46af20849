"""The short check before and after a module: what one knew, what one knows now, and what was gained."""

from collections.abc import Sequence
from fractions import Fraction

from coaching import learning, steps
from coaching.cards import UNKNOWN
from coaching.learning import When
from coaching.modules import Module, Question
from dialogs import cards, certificates, lessons, plan, training, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage.plans import Progress, Step, of_candidate
from storage.training import Enrolment, Phase

PHASES = {When.BEFORE: Phase.BEFORE, When.AFTER: Phase.AFTER}
HUNDRED = 100


def invitation(enrolment: Enrolment) -> Text:
    if enrolment.finished_at:
        return _("You have finished this module.")
    return _("All lessons are done. Now see what you have learned: a few questions, and your certificate.")


def button(module: Module, enrolment: Enrolment) -> Button | None:
    if enrolment.finished_at:
        return Button(_("My certificates"), certificates.show.to(), style="primary")
    return Button(_("See what I have learned"), ask.to(module.key, When.AFTER), style="primary")


def standing(module: Module, enrolment: Enrolment | None) -> Words:
    """Where one is in a module, in one or two lines."""
    if enrolment is None:
        return ngettext(
            "First, if you like: {count} question about what you know already.",
            "First, if you like: {count} questions about what you know already.",
            len(module.check),
        )
    if enrolment.finished_at:
        return lines(_("<b>You have finished this module.</b>"), learned(enrolment))
    done = learning.lessons_done(enrolment, module)
    return _("{done} of {total} lessons of this module.", done=done, total=len(module.lessons))


def learned(enrolment: Enrolment) -> Text | None:
    """What was gained, where both checks were taken."""
    gained = learning.gain(enrolment)
    if gained is None or enrolment.before is None or enrolment.after is None:
        return None
    shares = {
        "before": _share(enrolment.before, enrolment.before_of),
        "after": _share(enrolment.after, enrolment.after_of),
    }
    if gained > 0:
        return _("Right answers before: {before} %. Now: {after} %. Well learned!", **shares)
    return _("Right answers before: {before} %. Now: {after} %.", **shares)


def _share(right: int, of: int | None) -> int:
    return round(Fraction(right, of or 1) * HUNDRED)


def onward(module: Module, enrolment: Enrolment | None) -> Sequence[Button]:
    """What to do next in a module."""
    if enrolment is None:
        return (
            Button(_("Begin with the questions"), ask.to(module.key, When.BEFORE), style="primary"),
            Button(_("Begin with the lessons"), lessons.open_lesson.to(module.key, module.lessons[0].key)),
        )
    where = learning.spot(enrolment, module)
    if where is None:
        found = button(module, enrolment)
        return (found,) if found else ()
    return (lessons.begin(module, where.lesson, under_way=enrolment.lesson is not None),)


@page("check/{module}/{when}")
def ask(turn: Turn, module: str, when: When) -> Screen:
    """The next question, or what came of all of them."""
    found = turn.programme.training.get(module)
    if found is None:
        return training.gone(turn, module)
    enrolment = training.learner(turn).enrol(found)
    if when is When.BEFORE and enrolment.before is not None:
        return training.open_module(turn, module)
    question = learning.open_question(enrolment, found, when)
    return _asked(found, when, question) if question else _result(turn, found, enrolment, when)


def _asked(module: Module, when: When, question: Question) -> Screen:
    number, total = module.check.index(question) + 1, len(module.check)
    text = lines(
        _("<i>{module} · question {number} of {total}</i>", module=module.title, number=number, total=total),
        "",
        cards.with_options(question),
    )
    row = tuple(
        Button(letter, answer.to(module.key, when, question.key, option.key))
        for letter, option in cards.options(question)
    )
    unknown = Button(_("I do not know"), answer.to(module.key, when, question.key, UNKNOWN))
    return Screen(text, (row, (unknown,), lessons.out(module)))


@action("check/{module}/{when}/{question}/{chosen}")
def answer(turn: Turn, module: str, when: When, question: str, chosen: str) -> Screen:
    """Takes an answer; before the module it is only noted, afterwards it is explained."""
    found = turn.programme.training.get(module)
    asked = found.question(question) if found else None
    if found is None or asked is None:
        return training.gone(turn, module)
    given = cards.option(asked, chosen)
    if given is None and chosen != UNKNOWN:
        return _asked(found, when, asked)
    enrolment = training.learner(turn).enrol(found)
    if when is When.BEFORE and enrolment.before is not None:
        return training.open_module(turn, module)
    learning.reply(enrolment, when, asked, chosen)
    right = given is not None and given[1].good
    training.keep(turn, found, PHASES[when], asked.lesson, asked.key, chosen, right=right)
    return ask(turn, module, when) if when is When.BEFORE else _explained(found, asked, right=right)


def _explained(module: Module, question: Question, *, right: bool) -> Screen:
    correct = [(letter, option) for letter, option in cards.options(question) if option.good]
    text = lines(
        cards.asked(question),
        "",
        _("<b>✅ Right.</b>") if right else _("<b>Not quite.</b>"),
        *(_("<b>{letter}.</b> {text}", letter=letter, text=option.text) for letter, option in correct),
        "",
        question.why,
    )
    return Screen(text, ((Button(_("Go on"), ask.to(module.key, When.AFTER), style="primary"),), lessons.out(module)))


def _result(turn: Turn, module: Module, enrolment: Enrolment, when: When) -> Screen:
    missed = learning.close_round(enrolment, module, when)
    if when is When.BEFORE:
        return _begun(module, missed)
    right, total = len(module.check) - len(missed), len(module.check)
    counted = _("{right} of {total} answers are right.", right=right, total=total)
    if learning.finish(enrolment, module, turn.now):
        return finished(turn, module, enrolment, counted)
    if learning.has_passed(enrolment):
        return _passed(module, enrolment, counted)
    return _not_yet(module, counted, missed)


def _begun(module: Module, missed: Sequence[Question]) -> Screen:
    right, total = len(module.check) - len(missed), len(module.check)
    text = lines(
        _("Thank you. You know {right} of {total} already.", right=right, total=total),
        _("Now the lessons. Afterwards you answer the same questions, and see what you have gained."),
    )
    return Screen(text, ((lessons.begin(module, module.lessons[0]),), lessons.out(module)))


def finished(turn: Turn, module: Module, enrolment: Enrolment, counted: Text | None = None) -> Screen:
    """The module is done: its certificate, and the steps of the plan that are done by it."""
    issued = certificates.earn(turn, module)
    text = lines(
        _("<b>🎓 Module finished: {module}</b>", module=module.title),
        counted,
        learned(enrolment),
        *(_("✅ Done in your plan: <b>{title}</b>", title=plan.title(turn, step)) for step in _complete(turn, module)),
        "",
        issued,
    )
    mine = Button(_("My certificates"), certificates.show.to(), style="primary")
    return Screen(text, ((mine,), (Button(_("‹ Training"), training.show.to()), *ways.homeward())), fresh=True)


def _complete(turn: Turn, module: Module) -> list[Step]:
    """Marks the plan's steps as done that this module does."""
    mine = of_candidate(turn.session, turn.candidate.id)
    open_ones = [
        step
        for step in (mine.steps if mine else [])
        if step.template in module.completes and step.progress is Progress.TODO
    ]
    for step in open_ones:
        steps.finish(plan.hand(turn), step)
    return open_ones


def _passed(module: Module, enrolment: Enrolment, counted: Text) -> Screen:
    text = lines(counted, learned(enrolment))
    return Screen(text, (*ways.listed(*onward(module, enrolment)), lessons.out(module)))


def _not_yet(module: Module, counted: Text, missed: Sequence[Question]) -> Screen:
    """Which lessons to look at again; then the check again."""
    keys = dict.fromkeys(question.lesson for question in missed)
    again = [lesson for lesson in module.lessons if lesson.key in keys]
    text = lines(
        counted,
        _("For the certificate, two thirds are needed. These lessons tell what was missing:"),
        *(_("• {lesson}", lesson=lesson.title) for lesson in again),
    )
    buttons = [Button(lesson.title, lessons.open_lesson.to(module.key, lesson.key)) for lesson in again]
    retry = Button(_("The questions again"), ask.to(module.key, When.AFTER))
    return Screen(text, (*ways.listed(*buttons, retry), lessons.out(module)))
