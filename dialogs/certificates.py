"""Certificates of the training: earned, shown, taken along as a document."""

from collections.abc import Sequence

from coaching import certifying
from coaching.modules import Module
from dialogs import training, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Document, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from papers.certificate import CertificateSheet, pdf
from storage import certificates as store
from storage.certificates import COURSE, Certificate


def earn(turn: Turn, module: Module) -> Words:
    """Issues what finishing a module earns, and says so."""
    earned = certifying.earn(turn.session, turn.candidate, module, turn.programme.training, turn.now)
    told = _("Your certificate is ready: code <b>{code}</b>.", code=earned.module.code)
    if earned.course is None:
        return told
    whole = _("<b>That was the last module: you have the certificate of the whole training too. Congratulations!</b>")
    return lines(told, whole)


@page("certificates")
def show(turn: Turn) -> Screen:
    mine = [each for each in store.of_candidate(turn.session, turn.candidate.id) if each.revoked_at is None]
    back = (Button(_("‹ Training"), training.show.to()), *ways.homeward())
    if not mine:
        text = lines(
            _("<b>My certificates</b>"),
            _("You have none yet: each module that you finish gives you one, and all of them together one more."),
        )
        return Screen(text, (back,))
    text = lines(
        _("<b>My certificates</b>"),
        _("Each has a code. Whoever you show it to can see on a public page that it is valid."),
        "",
        *(_listed(each) for each in mine),
    )
    buttons = [Button(_("📄 {title}", title=certifying.title(each)), print_.to(each.id)) for each in mine]
    return Screen(text, (*ways.listed(*buttons), back))


def _listed(certificate: Certificate) -> Text:
    return _(
        "🎓 <b>{title}</b>, {date}: {code}",
        title=certifying.title(certificate),
        date=certifying.issued_on(certificate),
        code=certificate.code,
    )


@action("certificates/{certificate}")
def print_(turn: Turn, certificate: int) -> Screen:
    mine = store.of_candidate(turn.session, turn.candidate.id)
    found = next((each for each in mine if each.id == certificate and each.revoked_at is None), None)
    if found is None:
        return show(turn)
    made = Document(f"jalon-{found.code.lower()}.pdf", "application/pdf", pdf(_sheet(turn, found), turn.reader))
    text = lines(
        _("<b>Certificate: {title}</b>", title=certifying.title(found)),
        _("Verification code: {code}", code=found.code),
    )
    rows = ((Button(_("My certificates"), show.to()), Button(_("‹ Training"), training.show.to())), ways.homeward())
    return Screen(text, rows, document=made)


def _sheet(turn: Turn, certificate: Certificate) -> CertificateSheet:
    website = turn.programme.website
    return CertificateSheet(
        name=turn.candidate.name,
        title=certifying.title(certificate),
        taught=_taught(turn, certificate),
        issued_on=certifying.issued_on(certificate),
        code=certificate.code,
        link=f"{website}/certificate/{certificate.code}" if website else "",
        course=certificate.module == COURSE,
    )


def _taught(turn: Turn, certificate: Certificate) -> Sequence[Words]:
    if certificate.module == COURSE:
        return [module.title for module in turn.programme.training]
    module = turn.programme.training.get(certificate.module)
    return [lesson.title for lesson in module.lessons] if module else []
