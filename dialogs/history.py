"""What has changed in a plan, the latest first: the candidate and the counsellor read the same."""

from coaching import history
from coaching.history import Entry
from dialogs import intake, plan, profile, ways
from dialogs.engine.pages import page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, Value, _, lines
from storage.plans import Plan, of_candidate

SHOWN = 15
"""How many changes stand on a page."""


@page("plan/history")
def show(turn: Turn) -> Screen:
    return part(turn, 1)


@page("plan/history/{number}")
def part(turn: Turn, number: int) -> Screen:
    """The latest changes, and those before them page by page."""
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    entries = history.entries(turn.session, mine)
    first = min(max(number - 1, 0), (len(entries) - 1) // SHOWN) * SHOWN
    told = [_line(turn, mine, entry) for entry in entries[first : first + SHOWN]]
    text = lines(_("<b>What has changed in your plan</b>"), "", *told)
    newer = Button(_("‹ Later"), part.to(first // SHOWN)) if first else None
    older = Button(_("Before ›"), part.to(first // SHOWN + 2)) if len(entries) > first + SHOWN else None
    turning = tuple(button for button in (newer, older) if button)
    back = Button(_("‹ The whole plan"), plan.whole_plan.to())
    return Screen(text, (*((turning,) if turning else ()), (back, *ways.homeward())))


def _line(turn: Turn, mine: Plan, entry: Entry) -> Text:
    said = history.words(entry.change, title(turn, mine, entry.change.step))
    day = intake.local(turn, entry.at).date()
    if entry.author:
        return _("• <i>{date}, {name}:</i> {said}", date=day, name=entry.author, said=said)
    return _("• <i>{date}:</i> {said}", date=day, said=said)


def title(turn: Turn, mine: Plan, key: str | None) -> Value:
    """What a step is called; one that is no longer in the plan, as the content calls it."""
    row = mine.step(key)
    template = turn.programme.catalogue.get(key or "")
    return plan.title(turn, row) if row else template.title if template else key or ""
