"""Whether a certificate is true: a public page that says only what it must; and taking one back."""

from typing import Literal, TypeAlias

from aiohttp import web
from sqlalchemy.orm import Session

from coaching import certifying
from console import panes
from console.desk import looked_at
from console.pages.training import LONGEST_REASON, learned
from console.panes import Tried
from console.routing import ACTING, PUBLIC, get, post
from console.visits import Visit
from dialogs.refusals import Refusal
from locales.text import _
from storage import audit, certificates
from storage.certificates import Certificate

Verdict: TypeAlias = Literal["asked", "valid", "revoked", "unknown", "often"]
LONGEST_CODE = 64
NO_REASON = Refusal("reason", _("Please write why it is taken back. It is kept with the certificate."))


@get("/certificate", roles=PUBLIC)
async def certificates_(visit: Visit) -> web.StreamResponse:
    """Where a code is typed; a browser comes back here with it as a query."""
    typed = visit.request.query.get("code", "")[:LONGEST_CODE]
    code = certifying.meant(typed)
    if code:
        return visit.redirect("certificate", code=code)
    return _told(visit, "unknown" if typed.strip() else "asked")


@get("/certificate/{code:[0-9A-Za-z-]+}", roles=PUBLIC)
async def certificate(visit: Visit) -> web.StreamResponse:
    code = certifying.meant(visit.request.match_info["code"][:LONGEST_CODE])
    if not await visit.parts.attempts.may_verify(visit.address):
        return _told(visit, "often", code, status=429)
    found = await visit.read(lambda session: certificates.by_code(session, code))
    if found is None:
        return _told(visit, "unknown", code, status=404)
    return _told(visit, "revoked" if found.revoked_at else "valid", found=found)


def _told(
    visit: Visit, verdict: Verdict, code: str = "", found: Certificate | None = None, status: int = 200
) -> web.Response:
    told = {"title": certifying.title(found), "issued_on": certifying.issued_on(found)} if found else {}
    return visit.page("certificate.html", status, verdict=verdict, code=code, found=found, **told)


@post("/candidates/{candidate:[0-9]+}/certificates/{certificate:[0-9]+}/revoke", roles=ACTING)
async def revoke(visit: Visit) -> web.StreamResponse:
    """Takes a certificate back, with the reason: the public page says so from now on."""
    desk, number = await looked_at(visit, "candidate.read"), visit.number("certificate")
    fields = await visit.form()
    reason = " ".join(fields.get("reason", "").split())[:LONGEST_REASON]

    def work(session: Session) -> None:
        found = session.get(Certificate, number)
        if found is None or found.candidate_id != desk.candidate.id:
            raise web.HTTPNotFound
        if reason and found.revoked_at is None:
            certifying.revoke(found, visit.staff.id, reason, visit.now)
            audit.note(session, visit.staff, "certificate.revoked", visit.now, desk.candidate.id, found.code)

    await visit.run(work)
    if reason and not visit.by_htmx:
        return visit.redirect("candidate_training", candidate=desk.candidate.id)
    ready = await panes.laid_out(visit, desk)
    tried = Tried(f"revoke{number}", None if reason else NO_REASON, fields)
    said = _("Taken back. The public page says so from now on.") if reason else None
    return await panes.shown(visit, ready, await learned(visit, ready, said, tried))
