"""Diplomas, with what the comparative evaluation says of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from coaching import resumes
from dialogs import resume, resume_mine, resume_subject, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, Choice, Number, Option
from dialogs.engine.screens import Button, Link, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import Called
from locales.text import Text, _, lines
from storage import resumes as store
from storage.resumes import Diploma, Evaluation, Resume

MOST, NEW = 8, 0
EARLIEST, AHEAD = 1950, 2
EVALUATIONS: Mapping[Evaluation, Text] = MappingProxyType(
    {
        Evaluation.RECEIVED: _("I have received it"),
        Evaluation.ASKED: _("I have asked for it"),
        Evaluation.NOT_YET: _("Not yet"),
    }
)


def found(turn: Turn, number: int, study: int) -> tuple[Resume | None, Diploma | None]:
    row = resume_mine.mine(turn, number)
    every = store.diplomas(turn.session, turn.candidate.id) if row else ()
    return row, next((each for each in every if each.id == study), None)


@page("resume/{number}/studies")
def show(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    every = store.diplomas(turn.session, turn.candidate.id)
    text = lines(
        _("<b>Your diplomas</b>"),
        _("The highest and the most useful ones. They stand after your work."),
        "",
        *(_line(each) for each in every),
        _("Nothing yet.") if not every else None,
    )
    add = Button(_("Add a diploma"), begin.to(number), style="" if every else "primary")
    buttons = [Button(each.title, one.to(number, each.id)) for each in every]
    return Screen(text, (*ways.listed(add if len(every) < MOST else None, *buttons), resume_subject.back(number)))


def _line(each: Diploma) -> Text:
    if each.year:
        return _("• {title}, {school}, {year}", title=each.title, school=each.school, year=str(each.year))
    return _("• {title}, {school}", title=each.title, school=each.school)


@page("resume/{number}/study/{study}")
def one(turn: Turn, number: int, study: int) -> Screen:
    row, diploma = found(turn, number, study)
    if row is None or diploma is None:
        return resume_subject.gone()
    text = lines(
        _("<b>{title}</b>", title=diploma.title),
        ", ".join(filter(None, (diploma.school, diploma.place, str(diploma.year or "")))),
        resumes.evaluation(diploma) or _("Comparative evaluation: not yet."),
    )
    fields = [Button(label, change.to(number, study, name)) for name, label in FIELDS.items()]
    rows = [tuple(fields[at : at + 2]) for at in range(0, len(fields), 2)]
    delete = Button(_("Delete this diploma"), remove.to(number, study))
    back = (Button(_("‹ Diplomas"), show.to(number)), *resume_subject.back(number))
    return Screen(text, (*rows, *ways.listed(delete), back))


@page("resume/{number}/studies/add")
def begin(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    if len(store.diplomas(turn.session, turn.candidate.id)) >= MOST:
        return show(turn, number)
    return resume_mine.go_on(turn, FORM, f"{number}.{NEW}")


@page("resume/{number}/study/{study}/{field}")
def change(turn: Turn, number: int, study: int, field: str) -> Screen:
    row, diploma = found(turn, number, study)
    if row is None or diploma is None:
        return resume_subject.gone()
    if field not in FIELDS:
        return one(turn, number, study)
    left_out = {"evaluation", "says"} if field == "evaluation" else {field}
    kept = {name: answer for name, answer in _answers(diploma).items() if name not in left_out}
    return resume_mine.ask_again(turn, FORM, f"{number}.{study}", kept)


def _answers(diploma: Diploma) -> dict[str, Any]:
    return {
        "title": diploma.title,
        "school": diploma.school,
        "place": diploma.place or None,
        "year": diploma.year,
        "evaluation": str(diploma.evaluation),
        "says": diploma.equivalence,
    }


@action("resume/{number}/study/{study}/delete")
def remove(turn: Turn, number: int, study: int) -> Screen:
    row, diploma = found(turn, number, study)
    if row is None or diploma is None:
        return resume_subject.gone()
    resume_subject.remember(turn, "study", diploma)
    turn.session.delete(diploma)
    resume_mine.touch(turn, row)
    text = _("Deleted, in all your versions: <b>{title}</b>.", title=diploma.title)
    return resume_subject.removed(number, text, Button(_("‹ Diplomas"), show.to(number)))


def _subject(told: str) -> tuple[int, int]:
    number, _dot, study = str(told).partition(".")
    return (int(number), int(study)) if number.isdecimal() and study.isdecimal() else (-1, -1)


def _heading(turn: Turn, told: str) -> Words | None:
    number, study = _subject(told)
    row, diploma = found(turn, number, study)
    if row is None or (study != NEW and diploma is None):
        return None
    return _("<b>{title}</b>, {school}", title=diploma.title, school=diploma.school) if diploma else _("A diploma.")


def _onward(told: str) -> Link:
    number, _study = _subject(told)
    return show.to(number) if number > 0 else resume.show.to()


def _done(turn: Turn, answers: Answers) -> Screen:
    number, study = _subject(answers.subject)
    row, diploma = found(turn, number, study)
    if row is None or (study != NEW and diploma is None):
        return resume_subject.gone()
    written = diploma or Diploma(candidate_id=turn.candidate.id)
    written.title, written.school, written.place = answers["title"], answers["school"], answers.of(PLACE) or ""
    written.year, written.evaluation = answers.of(YEAR), answers.of(EVALUATION) or Evaluation.NOT_YET
    written.equivalence = answers.of(SAYS) or ""
    turn.session.add(written)
    resume_mine.touch(turn, row)
    shown = show(turn, number)
    return Screen(lines(_("Noted: <b>{title}</b>.", title=written.title), "", shown.text), shown.rows)


class Year(Number):
    """The year of a diploma, which may be about to come."""

    def read_text(self, turn: Turn, text: str) -> Any:
        return Number("year", "", low=EARLIEST, high=turn.today.year + AHEAD).read_text(turn, text)


TITLE = Called(
    "title",
    _("<b>What is the diploma called?</b>"),
    hint=_("As it stands on it, in French or English. For example: Bachelor of Nursing."),
    good=("Licence en sciences infirmières",),
    bad=("x" * 81,),
)
SCHOOL = Called("school", _("<b>From which school or university?</b>"), good=("Université d’Alger",), bad=("x" * 81,))
PLACE = Called(
    "place", _("<b>In which city and country?</b>"), optional=True, good=("Alger, Algérie",), bad=("x" * 81,)
)
YEAR = Year(
    "year",
    _("<b>In which year?</b>"),
    hint=_("You may skip it: some leave old years out."),
    optional=True,
    low=EARLIEST,
    high=2100,
    good=("2016",),
    bad=("long ago", "1492"),
)
EVALUATION = Choice(
    "evaluation",
    _("<b>Do you have a comparative evaluation of it?</b>"),
    hint=_("The Ministry says in it what your diploma compares to in Québec. Not every job asks for it."),
    options=lambda _turn: [Option(value, label) for value, label in EVALUATIONS.items()],
    kind=Evaluation,
    good=("I have asked for it", "Not yet"),
    bad=("maybe",),
)
SAYS = Called(
    "says",
    _("<b>What does it say that your diploma compares to?</b>"),
    hint=_("In its own words, for example: bachelor’s degree in nursing."),
    longest=160,
    when=lambda answers: answers.get("evaluation") == Evaluation.RECEIVED,
    good=("Baccalauréat en sciences infirmières",),
    bad=("x" * 161,),
)
FIELDS: Mapping[str, Text] = MappingProxyType(
    {
        "title": _("Title"),
        "school": _("School"),
        "place": _("Place"),
        "year": _("Year"),
        "evaluation": _("Comparative evaluation"),
    }
)
FORM = Form(
    "resume-study", (TITLE, SCHOOL, PLACE, YEAR, EVALUATION, SAYS), _done, _onward, about=_heading, numbered=False
)
