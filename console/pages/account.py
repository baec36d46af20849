"""One's own account: language and time zone of the console, password, and where one is signed in."""

from zoneinfo import ZoneInfo, available_timezones

from aiohttp import web
from sqlalchemy.orm import Session

from console import passwords
from console.routing import STAFF, get, post
from console.sessions import COOKIE
from console.visits import SPOKEN, Visit
from locales.catalogs import LANGUAGES
from locales.text import Text, _
from storage import audit, staff
from storage.staff import Staff

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
)
GOOD: dict[str, Text] = {
    "kept": _("Your settings are kept."),
    "password": _("Your password is changed, and your other sign-ins have ended."),
    "ended": _("Your other sign-ins have ended."),
}


@get("/account", roles=STAFF)
async def account(visit: Visit) -> web.StreamResponse:
    return await _account(visit)


@post("/account/settings", roles=STAFF)
async def keep_settings(visit: Visit) -> web.StreamResponse:
    form = await visit.form()
    locale, zone = form.get("locale", ""), form.get("time_zone", "")
    if locale not in SPOKEN or zone not in available_timezones():
        raise web.HTTPBadRequest

    def keep(session: Session) -> None:
        member = session.get_one(Staff, visit.staff.id)
        member.locale, member.time_zone = locale, ZoneInfo(zone).key

    await visit.run(keep)
    return visit.redirect("account", said="kept")


@post("/account/password", roles=STAFF)
async def change_password(visit: Visit) -> web.StreamResponse:
    form, member = await visit.form(), visit.staff
    if not await visit.parts.attempts.allowed(visit.address, member.email):
        return await _account(visit, _("Too many attempts. Wait ten minutes, then try again."), 429)
    if not await passwords.verify_aside(form.get("password", ""), member.password_hash):
        return await _account(visit, _("This is not your present password."), 422)
    wanted = form.get("new_password", "")
    problem = passwords.weakness(wanted, member.email)
    if problem:
        return await _account(visit, problem, 422)
    await visit.parts.attempts.succeeded(member.email)
    await _take(visit, await passwords.hash_aside(wanted))
    return visit.redirect("account", said="password")


async def _take(visit: Visit, hashed: str) -> None:
    token = visit.request.cookies[COOKIE]

    def take(session: Session) -> None:
        member = session.get_one(Staff, visit.staff.id)
        member.password_hash = hashed
        staff.sign_out_elsewhere(session, member, token)
        audit.note(session, member, "staff.password_changed", visit.now)

    await visit.run(take)


@post("/account/sign-out-elsewhere", roles=STAFF)
async def sign_out_elsewhere(visit: Visit) -> web.StreamResponse:
    token = visit.request.cookies[COOKIE]
    await visit.run(lambda session: staff.sign_out_elsewhere(session, visit.staff, token))
    return visit.redirect("account", said="ended")


async def _account(visit: Visit, problem: Text | None = None, status: int = 200) -> web.Response:
    sign_ins = await visit.read(lambda session: staff.sign_ins(session, visit.staff, visit.now))
    return visit.page(
        "account.html",
        status,
        languages={language: LANGUAGES[language] for language in SPOKEN},
        zones=ZONES,
        sign_ins=sign_ins,
        this=staff.digest(visit.request.cookies[COOKIE]),
        problem=problem,
        good=GOOD.get(visit.request.query.get("said", "")),
    )
