"""A résumé as Québec reads it: two pages at most, without a photo, in an order that programs read too.

It is letter paper, as in Québec. What does not fit is made shorter from the oldest work on, and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from locales.reader import Reader
from locales.text import _
from papers import typesetting
from papers.plan import Words
from papers.typesetting import Json

PAGES = 2
ALWAYS_WHOLE = 3
"""How many of the newest jobs are the last to be shortened, and never left out."""


@dataclass(frozen=True, slots=True)
class Job:
    """`when` says from when to when; a short one is shown in one line, without its results."""

    title: str
    employer: str
    place: str
    when: Words
    results: Sequence[str] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """`evaluation` says what the diploma is worth in Québec, or that this was asked."""

    title: str
    school: str
    place: str = ""
    year: str = ""
    evaluation: Words = ""


@dataclass(frozen=True, slots=True)
class ResumeSheet:
    """All that a résumé says; what is "" or () is left out. Jobs and studies come newest first."""

    name: str
    target: str
    made_on: date
    contact: Sequence[str] = ()
    summary: str = ""
    skills: Sequence[str] = ()
    jobs: Sequence[Job] = ()
    studies: Sequence[Study] = ()
    tongues: Sequence[Words] = ()
    more: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fits on two pages; `shortened` and `left_out` count the jobs that had to give way."""

    sheet: ResumeSheet
    shortened: int = 0
    left_out: int = 0


def fitted(sheet: ResumeSheet, reader: Reader) -> Fitted:
    """As little made shorter as two pages need: the oldest jobs to one line, then left out, then the newest to one."""
    low, high = 0, _most(sheet)
    while low < high:
        middle = (low + high) // 2
        if typesetting.pages("resume", _values(_given_way(sheet, middle).sheet, reader)) <= PAGES:
            high = middle
        else:
            low = middle + 1
    return _given_way(sheet, low)


def _most(sheet: ResumeSheet) -> int:
    older = max(0, len(sheet.jobs) - ALWAYS_WHOLE)
    return 2 * older + len(sheet.jobs) - older


def _given_way(sheet: ResumeSheet, steps: int) -> Fitted:
    """The sheet after so many steps; each makes it shorter than the one before."""
    count = len(sheet.jobs)
    older = max(0, count - ALWAYS_WHOLE)
    short = min(steps, older)
    gone = min(max(0, steps - older), older)
    newest = max(0, steps - 2 * older)
    whole = count - short - newest
    jobs = [replace(job, short=True) if place >= whole else job for place, job in enumerate(sheet.jobs)]
    return Fitted(replace(sheet, jobs=jobs[: count - gone]), short + newest - gone, gone)


def pdf(sheet: ResumeSheet, reader: Reader) -> bytes:
    """An accessible PDF (PDF/UA-1), with labels in the reader's language and sentences as they were written."""
    return typesetting.pdf("resume", _values(sheet, reader), sheet.made_on)


def picture(sheet: ResumeSheet, reader: Reader) -> bytes:
    """The first page as a PNG."""
    return typesetting.first_page("resume", _values(sheet, reader))


def _values(sheet: ResumeSheet, reader: Reader) -> dict[str, Json]:
    say = reader.plain
    return {
        "lang": reader.locale,
        "dir": "rtl" if reader.rtl else "ltr",
        "words": {name: say(words) for name, words in _labels(sheet).items()},
        "name": sheet.name,
        "target": sheet.target,
        "contact": list(sheet.contact),
        "summary": sheet.summary,
        "skills": list(sheet.skills),
        "jobs": [_job(job, reader) for job in sheet.jobs],
        "studies": [_study(study, reader) for study in sheet.studies],
        "tongues": [say(each) for each in sheet.tongues],
        "more": list(sheet.more),
    }


def _labels(sheet: ResumeSheet) -> Mapping[str, Words]:
    return {
        "document": _("Résumé of {name}: {target}", name=sheet.name, target=sheet.target),
        "page": _("{name}, page", name=sheet.name),
        "summary": _("Professional profile"),
        "skills": _("Skills"),
        "jobs": _("Work experience"),
        "earlier": _("Earlier work"),
        "studies": _("Education and diplomas"),
        "tongues": _("Languages"),
        "more": _("Voluntary work and courses"),
    }


def _job(job: Job, reader: Reader) -> dict[str, Json]:
    return {
        "title": job.title,
        "where": ", ".join(filter(None, (job.employer, job.place))),
        "when": reader.plain(job.when),
        "results": list(job.results),
        "short": int(job.short),
    }


def _study(study: Study, reader: Reader) -> dict[str, Json]:
    return {
        "title": study.title,
        "where": ", ".join(filter(None, (study.school, study.place))),
        "year": study.year,
        "evaluation": reader.plain(study.evaluation),
    }
