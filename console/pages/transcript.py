"""The conversation as it goes: older messages on demand, new ones by themselves."""

from contextlib import suppress

from aiohttp import web
from aiohttp_sse import sse_response

from console import streams
from console.desk import drawing, looked_at, pending
from console.routing import STAFF, get
from console.visits import Visit, whole
from storage import messages, transcripts
from storage.conversations import Conversation
from storage.dossiers import Dossier

RECENT = 50


@get("/candidates/{candidate:[0-9]+}/messages", roles=STAFF)
async def older(visit: Visit) -> web.StreamResponse:
    conversation = _conversation(await looked_at(visit, "conversation.read"))
    before = _number(visit.request.query.get("before", ""))
    said = await visit.read(lambda session: transcripts.excerpt(session, conversation.id, before))
    return visit.page(
        "_messages.html",
        candidate_id=visit.number("candidate"),
        bubbles=drawing(visit, conversation).of(said),
        older=said.messages[0].id if said.before else 0,
    )


@get("/candidates/{candidate:[0-9]+}/live", roles=STAFF)
async def live(visit: Visit) -> web.StreamResponse:
    found = await looked_at(visit, "candidate.read")
    conversation = _conversation(found)
    came_back = visit.request.headers.get("Last-Event-ID", "")
    last = _number(came_back or visit.request.query.get("after", ""))
    recent = await visit.read(lambda session: messages.latest(session, conversation.id, None, RECENT))
    follower = visit.parts.follower
    async with sse_response(visit.request) as response:
        with suppress(*streams.CLOSED), follower.watch(conversation.id, last, pending(recent)) as viewer:
            stream = streams.Talk(visit, response, found.candidate.id, conversation, last)
            await stream.catch_up(recent, came_back=bool(came_back))
            async for change in streams.changes(visit, viewer, response, stream.allowed):
                await stream.tell(change)
    return response


def _conversation(found: Dossier) -> Conversation:
    if found.conversation is None:
        raise web.HTTPNotFound
    return found.conversation


def _number(digits: str) -> int:
    found = whole(digits)
    if found is None:
        raise web.HTTPBadRequest
    return found
