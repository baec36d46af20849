"""One candidate: who they are, their plan, and the conversation as it goes."""

from aiohttp import web

from console import panes
from console.desk import desk, looked_at, opened
from console.pages.plan import whole
from console.routing import STAFF, get
from console.visits import Visit


@get("/candidates/{candidate:[0-9]+}", roles=STAFF)
async def candidate(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await opened(visit, "candidate.read"))
    return await panes.shown(visit, ready, whole(visit, ready))


@get("/candidates/{candidate:[0-9]+}/file", roles=STAFF)
async def file(visit: Visit) -> web.StreamResponse:
    """What the candidate told, drawn again when it changed."""
    return visit.page("_file.html", desk=desk(visit, await looked_at(visit, "candidate.read")))
