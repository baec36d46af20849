"""Files that candidates sent: brought from the platform for who may read, and never run by the browser."""

from typing import Any
from urllib.parse import quote

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.desk import looked_at
from console.faults import FileGoneError
from console.routing import STAFF, get
from console.visits import Visit
from dialogs.engine.words import clean
from storage import audit
from storage.dossiers import Dossier
from storage.messages import Message

SHOWN = {"image/jpeg", "image/png", "application/pdf"}
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
    await visit.run(
        lambda session: audit.note(
            session, visit.staff, "file.opened", visit.now, found.candidate.id, detail=f"message {id_}"
        )
    )
    return web.Response(body=content, headers=_headers(attachment))


def _attachment(session: Session, found: Dossier, message_id: int) -> dict[str, Any] | None:
    """What hangs on a message of this candidate's own conversation."""
    if found.conversation is None:
        return None
    query = select(Message.attachment).where(Message.id == message_id, Message.conversation_id == found.conversation.id)
    return session.scalar(query)


def _headers(attachment: dict[str, Any]) -> dict[str, str]:
    kind, name = str(attachment.get("type")), clean(str(attachment.get("name") or "")) or "file"
    return {
        "Content-Type": kind if kind in SHOWN else "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='', errors='replace')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
