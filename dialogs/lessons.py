"""Taking a lesson: its cards one by one, each answer with what it brings about, and its end."""

from collections.abc import Sequence
from typing import assert_never

from coaching import learning, recommending
from coaching.cards import END, Card, Matching, Option, Ordering, Quiz, Reading, Saying, Scenario
from coaching.learning import Spot
from coaching.modules import Lesson, Module
from coaching.templates import StepTemplate
from dialogs import cards, checks, reviews, sayings, sourcing, training, vocabulary, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage.training import Enrolment, Phase


@page("learn/on")
def go_on(turn: Turn) -> Screen:
    """The lesson that was left open last, at the card where it was left."""
    found = left_open(turn, training.enrolments(turn))
    if found is None:
        return training.show(turn)
    module, where = found
    note = _("<i>This lesson has been renewed since: it begins again.</i>") if where.renewed else None
    return shown(turn, module, where.lesson, where.card, note)


def left_open(turn: Turn, taken: Sequence[Enrolment]) -> tuple[Module, Spot] | None:
    """Where one goes on of the modules that were `taken`, the last touched first."""
    for enrolment in taken:
        module = turn.programme.training.get(enrolment.module)
        where = learning.spot(enrolment, module) if module and enrolment.lesson and not enrolment.finished_at else None
        if module and where:
            return module, where
    return None


@page("learn/back")
def back(turn: Turn) -> Screen:
    """The card that was open last, of a lesson that is done too."""
    last = next((each for each in training.enrolments(turn) if each.lesson), None)
    found = training.lesson(turn, last.module, last.lesson) if last and last.lesson else None
    card = found[1].card(last.card or "") if found and last else None
    return shown(turn, *found, card) if found and card else go_on(turn)


def about(turn: Turn, step: StepTemplate) -> Button | None:
    """To the lesson that teaches what a step of the plan rests on."""
    found = recommending.teaching(turn.programme.training, step)
    if found is None:
        return None
    module, lesson = found
    return Button(_("🎓 {lesson}", lesson=lesson.title), open_lesson.to(module.key, lesson.key))


@page("learn/{module}/{lesson}")
def open_lesson(turn: Turn, module: str, lesson: str) -> Screen:
    found = training.lesson(turn, module, lesson)
    if found is None:
        return training.gone(turn, module)
    enrolment = training.learner(turn).enrol(found[0])
    card = found[1].card(enrolment.card or "") if enrolment.lesson == lesson else None
    return shown(turn, *found, card or found[1].cards[0])


@action("learn/{module}/{lesson}/{card}")
def open_card(turn: Turn, module: str, lesson: str, card: str) -> Screen:
    found = training.lesson(turn, module, lesson)
    if found is None:
        return training.gone(turn, module)
    if card == END:
        return _end(turn, *found)
    return shown(turn, *found, found[1].card(card) or found[1].cards[0])


def shown(turn: Turn, module: Module, lesson: Lesson, card: Card, note: Words | None = None) -> Screen:
    """A card to read or to answer; it is where the module goes on."""
    enrolment = training.learner(turn).enrol(module)
    enrolment.lesson, enrolment.card = lesson.key, card.key
    if isinstance(card, Saying):
        return sayings.ask(turn, module, lesson, card)
    text = lines(note, heading(lesson, card), "", _body(card))
    rows = (*_answers(module, lesson, card), *vocabulary.rows(turn, card.words), *_onward(module, lesson, card))
    return Screen(text, (*rows, out(module)))


def heading(lesson: Lesson, card: Card) -> Text:
    place = lesson.cards.index(card) + 1
    return _("<i>{lesson} · {number} of {total}</i>", lesson=lesson.title, number=place, total=len(lesson.cards))


def _body(card: Card) -> Words:
    match card:
        case Reading() | Saying():
            return cards.asked(card)
        case Scenario() | Quiz():
            return cards.with_options(card)
        case Matching() | Ordering():
            return _picking(card, cards.Picked(0, 0, missed=False))
        case _ as never:
            assert_never(never)


def _picking(card: Matching | Ordering, have: cards.Picked) -> Words:
    note = _("Not that one. Try again.") if have.missed else None
    told = cards.so_far(card, have)
    choices = cards.listed(cards.open_letters(card, have))
    return lines(cards.asked(card), "", *told, *([""] if told else []), note, *choices)


def _answers(module: Module, lesson: Lesson, card: Card) -> tuple[Row, ...]:
    match card:
        case Reading() | Saying():
            return ()
        case Scenario() | Quiz():
            buttons = [(letter, option.key) for letter, option in cards.options(card)]
        case Matching() | Ordering():
            have = cards.Picked(0, 0, missed=False)
            buttons = [(each.letter, each.letter.lower()) for each in cards.open_letters(card, have)]
        case _ as never:
            assert_never(never)
    return (tuple(Button(letter, answer.to(module.key, lesson.key, card.key, key)) for letter, key in buttons),)


def _onward(module: Module, lesson: Lesson, card: Card) -> tuple[Row, ...]:
    """On, where nothing has to be answered first."""
    return ways.listed(forward(module, lesson, card) if isinstance(card, Reading) else None)


def forward(module: Module, lesson: Lesson, card: Card, option: Option | None = None) -> Button:
    following = lesson.after(card, option)
    return Button(
        _("Go on"), open_card.to(module.key, lesson.key, following.key if following else END), style="primary"
    )


def out(module: Module) -> Row:
    return (Button(_("‹ {module}", module=module.title), training.open_module.to(module.key)), *ways.homeward())


@action("learn/{module}/{lesson}/{card}/{chosen}")
def answer(turn: Turn, module: str, lesson: str, card: str, chosen: str) -> Screen:
    found = training.lesson(turn, module, lesson)
    if found is None:
        return training.gone(turn, module)
    asked = found[1].card(card)
    match asked:
        case Scenario() | Quiz():
            given = cards.option(asked, chosen)
            return _told(turn, *found, asked, *given) if given else shown(turn, *found, asked)
        case Matching() | Ordering():
            have = cards.picked(asked, chosen)
            return _placed(turn, *found, asked, have, chosen) if have else shown(turn, *found, asked)
        case None | Reading() | Saying():
            return shown(turn, *found, asked or found[1].cards[0])
        case _ as never:
            assert_never(never)


def _told(turn: Turn, module: Module, lesson: Lesson, card: Scenario | Quiz, letter: str, option: Option) -> Screen:
    """What the choice brings about, or why it is right; the other choices can be looked at too."""
    right = option.good if isinstance(card, Quiz) else None
    training.keep(turn, module, Phase.LESSON, lesson.key, card.key, option.key, right=right)
    text = lines(
        heading(lesson, card),
        "",
        cards.asked(card),
        "",
        _("<b>{letter}.</b> {text}", letter=letter, text=option.text),
        "",
        verdict(card, option),
        option.then,
        *_better(card, option),
    )
    others = tuple(
        Button(_("See {letter}", letter=each), answer.to(module.key, lesson.key, card.key, other.key))
        for each, other in cards.options(card)
        if isinstance(card, Scenario) and other != option
    )
    return Screen(
        text, (*((others,) if others else ()), *ways.listed(forward(module, lesson, card, option)), out(module))
    )


def verdict(card: Scenario | Quiz, option: Option) -> Text:
    if isinstance(card, Quiz):
        return _("<b>✅ Right.</b>") if option.good else _("<b>Not quite.</b>")
    return _("<b>✅ A good choice.</b>") if option.good else _("<b>💡 There is a better way.</b>")


def _better(card: Scenario | Quiz, option: Option) -> list[Words]:
    """After a wrong answer, the right one with its reason."""
    if isinstance(card, Scenario) or option.good:
        return []
    right = [(letter, each) for letter, each in cards.options(card) if each.good]
    return [
        "",
        *(_("✅ <b>{letter}.</b> {text} {why}", letter=at, text=each.text, why=each.then) for at, each in right),
    ]


def _placed(
    turn: Turn, module: Module, lesson: Lesson, card: Matching | Ordering, have: cards.Picked, letters: str
) -> Screen:
    if not have.done(card):
        buttons = tuple(
            Button(each.letter, answer.to(module.key, lesson.key, card.key, f"{letters}{each.letter.lower()}"))
            for each in cards.open_letters(card, have)
        )
        text = lines(heading(lesson, card), "", _picking(card, have))
        return Screen(text, (buttons, out(module)))
    training.keep(turn, module, Phase.LESSON, lesson.key, card.key, letters, right=have.mistakes == 0)
    text = lines(heading(lesson, card), "", cards.asked(card), "", *cards.so_far(card, have), "", card.why)
    return Screen(text, (*ways.listed(forward(module, lesson, card)), out(module)))


def _end(turn: Turn, module: Module, lesson: Lesson) -> Screen:
    """What comes after a lesson: the next one, or the check of what was learned."""
    enrolment = training.learner(turn).enrol(module)
    learning.finish_lesson(enrolment, lesson)
    if learning.finish(enrolment, module, turn.now):
        return checks.finished(turn, module, enrolment)
    done, following = learning.lessons_done(enrolment, module), learning.next_lesson(enrolment, module)
    text = lines(
        _("<b>✅ Lesson done: {lesson}</b>", lesson=lesson.title),
        _("{done} of {total} lessons of this module.", done=done, total=len(module.lessons)),
        "",
        *((checks.invitation(enrolment), "") if following is None else ()),
        *sourcing.listed(lesson.sources, lesson.reviewed),
    )
    onward = begin(module, following) if following else checks.button(module, enrolment)
    return reviews.offered(turn, Screen(text, (*ways.listed(onward), out(module))))


def begin(module: Module, lesson: Lesson, *, under_way: bool = False) -> Button:
    """To a lesson, from its beginning or where it was left."""
    label = _("▶ Go on: {lesson}", lesson=lesson.title) if under_way else _("Begin: {lesson}", lesson=lesson.title)
    return Button(label, open_lesson.to(module.key, lesson.key), style="primary")
