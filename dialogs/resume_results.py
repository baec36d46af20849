"""The results of one job: added, changed and deleted one by one."""

from dialogs import resume_jobs, resume_mine, resume_subject
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import Own
from locales.text import _, lines
from storage.resumes import Experience, Resume

MOST = 5


def buttons(number: int, experience: Experience) -> tuple[Row, ...]:
    """A way to each result, and to one more."""
    count = len(experience.results)
    each = tuple(
        Button(_("✏️ Result {number}", number=place + 1), write.to(number, experience.id, place))
        for place in range(count)
    )
    rows = [each[at : at + 3] for at in range(0, count, 3)]
    add = Button(_("Add a result"), write.to(number, experience.id, count), style="" if count else "primary")
    return (*rows, (add,)) if count < MOST else tuple(rows)


@page("resume/{number}/job/{job}/result/{place}")
def write(turn: Turn, number: int, job: int, place: int) -> Screen:
    row, experience = resume_jobs.found(turn, number, job)
    if row is None or experience is None:
        return resume_subject.gone()
    if place > len(experience.results) or place >= MOST:
        return resume_jobs.one(turn, number, job)
    screen = resume_mine.go_on(turn, FORM, f"{number}.{job}.{place}")
    if place == len(experience.results):
        return screen
    return Screen(screen.text, ((Button(_("Delete this result"), remove.to(number, job, place)),), *screen.rows))


@action("resume/{number}/job/{job}/result/{place}/delete")
def remove(turn: Turn, number: int, job: int, place: int) -> Screen:
    row, experience = resume_jobs.found(turn, number, job)
    if row is None or experience is None or place >= len(experience.results):
        return resume_jobs.one(turn, number, job)
    line = experience.results[place]
    resume_subject.remember_line(turn, "result", line, place, job)
    experience.results = [each for at, each in enumerate(experience.results) if at != place]
    resume_mine.touch(turn, row)
    back = Button(_("‹ This job"), resume_jobs.one.to(number, job))
    return resume_subject.removed(number, _("Deleted: <i>{line}</i>", line=line), back)


def _told(turn: Turn, subject: str) -> tuple[Resume | None, Experience | None, int]:
    parts = str(subject).split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004 - version, job, place
        return None, None, 0
    number, job, place = map(int, parts)
    return (*resume_jobs.found(turn, number, job), place)


def _heading(turn: Turn, subject: str) -> Words | None:
    row, experience, place = _told(turn, subject)
    if row is None or experience is None:
        return None
    before = experience.results[place] if place < len(experience.results) else None
    return lines(
        _("<b>{title}</b>, {employer}", title=experience.title, employer=experience.employer),
        _("So far: <i>{result}</i>", result=before) if before else None,
    )


def _onward(subject: str) -> Link:
    number, job, _place = str(subject).split(".")
    return resume_jobs.one.to(int(number), int(job))


def _done(turn: Turn, answers: Answers) -> Screen:
    row, experience, place = _told(turn, answers.subject)
    if row is None or experience is None:
        return resume_subject.gone()
    results = list(experience.results)
    results[place : place + 1] = [answers[RESULT.name]]
    experience.results = results[:MOST]
    resume_mine.touch(turn, row)
    return resume_jobs.one(turn, row.id, experience.id)


RESULT = Own(
    "result",
    _("<b>What did you do, and what came of it?</b>"),
    hint=_("One sentence, with a figure if you can: how many, how much, how often, how much faster."),
    longest=220,
    good=("I cut waiting times by 20 %.",),
    bad=("x" * 221, "I am married."),
)
FORM = Form("resume-result", (RESULT,), _done, _onward, about=_heading, numbered=False)
