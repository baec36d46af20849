"""Help, pausing what is under way, and the way home for who is lost."""

from dialogs import counsellor, home, unfinished, ways
from dialogs.engine.pages import Audience, Command, page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines


@page("help", Audience.ANYONE, Command("help", _("What I can do")))
def show(turn: Turn) -> Screen:
    candidate = turn.conversation.candidate
    text = lines(
        _("<b>What I can do</b>"),
        home.speaking(turn) if candidate else _("I am Jalon, a bot. Behind me there is a team of people."),
        "",
        _("/start takes you home."),
        _("/plan shows what comes next."),
        _("/learn opens the training: how work works in Québec."),
        _("/search opens your job search: offers, résumé, applications, regions."),
        _("/settings changes the language, the time zone and the reminders, and shows what is stored about you."),
        _("/cancel stops what I am asking; your answers are kept."),
        "",
        _("Whatever you type outside a question, I offer to pass on to a person."),
        _("Old buttons go on working."),
    )
    write = Button(_("Write to my counsellor"), counsellor.WRITE.to()) if candidate else None
    return Screen(text, (*ways.listed(write), ways.homeward()))


@page("cancel", Audience.ANYONE, Command("cancel", _("Stop what I am being asked")))
def cancel(turn: Turn) -> Screen:
    """Pauses whatever is being asked; what a form keeps is kept, the rest is dropped."""
    form = unfinished.form(turn)
    for name in list(turn.state.answers):
        if name in unfinished.PASSING:
            turn.state.answers.pop(name)
    if form is None or not form.begun(turn):
        return Screen(_("Stopped. Nothing was sent."), (ways.homeward(),))
    text = lines(_("Stopped. Your answers are kept."), _("Go on whenever you like, today or in a month."))
    return Screen(text, (*counsellor.going_on(turn), ways.homeward()))


@page("lost", Audience.ANYONE)
def lost(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(_("I do not know this button or command any more."), _("Nothing is lost. Here is the way on:"))
    return Screen(text, ((Button(_("Home"), home.show.to(), style="primary"), Button(_("Help"), show.to())),))
