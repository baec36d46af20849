"""Who may see what, and what comes next on the way in: a language, an invitation, consent, then the pages."""

from dialogs import consent, home, joining, language, urgent
from dialogs.engine.pages import Audience, Page
from dialogs.engine.screens import Screen
from dialogs.engine.turn import Turn


def gate(turn: Turn, page: Page[...]) -> Screen | None:
    """Words of distress go before everything; then a candidate's page needs a candidate who agreed."""
    return urgent.answered(turn) or (None if page.audience is Audience.ANYONE else barred(turn))


def barred(turn: Turn) -> Screen | None:
    """What stands between a person and the pages of a candidate; None where nothing does."""
    if not turn.conversation.locale_chosen:
        return language.show(turn)
    if turn.conversation.candidate is None:
        return joining.welcome(turn)
    return None if consent.stands(turn) else consent.show(turn)


def onward(turn: Turn) -> Screen:
    return barred(turn) or home.show(turn)
