"""The questions about one job, and what becomes of the answers: an overlap is asked back before it is kept."""

from collections.abc import Mapping
from typing import Any

from coaching import resumes
from dialogs import resume, resume_jobs, resume_mine, resume_subject, ways
from dialogs.engine.forms import SUBJECT, Form
from dialogs.engine.pages import action
from dialogs.engine.questions import Answers, Option
from dialogs.engine.screens import Button, Link, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import NOW, Called, Month, Own
from locales.text import _, lines
from storage.resumes import Experience, Resume

RESULTS, NEW = 5, 0
RESULT = tuple(f"result{number}" for number in range(1, RESULTS + 1))


def answers_of(experience: Experience) -> dict[str, Any]:
    results = [*experience.results, *[None] * RESULTS][:RESULTS]
    return {
        "title": experience.title,
        "employer": experience.employer,
        "place": experience.place or None,
        "began": experience.began,
        "ended": experience.ended or NOW,
        **dict(zip(RESULT, results, strict=True)),
    }


def _subject(told: str) -> tuple[int, int]:
    number, _dot, job = str(told).partition(".")
    return (int(number), int(job)) if number.isdecimal() and job.isdecimal() else (-1, -1)


def _heading(turn: Turn, told: str) -> Words | None:
    number, job = _subject(told)
    row, experience = resume_jobs.found(turn, number, job)
    if row is None or (job != NEW and experience is None):
        return None
    if experience is None:
        said = turn.state.answers.get(FORM.name, {})
        return _("<b>{title}</b>", title=said["title"]) if said.get("title") else _("Another job.")
    return _("<b>{title}</b>, {employer}", title=experience.title, employer=experience.employer)


def _onward(told: str) -> Link:
    number, _job = _subject(told)
    return resume_jobs.show.to(number) if number > 0 else resume.show.to()


def _done(turn: Turn, answers: Answers) -> Screen:
    """Keeps a job, unless it overlaps another: then that is asked first."""
    number, job = _subject(answers.subject)
    row, experience = resume_jobs.found(turn, number, job)
    if row is None or (job != NEW and experience is None):
        return resume_subject.gone()
    others = [each for each in resume_jobs.every(turn) if each.id != job]
    met = resumes.overlapping(answers["began"], _end(answers), others, turn.today)
    if met and not _agreed(experience, answers):
        turn.state.answers[FORM.name] = {SUBJECT: answers.subject, **answers}
        return _whether_both(turn, answers, met[0])
    return _kept(turn, row, experience, answers)


def _agreed(experience: Experience | None, answers: Answers) -> bool:
    """Whether the candidate said so of these very months."""
    now = answers["began"], _end(answers)
    return experience is not None and experience.beside and (experience.began, experience.ended) == now


def _end(answers: Mapping[str, Any]) -> str | None:
    return None if answers["ended"] == NOW else answers["ended"]


def _whether_both(turn: Turn, answers: Answers, other: Experience) -> Screen:
    locale = turn.conversation.locale
    text = lines(
        _("<b>Did you do both at the same time?</b>"),
        _("• {title}: {when}", title=answers["title"], when=resumes.when(answers["began"], _end(answers), locale)),
        _("• {title}: {when}", title=other.title, when=resumes.when(other.began, other.ended, locale)),
        _("That is fine, if it was so. An employer may ask you about it."),
    )
    yes = Button(_("Yes, both"), both.to(str(answers.subject)), style="success")
    first, last = Button(_("Change when it began"), FORM.to(BEGAN)), Button(_("Change when it ended"), FORM.to(ENDED))
    number, _job = _subject(answers.subject)
    return Screen(text, (*ways.listed(yes, first, last), resume_subject.back(number)))


@action("resume/both/{told}")
def both(turn: Turn, told: str) -> Screen:
    """Keeps the job whose months were asked about."""
    number, job = _subject(told)
    row, experience = resume_jobs.found(turn, number, job)
    given = turn.state.answers.get(FORM.name, {})
    if row is None or given.get(SUBJECT) != told or "ended" not in given:
        return resume_jobs.show(turn, number) if row else resume_subject.gone()
    turn.state.answers.pop(FORM.name)
    said = Answers({name: each for name, each in given.items() if name != SUBJECT}, told)
    return _kept(turn, row, experience, said)


def _kept(turn: Turn, row: Resume, experience: Experience | None, answers: Answers) -> Screen:
    written = experience or Experience(candidate_id=turn.candidate.id)
    written.title, written.employer, written.place = answers["title"], answers["employer"], answers.of(PLACE) or ""
    written.began, written.ended = answers["began"], _end(answers)
    written.results = [each for name in RESULT if (each := answers.get(name))]
    others = [each for each in resume_jobs.every(turn) if each.id != written.id]
    written.beside = bool(resumes.overlapping(written.began, written.ended, others, turn.today))
    turn.session.add(written)
    resume_mine.touch(turn, row)
    shown = resume_jobs.one(turn, row.id, written.id) if experience else resume_jobs.show(turn, row.id)
    return Screen(lines(_("Noted: <b>{title}</b>.", title=written.title), "", shown.text), shown.rows)


def _after(number: int) -> Any:
    """A result is asked for where there is one before it."""
    return lambda answers: bool(answers.get(RESULT[number - 2]))


TITLE = Called(
    "title",
    _("<b>What was your job called?</b>"),
    hint=_("As an employer in Québec would say it. One job at a time, in any order."),
    good=("Nurse", "Chef de cuisine"),
    bad=("x" * 81, "046 454 286"),
)
EMPLOYER = Called(
    "employer",
    _("<b>For whom did you work?</b>"),
    hint=_("The name of the company, hospital, school. Or: my own business."),
    good=("Hôpital Mustapha",),
    bad=("x" * 81, "boss@example.org"),
)
PLACE = Called(
    "place",
    _("<b>In which city and country?</b>"),
    optional=True,
    good=("Alger, Algérie",),
    bad=("12, rue Didouche Mourad, Alger",),
)
BEGAN = Month(
    "began",
    _("<b>When did it begin?</b>"),
    hint=_("The month and the year, like 03/2021 or March 2021. Only the year, if you do not know the month."),
    good=("03/2019", "mars 2019", "2019"),
    bad=("soon", "13/2019", "2101"),
)
ENDED = Month(
    "ended",
    _("<b>When did it end?</b>"),
    hint=_("Like 03/2021 or March 2021. Or tap, if you still do it."),
    options=lambda _turn: [Option(NOW, _("I still do it"))],
    good=("06/2024", "I still do it"),
    bad=("soon", "12/1960"),
)
FIRST = Own(
    RESULT[0],
    _("<b>What did you do there, and what came of it?</b>"),
    hint=_(
        "One sentence, with a figure if you can. Not “responsible for the stock” but “I kept a stock of 300 articles,"
        " without a single shortage in a year”."
    ),
    optional=True,
    longest=220,
    good=("I trained 12 new nurses in two years.", "I managed a nursery with 30 children."),
    bad=("x" * 221, "I am married.", "I earned $60,000 a year."),
)
MORE = tuple(
    Own(
        RESULT[number - 1],
        _("<b>And another result?</b>"),
        hint=_("Up to five. Skip when that is all."),
        optional=True,
        longest=220,
        when=_after(number),
        good=("I cut waiting times by 20 %.",),
        bad=("x" * 221,),
    )
    for number in range(2, RESULTS + 1)
)
FORM = Form(
    "resume-job", (TITLE, EMPLOYER, PLACE, BEGAN, ENDED, FIRST, *MORE), _done, _onward, about=_heading, numbered=False
)
