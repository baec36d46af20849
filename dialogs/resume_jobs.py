"""The work of a candidate, one experience after another; the newest first, whatever the order in which it was told."""

from collections.abc import Mapping, Sequence

from coaching import resumes
from dialogs import resume_job_form, resume_mine, resume_results, resume_subject, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import resumes as store
from storage.resumes import Experience, Resume

MOST = 30
FIELDS: Mapping[str, Text] = {
    "title": _("Title"),
    "employer": _("Employer"),
    "place": _("Place"),
    "began": _("Beginning"),
    "ended": _("End"),
}


def every(turn: Turn) -> Sequence[Experience]:
    return store.experiences(turn.session, turn.candidate.id)


def found(turn: Turn, number: int, job: int) -> tuple[Resume | None, Experience | None]:
    row = resume_mine.mine(turn, number)
    return row, next((each for each in every(turn) if each.id == job), None) if row else None


@page("resume/{number}/jobs")
def show(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    jobs = every(turn)
    text = lines(
        _("<b>Your work</b>"),
        _("The newest first: I keep the order. Each job with one to five results."),
        "",
        *(_line(turn, row, job) for job in jobs),
        _("Nothing yet. A first job, an internship or your own business count too.") if not jobs else None,
    )
    add = Button(_("Add a job"), begin.to(number), style="" if len(jobs) > 1 else "primary")
    buttons = [
        Button(_("{title}, {employer}", title=job.title, employer=job.employer), one.to(number, job.id)) for job in jobs
    ]
    return Screen(text, (*ways.listed(add if len(jobs) < MOST else None, *buttons), resume_subject.back(number)))


def _line(turn: Turn, row: Resume, job: Experience) -> Text:
    when = resumes.when(job.began, job.ended, turn.conversation.locale)
    if job.id in row.hidden:
        return _("• {title} ({when}), left out here", title=job.title, when=when)
    return _("• {title} ({when})", title=job.title, when=when)


@page("resume/{number}/job/{job}")
def one(turn: Turn, number: int, job: int) -> Screen:
    row, experience = found(turn, number, job)
    if row is None or experience is None:
        return resume_subject.gone()
    when = resumes.when(experience.began, experience.ended, turn.conversation.locale)
    where = ", ".join(filter(None, (experience.employer, experience.place)))
    text = lines(
        _("<b>{title}</b>", title=experience.title),
        _("{where}, {when}", where=where, when=when),
        *(_("• {result}", result=each) for each in experience.results),
    )
    hidden = experience.id in row.hidden
    fields = [Button(label, change.to(number, job, name)) for name, label in FIELDS.items()]
    turned = (
        Button(_("Show it in this version"), bring.to(number, job))
        if hidden
        else Button(_("Leave it out of this version"), hide.to(number, job))
    )
    rows = [tuple(fields[at : at + 2]) for at in range(0, len(fields), 2)]
    delete = Button(_("Delete this job"), remove.to(number, job))
    back = (Button(_("‹ My work"), show.to(number)), *resume_subject.back(number))
    return Screen(text, (*resume_results.buttons(number, experience), *rows, *ways.listed(turned, delete), back))


@page("resume/{number}/jobs/add")
def begin(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    if len(every(turn)) >= MOST:
        text = _("{count} jobs are enough: two pages do not hold more. Delete one that matters least.", count=MOST)
        return Screen(text, ((Button(_("‹ My work"), show.to(number)),), resume_subject.back(number)))
    return resume_mine.go_on(turn, resume_job_form.FORM, f"{number}.{resume_job_form.NEW}")


@page("resume/{number}/job/{job}/{field}")
def change(turn: Turn, number: int, job: int, field: str) -> Screen:
    """Asks one thing of a job anew."""
    row, experience = found(turn, number, job)
    if row is None or experience is None:
        return resume_subject.gone()
    if field not in FIELDS:
        return one(turn, number, job)
    kept = {name: answer for name, answer in resume_job_form.answers_of(experience).items() if name != field}
    return resume_mine.ask_again(turn, resume_job_form.FORM, f"{number}.{job}", kept)


@action("resume/{number}/job/{job}/hide")
def hide(turn: Turn, number: int, job: int) -> Screen:
    row, experience = found(turn, number, job)
    if row is None or experience is None:
        return resume_subject.gone()
    row.hidden = sorted({*row.hidden, job})
    resume_mine.touch(turn, row)
    return one(turn, number, job)


@action("resume/{number}/job/{job}/show")
def bring(turn: Turn, number: int, job: int) -> Screen:
    row, experience = found(turn, number, job)
    if row is None or experience is None:
        return resume_subject.gone()
    row.hidden = [each for each in row.hidden if each != job]
    resume_mine.touch(turn, row)
    return one(turn, number, job)


@action("resume/{number}/job/{job}/delete")
def remove(turn: Turn, number: int, job: int) -> Screen:
    """It leaves every version; until something else is deleted, it can be put back."""
    row, experience = found(turn, number, job)
    if row is None or experience is None:
        return resume_subject.gone()
    resume_subject.remember(turn, "job", experience)
    turn.session.delete(experience)
    resume_mine.touch(turn, row)
    text = _("Deleted, in all your versions: <b>{title}</b>.", title=experience.title)
    return resume_subject.removed(number, text, Button(_("‹ My work"), show.to(number)))
