"""What staff say about the job search: an offer sent with a word of their own, and comments on a résumé."""

from dataclasses import replace

from coaching import matching
from dialogs import counsellor, gate, handover, matches, offers, resume, resume_mine, together, ways
from dialogs.engine.screens import Button, Screen
from dialogs.engine.staffing import OfferSent, ResumeCommented
from dialogs.engine.turn import Turn
from dialogs.refusals import refusal_of_word
from locales.text import _, lines
from storage import searching
from storage.candidates import Status
from storage.opportunities import Opportunity
from storage.searching import Opinion


def sent(turn: Turn, event: OfferSent) -> Screen | None:
    """The offer with the words of who sends it; nothing where it was sent before, is closed, or is not wished."""
    row = turn.session.get(Opportunity, event.offer_id)
    if _is_away(turn) or refusal_of_word(event) or row is None or not row.is_open(turn.today):
        return None
    kept = searching.suggest(turn.session, turn.candidate.id, row.id, _score(turn, row), turn.now)
    if kept.staff_id is not None or kept.opinion == Opinion.NO:
        return None
    kept.staff_id, kept.at = event.staff_id, turn.now
    screen = offers.shown(turn, row)
    name = handover.name_of(turn, event.staff_id)
    text = lines(
        _("<b>{name}</b> sends you an offer:", name=name),
        event.text,
        "",
        screen.text,
        *together.still_asked(turn),
    )
    return Screen(text, (*screen.rows[:-2], *ways.listed(_reply()), *screen.rows[-2:]), fresh=True)


def _is_away(turn: Turn) -> bool:
    """Whether this person is no candidate, has left, or has not agreed to be written to."""
    candidate = turn.conversation.candidate
    return candidate is None or candidate.status is Status.LEFT or gate.barred(turn) is not None


def _score(turn: Turn, row: Opportunity) -> int:
    looked = matches.mine(turn)
    if looked is None:
        return 0
    return matching.match(looked.seeker(), matching.offer_of(row, looked.occupations), turn.today).score


def _reply() -> Button:
    return Button(_("Reply"), counsellor.WRITE.to())


def commented(turn: Turn, event: ResumeCommented) -> Screen | None:
    """The words of staff about one version of the résumé; of one that is gone meanwhile, the words alone."""
    if _is_away(turn) or refusal_of_word(event):
        return None
    turn.conversation.waiting_since = None
    name, row = handover.name_of(turn, event.staff_id), resume_mine.mine(turn, event.resume_id)
    if row is None:
        return replace(handover.wrote(name, event.text), rows=(*ways.listed(_reply()), ways.homeward()))
    about = _("<b>{name}</b>, about your résumé <b>{target}</b>:", name=name, target=row.target)
    opening = Button(_("Open this résumé"), resume.version.to(row.id), style="primary")
    text = lines(about, event.text, *together.still_asked(turn))
    return Screen(text, (*ways.listed(opening, _reply()), ways.homeward()), fresh=True)
