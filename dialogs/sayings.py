"""What would you say? Words of one's own, held against what a good answer does."""

from coaching import saying
from coaching.cards import UNKNOWN, Saying
from coaching.modules import Lesson, Module
from dialogs import cards, lessons, training, vocabulary, ways
from dialogs.engine.forms import Form
from dialogs.engine.questions import Answers, Sentence
from dialogs.engine.screens import Link, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage.training import Phase

LONGEST = 1000
QUOTED = 400


def ask(turn: Turn, module: Module, lesson: Lesson, card: Saying) -> Screen:
    return FORM.open_about(turn, f"{module.key}:{lesson.key}:{card.key}")


def _find(turn: Turn, subject: str) -> tuple[Module, Lesson, Saying] | None:
    module, _first, rest = subject.partition(":")
    lesson, _second, key = rest.partition(":")
    found = training.lesson(turn, module, lesson)
    card = found[1].card(key) if found else None
    return (*found, card) if found and isinstance(card, Saying) else None


def _heading(turn: Turn, subject: str) -> Words | None:
    found = _find(turn, subject)
    return lines(lessons.heading(*found[1:]), "", cards.asked(found[2]), "") if found else None


def _done(turn: Turn, answers: Answers) -> Screen:
    found = _find(turn, answers.subject)
    if found is None:
        return training.show(turn)
    module, lesson, card = found
    said = answers[WORDS.name] or ""
    shown = saying.heard(card, said)
    told = f"{sum(shown)}/{len(shown)}" if said else UNKNOWN
    training.keep(turn, module, Phase.LESSON, lesson.key, card.key, told, right=None, said=said)
    text = lines(
        lessons.heading(lesson, card),
        "",
        cards.asked(card),
        "",
        *(_compared(card, said, shown) if said else ()),
        _("<b>A good answer</b>"),
        *(_("“{answer}”", answer=answer) for answer in card.answers),
        *(() if said else _points(card)),
    )
    words = vocabulary.rows(turn, card.words)
    return Screen(text, (*words, *ways.listed(lessons.forward(module, lesson, card)), lessons.out(module)))


def _points(card: Saying) -> list[Words]:
    return ["", *(_("• {point}", point=point.text) for point in card.points)]


def _compared(card: Saying, said: str, shown: tuple[bool, ...]) -> list[Words]:
    """The candidate's own words, and which of the points I found in them; a machine may overlook one."""
    points = [
        _("✅ {point}", point=point.text) if found else _("▫️ {point}", point=point.text)
        for point, found in zip(card.points, shown, strict=True)
    ]
    verdict = (
        _("You have thought of everything!")
        if all(shown)
        else _("What I did not find, you may have said in other words.")
    )
    return [_("You: <i>{said}</i>", said=ways.shortened(said, QUOTED)), "", *points, verdict, ""]


def _back(subject: str) -> Link:
    return training.open_module.to(str(subject).partition(":")[0])


WORDS = Sentence(
    "words",
    _("<b>Write what you would say.</b>"),
    hint=_("In French if you can. “Skip” shows a good answer."),
    optional=True,
    longest=LONGEST,
    good=("Bonjour Julie, mon autobus est en retard. J’arrive à 8 h 20. Désolée!",),
    bad=("x" * 1001,),
)
FORM = Form("say", (WORDS,), _done, _back, about=_heading, numbered=False)
