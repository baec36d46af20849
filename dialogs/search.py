"""The job search: the way to all that belongs to it."""

from dialogs import board, matches, offers, regions, resume, ways
from dialogs.engine.pages import Command, page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines


@page("search", command=Command("search", _("My job search: offers, résumé, applications, regions")))
def show(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(
        _("<b>Your job search</b>"),
        _("You can begin from where you are. What do you want to do?"),
    )
    fitting = Button(_("🎯 Offers for you"), matches.show.to(), style="primary")
    look = Button(_("🔎 Look for offers"), offers.begin.to())
    mine = Button(_("📄 My résumé"), resume.show.to())
    followed = Button(_("🗂 My applications"), board.show.to())
    tour = Button(_("🧭 The regions of Québec"), regions.show.to())
    return Screen(text, (*ways.listed(fitting, look, mine, followed, tour), ways.homeward()))
