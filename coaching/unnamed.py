"""A résumé as employers see it in the placement pool: what somebody can do, and nothing that says who it is.

Employers, schools and towns are left out, since two of them often name a person. A sentence stands only where no name
can be in it: no capital within it but those of the candidate's own skills and of abbreviations, no address, no number
that one could call.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coaching import folding, hints, months
from coaching.resumes import Draft, evaluation, tongues
from locales.text import Text, ngettext
from papers.plan import Words

SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
ABBREVIATION = re.compile(r"[A-Z0-9&/+-]{2,6}")
LATIN = re.compile(r"[^\W\d_]")
CALLED = re.compile(r"\d[\d .()/-]{6,}\d|@|www\.|https?:", re.IGNORECASE)
LAST_LATIN = "\u024f"


@dataclass(frozen=True, slots=True)
class UnnamedJob:
    title: str
    length: Text
    results: Sequence[str]


@dataclass(frozen=True, slots=True)
class UnnamedStudy:
    title: str
    evaluation: Words


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What employers see; `occupation` is a NOC code, `region` the one wished for."""

    target: str
    occupation: str | None
    region: str | None
    summary: str
    skills: Sequence[str]
    jobs: Sequence[UnnamedJob]
    studies: Sequence[UnnamedStudy]
    tongues: Sequence[Words]


def anonymous(draft: Draft, today: date) -> Unnamed:
    safe = _Eye(draft)
    jobs = [
        UnnamedJob(
            job.title if safe.name(job.title) else "", _length(job.began, job.ended, today), safe.all(job.results)
        )
        for job in draft.jobs
    ]
    return Unnamed(
        target=draft.resume.target if safe.name(draft.resume.target) else "",
        occupation=draft.resume.occupation,
        region=draft.profile.region,
        summary=" ".join(safe.all(SENTENCES.split(draft.resume.summary))),
        skills=[skill for skill in draft.resume.skills if safe.name(skill)],
        jobs=jobs,
        studies=[
            UnnamedStudy(row.title, evaluation(row) if safe.name(row.equivalence) else "")
            for row in draft.studies
            if safe.name(row.title)
        ],
        tongues=[each for each in tongues(draft) if not isinstance(each, str) or safe.name(each)],
    )


def _length(began: str, ended: str | None, today: date) -> Text:
    count = max(1, months.last(ended, today) - months.first(began) + 1)
    years = round(count / 12)
    return (
        ngettext("{count} year", "{count} years", years)
        if years
        else ngettext("{count} month", "{count} months", count)
    )


class _Eye:
    """Tells what can stand without saying who it is."""

    def __init__(self, draft: Draft) -> None:
        named = (draft.name, draft.head.city, draft.head.email or "", *_places(draft))
        self._own = {word for name in named for word in re.findall(r"\w+", folding.fold(name)) if len(word) > 1}
        self._known = {word for skill in draft.resume.skills for word in skill.split() if self.name(skill)}

    def name(self, text: str) -> bool:
        """Whether a title, a skill or a diploma says nothing of who it is."""
        words = set(re.findall(r"\w+", folding.fold(text)))
        is_called = CALLED.search(text) or hints.unwanted(text)
        return not (words & self._own or is_called or any(each > LAST_LATIN for each in LATIN.findall(text)))

    def all(self, sentences: Sequence[str]) -> list[str]:
        return [each for each in sentences if each.strip() and self.name(each) and not self._names_somebody(each)]

    def _names_somebody(self, sentence: str) -> bool:
        _first, *rest = sentence.split()
        words = (word.strip('.,;:!?()«»"“”') for word in rest)
        return any(
            any(letter.isupper() for letter in word)
            for word in words
            if word not in self._known and not ABBREVIATION.fullmatch(word) and word != "I"
        )


def _places(draft: Draft) -> Sequence[str]:
    jobs = [name for job in draft.jobs for name in (job.place,)]
    return [*jobs, *(row.place for row in draft.studies)]
