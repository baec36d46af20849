"""Advice on a résumé: each in one sentence, with the way to mend it. Nothing here keeps anybody from using it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coaching import folding, months, resumes
from coaching.resumes import Draft
from locales.text import Text, _, ngettext
from storage.resumes import Experience

YEAR, OLD = 12, 15
LONG_SUMMARY, MOST_SENTENCES, LONG_RESULT = 450, 4, 180
FEWEST_SKILLS = 3
DUTY = re.compile(
    r"(?:i was |j'etais |j'ai ete |era |fui )?(?:responsible for|responsables? (?:de|du|des|d')|charge(?:e|es|s)? d"
    r"|in charge of|en charge d|encargad[oa] de)"
)
SENTENCE = re.compile(r"[.!?](?:\s|$)")


class Part(StrEnum):
    """Where something can be mended."""

    TARGET = "target"
    SUMMARY = "summary"
    JOBS = "jobs"
    STUDIES = "studies"
    SKILLS = "skills"
    TONGUES = "tongues"
    CONTACT = "contact"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Hint:
    """`job` is the experience that it is about, if it is about one."""

    part: Part
    words: Text
    job: int | None = None


def hints(draft: Draft, today: date) -> list[Hint]:
    """What would make it better, the weightiest first."""
    return [
        *_missing(draft),
        *_contact(draft),
        *_summary(draft.resume.summary),
        *(hint for job in draft.jobs for hint in _results(job)),
        *_time(draft.jobs, today),
        *_language(draft),
    ]


def _missing(draft: Draft) -> Iterator[Hint]:
    if not draft.jobs:
        yield Hint(Part.JOBS, _("Add your work: it is the first thing that an employer in Québec looks at."))
    if not draft.resume.summary:
        yield Hint(Part.SUMMARY, _("Add a summary: the first minute of reading decides, and it stands on top."))
    if len(draft.resume.skills) < FEWEST_SKILLS:
        yield Hint(Part.SKILLS, _("Name at least three skills, in the words of the offers that you read."))
    if not resumes.tongues(draft):
        yield Hint(Part.TONGUES, _("Say how well you know French and English, in your profile: employers ask first."))


def _contact(draft: Draft) -> Iterator[Hint]:
    if not (draft.head.email or draft.head.phone):
        yield Hint(Part.CONTACT, _("Add an e-mail address or a phone number, or nobody can answer you."))


def _summary(told: str) -> Iterator[Hint]:
    if len(told) > LONG_SUMMARY or len(SENTENCE.findall(told)) > MOST_SENTENCES:
        yield Hint(Part.SUMMARY, _("Shorten the summary to three sentences: who you are, your best result, your aim."))


def _results(job: Experience) -> Iterator[Hint]:
    title, told = job.title, [folding.fold(each.replace("’", "'")) for each in job.results]
    if not told:
        yield Hint(Part.JOBS, _("{title}: say what came of your work, in one to five results.", title=title), job.id)
    if told and not any(re.search(r"\d", each) for each in told):
        words = _("{title}: add a figure to a result. How many, how much, how often, how much faster?", title=title)
        yield Hint(Part.JOBS, words, job.id)
    if any(DUTY.match(each) for each in told):
        words = _("{title}: begin with what you did, such as “I trained…”, not with “responsible for”.", title=title)
        yield Hint(Part.JOBS, words, job.id)
    if any(len(each) > LONG_RESULT for each in told):
        yield Hint(Part.JOBS, _("{title}: a result is long. Keep it to one line or two.", title=title), job.id)


def _time(jobs: Sequence[Experience], today: date) -> Iterator[Hint]:
    yield from _beside(jobs, today)
    yield from _gaps(jobs, today)
    old = [job for job in jobs if months.this(today) - months.last(job.ended, today) > OLD * YEAR]
    if old:
        words = ngettext(
            "{count} job ended more than {years} years ago: leave it out, unless it is what this employer looks for.",
            "{count} jobs ended more than {years} years ago: leave them out, unless they are what this employer looks"
            " for.",
            len(old),
            years=OLD,
        )
        yield Hint(Part.JOBS, words, old[0].id)


def _beside(jobs: Sequence[Experience], today: date) -> Iterator[Hint]:
    for place, job in enumerate(jobs):
        met = [
            each
            for each in resumes.overlapping(job.began, job.ended, jobs[place + 1 :], today)
            if not (job.beside or each.beside)
        ]
        if met:
            words = _(
                "{title} and {other} ran at the same time: check the months.", title=job.title, other=met[0].title
            )
            yield Hint(Part.JOBS, words, job.id)


def _gaps(jobs: Sequence[Experience], today: date) -> Iterator[Hint]:
    """Times of more than a year without work, each told once, however the work before overlapped."""
    spans = sorted((months.first(job.began), months.last(job.ended, today)) for job in jobs)
    ends = [max(last for _first, last in spans[: place + 1]) for place in range(len(spans))]
    begins = [*(first for first, _last in spans[1:]), months.this(today)] if spans else []
    for end, begin in zip(ends, begins, strict=True):
        if begin - end - 1 > YEAR:
            words = _(
                "Nothing is told from {first} to {last}: add what you did then, such as studies, voluntary work or"
                " a course, or say it in your letter.",
                first=str(end // YEAR),
                last=str(begin // YEAR),
            )
            yield Hint(Part.JOBS, words)


def _language(draft: Draft) -> Iterator[Hint]:
    if resumes.written_in(draft.sentences) in {"ar", "es"}:
        yield Hint(
            Part.SUMMARY, _("Write your sentences in French or in English: they stand on the paper as you wrote them.")
        )
