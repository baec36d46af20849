"""A résumé out of what a candidate told: what stands on the paper, and what employers see without a name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from coaching import folding, months, profiles
from coaching.occupations import Occupations
from coaching.profile import Level, Profile, weakest
from locales.text import Text, _
from papers.letter import LetterSheet
from papers.plan import Words
from papers.resume import Job, ResumeSheet, Study
from storage import resumes as store
from storage.candidates import Candidate
from storage.resumes import Diploma, Evaluation, Experience, Resume, ResumeHead

PARAGRAPHS = ("reason", "example", "coming", "closing")
"""The parts of a letter, in their order."""
LEVELS: Mapping[Level, Text] = MappingProxyType(
    {
        Level.NONE: _("none yet"),
        Level.BEGINNER: _("beginner (levels 1 to 4 of 12)"),
        Level.INTERMEDIATE: _("intermediate (levels 5 to 8 of 12)"),
        Level.ADVANCED: _("advanced (levels 9 to 12 of 12)"),
    }
)
"""By the stages of the Échelle québécoise, the scale that Québec's employers know."""
SMALL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "fr": frozenset(
            (
                *("le", "la", "les", "des", "et", "une", "du", "au", "aux", "pour", "dans", "avec", "sur", "je"),
                *("nous", "est", "par", "ses", "mes", "chez", "j", "ai", "qui", "cette"),
            )
        ),
        "en": frozenset(
            (
                *("the", "and", "of", "to", "for", "with", "my", "was", "by", "at", "from", "as", "our", "were"),
                *("is", "their", "through", "i", "in", "an", "have", "had", "would"),
            )
        ),
        "es": frozenset(("el", "los", "y", "con", "para", "una", "mi", "por", "del", "al", "las", "mis", "su", "soy")),
    }
)
ENOUGH = 4
"""How many small words tell a language."""
ARABIC = re.compile(r"[\u0600-\u06ff]")
NAMED = re.compile(r"[^\W\d_][\w+#&/-]*")
SENTENCE = re.compile(r"[.!?\n:;]+\s*")
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """All that one version is made of; `jobs` are those that it shows, newest first."""

    name: str
    resume: Resume
    head: ResumeHead
    jobs: Sequence[Experience]
    studies: Sequence[Diploma]
    profile: Profile

    @property
    def sentences(self) -> Sequence[str]:
        """What the candidate wrote, apart from names of things."""
        return [self.resume.summary, *(result for job in self.jobs for result in job.results)]


def draft(session: Session, candidate: Candidate, resume: Resume, occupations: Occupations) -> Draft:
    jobs = store.experiences(session, candidate.id)
    return Draft(
        name=candidate.name,
        resume=resume,
        head=store.head(session, candidate.id),
        jobs=[job for job in jobs if job.id not in resume.hidden],
        studies=store.diplomas(session, candidate.id),
        profile=profiles.of(candidate, occupations) or Profile(),
    )


def copied(resume: Resume, now: datetime) -> Resume:
    """Another version that begins as this one, with its letter."""
    return Resume(
        candidate_id=resume.candidate_id,
        name=resume.name,
        target=resume.target,
        occupation=resume.occupation,
        summary=resume.summary,
        skills=list(resume.skills),
        hidden=list(resume.hidden),
        letter=dict(resume.letter) if resume.letter else None,
        created_at=now,
        updated_at=now,
    )


def sheet(draft: Draft, locale: str, made_on: date) -> ResumeSheet:
    """What stands on the paper in one language: labels and levels are ours, sentences as they were written."""
    return ResumeSheet(
        name=draft.name,
        target=draft.resume.target,
        made_on=made_on,
        contact=contact(draft.head),
        summary=draft.resume.summary,
        skills=draft.resume.skills,
        jobs=[
            Job(job.title, job.employer, job.place, when(job.began, job.ended, locale), job.results)
            for job in draft.jobs
        ],
        studies=[_study(row) for row in draft.studies],
        tongues=tongues(draft),
        more=draft.head.more,
    )


def letter(draft: Draft, made_on: date) -> LetterSheet | None:
    """None where no letter is written yet."""
    told = draft.resume.letter
    if not told:
        return None
    return LetterSheet(
        name=draft.name,
        target=draft.resume.target,
        employer=told.get("employer", ""),
        paragraphs=[told[part] for part in PARAGRAPHS if told.get(part)],
        made_on=made_on,
        contact=contact(draft.head),
    )


def contact(head: ResumeHead) -> Sequence[str]:
    return [each for each in (head.city, head.email, head.phone) if each]


def when(began: str, ended: str | None, locale: str) -> Words:
    if ended is None:
        return _("{month} – now", month=months.words(began, locale))
    if began == ended:
        return months.words(began, locale)
    return _("{first} – {last}", first=months.words(began, locale), last=months.words(ended, locale))


def _study(row: Diploma) -> Study:
    return Study(row.title, row.school, row.place, str(row.year or ""), evaluation(row))


def evaluation(row: Diploma) -> Words:
    """What the diploma is worth in Québec, as far as it is known."""
    match row.evaluation:
        case Evaluation.RECEIVED:
            return _("Comparative evaluation for studies done outside Québec: {said}", said=row.equivalence)
        case Evaluation.ASKED:
            return _("Comparative evaluation for studies done outside Québec: asked for")
        case Evaluation.NOT_YET:
            return ""


def tongues(draft: Draft) -> Sequence[Words]:
    """French first, then English, by level; then what the candidate added."""
    told = draft.profile
    french = _tongue(
        (told.french_listening, told.french_speaking), (told.french_reading, told.french_writing), _("French")
    )
    english = _tongue(
        (told.english_listening, told.english_speaking), (told.english_reading, told.english_writing), _("English")
    )
    return [each for each in (french, english, *draft.head.tongues) if each]


def _tongue(oral: tuple[Level | None, ...], written: tuple[Level | None, ...], name: Text) -> Text | None:
    spoken, read = weakest(*oral), weakest(*written)
    known = {level for level in (spoken, read) if level}
    if not known or known == {Level.NONE}:
        return None
    if len(known) == 1:
        return _("{language}: {level}", language=name, level=LEVELS[known.pop()])
    return _(
        "{language}: {oral} when speaking, {written} when writing",
        language=name,
        oral=LEVELS[spoken or Level.NONE],
        written=LEVELS[read or Level.NONE],
    )


def overlapping(began: str, ended: str | None, others: Sequence[Experience], today: date) -> Sequence[Experience]:
    """The other work that surely ran at the same time; who changes work within a month has no overlap."""
    return [other for other in others if _shared((began, ended), (other.began, other.ended), today) > 1]


def _shared(one: tuple[str, str | None], other: tuple[str, str | None], today: date) -> int:
    """For how many months at least."""
    begin = max(months.last(began, today) for began, _ended in (one, other))
    ends = [months.this(today) if ended is None else months.first(ended) for _began, ended in (one, other)]
    return min(ends) - begin + 1


def written_in(sentences: Sequence[str]) -> str | None:
    """The language of what a candidate wrote: "fr", "en", "es" or "ar"; None where it is too little to tell."""
    told = " ".join(sentences)
    if len(ARABIC.findall(told)) > len(told) * 0.3:
        return "ar"
    counted = Counter(re.findall(r"[a-z]+", folding.fold(told)))
    hits = {tongue: sum(counted[word] for word in small) for tongue, small in SMALL.items()}
    best, second, *_rest = sorted(hits, key=lambda tongue: hits[tongue], reverse=True)
    return best if hits[best] >= ENOUGH and hits[best] > 1.5 * hits[second] else None


def named_skills(draft: Draft) -> Sequence[str]:
    """Tools and methods that the candidate's own results name, such as "AutoCAD" or "ISO 9001", the commonest first."""
    listed = {folding.fold(skill) for skill in draft.resume.skills}
    told = " ".join(f"{job.employer} {job.place} {job.title}" for job in draft.jobs)
    others = set(folding.fold(f"{draft.name} {told}").split())
    found = Counter(name for sentence in draft.sentences for name in _names(sentence))
    folded = {name: folding.fold(name) for name, _count in found.most_common()}
    return [name for name, plain in folded.items() if plain not in listed and not others & set(plain.split())][
        :SUGGESTED
    ]


def _names(told: str) -> Iterator[str]:
    """The names within sentences: not the first word, unless it is an abbreviation."""
    for sentence in SENTENCE.split(told):
        words = sentence.split()
        run: list[str] = []
        for place, word in enumerate(words):
            plain = word.strip(",()«»\"'’“”")
            is_name = NAMED.fullmatch(plain) and any(letter.isupper() for letter in plain[0 if place else 1 :])
            if is_name and len(plain) > 1 and "'" not in plain:
                run.append(plain)
                if word.endswith(","):
                    yield " ".join(run)
                    run = []
            elif run:
                yield " ".join(run)
                run = []
        if run:
            yield " ".join(run)
