"""The profile: about a dozen questions, answered over minutes or weeks, and what follows from the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from coaching import countries, labels, plans, profiles, regions, reminders
from coaching.profile import SKILLS, UNDECIDED, Education, Family, ImmigrationClass, Level, Permit, Profile, Worry
from dialogs import changes, fluency, home, plan, profile, trade
from dialogs.engine.forms import Form
from dialogs.engine.questions import Answers, Choice, DateQuestion, Number, Option, Options, Search, Sentence
from dialogs.engine.screens import Link, Screen
from dialogs.engine.turn import Turn
from locales.text import Country, Text, _
from storage import timers
from storage.plans import of_candidate

NAME = "intake"
NOT_KNOWN = "unknown"
COMMON = ("DZ", "MA", "FR", "TN", "CM", "SN", "CI", "HT", "CD", "LB", "CO", "PH")
REMIND = "intake"
PATIENCE = timedelta(days=2)


def choices(of: Mapping[Any, Text]) -> Options:
    options = tuple(Option(value, label) for value, label in of.items())
    return lambda _turn: options


def country(code: str) -> Text:
    return Text("{country}", {"country": Country(code)})


def find_country(_turn: Turn, text: str) -> Sequence[Option]:
    exact = countries.shipped().exact(text)
    codes = [exact] if exact else countries.shipped().search(text)
    return [Option(code, country(code)) for code in codes]


def region_options(_turn: Turn) -> Sequence[Option]:
    every = (Option(region.code, region.name) for region in regions.every())
    return [Option(UNDECIDED, _("I do not know yet")), *every]


IMMIGRATION = Choice(
    "immigration",
    _("<b>How do you come to Québec?</b>"),
    options=choices(labels.IMMIGRATION),
    kind=ImmigrationClass,
    good=("Skilled worker",),
    bad=("by plane",),
)
COUNTRY = Search(
    "country",
    _("<b>Which country do you come from?</b>"),
    hint=_("If it is not here, type its name."),
    which=_("Which country do you mean?"),
    options=lambda _turn: [Option(code, country(code)) for code in COMMON],
    columns=2,
    find=find_country,
    label=lambda _turn, code: country(code) if code in countries.shipped().codes else None,
    kind=str,
    good=("Bénin", "Vietnam", "Cote d'Ivoire"),
    bad=("Atlantis", "123"),
)
FAMILY = Choice(
    "family",
    _("<b>With whom do you settle in Québec?</b>"),
    options=choices(labels.FAMILY),
    kind=Family,
    good=("Alone",),
    bad=("my dog",),
)
OCCUPATION = trade.Trade(
    "occupation",
    _("<b>What is your work?</b>"),
    hint=_("Type it in your own words, for example: nurse, welder, accountant."),
    optional=True,
    find=trade.find,
    label=trade.label,
    kind=str,
    good=("infirmière", "soudeur", "nurse"),
    bad=("qwzxqwzx",),
)
PERMIT = Choice(
    "permit",
    _("<b>Where are you with the permit for this work in Québec?</b>"),
    options=choices(labels.PERMIT),
    kind=Permit,
    when=trade.governed,
    good=("Not started yet",),
    bad=("perhaps",),
)
EDUCATION = Choice(
    "education",
    _("<b>What is the highest diploma that you hold?</b>"),
    options=choices(labels.EDUCATION),
    kind=Education,
    good=("Doctorate",),
    bad=("five",),
)
EXPERIENCE = Number(
    "experience",
    _("<b>How many years have you worked in this field?</b>"),
    hint=_("A whole number. Write 0 if you have not begun."),
    high=60,
    good=("5", "5 ans", "0"),
    bad=("many", "-", "61"),
)
FRENCH = fluency.overall("french", _("<b>How well do you know French?</b>"))
FRENCH_LISTENING = fluency.skill("fr_listening", _("<b>When you listen to French?</b>"), FRENCH)
FRENCH_SPEAKING = fluency.skill("fr_speaking", _("<b>When you speak French?</b>"), FRENCH)
FRENCH_READING = fluency.skill("fr_reading", _("<b>When you read French?</b>"), FRENCH)
FRENCH_WRITING = fluency.skill("fr_writing", _("<b>When you write French?</b>"), FRENCH)
ENGLISH = fluency.overall("english", _("<b>And English?</b>"))
ENGLISH_ORAL = fluency.skill("en_oral", _("<b>When you listen to English and speak it?</b>"), ENGLISH)
ENGLISH_WRITTEN = fluency.skill("en_written", _("<b>When you read English and write it?</b>"), ENGLISH)
REGION = Choice(
    "region",
    _("<b>Where in Québec do you wish to live?</b>"),
    hint=_("You may change your mind at any time."),
    options=region_options,
    columns=2,
    kind=str,
    good=("Montréal", "Estrie"),
    bad=("Ontario",),
)
LANDING = DateQuestion(
    "landing",
    _("<b>When do you land in Québec?</b>"),
    hint=_("Write day, month and year. If you are here already, write the day you landed."),
    options=lambda _turn: [Option(NOT_KNOWN, _("Not known yet"))],
    days_back=365 * 3,
    good=("Not known yet", "15/03/2028", "2028-03-15"),
    bad=("soon", "31/02/2027", "2101-01-01"),
)
WORRY = Choice(
    "worry",
    _("<b>What worries you most?</b>"),
    hint=_("Your first steps take it into account."),
    options=choices(labels.WORRY),
    kind=Worry,
    good=("Winter",),
    bad=("?!",),
)
WORRY_TEXT = Sentence(
    "worry_text",
    _("<b>Would you like to say more about it?</b>"),
    hint=_("In your own words, in any language. Your counsellor reads it. You may skip this."),
    optional=True,
    good=("I have never written a résumé for Québec.",),
    bad=("x" * 1001,),
)
QUESTIONS = (
    *(IMMIGRATION, COUNTRY, FAMILY, OCCUPATION, PERMIT, EDUCATION, EXPERIENCE),
    *(FRENCH, FRENCH_LISTENING, FRENCH_SPEAKING, FRENCH_READING, FRENCH_WRITING),
    *(ENGLISH, ENGLISH_ORAL, ENGLISH_WRITTEN, REGION, LANDING, WORRY, WORRY_TEXT),
)


def told(answers: Answers, turn: Turn) -> Profile:
    """The profile that the answers make."""
    landing = answers.of(LANDING)
    occupation = answers.of(OCCUPATION)
    french = fluency.levels(
        answers.of(FRENCH),
        {
            "listening": answers.of(FRENCH_LISTENING),
            "speaking": answers.of(FRENCH_SPEAKING),
            "reading": answers.of(FRENCH_READING),
            "writing": answers.of(FRENCH_WRITING),
        },
    )
    oral, written = answers.of(ENGLISH_ORAL), answers.of(ENGLISH_WRITTEN)
    english = fluency.levels(
        answers.of(ENGLISH), {"listening": oral, "speaking": oral, "reading": written, "writing": written}
    )
    return Profile(
        immigration=answers.of(IMMIGRATION),
        country=answers.of(COUNTRY),
        family=answers.of(FAMILY),
        occupation=occupation,
        regulated=profiles.regulated(occupation, turn.programme.occupations),
        permit=answers.of(PERMIT),
        education=answers.of(EDUCATION),
        experience_years=answers.of(EXPERIENCE),
        **{f"french_{skill}": level for skill, level in french.items()},
        **{f"english_{skill}": level for skill, level in english.items()},
        region=answers.of(REGION),
        landing=landing,
        landing_known=landing is not None,
        worry=answers.of(WORRY),
        worry_text=answers.of(WORRY_TEXT),
    )


def kept(turn: Turn) -> dict[str, Any]:
    """The answers that make the stored profile; none where there is no profile yet."""
    stored = profiles.of(turn.candidate, turn.programme.occupations)
    if stored is None:
        return {}
    occupation = turn.programme.occupations.by_code(stored.occupation) if stored.occupation else None
    french = {skill: getattr(stored, f"french_{skill}") for skill in SKILLS}
    english = {skill: getattr(stored, f"english_{skill}") for skill in SKILLS}
    return {
        "immigration": stored.immigration,
        "country": stored.country,
        "family": stored.family,
        "occupation": trade.answered(occupation) if occupation else None,
        **({"permit": stored.permit} if stored.permit else {}),
        "education": stored.education,
        "experience": stored.experience_years,
        **_by_skill("french", french, {f"fr_{skill}": level for skill, level in french.items()}),
        **_by_skill("english", english, {"en_oral": english["speaking"], "en_written": english["writing"]}),
        "region": stored.region,
        "landing": stored.landing.isoformat() if stored.landing else NOT_KNOWN,
        "worry": stored.worry,
        "worry_text": stored.worry_text,
    }


def _by_skill(tongue: str, levels: Mapping[str, Level | None], skills: Mapping[str, Level | None]) -> dict[str, Any]:
    """The single skills only where they are asked, so that they are asked anew when the first answer changes."""
    said = fluency.said_of(levels)
    return {tongue: said, **(skills if said in fluency.UNEVEN else {})}


def begin(turn: Turn) -> Mapping[str, Any]:
    given = kept(turn)
    if not given:
        remind(turn, turn.today + PATIENCE)
    return given


def local(turn: Turn, moment: datetime | None = None) -> datetime:
    """A moment, now if none is given, on the candidate's own clock."""
    return (moment or turn.now).astimezone(ZoneInfo(turn.conversation.time_zone))


def remind(turn: Turn, day: date) -> None:
    """Sets the reminder of an unfinished profile for a morning of the candidate's own time."""
    timers.set_(turn.session, turn.conversation, REMIND, datetime.combine(day, reminders.MORNING))


def remind_again(turn: Turn) -> None:
    """Moves a reminder onto another clock."""
    timer = timers.of(turn.conversation, REMIND)
    if timer:
        remind(turn, timer.wall.date())


def done(turn: Turn, answers: Answers) -> Screen:
    """Keeps the profile, makes the plan or asks whether it shall follow."""
    before = profiles.of(turn.candidate, turn.programme.occupations)
    after = told(answers, turn)
    if before == after:
        return replace(profile.show(turn), toast=_("Nothing has changed."))
    profiles.keep(turn.session, turn.candidate, after, turn.now)
    timers.drop(turn.conversation, REMIND)
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine:
        return changes.noticed(turn, mine)
    plans.make(plan.hand(turn), turn.candidate.id)
    return plan.first(turn)


def later() -> Link:
    return home.show.to()


FORM = Form(NAME, QUESTIONS, done, later, begin=begin)
