"""What goes wrong is said in words, in the look of the house, with a way on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from aiohttp import web
from aiohttp_session import get_session

from console.visits import Visit
from locales.text import Text, _

log = structlog.get_logger()


class NotAllowedError(Exception):
    """A page that this role may not open."""


class StaleFormError(Exception):
    """A form without the proof that it comes from a page of ours."""


class FileGoneError(Exception):
    """A file that the platform does not hand out any more."""


@dataclass(frozen=True, slots=True)
class Fault:
    status: int
    title: Text
    advice: Text


NOT_FOUND = Fault(
    404,
    _("There is nothing here"),
    _("The address may be mistyped, or it leads to a file that is not among those you follow."),
)
FILE_GONE = Fault(
    404,
    _("This file cannot be fetched any more"),
    _("Telegram hands out files for a limited time, and none that are very large. Ask the candidate to send it again."),
)
NOT_ALLOWED = Fault(
    403, _("This is not for your role"), _("If you need this page for your work, ask an administrator for access.")
)
STALE_FORM = Fault(
    403,
    _("This form is too old"),
    _("You have signed in again since the page was opened, or cookies are blocked. Reload the page, then send again."),
)
REFUSED = Fault(400, _("The request was not understood"), _("Go back, reload the page, and try again."))
TOO_OFTEN = Fault(429, _("Too many attempts"), _("Wait ten minutes, then try again."))
BROKEN = Fault(
    500, _("Something went wrong on our side"), _("Nothing you wrote is lost. Wait a moment, then try again.")
)

FAULTS: dict[type[Exception], Fault] = {
    FileGoneError: FILE_GONE,
    NotAllowedError: NOT_ALLOWED,
    StaleFormError: STALE_FORM,
}


@web.middleware
async def explain(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPNotFound:
        await get_session(request)  # an address that no page has did not look who asks
        return said(request, NOT_FOUND)
    except (FileGoneError, NotAllowedError, StaleFormError) as error:
        return said(request, FAULTS[type(error)])
    except web.HTTPTooManyRequests:
        return said(request, TOO_OFTEN)
    except web.HTTPClientError as error:
        return said(request, replace(REFUSED, status=error.status))
    except (web.HTTPException, ConnectionResetError):
        raise
    except Exception:
        log.exception("page failed", path=_named(request))
        return said(request, BROKEN)


def _named(request: web.Request) -> str:
    """Which page it is, without what its address holds: that may be a secret."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else request.method


def said(request: web.Request, fault: Fault) -> web.Response:
    """A page, or where a part of one was asked for, a notice above it."""
    visit = Visit.of(request)
    if not visit.by_htmx:
        return visit.page("fault.html", fault.status, fault=fault)
    response = visit.page("_notice.html", fault.status, fault=fault)
    response.headers.update({"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"})
    return response
