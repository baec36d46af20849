"""The goal of a week: how many applications and contacts, as the candidate sets it; encouraged on request only."""

from collections.abc import Sequence
from dataclasses import replace

from coaching import applications as rules
from dialogs import board, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import searching
from storage.searching import Search

CHOICES = (1, 2, 3, 5, 8, 10)
NONE = 0


def of(turn: Turn) -> int:
    found = turn.session.get(Search, turn.candidate.id)
    return (found.goal or NONE) if found else NONE


def _sent(turn: Turn) -> int:
    return rules.this_week(turn.session, turn.candidate.id, turn.today)


def line(turn: Turn) -> Sequence[Words]:
    """How far the week is, on the board; nothing where no goal was set."""
    goal = of(turn)
    if goal == NONE:
        return ()
    return (_("🎯 This week: <b>{done} of {goal}</b>", done=_sent(turn), goal=goal), "")


@page("goal")
def show(turn: Turn) -> Screen:
    """The goal, how far the week is, and a word about it."""
    goal = of(turn)
    text = lines(
        _("<b>My weekly goal</b>"),
        _("Applications sent and talks with contacts count. A small goal that you keep is the best one."),
        "",
        *((_encouraged(_sent(turn), goal),) if goal else (_("You have no goal now."),)),
    )
    chosen = [Button(str(count), choose.to(count), style="primary" if count == goal else "") for count in CHOICES]
    none = Button(_("No goal"), choose.to(NONE)) if goal else None
    back = (Button(_("‹ My applications"), board.show.to()), *ways.homeward())
    return Screen(text, (tuple(chosen[:3]), tuple(chosen[3:]), *ways.listed(none), back))


def _encouraged(sent: int, goal: int) -> Text:
    if sent >= goal:
        return ngettext(
            "{count} done this week: your goal is reached. Well done!",
            "{count} done this week: your goal is reached. Well done!",
            sent,
        )
    left = goal - sent
    if sent == 0:
        return ngettext(
            "{count} to do until Sunday. Choose the offer that you like best, and begin with that one.",
            "{count} to do until Sunday. Choose the offer that you like best, and begin with that one.",
            left,
        )
    return ngettext(
        "{sent} done, {count} to go until Sunday. You are on your way.",
        "{sent} done, {count} to go until Sunday. You are on your way.",
        left,
        sent=sent,
    )


@action("goal/{count}")
def choose(turn: Turn, count: int) -> Screen:
    if count not in (*CHOICES, NONE):
        return show(turn)
    wishes = searching.of(turn.session, turn.candidate.id, turn.now)
    wishes.goal, wishes.updated_at = count or None, turn.now
    return replace(show(turn), toast=_("Noted."))
