"""An offer that looks suspicious: told in one tap or in words, answered with what the law and the State warn of.

What one candidate reports stays visible to the others until staff have looked at it: nobody may silence an employer
alone. From the second report by somebody else on, a warning stands on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from coaching import offering, opportunities
from coaching.templates import Source
from dialogs import intake, offers, sourcing, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Option, Sentence
from dialogs.engine.screens import Button, Link, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import opportunities as store
from storage.opportunities import Opportunity, Reason

REVIEWED = date(2026, 11, 25)
FRAUD = Source(
    "Québec.ca, Immigration fraud and the impact on your immigration plans",
    "https://www.quebec.ca/en/immigration/fraud-prevention",
    "2026-01-06",
)
AGENCIES = Source(
    "Québec.ca, Warning if you use the services of a recruitment agency",
    "https://www.quebec.ca/en/immigration/work-quebec/temporary-workers/temporary-foreign-worker-program/"
    "obtaining-offer-employment/warning-recruitment-agencies",
    "2026-01-08",
)
STANDARDS = Source(
    "Act respecting labour standards (N-1.1), LégisQuébec",
    "https://www.legisquebec.gouv.qc.ca/en/document/cs/N-1.1",
    "2025-09-01",
)


@dataclass(frozen=True, slots=True)
class Warned:
    words: Text
    source: Source


FEES = Warned(
    _("A worker does not pay recruitment fees. Check the CNESST licence of an agency before you accept its offer."),
    AGENCIES,
)
CONFIRM = Warned(_("Confirm the offer on the employer’s own website, before you accept it."), AGENCIES)
CHARGED = Warned(
    _(
        "An employer may not charge a temporary foreign worker for recruitment, "
        "except fees that a Canadian government program allows."
    ),
    STANDARDS,
)
PASSPORT = Warned(
    _("An employer may not keep the passport or other documents of a temporary foreign worker."), STANDARDS
)
TRANSFER = Warned(_("Never pay into a personal account or by private money transfer."), FRAUD)
SITES = Warned(
    _("Official sites end in quebec.ca or gouv.qc.ca. Be wary of officials who write from Gmail, Outlook or Yahoo."),
    FRAUD,
)
SCAMS = Warned(
    _("Typical scams are fake job contracts, fake officers, and offers of a quick permit in exchange for money."), FRAUD
)
PROMISES = Warned(_("Nobody can guarantee that an immigration application will be accepted."), FRAUD)
WARNINGS: Mapping[Reason, Sequence[Warned]] = MappingProxyType(
    {
        Reason.MONEY: (FEES, CHARGED, TRANSFER),
        Reason.DOCUMENTS: (PASSPORT, SCAMS, CONFIRM),
        Reason.ADDRESS: (CONFIRM, SITES, FEES),
        Reason.TOO_GOOD: (SCAMS, PROMISES, CONFIRM),
        Reason.OTHER: (CONFIRM, SCAMS, TRANSFER),
    }
)


@page("offer/{offer}/suspect")
def suspect(turn: Turn, offer: int) -> Screen:
    row = turn.session.get(Opportunity, offer)
    return FORM.open_about(turn, row.id) if row else offers.gone()


def warning(turn: Turn, row: Opportunity) -> list[Words]:
    """What stands on an offer: one's own report, and that others found it suspicious."""
    mine = store.reported_by(turn.session, row.id, turn.candidate.id)
    told: list[Words] = []
    if opportunities.is_suspect(turn.session, row):
        told.append(
            _(
                "⚠️ <b>Several people find this offer suspicious.</b> The team looks at it. "
                "Until then, pay nothing and send no documents."
            )
        )
    if mine:
        day = intake.local(turn, mine.at).date()
        told.append(_("You reported this offer on {date}. The team looks at it.", date=day))
    return told


def _about(turn: Turn, offer: Any) -> Words | None:
    row = turn.session.get(Opportunity, int(offer)) if str(offer).isdecimal() else None
    return _("Offer: <b>{title}</b>", title=row.title) if row else None


def _onward(offer: Any) -> Link:
    return offers.read.to(int(offer))


def _reported(turn: Turn, answers: Answers) -> Screen:
    row = turn.session.get(Opportunity, int(answers.subject))
    if row is None:
        return offers.gone()
    told = str(answers[REASON.name])
    reason = Reason(told) if told in set(Reason) else Reason.OTHER
    said = told if reason is Reason.OTHER else ""
    opportunities.report(turn.session, row, turn.candidate.id, reason, said, turn.now)
    warned = WARNINGS[reason]
    sources = list(dict.fromkeys(each.source for each in warned))
    text = lines(
        _("Thank you. The team looks at this offer."),
        _("<b>Until then, pay nothing, and send no passport and no papers.</b>"),
        "",
        *[_("• {warning}", warning=each.words) for each in warned],
        "",
        *sourcing.listed(sources, REVIEWED),
    )
    back = Button(_("‹ The offer"), offers.read.to(row.id))
    again = Button(_("Look for offers"), offers.begin.to())
    return Screen(text, ((back, again), (ways.to_counsellor(),), ways.homeward()), toast=_("Noted."))


def _reasons(_turn: Turn) -> Sequence[Option]:
    return [Option(reason, offering.REASONS[reason]) for reason in Reason if reason is not Reason.OTHER]


REASON = Sentence(
    "reason",
    _("<b>Why does it look suspicious?</b>"),
    hint=_("Tap what fits, or write it in your own words. The team reads it."),
    options=_reasons,
    good=("They want 500 dollars for the contract.", "It asks for money"),
    bad=("x" * 1001,),
)
FORM = Form("suspect", (REASON,), _reported, _onward, about=_about, numbered=False)
