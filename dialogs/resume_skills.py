"""Skills of one version: three to ten, typed or taken from what the candidate's own results name, in their order."""

import hashlib
from collections.abc import Sequence

from coaching import folding, resumes
from dialogs import resume, resume_mine, resume_subject, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, Reading, Retry
from dialogs.engine.screens import Button, Row, Screen
from dialogs.engine.turn import Turn
from dialogs.resume_words import Own, apart
from locales.text import _, lines, ngettext
from storage.resumes import Resume

MOST, LONGEST = 10, 50


def mark(skill: str) -> str:
    """What stands for a skill in a path."""
    return hashlib.blake2s(skill.encode(), digest_size=4).hexdigest()


@page("resume/{number}/skills")
def show(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    count = len(row.skills)
    text = lines(
        _("<b>Your skills in this version</b>"),
        _("Three to ten. The first ones are read first: put on top what this job asks for."),
        "",
        *(_("{place}. {skill}", place=place, skill=skill) for place, skill in enumerate(row.skills, 1)),
        _("Tap one to move it up or to delete it.") if count else None,
        _("These stand in your own results. Tap to add:") if _named(turn, row) else None,
    )
    add = Button(_("Write skills"), write.to(number), style="" if count >= MOST else "primary")
    each = [Button(skill, one.to(number, mark(skill))) for skill in row.skills]
    rows = [tuple(each[at : at + 2]) for at in range(0, count, 2)]
    return Screen(
        text,
        (*ways.listed(add if count < MOST else None), *_offered(turn, row), *rows, resume_subject.back(number)),
    )


def _named(turn: Turn, row: Resume) -> Sequence[str]:
    named = resumes.named_skills(resume.drafted(turn, row)) if len(row.skills) < MOST else ()
    return [each for each in named if len(each) <= LONGEST]


def _offered(turn: Turn, row: Resume) -> Sequence[Row]:
    buttons = [Button(_("➕ {skill}", skill=each), take.to(row.id, mark(each))) for each in _named(turn, row)]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


@page("resume/{number}/skills/write")
def write(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    return resume_mine.go_on(turn, FORM, number)


@action("resume/{number}/skills/take/{skill}")
def take(turn: Turn, number: int, skill: str) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    named = next((each for each in _named(turn, row) if mark(each) == skill), None)
    if named:
        row.skills = [*row.skills, named]
        resume_mine.touch(turn, row)
    return show(turn, number)


@page("resume/{number}/skill/{skill}")
def one(turn: Turn, number: int, skill: str) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    named = _of(row, skill)
    if named is None:
        return show(turn, number)
    up = Button(_("⬆️ To the top"), lift.to(number, skill)) if row.skills[0] != named else None
    delete = Button(_("Delete"), remove.to(number, skill))
    back = (Button(_("‹ Skills"), show.to(number)), *resume_subject.back(number))
    return Screen(_("Skill: <b>{skill}</b>", skill=named), (*ways.listed(up, delete), back))


def _of(row: Resume, skill: str) -> str | None:
    return next((each for each in row.skills if mark(each) == skill), None)


@action("resume/{number}/skill/{skill}/up")
def lift(turn: Turn, number: int, skill: str) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    if named := _of(row, skill):
        row.skills = [named, *(each for each in row.skills if each != named)]
        resume_mine.touch(turn, row)
    return show(turn, number)


@action("resume/{number}/skill/{skill}/delete")
def remove(turn: Turn, number: int, skill: str) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    named = _of(row, skill)
    if named is None:
        return show(turn, number)
    resume_subject.remember_line(turn, "skill", named, row.skills.index(named))
    row.skills = [each for each in row.skills if each != named]
    resume_mine.touch(turn, row)
    back = Button(_("‹ Skills"), show.to(number))
    return resume_subject.removed(number, _("Deleted: <b>{skill}</b>.", skill=named), back)


def _done(turn: Turn, answers: Answers) -> Screen:
    row = resume_mine.mine(turn, answers.subject)
    if row is None:
        return resume_subject.gone()
    known = {folding.fold(skill) for skill in row.skills}
    told = [each for each in apart(answers[SKILLS.name]) if folding.fold(each) not in known]
    row.skills = [*row.skills, *told][:MOST]
    resume_mine.touch(turn, row)
    return show(turn, row.id)


class Several(Own):
    """Skills, with commas or lines between them."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        reading = super().read_text(turn, ", ".join(text.splitlines()))
        if isinstance(reading, Retry):
            return reading
        told = apart(text)
        if not told:
            return Retry(self.expected(turn))
        if any(len(each) > LONGEST for each in told):
            return Retry(_("One of them is long. A skill is a few words; put a comma between two."))
        if len(told) > MOST:
            return Retry(ngettext("That is more than {count}.", "That is more than {count}. Keep the best.", MOST))
        return reading


SKILLS = Several(
    "skills",
    _("<b>What are you good at?</b>"),
    hint=_("Three to ten, with commas between them, in the words of the offers. For example: triage, Excel, training."),
    longest=500,
    good=("Triage, Excel, training of new staff", "AutoCAD"),
    bad=("x" * 501, ",", "a, b, c, d, e, f, g, h, i, j, k", "married"),
)
FORM = Form("resume-skills", (SKILLS,), _done, resume_mine.onward, about=resume_mine.heading, numbered=False)
