"""Signing out."""

from aiohttp import web
from aiohttp_session import get_session

from console.routing import STAFF, post
from console.visits import Visit


@post("/sign-out", roles=STAFF)
async def sign_out(visit: Visit) -> web.StreamResponse:
    session = await get_session(visit.request)
    session.invalidate()
    return visit.redirect("sign_in")
