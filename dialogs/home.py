"""Home: who is speaking, what comes next, and the way to everything else."""

from coaching import profiles
from dialogs import clock, counsellor, intake, plan, profile, search, settings, training, ways
from dialogs import help as helping
from dialogs.engine.pages import Audience, Command, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage.conversations import Speaker
from storage.plans import of_candidate


@page("home", Audience.CANDIDATE, Command("start", _("Home: where I am, and what comes next")))
def show(turn: Turn) -> Screen:
    greeting = _("Hello, {name}.", name=turn.candidate.first_name)
    text = lines(_("<b>{greeting}</b>", greeting=greeting), speaking(turn), "", _ahead(turn))
    return Screen(text, (_first(turn), *_ways()))


def speaking(turn: Turn) -> Text:
    """Who answers what the person types."""
    conversation = turn.conversation
    if conversation.speaker is Speaker.COUNSELLOR:
        name = conversation.speaking.name if conversation.speaking else ways.counsellor_name(turn)
        return _("At the moment <b>{name}</b>, a person, answers what you write here.", name=name)
    if turn.candidate.counsellor:
        name = turn.candidate.counsellor.name
        return _("I am Jalon, a bot. Your counsellor is <b>{name}</b>, a person.", name=name)
    return _("I am Jalon, a bot. Behind me there is a team of people.")


def finished(turn: Turn) -> bool:
    return profiles.of(turn.candidate, turn.programme.occupations) is not None


def _ahead(turn: Turn) -> Words:
    mine = of_candidate(turn.session, turn.candidate.id)
    if not finished(turn) or mine is None:
        return _unfinished(turn)
    steps = plan.next_steps(turn, mine)
    if not steps:
        return _("You have done everything that is open now. Well done!")
    return _("Your next step: <b>{title}</b>, {due}.", title=plan.title(turn, steps[0]), due=plan.due(turn, steps[0]))


def _unfinished(turn: Turn) -> Text:
    if intake.FORM.begun(turn):
        return _("Your profile is not finished yet. Your answers so far are kept.")
    return _("About a dozen questions, and your plan is ready. You may stop at any time.")


def _first(turn: Turn) -> Row:
    if finished(turn):
        return (Button(_("My plan"), plan.show.to(), style="primary"),)
    if intake.FORM.begun(turn):
        return (Button(_("Go on with my profile"), intake.FORM.to(), style="primary"),)
    return (Button(_("Begin my profile"), clock.FORM.to(), style="primary"),)


def _ways() -> tuple[Row, ...]:
    return (
        (Button(_("Training"), training.show.to()), Button(_("Job search"), search.show.to())),
        (Button(_("Write to my counsellor"), counsellor.WRITE.to()),),
        (Button(_("My profile"), profile.show.to()), Button(_("Settings"), settings.show.to())),
        (Button(_("Help"), helping.show.to()),),
    )
