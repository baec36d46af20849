"""The résumé as Québec reads it: its versions, and the parts of one, to fill in any order over days."""

from collections.abc import Sequence

from coaching import critique, resumes
from coaching.critique import Part
from coaching.resumes import Draft
from dialogs import (
    resume_jobs,
    resume_letter,
    resume_mine,
    resume_more,
    resume_paper,
    resume_posting,
    resume_skills,
    resume_studies,
    resume_subject,
    resume_target,
    ways,
)
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import Language
from locales.text import Text, _, lines, ngettext
from storage import resumes as store
from storage.resumes import Resume

MOST = 6
"""How many versions one candidate has."""
ORDER = (Part.JOBS, Part.SUMMARY, Part.SKILLS, Part.STUDIES, Part.CONTACT)
"""In which order the parts are asked for."""


@page("resume")
def show(turn: Turn) -> Screen:
    every = store.of_candidate(turn.session, turn.candidate.id)
    if not every:
        return _first()
    if len(every) == 1:
        return version(turn, every[0].id)
    text = lines(
        _("<b>Your résumés</b>"),
        _("One for each kind of job. Your work and your diplomas are the same in all of them."),
    )
    buttons = [Button(_("📄 {target}", target=each.target), version.to(each.id)) for each in every]
    return Screen(text, (*ways.listed(*buttons), ways.searchward()))


def _first() -> Screen:
    text = lines(
        _("<b>Your résumé, the way Québec reads it</b>"),
        _("I ask, you answer in your own words, and you get a PDF of one or two pages."),
        _("No photo, no age, no family, no religion: what counts here is what you can do."),
        _("You may stop at any time. What I know from your profile, I do not ask again."),
    )
    begin = Button(_("Begin my résumé"), resume_target.ask.to(0), style="primary")
    return Screen(text, (*ways.listed(begin), ways.searchward()))


@page("resume/{number}")
def version(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    draft = drafted(turn, row)
    text = lines(
        _("<b>Your résumé: {target}</b>", target=row.target),
        *(_line(turn, draft, part) for part in Part if part is not Part.TARGET),
        "",
        _("All that matters is there. Look at it, or take it along.") if next_part(draft) is None else None,
    )
    return Screen(text, (*_next(draft), *_parts(draft), *_uses(turn, draft)))


def drafted(turn: Turn, row: Resume) -> Draft:
    return resumes.draft(turn.session, turn.candidate, row, turn.programme.occupations)


def next_part(draft: Draft) -> Part | None:
    """What is asked for next; None where all that matters is there."""
    there = _there(draft)
    return next((part for part in ORDER if not there[part]), None)


def _there(draft: Draft) -> dict[Part, bool]:
    return {
        Part.SUMMARY: bool(draft.resume.summary),
        Part.JOBS: bool(draft.jobs),
        Part.STUDIES: bool(draft.studies),
        Part.SKILLS: len(draft.resume.skills) >= critique.FEWEST_SKILLS,
        Part.TONGUES: bool(resumes.tongues(draft)),
        Part.CONTACT: bool(resumes.contact(draft.head)),
        Part.MORE: bool(draft.head.more),
    }


TITLES = {
    Part.TARGET: _("Job wished for"),
    Part.SUMMARY: _("Summary"),
    Part.JOBS: _("My work"),
    Part.STUDIES: _("Diplomas"),
    Part.SKILLS: _("Skills"),
    Part.TONGUES: _("Languages"),
    Part.CONTACT: _("Head: city, e-mail, phone"),
    Part.MORE: _("Voluntary work, courses"),
}


def _line(turn: Turn, draft: Draft, part: Part) -> Text:
    mark = "✅" if _there(draft)[part] else "▫️"
    told = _counted(turn, draft, part)
    if told is None:
        return _("{mark} {title}", mark=mark, title=TITLES[part])
    return _("{mark} {title}: {told}", mark=mark, title=TITLES[part], told=told)


def _counted(turn: Turn, draft: Draft, part: Part) -> Words | None:
    match part:
        case Part.JOBS:
            hidden = len(store.experiences(turn.session, turn.candidate.id)) - len(draft.jobs)
            shown = ngettext("{count} job", "{count} jobs", len(draft.jobs))
            return _("{shown}, {hidden} left out here", shown=shown, hidden=hidden) if hidden else shown
        case Part.STUDIES:
            return ngettext("{count} diploma", "{count} diplomas", len(draft.studies)) if draft.studies else None
        case Part.SKILLS if draft.resume.skills:
            return ", ".join(draft.resume.skills[:4])
        case _:
            return None


def to(part: Part, number: int) -> Link:
    """Where a part is filled in or changed."""
    return {
        Part.TARGET: resume_target.ask,
        Part.SUMMARY: resume_target.summarize,
        Part.JOBS: resume_jobs.show,
        Part.STUDIES: resume_studies.show,
        Part.SKILLS: resume_skills.show,
        Part.TONGUES: resume_more.tongues,
        Part.CONTACT: resume_more.contact,
        Part.MORE: resume_more.show,
    }[part].to(number)


def _next(draft: Draft) -> tuple[Row, ...]:
    part = next_part(draft)
    if part is None:
        look = Button(_("👁 See it"), resume_paper.preview.to(draft.resume.id, Language.FR), style="primary")
        return ((look, Button(_("Check it"), resume_paper.check.to(draft.resume.id))),)
    return ((Button(_("Next: {part}", part=TITLES[part]), to(part, draft.resume.id), style="primary"),),)


def _parts(draft: Draft) -> Sequence[Row]:
    buttons = [Button(TITLES[part], to(part, draft.resume.id)) for part in Part]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _uses(turn: Turn, draft: Draft) -> tuple[Row, ...]:
    number = draft.resume.id
    take = (
        Button(_("PDF in French"), resume_paper.take.to(number, Language.FR)),
        Button(_("PDF in English"), resume_paper.take.to(number, Language.EN)),
    )
    check = () if next_part(draft) is None else ((Button(_("Check it"), resume_paper.check.to(number)),),)
    several = len(store.of_candidate(turn.session, turn.candidate.id)) > 1
    versions = Button(_("All versions"), show.to()) if several else None
    other = Button(_("Another version"), copy.to(number))
    return (
        *check,
        take,
        (
            Button(_("Cover letter"), resume_letter.show.to(number)),
            Button(_("Show it to employers"), resume_posting.show.to(number)),
        ),
        tuple(each for each in (other, versions, Button(_("Delete this version"), remove.to(number))) if each),
        ways.homeward(),
    )


@action("resume/{number}/copy")
def copy(turn: Turn, number: int) -> Screen:
    """Begins another version, and asks for which job; a copy that was begun and not named is taken up again."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    every = store.of_candidate(turn.session, turn.candidate.id)
    if len(every) >= MOST:
        text = _("You have {count} versions already. Delete one that you do not need any more.", count=len(every))
        return Screen(text, ((Button(_("All versions"), show.to()), *ways.homeward()),))
    return resume_target.ask_for_copy(turn, number)


@action("resume/{number}/delete")
def remove(turn: Turn, number: int) -> Screen:
    """Deletes a version; its jobs and diplomas stay. What employers see of it is withdrawn."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    resume_posting.let_go(turn, row)
    resume_subject.remember(turn, "version", row)
    turn.session.delete(row)
    turn.session.flush()
    undo = Button(_("↩️ Put it back"), resume_subject.put_back.to(number), style="primary")
    text = _("Deleted: the version for <b>{target}</b>. Your work and your diplomas are kept.", target=row.target)
    return Screen(text, (*ways.listed(undo, Button(_("My résumé"), show.to())), ways.homeward()))
