"""The résumé on paper: looked at in the chat, checked, taken along as a PDF in French or in English."""

from collections.abc import Sequence

from coaching import critique, resumes
from coaching.critique import Hint
from coaching.resumes import Draft
from dialogs import resume, resume_jobs, resume_mine, resume_subject, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Document, Link, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import NAMES, OTHER, Language
from locales.catalogs import reader
from locales.reader import Reader
from locales.text import Text, _, lines, ngettext
from papers.resume import Fitted, fitted, pdf, picture
from storage.resumes import Resume

SHOWN = 6
"""How many hints are told at once."""


@page("resume/{number}/check")
def check(turn: Turn, number: int) -> Screen:
    """What would make it better, each with the way to mend it."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    draft = resume.drafted(turn, row)
    told = critique.hints(draft, turn.today)
    paper = _fitted(turn, draft, Language.FR)
    good = _("<b>Well done: I find nothing to mend.</b> Let a person read it too.")
    text = lines(
        _("<b>What would make it better</b>") if told else good,
        _("These are hints. You decide.") if told else None,
        "",
        *(_("• {hint}", hint=hint.words) for hint in told[:SHOWN]),
        ngettext("• and {count} more", "• and {count} more", len(told) - SHOWN) if len(told) > SHOWN else None,
        *_given_way(paper),
    )
    look = Button(_("👁 See it"), preview.to(number, Language.FR), style="" if told else "primary")
    return Screen(text, (*ways.listed(*_mends(number, told[:SHOWN]), look), resume_subject.back(number)))


def _mends(number: int, told: Sequence[Hint]) -> list[Button]:
    """One way to each place, however many hints speak of it."""
    places: dict[Link, Text] = {}
    for hint in told:
        link = resume_jobs.one.to(number, hint.job) if hint.job else resume.to(hint.part, number)
        places.setdefault(link, _("Mend: {part}", part=resume.TITLES[hint.part]))
    return [Button(label, link) for link, label in places.items()]


def _fitted(turn: Turn, draft: Draft, language: Language) -> Fitted:
    return fitted(resumes.sheet(draft, language, turn.today), _reader(turn, language))


def _reader(turn: Turn, language: Language) -> Reader:
    return reader(language, turn.conversation.time_zone)


def _given_way(paper: Fitted) -> list[Text]:
    """What two pages left no room for."""
    told = []
    if paper.shortened:
        told.append(
            ngettext(
                "Two pages hold no more: {count} older job stands in one line.",
                "Two pages hold no more: {count} older jobs stand in one line each.",
                paper.shortened,
            )
        )
    if paper.left_out:
        told.append(
            ngettext(
                "{count} job found no room, the oldest. Leave out what matters less, to choose yourself.",
                "{count} jobs found no room, the oldest. Leave out what matters less, to choose yourself.",
                paper.left_out,
            )
        )
    return told


@action("resume/{number}/see/{language}")
def preview(turn: Turn, number: int, language: Language) -> Screen:
    """The first page as a picture."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    paper = _fitted(turn, resume.drafted(turn, row), language)
    drawn = Document(f"resume-{number}-{language}.png", "image/png", picture(paper.sheet, _reader(turn, language)))
    said = lines(_("<b>{target}</b>: the first page", target=row.target), *_given_way(paper))
    return _given(
        number,
        said,
        drawn,
        Button(_("In {language}", language=NAMES[OTHER[language]]), preview.to(number, OTHER[language])),
    )


@action("resume/{number}/pdf/{language}")
def take(turn: Turn, number: int, language: Language) -> Screen:
    """Makes the PDF; sentences in another language than its labels are told first."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    draft = resume.drafted(turn, row)
    written = resumes.written_in(draft.sentences)
    return _unlike(row, language, written) if written and written != language else _made(turn, draft, language)


def _unlike(row: Resume, language: Language, written: str) -> Screen:
    other = OTHER[language] if written == OTHER[language] else None
    text = lines(
        _("<b>Your sentences are not in {language}</b>", language=NAMES[language]),
        _(
            "I put my own words, such as “Skills”, into {language}. Yours stay as you wrote them.",
            language=NAMES[language],
        ),
        _("For an employer, the whole page should be in one language: make another version, and write it there."),
    )
    buttons = (
        Button(_("In {language}", language=NAMES[other]), take.to(row.id, other), style="primary") if other else None,
        Button(_("Make it all the same"), take_anyway.to(row.id, language)),
        Button(_("Another version"), resume.copy.to(row.id)),
    )
    return Screen(text, (*ways.listed(*buttons), resume_subject.back(row.id)))


@action("resume/{number}/pdf/{language}/anyway")
def take_anyway(turn: Turn, number: int, language: Language) -> Screen:
    row = resume_mine.mine(turn, number)
    return _made(turn, resume.drafted(turn, row), language) if row else resume_subject.gone()


def _made(turn: Turn, draft: Draft, language: Language) -> Screen:
    paper = _fitted(turn, draft, language)
    content = pdf(paper.sheet, _reader(turn, language))
    made = Document(f"resume-{draft.resume.id}-{language}.pdf", "application/pdf", content)
    said = lines(
        _("<b>{target}</b>: your résumé in {language}", target=draft.resume.target, language=NAMES[language]),
        _("On letter paper, as in Québec. Read it once more, and let somebody else read it."),
        *_given_way(paper),
    )
    return _given(draft.resume.id, said, made, Button(_("Check it"), check.to(draft.resume.id)))


def _given(number: int, said: Words, document: Document, more: Button) -> Screen:
    takes = tuple(
        Button(label, take.to(number, language))
        for language, label in ((Language.FR, _("PDF in French")), (Language.EN, _("PDF in English")))
    )
    return Screen(said, (takes, (more,), resume_subject.back(number)), document=document)
