"""Speaking in the conversation: answering, taking over from the bot, handing back to it."""

from aiohttp import web

from console.desk import LONGEST_ANSWER, desk, event_key, looked_at
from console.routing import ACTING, post
from console.visits import Visit
from dialogs.engine.staffing import HandedBack, StaffEvent, StaffWrote, TookOver
from locales.text import Text, _, ngettext
from storage import audit
from storage.candidates import Status
from storage.conversations import Conversation
from storage.dossiers import Dossier


@post("/candidates/{candidate:[0-9]+}/answer", roles=ACTING)
async def answer(visit: Visit) -> web.StreamResponse:
    found, form = await looked_at(visit), await visit.form()
    conversation, text = _spoken_in(found), form.get("text", "")
    problem = _problem(text)
    if problem:
        return _composer(visit, found, text=text, problem=problem, status=422)
    await _apply(
        visit, found, StaffWrote(event_key(form), conversation.id, visit.staff.id, text), "conversation.answered"
    )
    return _composer(visit, found) if visit.by_htmx else visit.redirect("candidate", candidate=found.candidate.id)


@post("/candidates/{candidate:[0-9]+}/take-over", roles=ACTING)
async def take_over(visit: Visit) -> web.StreamResponse:
    found, form = await looked_at(visit), await visit.form()
    await _apply(
        visit, found, TookOver(event_key(form), _spoken_in(found).id, visit.staff.id), "conversation.taken_over"
    )
    return await _speaking(visit)


@post("/candidates/{candidate:[0-9]+}/hand-back", roles=ACTING)
async def hand_back(visit: Visit) -> web.StreamResponse:
    found, form = await looked_at(visit), await visit.form()
    await _apply(
        visit, found, HandedBack(event_key(form), _spoken_in(found).id, visit.staff.id), "conversation.handed_back"
    )
    return await _speaking(visit)


def _spoken_in(found: Dossier) -> Conversation:
    """The conversation, if staff may still say something in it."""
    if found.conversation is None or found.candidate.status == Status.LEFT:
        raise web.HTTPConflict
    return found.conversation


def _problem(text: str) -> Text | None:
    if not text:
        return _("Write something first.")
    length = len(text.encode("utf-16-le")) // 2
    if length <= LONGEST_ANSWER:
        return None
    return ngettext(
        "This is {length} characters long, and {count} fits in a message. Please shorten it, or send it in parts.",
        "This is {length} characters long, and {count} fit in a message. Please shorten it, or send it in parts.",
        LONGEST_ANSWER,
        length=length,
    )


async def _apply(visit: Visit, found: Dossier, event: StaffEvent, action: str) -> None:
    """Does what staff ask for, and writes it down where it counted: a form sent twice counts once."""
    if (await visit.parts.post(event)).counted:
        await visit.run(lambda session: audit.note(session, visit.staff, action, visit.now, found.candidate.id))


def _composer(
    visit: Visit, found: Dossier, text: str = "", problem: Text | None = None, status: int = 200
) -> web.StreamResponse:
    template = "_composer.html" if visit.by_htmx else "answer.html"
    return visit.page(template, status, desk=desk(visit, found), text=text, problem=problem, sent=not problem)


async def _speaking(visit: Visit) -> web.StreamResponse:
    found = await looked_at(visit)
    if not visit.by_htmx:
        return visit.redirect("candidate", candidate=found.candidate.id)
    return visit.page("_speaking.html", desk=desk(visit, found))
