"""The time zone: one question, with the time there on every button, so that the person sees whether it is right."""

from collections.abc import Sequence
from dataclasses import replace

from coaching import profiles
from dialogs import home, intake, reminding, reviews, settings, zones
from dialogs.engine.forms import Form
from dialogs.engine.questions import Answers, Option, Search
from dialogs.engine.screens import Link, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines


def kept(zone: str) -> str:
    """A zone as it stands in a path, where no slash may."""
    return zone.replace("/", ":")


def zone_of(value: str) -> str:
    return value.replace(":", "/")


def option(turn: Turn, zone: str) -> Option:
    return Option(kept(zone), shown(turn, zone))


def shown(turn: Turn, zone: str) -> Text:
    city = zones.city(zone, turn.conversation.locale)
    return _("{city}, {time}", city=city, time=zones.clock(zone, turn.now))


def proposed(turn: Turn) -> Sequence[Option]:
    """The usual zones of this language and country."""
    told = turn.state.answers.get(intake.NAME, {}).get("country")
    profile = turn.conversation.candidate and turn.conversation.candidate.profile
    country = told or (profile.country if profile else None)
    return [option(turn, zone) for zone in zones.usual(turn.conversation.locale, country)]


def find(turn: Turn, text: str) -> Sequence[Option]:
    return [option(turn, zone) for zone in zones.search(text, turn.now)]


def label(turn: Turn, value: str) -> Text | None:
    zone = zone_of(value)
    return shown(turn, zone) if zone in zones.every() else None


def done(turn: Turn, answers: Answers) -> Screen:
    zone = answers.of(CITY) or zones.QUEBEC
    turn.conversation.time_zone = zone
    intake.remind_again(turn)
    reminding.begin_anew(turn)
    reviews.follow(turn)
    noted = _("Noted: {place} on your clock.", place=shown(turn, zone))
    following = settings.show(turn) if profiles.of(turn.candidate, turn.programme.occupations) else _questions(turn)
    return replace(following, text=lines(noted, "", following.text))


def _questions(turn: Turn) -> Screen:
    return intake.FORM.open(turn)


def later() -> Link:
    return home.show.to()


CITY = Search(
    "city",
    _("<b>Where are you now?</b> Which of these shows the time on your clock?"),
    hint=_("If none does, type the name of your city or country."),
    options=proposed,
    columns=2,
    find=find,
    label=label,
    kind=zone_of,
    good=("Alger", "Paris", "+01:00", "Port-au-Prince", "Kinshasa"),
    bad=("Atlantis", "?", "+27:00"),
)
FORM = Form("clock", (CITY,), done, later, numbered=False)
