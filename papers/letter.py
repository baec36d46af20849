"""A cover letter: one page, in the candidate's own sentences; ours are only what every letter begins and ends with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from locales.reader import Reader
from locales.text import _
from papers import typesetting
from papers.typesetting import Json


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """`paragraphs` are the candidate's, in their order."""

    name: str
    target: str
    employer: str
    paragraphs: Sequence[str]
    made_on: date
    contact: Sequence[str] = ()


def pdf(sheet: LetterSheet, reader: Reader) -> bytes:
    """An accessible PDF (PDF/UA-1) on letter paper."""
    return typesetting.pdf("letter", _values(sheet, reader), sheet.made_on)


def picture(sheet: LetterSheet, reader: Reader) -> bytes:
    return typesetting.first_page("letter", _values(sheet, reader))


def _values(sheet: LetterSheet, reader: Reader) -> dict[str, Json]:
    say = reader.plain
    return {
        "lang": reader.locale,
        "dir": "rtl" if reader.rtl else "ltr",
        "name": sheet.name,
        "contact": list(sheet.contact),
        "employer": sheet.employer,
        "paragraphs": list(sheet.paragraphs),
        "words": {
            "document": say(_("Cover letter of {name}: {target}", name=sheet.name, target=sheet.target)),
            "date": say(sheet.made_on),
            "subject": say(_("Application: {target}", target=sheet.target)),
            "greeting": say(_("Dear Madam or Sir,")),
            "farewell": say(_("Sincerely,")),
        },
    }
