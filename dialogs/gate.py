"""Who may see what, and what comes next on the way in: a language, an invitation, consent, then the pages."""

from dialogs import consent, front, home, intake, joining, language, profile, urgent
from dialogs.engine.pages import Audience, Page
from dialogs.engine.screens import Screen
from dialogs.engine.turn import Turn


def gate(turn: Turn, page: Page[...]) -> Screen | None:
    """Words of distress go before everything; then a candidate's page needs a candidate who agreed."""
    return urgent.answered(turn) or (page.audience is Audience.CANDIDATE and barred(turn)) or _over(turn, page)


def _over(turn: Turn, page: Page[...]) -> Screen | None:
    """A tap on an answer of a form that is over, a second one at once or a month later: shows where the person is."""
    forms = front.site().forms
    form = next((form for form in forms.values() if page.acts and page in form.pages), None)
    if form is None or form.begun(turn):
        return None
    asking = forms.get(turn.state.asking[0]) if turn.state.asking else None
    if asking:
        return asking.show_again(turn)
    return profile.show(turn) if form is intake.FORM else onward(turn)


def barred(turn: Turn) -> Screen | None:
    """What stands between a person and the pages of a candidate; None where nothing does."""
    if not turn.conversation.locale_chosen:
        return language.show(turn)
    if turn.conversation.candidate is None:
        return joining.welcome(turn)
    return None if consent.stands(turn) else consent.show(turn)


def onward(turn: Turn) -> Screen:
    return barred(turn) or home.show(turn)
