"""Words of Québec: what they mean, how they sound in a sentence, and one's own list of them."""

from collections.abc import Sequence
from dataclasses import replace

from coaching.glossary import Word
from dialogs import lessons, training, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Row, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage import training as store

SHOWN = 12


def rows(turn: Turn, keys: Sequence[str]) -> tuple[Row, ...]:
    """Buttons to the words of a card."""
    found = [turn.programme.training.glossary.words[key] for key in keys]
    return ways.listed(*(Button(_("📖 {word}", word=word.term), look_up.to(word.key)) for word in found))


@action("word/{word}")
def look_up(turn: Turn, word: str) -> Screen:
    """What a word means; it is kept on the candidate's list."""
    found = turn.programme.training.glossary.get(word)
    if found is None:
        return show(turn)
    new = store.keep_word(turn.session, turn.candidate.id, word, turn.now)
    text = lines(
        _("📖 <b>{word}</b>", word=found.term),
        "",
        found.meaning,
        "",
        _("<i>“{example}”</i>", example=found.example),
        found.sense,
    )
    back = Button(_("‹ Back to the lesson"), lessons.back.to(), style="primary")
    around = ((back,), (Button(_("My words"), show.to()), Button(_("Take it off my list"), forget.to(word))))
    return Screen(text, (*around, ways.homeward()), toast=_("Kept in your words.") if new else None)


@action("word/{word}/off")
def forget(turn: Turn, word: str) -> Screen:
    store.forget_word(turn.session, turn.candidate.id, word)
    return replace(show(turn), toast=_("Taken off."))


@page("words")
def show(turn: Turn) -> Screen:
    return listed(turn, 1)


@page("words/{part}")
def listed(turn: Turn, part: int) -> Screen:
    """The candidate's own words, the newest first."""
    mine = _mine(turn)
    if not mine:
        text = lines(
            _("<b>My words</b>"),
            _("Your list is empty. Words of Québec that you look up in a lesson are kept here."),
        )
        return Screen(text, ((Button(_("‹ Training"), training.show.to()), *ways.homeward()),))
    parts = -(-len(mine) // SHOWN)
    at = min(max(part, 1), parts)
    shown = mine[(at - 1) * SHOWN : at * SHOWN]
    text = lines(
        _("<b>My words</b>"),
        "",
        *(_("<b>{word}</b>: {meaning}", word=word.term, meaning=word.meaning) for word in shown),
    )
    buttons = [Button(word.term, look_up.to(word.key)) for word in shown]
    pairs = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    return Screen(text, (*pairs, *_paging(at, parts), (Button(_("‹ Training"), training.show.to()), *ways.homeward())))


def _mine(turn: Turn) -> list[Word]:
    """A word that has left the glossary stays in the database, and is not shown."""
    found = (turn.programme.training.glossary.get(key) for key in store.saved_words(turn.session, turn.candidate.id))
    return [word for word in found if word]


def _paging(at: int, parts: int) -> tuple[Row, ...]:
    back = Button(_("‹ Newer"), listed.to(at - 1)) if at > 1 else None
    onward = Button(_("Older ›"), listed.to(at + 1)) if at < parts else None
    row = tuple(button for button in (back, onward) if button)
    return (row,) if row else ()
