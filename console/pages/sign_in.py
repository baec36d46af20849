"""Signing in: by e-mail and password, with as much patience for typing mistakes as safety allows."""

from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.orm import Session

from console import csrf, passwords, sessions
from console.routing import PUBLIC, get, post
from console.visits import Visit
from locales.text import Text, _
from storage import audit, staff
from storage.staff import Staff

WRONG = _("This e-mail address and password do not belong together. Check both, or ask an administrator.")
TOO_OFTEN = _("Too many attempts. Wait ten minutes, then try again.")


@get("/sign-in", roles=PUBLIC)
async def sign_in(visit: Visit) -> web.StreamResponse:
    if visit.member:
        return visit.redirect("candidates")
    return _asked(visit, visit.request.query.get("next", ""))


@post("/sign-in", roles=PUBLIC)
async def check(visit: Visit) -> web.StreamResponse:
    form = await visit.form()
    email, wanted = form.get("email", ""), form.get("next", "")
    if not await visit.parts.attempts.allowed(visit.address, email):
        return _asked(visit, wanted, email, TOO_OFTEN, 429)
    member = await visit.read(lambda session: staff.by_email(session, email))
    right = await passwords.verify_aside(form.get("password", ""), member.password_hash if member else None)
    if member is None or not right:
        return _asked(visit, wanted, email, WRONG, 401)
    await _welcome(visit, member, form["password"])
    return visit.go(_inside(visit, wanted))


async def _welcome(visit: Visit, member: Staff, password: str) -> None:
    await visit.parts.attempts.succeeded(member.email)
    fresh = await passwords.hash_aside(password) if passwords.outdated(member.password_hash) else None

    def note(session: Session) -> None:
        audit.note(session, member, "staff.signed_in", visit.now, detail=visit.address)
        if fresh:
            session.get_one(Staff, member.id).password_hash = fresh

    await visit.run(note)
    await sessions.begin(visit.request, member)


def _asked(
    visit: Visit, wanted: str, email: str = "", problem: Text | None = None, status: int = 200
) -> web.StreamResponse:
    csrf.receive(visit.request, visit.parts.settings.token())
    response = visit.page("sign_in.html", status, wanted=wanted, email=email, problem=problem)
    csrf.keep(visit.request, response, secure=visit.parts.settings.secure)
    return response


def _inside(visit: Visit, wanted: str) -> str:
    """Where the visitor was going, if that is a page of ours."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return visit.url("candidates")
    path = parts.path
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path
    if not own or (parts.netloc and parts.netloc != visit.request.host) or path == visit.url("sign_in"):
        return visit.url("candidates")
    return f"{path}?{parts.query}" if parts.query else path
