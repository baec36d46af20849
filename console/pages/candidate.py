"""One candidate: who they are, their plan, and the conversation as it goes."""

from aiohttp import web
from sqlalchemy.orm import Session

from console.desk import desk, drawing, looked_at, opened
from console.routing import STAFF, get
from console.visits import Visit
from storage import transcripts
from storage.dossiers import Dossier
from storage.transcripts import Excerpt

NOTHING_SAID = Excerpt((), None, frozenset(), {}, {})


@get("/candidates/{candidate:[0-9]+}", roles=STAFF)
async def candidate(visit: Visit) -> web.StreamResponse:
    found = await opened(visit, "candidate.read")
    said = await visit.read(lambda session: _said(session, found))
    return visit.page(
        "candidate.html",
        desk=desk(visit, found),
        bubbles=drawing(visit, found.conversation).of(said) if found.conversation else [],
        older=said.messages[0].id if said.before else 0,
        last=said.messages[-1].id if said.messages else 0,
    )


def _said(session: Session, found: Dossier) -> Excerpt:
    return transcripts.excerpt(session, found.conversation.id) if found.conversation else NOTHING_SAID


@get("/candidates/{candidate:[0-9]+}/file", roles=STAFF)
async def file(visit: Visit) -> web.StreamResponse:
    """The parts beside the conversation, drawn again when they changed."""
    return visit.page("_file.html", desk=desk(visit, await looked_at(visit, "candidate.read")))
