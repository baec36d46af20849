"""Choosing a language: the first thing asked, and a setting later."""

from dialogs import gate, settings
from dialogs.engine.pages import Audience, action, page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales import catalogs
from locales.text import _, lines


@page("language", Audience.ANYONE)
def show(turn: Turn) -> Screen:
    """Asks in every language at once; the one that the platform tells stands first."""
    codes = sorted(catalogs.languages(), key=lambda code: code != turn.conversation.locale)
    asked = [catalogs.reader(code, turn.conversation.time_zone).plain(_("Choose your language.")) for code in codes]
    buttons = [_button(turn, code) for code in codes]
    return Screen(lines(*asked), tuple((button,) for button in buttons))


def _button(turn: Turn, code: str) -> Button:
    return Button(
        catalogs.LANGUAGES[code], choose.to(code), style="primary" if code == turn.conversation.locale else ""
    )


@action("language/{code}", Audience.ANYONE)
def choose(turn: Turn, code: str) -> Screen:
    if code not in catalogs.languages():
        return show(turn)
    first = not turn.conversation.locale_chosen
    turn.conversation.locale, turn.conversation.locale_chosen = code, True
    return gate.onward(turn) if first else gate.barred(turn) or settings.show(turn)
