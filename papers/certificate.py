"""A certificate of the training: one page to show, with a code that anybody can verify."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import segno

from locales.reader import Reader
from locales.text import _
from papers import typesetting
from papers.plan import Words
from papers.typesetting import Json


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """`taught` are the lessons, or the modules of the whole course; `link` is the page that verifies, or ""."""

    name: str
    title: Words
    taught: Sequence[Words]
    issued_on: date
    code: str
    link: str = ""
    course: bool = False


def pdf(sheet: CertificateSheet, reader: Reader) -> bytes:
    """One A4 page across, as an accessible PDF (PDF/UA-1)."""
    return typesetting.pdf("certificate", _values(sheet, reader), sheet.issued_on)


def _values(sheet: CertificateSheet, reader: Reader) -> dict[str, Json]:
    say = reader.plain
    return {
        "lang": reader.locale,
        "dir": "rtl" if reader.rtl else "ltr",
        "words": {name: say(words) for name, words in _labels(sheet).items()},
        "name": say(sheet.name),
        "title": say(sheet.title),
        "taught": [say(each) for each in sheet.taught],
        "code": sheet.code,
        "link": sheet.link,
        "qr": _squares(sheet.link) if sheet.link else [],
    }


def _labels(sheet: CertificateSheet) -> Mapping[str, Words]:
    finished = (
        _("has finished the whole training on the realities of working in Québec")
        if sheet.course
        else _("has finished this module of the training on the realities of working in Québec")
    )
    return {
        "certificate": _("Certificate"),
        "document": _("Certificate of {name}: {title}", name=sheet.name, title=sheet.title),
        "finished": finished,
        "taught": _("Modules") if sheet.course else _("Lessons"),
        "date": _("Issued on {date}", date=sheet.issued_on),
        "code": _("Verification code"),
        "verify": _("Whether it is valid is told here:"),
        "picture": _("QR code that leads to the page of verification"),
    }


def _squares(link: str) -> list[list[int]]:
    """The rows of a QR code: 1 is dark."""
    return [[int(square) for square in row] for row in segno.make(link, micro=False, error="m").matrix]
