"""The profile as it stands: every answer, with a button to change it."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching import profiles
from dialogs import intake, ways
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Question
from dialogs.engine.screens import Button, Row, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines

TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "immigration": _("Way of coming"),
        "country": _("Country"),
        "family": _("Family"),
        "occupation": _("Work"),
        "permit": _("Permit"),
        "education": _("Diploma"),
        "experience": _("Years of experience"),
        "french": _("French"),
        "fr_listening": _("French: listening"),
        "fr_speaking": _("French: speaking"),
        "fr_reading": _("French: reading"),
        "fr_writing": _("French: writing"),
        "english": _("English"),
        "en_oral": _("English: spoken"),
        "en_written": _("English: written"),
        "region": _("Region"),
        "landing": _("Landing"),
        "worry": _("Main worry"),
        "worry_text": _("In your words"),
    }
)


@page("profile")
def show(turn: Turn) -> Screen:
    if profiles.of(turn.candidate, turn.programme.occupations) is None:
        return unfinished()
    given = intake.kept(turn)
    asked = intake.FORM.applicable(given)
    told = [_line(turn, question, Answers(given)) for question in asked]
    text = lines(_("<b>Your profile</b>"), "", *told, "", _("Tap an answer to change it. Your plan follows."))
    return Screen(text, (*_changes(asked), ways.homeward()))


def unfinished() -> Screen:
    text = _("Your profile is not finished yet. Your answers so far are kept.")
    return Screen(text, ((Button(_("Continue my profile"), intake.FORM.to(), style="primary"),), ways.homeward()))


def _line(turn: Turn, question: Question[object], answers: Answers) -> Text:
    stored = answers.get(question.name)
    answer = _("no answer") if stored is None else question.shown(turn, stored)
    return _("{title}: <b>{answer}</b>", title=TITLES[question.name], answer=answer)


def _changes(asked: list[Question[object]]) -> list[Row]:
    buttons = [Button(TITLES[question.name], intake.FORM.to(question)) for question in asked]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
