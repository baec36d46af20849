"""A cover letter out of the candidate's own sentences: four questions, one page, nothing made up."""

from collections.abc import Mapping
from types import MappingProxyType

from coaching import resumes
from dialogs import resume, resume_mine, resume_subject, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers
from dialogs.engine.screens import Button, Document, Screen
from dialogs.engine.turn import Turn
from dialogs.resume_words import NAMES, OTHER, Called, Language, Own
from locales.catalogs import reader
from locales.text import Text, _, lines
from papers.letter import pdf, picture
from storage.resumes import Resume

TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "employer": _("Employer"),
        "reason": _("Why this employer"),
        "example": _("What you bring"),
        "coming": _("When you come"),
        "closing": _("The end"),
    }
)


@page("resume/{number}/letter")
def show(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    if not row.letter:
        return _first(number)
    told = [
        _("<b>{title}</b>: {said}", title=TITLES[name], said=row.letter[name])
        for name in TITLES
        if row.letter.get(name)
    ]
    text = lines(_("<b>Your letter for {target}</b>", target=row.target), "", *told)
    takes = (
        Button(_("PDF in French"), take.to(number, Language.FR)),
        Button(_("PDF in English"), take.to(number, Language.EN)),
    )
    fields = [Button(title, change.to(number, name)) for name, title in TITLES.items()]
    look, delete = Button(_("👁 See it"), preview.to(number, Language.FR), style="primary"), remove.to(number)
    rows = [tuple(fields[at : at + 2]) for at in range(0, len(fields), 2)]
    return Screen(text, ((look,), takes, *rows, (Button(_("Delete the letter"), delete),), resume_subject.back(number)))


def _first(number: int) -> Screen:
    text = lines(
        _("<b>The letter that goes with your résumé</b>"),
        _("One page at most. It does not repeat the résumé: it says why you, and why there."),
        _("Four questions. I put your sentences in order, and add only the greeting and the farewell."),
    )
    return Screen(
        text, (*ways.listed(Button(_("Write it"), write.to(number), style="primary")), resume_subject.back(number))
    )


@page("resume/{number}/letter/write")
def write(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    return show(turn, number) if row.letter else resume_mine.go_on(turn, FORM, number)


@page("resume/{number}/letter/change/{field}")
def change(turn: Turn, number: int, field: str) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    if not row.letter or field not in TITLES:
        return show(turn, number)
    kept = {name: row.letter.get(name) for name in TITLES if name != field}
    return resume_mine.ask_again(turn, FORM, number, kept)


@action("resume/{number}/letter/delete")
def remove(turn: Turn, number: int) -> Screen:
    """Asks nothing before: what is deleted can be put back."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    if not row.letter:
        return show(turn, number)
    resume_subject.remember_letter(turn, row)
    row.letter = None
    resume_mine.touch(turn, row)
    return resume_subject.removed(number, _("Deleted: the letter of this version."))


def _done(turn: Turn, answers: Answers) -> Screen:
    row = resume_mine.mine(turn, answers.subject)
    if row is None:
        return resume_subject.gone()
    row.letter = {name: answers.get(name) or "" for name in TITLES}
    resume_mine.touch(turn, row)
    return show(turn, row.id)


@action("resume/{number}/letter/see/{language}")
def preview(turn: Turn, number: int, language: Language) -> Screen:
    return _drawn(turn, number, language, "png")


@action("resume/{number}/letter/pdf/{language}")
def take(turn: Turn, number: int, language: Language) -> Screen:
    return _drawn(turn, number, language, "pdf")


def _drawn(turn: Turn, number: int, language: Language, ending: str) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    sheet = resumes.letter(resume.drafted(turn, row), turn.today)
    if sheet is None:
        return show(turn, number)
    draw, kind = (pdf, "application/pdf") if ending == "pdf" else (picture, "image/png")
    made = Document(
        f"letter-{number}-{language}.{ending}", kind, draw(sheet, reader(language, turn.conversation.time_zone))
    )
    return _given(row, language, made)


def _given(row: Resume, language: Language, made: Document) -> Screen:
    told = row.letter or {}
    written = resumes.written_in([told[part] for part in resumes.PARAGRAPHS if told.get(part)])
    said = lines(
        _("<b>Your letter, with its greeting in {language}</b>", language=NAMES[language]),
        _("Your own sentences are in another language than that.") if written and written != language else None,
    )
    takes = (
        Button(_("PDF in French"), take.to(row.id, Language.FR)),
        Button(_("PDF in English"), take.to(row.id, Language.EN)),
    )
    other = Button(_("See it in {language}", language=NAMES[OTHER[language]]), preview.to(row.id, OTHER[language]))
    back = (Button(_("‹ My letter"), show.to(row.id)), *resume_subject.back(row.id))
    return Screen(said, (takes, (other,), back), document=made)


EMPLOYER = Called(
    "employer",
    _("<b>To which employer do you write?</b>"),
    hint=_("Skip it, if the letter is for several: you change it each time."),
    optional=True,
    good=("CHUS Sherbrooke",),
    bad=("x" * 81,),
)
REASON = Own(
    "reason",
    _("<b>Why this job, and why there?</b>"),
    hint=_("Say which job, where you saw it, and what you like about this employer. Two or three sentences."),
    longest=600,
    good=("I saw your offer for a night nurse on Québec emploi. You train your teams yourselves, and I like that.",),
    bad=("x" * 601,),
)
EXAMPLE = Own(
    "example",
    _("<b>What do you bring? Tell one example.</b>"),
    hint=_("What was hard, what you did, what came of it, with a figure. Use the words of the offer."),
    longest=700,
    good=("When two colleagues were ill, I reorganized the shifts: nobody worked more than 40 hours.",),
    bad=("x" * 701, "I have two children and they are well-behaved."),
)
COMING = Own(
    "coming",
    _("<b>When do you come, and from when can you work?</b>"),
    hint=_("Say where you live now, when you land, and that you can be met online before. The truth is best."),
    longest=400,
    good=("I live in Algiers and land in Montréal in March 2027. Until then we can meet online.",),
    bad=("x" * 401,),
)
CLOSING = Own(
    "closing",
    _("<b>How do you end?</b>"),
    hint=_("Ask for a meeting and say thank you, in a sentence of your own."),
    longest=300,
    good=("I would be glad to tell you more in an interview. Thank you for reading me.",),
    bad=("x" * 301,),
)
FORM = Form(
    "resume-letter",
    (EMPLOYER, REASON, EXAMPLE, COMING, CLOSING),
    _done,
    resume_mine.onward,
    about=resume_mine.heading,
)
