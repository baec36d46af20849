"""Looking around: what Jalon is, a plan as an example, who may join, what it costs, and who stands behind it."""

from datetime import timedelta

from coaching import plan as planning
from coaching.profile import Education, Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry
from dialogs import ways
from dialogs.engine.pages import Audience, page
from dialogs.engine.screens import Button, Row, Screen
from dialogs.engine.turn import Turn
from locales.text import _, lines

AHEAD = timedelta(days=150)
SHOWN = 6


@page("about", Audience.ANYONE)
def show(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(
        _("<b>What is Jalon?</b>"),
        _("A coach in this chat, for people whom Québec has selected."),
        "",
        _("• You answer about a dozen questions. You may stop at any time and go on later."),
        _("• You get a plan of your own, with dates that hang on the day you land."),
        _("• You do one step at a time, and see the next."),
        _("• A counsellor, a real person, follows you and answers you here."),
    )
    return Screen(text, _rows())


def _rows() -> tuple[Row, ...]:
    return (
        (Button(_("See an example of a plan"), example.to()),),
        (Button(_("Who may join?"), who.to()), Button(_("Is it free?"), free.to())),
        (Button(_("Is it official?"), official.to()),),
        ways.homeward(),
    )


@page("about/plan", Audience.ANYONE)
def example(turn: Turn) -> Screen:
    """The first steps of a plan, built by the same rules as everybody's."""
    profile = Profile(
        immigration=ImmigrationClass.SKILLED,
        country="DZ",
        family=Family.COUPLE_CHILDREN,
        occupation="31301",
        regulated=Regulated.YES,
        permit=Permit.NOT_STARTED,
        education=Education.BACHELOR,
        experience_years=5,
        french_speaking=Level.INTERMEDIATE,
        english_speaking=Level.BEGINNER,
        region="03",
        landing=turn.today + AHEAD,
        landing_known=True,
        worry=Worry.JOB,
    )
    steps = planning.build(profile, turn.programme.catalogue, turn.today)
    told = [
        _("• {date}: {title}", date=step.due, title=step.template.title)
        for step in sorted((step for step in steps if step.due), key=lambda step: step.due or turn.today)[:SHOWN]
        if step.due
    ]
    text = lines(
        _("<b>An example: a nurse from Algeria</b>"),
        _("She comes with her family, and lands on {date}. Her first steps:", date=turn.today + AHEAD),
        "",
        *told,
        "",
        _("Her whole plan has {count} steps. Yours follows from your own answers.", count=len(steps)),
    )
    return Screen(text, _rows())


@page("about/who", Audience.ANYONE)
def who(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(
        _("<b>Who may join?</b>"),
        _("People whom Québec has selected, and who are still abroad or have just landed."),
        _("The team invites them by e-mail, with a code. If you have none, you may ask for access."),
    )
    return Screen(text, _rows())


@page("about/free", Audience.ANYONE)
def free(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(
        _("<b>Is it free?</b>"),
        _("Yes. Jalon never asks for money, a password or a card number."),
        _("If someone asks you to pay in the name of Jalon, it is a fraud. Please tell us."),
    )
    return Screen(text, _rows())


@page("about/official", Audience.ANYONE)
def official(turn: Turn) -> Screen:  # noqa: ARG001 - the same for everybody
    text = lines(
        _("<b>Is it official?</b>"),
        _("Jalon is a tool of the team that invites and coaches you. It is not a government website."),
        _("It decides nothing about your immigration file: Québec and Canada alone do."),
        _("What it tells you comes with its official source and the date when it was checked."),
    )
    return Screen(text, _rows())
