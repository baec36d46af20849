"""The job search of a candidate: how it goes at a glance, offers that are sent into the chat, comments on a résumé."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from coaching.applications import Moment
from console import panes, searches
from console.desk import Desk, event_key, looked_at
from console.panes import NOTHING_TRIED, Pane, Tried
from console.routing import ACTING, STAFF, get, post
from console.searches import SearchView
from console.visits import Visit
from dialogs.engine.staffing import OfferSent, ResumeCommented
from dialogs.refusals import LONGEST_COMMENT, LONGEST_WORD, Refusal, refusal_of_word
from locales.text import Text, _
from storage import audit
from storage.candidates import Status

NOT_AGREED = Refusal("", _("They have not agreed to be coached here, so nothing can be sent."))
SENT_ALREADY = Refusal("", _("This offer was sent already."))
NOT_SENT = Refusal("", _("This offer cannot be sent any more: it is closed, or they said that it is not for them."))
GONE = Refusal("", _("This résumé is not there any more."))


@get("/candidates/{candidate:[0-9]+}/search", roles=STAFF)
async def candidate_search(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await panes.came_to(visit))
    return await panes.shown(visit, ready, await searched(visit, ready))


async def searched(visit: Visit, ready: Desk, said: Text | None = None, tried: Tried = NOTHING_TRIED) -> Pane:
    """The pane of a candidate's search."""
    url = visit.url("candidate_search", candidate=ready.candidate.id)
    values = {
        "view": await _view(visit, ready),
        "longest_word": LONGEST_WORD,
        "longest_comment": LONGEST_COMMENT,
    }
    return Pane("_search.html", url, values, tried, said, 422 if tried.refusal else 200)


async def _view(visit: Visit, ready: Desk) -> SearchView:
    candidate, talk = ready.candidate.id, ready.conversation
    when = Moment(visit.now, talk.time_zone if talk else visit.reader.zone)
    table = visit.parts.settings.programme.occupations
    return await visit.read(lambda session: searches.opened(session, candidate, table, when))


@dataclass(frozen=True, slots=True)
class Form:
    """A form about the search, from somebody who may act; `ids` are what every event begins with."""

    visit: Visit
    desk: Desk
    fields: Mapping[str, str]
    ids: tuple[str, int, int]

    @property
    def text(self) -> str:
        return self.fields.get("text", "")


async def _taken(visit: Visit) -> Form:
    """Takes a form in, where staff may still say something to this candidate."""
    found, fields = await looked_at(visit, "candidate.read"), await visit.form()
    if found.conversation is None or found.candidate.status == Status.LEFT:
        raise web.HTTPConflict
    ids = (event_key(fields), found.conversation.id, visit.staff.id)
    return Form(visit, await panes.laid_out(visit, found), fields, ids)


@post("/candidates/{candidate:[0-9]+}/search/offers/{offer:[0-9]+}", roles=ACTING)
async def send_offer(visit: Visit) -> web.StreamResponse:
    """Sends an offer into the chat, once."""
    form, number = await _taken(visit), visit.number("offer")
    why_not = await _sending(form, OfferSent(*form.ids, number, form.text))
    return await _answered(form, f"offer{number}", why_not)


async def _sending(form: Form, event: OfferSent) -> Refusal | None:
    visit, candidate = form.visit, form.desk.candidate.id
    if await visit.read(lambda session: searches.is_sent(session, candidate, event.offer_id)):
        return SENT_ALREADY
    if not form.desk.is_told:
        return NOT_AGREED
    why_not = refusal_of_word(event)
    if why_not:
        return why_not
    counted = (await visit.parts.post(event)).counted
    if not await visit.read(lambda session: searches.is_sent(session, candidate, event.offer_id)):
        return NOT_SENT
    if counted:
        await _note(form, "offer.sent", f"opportunity {event.offer_id}")
    return None


@post("/candidates/{candidate:[0-9]+}/search/resumes/{resume:[0-9]+}", roles=ACTING)
async def comment_on_resume(visit: Visit) -> web.StreamResponse:
    form, number = await _taken(visit), visit.number("resume")
    why_not = await _commenting(form, ResumeCommented(*form.ids, number, form.text))
    return await _answered(form, f"resume{number}", why_not)


async def _commenting(form: Form, event: ResumeCommented) -> Refusal | None:
    visit, candidate = form.visit, form.desk.candidate.id
    if not await visit.read(lambda session: searches.has_resume(session, candidate, event.resume_id)):
        return GONE
    if not form.desk.is_told:
        return NOT_AGREED
    why_not = refusal_of_word(event)
    if why_not is None and (await visit.parts.post(event)).counted:
        await _note(form, "resume.commented", f"resume {event.resume_id}")
    return why_not


async def _note(form: Form, action: str, detail: str) -> None:
    visit, candidate = form.visit, form.desk.candidate.id
    await visit.run(lambda session: audit.note(session, visit.staff, action, visit.now, candidate, detail))


async def _answered(form: Form, name: str, why_not: Refusal | None) -> web.StreamResponse:
    """The pane again: with what was done, or with what keeps it from being done beside what was written."""
    visit = form.visit
    if why_not is None and not visit.by_htmx:
        return visit.redirect("candidate_search", candidate=form.desk.candidate.id)
    ready = await panes.laid_out(visit, await looked_at(visit, "candidate.read"))
    said = None if why_not else _("Done. {name} reads it in the chat.", name=ready.candidate.first_name)
    tried = Tried(name, why_not, form.fields) if why_not else NOTHING_TRIED
    return await panes.shown(visit, ready, await searched(visit, ready, said, tried))
