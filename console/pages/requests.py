"""Visitors who ask to be coached: granted with a name and a counsellor, or declined with a kind word."""

from aiohttp import web

from console.desk import event_key
from console.routing import ACTING, get, post
from console.visits import Visit
from dialogs.engine.staffing import Declined, Granted
from locales.catalogs import reader
from locales.text import Text, _
from storage import audit, caseload, staff
from storage.conversations import AccessRequest

LONGEST_REASON = 1000
LONGEST_NAME = 100
KIND_WORD = _(
    "This coaching is for people whom Québec has already selected, and we did not find your selection. If you have a "
    "file number, ask again and write it down. We wish you well on your way."
)


@get("/requests/{request:[0-9]+}", roles=ACTING)
async def request(visit: Visit) -> web.StreamResponse:
    asked = await _asked(visit)
    if asked.decided_at:
        return _decided(visit)
    await visit.note_once("request.read", detail=f"request {asked.id}")
    return await _page(visit, asked)


@post("/requests/{request:[0-9]+}/grant", roles=ACTING)
async def grant(visit: Visit) -> web.StreamResponse:
    asked, form = await _asked(visit), await visit.form()
    if asked.decided_at:
        return _decided(visit)
    first, last = form.get("first_name", ""), form.get("last_name", "")
    if not 0 < len(first) <= LONGEST_NAME or len(last) > LONGEST_NAME:
        return await _page(
            visit, asked, _("A first name is needed, of at most {limit} characters.", limit=LONGEST_NAME)
        )
    known = {str(member.id): member.id for member in await visit.read(staff.counsellors)}
    counsellor = known.get(form.get("counsellor_id", ""))
    key, staff_id = event_key(form), visit.staff.id
    granted = Granted(key, asked.conversation_id, staff_id, asked.id, first, last, counsellor)
    if (await visit.parts.post(granted)).counted:
        await _note(visit, asked, "request.granted")
    return _decided(visit)


@post("/requests/{request:[0-9]+}/decline", roles=ACTING)
async def decline(visit: Visit) -> web.StreamResponse:
    asked, form = await _asked(visit), await visit.form()
    if asked.decided_at:
        return _decided(visit)
    reason = form.get("reason", "")
    if not 0 < len(reason) <= LONGEST_REASON:
        return await _page(
            visit, asked, _("A kind word is needed, of at most {limit} characters.", limit=LONGEST_REASON)
        )
    declined = Declined(event_key(form), asked.conversation_id, visit.staff.id, asked.id, reason)
    if (await visit.parts.post(declined)).counted:
        await _note(visit, asked, "request.declined")
    return _decided(visit)


def _decided(visit: Visit) -> web.StreamResponse:
    """Back to those who still wait for an answer; so it goes too where a colleague was quicker."""
    return visit.redirect("candidates", part="requests")


async def _asked(visit: Visit) -> AccessRequest:
    id_ = visit.number("request")
    found = await visit.read(lambda session: caseload.request(session, id_))
    if found is None:
        raise web.HTTPNotFound
    return found


async def _note(visit: Visit, asked: AccessRequest, action: str) -> None:
    await visit.run(lambda session: audit.note(session, visit.staff, action, visit.now, detail=f"request {asked.id}"))


async def _page(visit: Visit, asked: AccessRequest, problem: Text | None = None) -> web.StreamResponse:
    words = reader(asked.conversation.locale, asked.conversation.time_zone)
    first, _space, last = asked.conversation.name.partition(" ")
    return visit.page(
        "request.html",
        422 if problem else 200,
        asked=asked,
        first=first,
        last=last,
        kind_word=words.plain(KIND_WORD),
        counsellors=await visit.read(staff.counsellors),
        problem=problem,
        now=visit.now,
    )
