"""A candidate's invitation: the link to hand on, another one instead of it, or none."""

from aiohttp import web
from sqlalchemy.orm import Session

from console.desk import looked_at, opened
from console.invitations import VALID, Handout
from console.routing import ACTING, get, post
from console.visits import Visit
from locales.catalogs import LANGUAGES, resolve
from storage import audit, invitations
from storage.candidates import Candidate


@get("/candidates/{candidate:[0-9]+}/invitation", roles=ACTING)
async def invitation(visit: Visit) -> web.StreamResponse:
    found = await opened(visit, "invitation.read")
    locale = resolve(visit.request.query.get("locale") or visit.reader.locale)
    handout = found.invitation and Handout(
        found.invitation, found.candidate, _link(visit, found.invitation.code), locale, visit.staff.name, visit.now
    )
    return visit.page("invitation.html", candidate=found.candidate, handout=handout, languages=LANGUAGES, locale=locale)


def _link(visit: Visit, code: str) -> str:
    """The link that opens the bot with this code; "" while the bot's address is not known."""
    bot = visit.parts.settings.bot_link()
    return f"{bot}?start={code}" if bot else ""


@post("/candidates/{candidate:[0-9]+}/invitation", roles=ACTING)
async def invite_again(visit: Visit) -> web.StreamResponse:
    """Another code; the one before it opens nothing any more."""
    found = await looked_at(visit)
    await visit.run(lambda session: _renew(session, visit, found.candidate.id))
    return visit.redirect("invitation", candidate=found.candidate.id)


def _renew(session: Session, visit: Visit, candidate_id: int) -> None:
    candidate = session.get_one(Candidate, candidate_id)
    _end(session, candidate, visit)
    invitations.issue(session, candidate, visit.parts.settings.chance(), visit.now, visit.now + VALID)
    audit.note(session, visit.staff, "invitation.renewed", visit.now, candidate_id)


@post("/candidates/{candidate:[0-9]+}/invitation/withdraw", roles=ACTING)
async def withdraw(visit: Visit) -> web.StreamResponse:
    found = await looked_at(visit)
    await visit.run(lambda session: _withdraw(session, visit, found.candidate.id))
    return visit.redirect("invitation", candidate=found.candidate.id)


def _withdraw(session: Session, visit: Visit, candidate_id: int) -> None:
    _end(session, session.get_one(Candidate, candidate_id), visit)
    audit.note(session, visit.staff, "invitation.withdrawn", visit.now, candidate_id)


def _end(session: Session, candidate: Candidate, visit: Visit) -> None:
    last = invitations.latest(session, candidate)
    if last and not last.used_at:
        last.withdrawn_at = last.withdrawn_at or visit.now
