"""The front page: where the work is."""

from aiohttp import web

from console.routing import STAFF, get
from console.visits import Visit


@get("/", roles=STAFF)
async def home(visit: Visit) -> web.StreamResponse:
    return visit.redirect("candidates")
