"""Files that candidates sent: brought from the platform, or from where we keep them, for who may read them.

The browser never runs them.
"""

from typing import Any
from urllib.parse import quote

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.proofs import Format
from console.desk import looked_at
from console.faults import FileGoneError
from console.routing import STAFF, get
from console.visits import Visit
from dialogs.engine.words import clean
from storage import audit, proofs
from storage.dossiers import Dossier
from storage.messages import File, Message

SHOWN = {*Format}
"""Types that are told as they are; all others are bytes."""


@get("/candidates/{candidate:[0-9]+}/files/{message:[0-9]+}", roles=STAFF)
async def sent_file(visit: Visit) -> web.StreamResponse:
    found, id_ = await looked_at(visit), visit.number("message")
    attachment = await visit.read(lambda session: _attachment(session, found, id_))
    if attachment is None:
        raise web.HTTPNotFound
    try:
        content = await visit.parts.settings.fetch(str(attachment["id"]))
    except LookupError:
        raise FileGoneError from None
    await _note(visit, found, f"message {id_}")
    headers = _headers(str(attachment.get("type")), str(attachment.get("name") or ""))
    return web.Response(body=content, headers=headers)


@get("/candidates/{candidate:[0-9]+}/proofs/{proof:[0-9]+}", roles=STAFF)
async def proof(visit: Visit) -> web.StreamResponse:
    """A proof that is kept with a step of the plan."""
    found, id_ = await looked_at(visit), visit.number("proof")
    kept = await visit.read(lambda session: _kept(session, found, id_))
    if kept is None:
        raise web.HTTPNotFound
    await _note(visit, found, f"proof {id_}")
    return web.Response(body=kept.content, headers=_headers(kept.type, kept.name))


def _kept(session: Session, found: Dossier, proof_id: int) -> File | None:
    """The file of a proof of this candidate's own."""
    kept = proofs.kept(session, found.candidate.id, proof_id)
    return kept.file if kept else None


async def _note(visit: Visit, found: Dossier, detail: str) -> None:
    """What is opened is written down, each time."""
    await visit.run(
        lambda session: audit.note(session, visit.staff, "file.opened", visit.now, found.candidate.id, detail=detail)
    )


def _attachment(session: Session, found: Dossier, message_id: int) -> dict[str, Any] | None:
    """What hangs on a message of this candidate's own conversation."""
    if found.conversation is None:
        return None
    query = select(Message.attachment).where(Message.id == message_id, Message.conversation_id == found.conversation.id)
    return session.scalar(query)


def _headers(kind: str, name: str) -> dict[str, str]:
    called = clean(name) or "file"
    return {
        "Content-Type": kind if kind in SHOWN else "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(called, safe='', errors='replace')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
