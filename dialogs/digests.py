"""New offers that fit, told by themselves to who wished for it: at noon, a few at a time, each once."""

from datetime import datetime

from coaching import suggesting
from coaching.suggesting import DIGEST, NOON
from dialogs import intake, matches, reminding, ways
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage import searching, timers
from storage.searching import Alerts


def follow(turn: Turn) -> None:
    """Sets the timer to the next day on which offers are told, by the clock and the wish of now."""
    pace = searching.pace(turn.session, turn.candidate.id)
    day = suggesting.next_day(pace, suggesting.noon_from(intake.local(turn)))
    if day is None:
        timers.drop(turn.conversation, DIGEST)
    else:
        timers.set_(turn.session, turn.conversation, DIGEST, datetime.combine(day, NOON))


def reminded(turn: Turn) -> Screen | None:
    """Tells what is new and fits, or puts it off to a day that is a good one; says nothing where nothing is new."""
    looked = matches.mine(turn)
    if looked is None or searching.pace(turn.session, turn.candidate.id) is Alerts.NEVER:
        return None
    later = reminding.wait(turn)
    if later:
        timers.set_(turn.session, turn.conversation, DIGEST, datetime.combine(later, NOON))
        return None
    news = looked.news()
    for each in news:
        searching.suggest(turn.session, turn.candidate.id, each.offer.id, each.match.score, turn.now)
    follow(turn)
    if not news:
        return None
    text = lines(
        _("Hello, {name}. These offers are new, and fit you:", name=turn.candidate.first_name),
        *(line for number, each in enumerate(news, 1) for line in ("", *matches.named(turn, number, each))),
    )
    openings = (matches.opening(turn, number, each) for number, each in enumerate(news, 1))
    rest = (Button(_("How often"), matches.alerts.to()), *ways.homeward())
    return Screen(text, (*ways.listed(*openings), rest), fresh=True)
