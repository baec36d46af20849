"""The door of each page: who may come in, and whether a form was sent from a page of ours."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp_session import get_session

from console import csrf
from console.faults import NotAllowedError, StaleFormError
from console.routing import PUBLIC, Page
from console.visits import Visit


def door(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def enter(request: web.Request) -> web.StreamResponse:
        await get_session(request)
        visit = Visit.of(request)
        if page.roles != PUBLIC:
            if visit.member is None:
                return to_sign_in(visit)
            if visit.member.role not in page.roles:
                raise NotAllowedError
        if page.method == "POST" and not csrf.holds(request, (await visit.form()).get(csrf.FIELD, "")):
            raise StaleFormError
        return await page.handler(visit)

    return enter


def to_sign_in(visit: Visit) -> web.StreamResponse:
    """Asks who it is, and comes back to the same page; a stream cannot be sent on, so it is told no."""
    request = visit.request
    if "text/event-stream" in request.headers.get("Accept", ""):
        return web.Response(status=401, headers={"HX-Refresh": "true"})
    if request.method != "GET":
        return visit.redirect("sign_in")
    wanted = request.headers.get("HX-Current-URL", request.path_qs) if visit.by_htmx else request.path_qs
    return visit.redirect("sign_in", next=wanted)
