"""The plan of a candidate in the console: the whole of it, one step, the catalogue to choose from, and its history."""

from dataclasses import replace
from itertools import groupby

from aiohttp import web

from coaching import profiles
from coaching.phases import Phase
from coaching.profile import Profile
from console import choosing, panes, times
from console.desk import Desk
from console.panes import NOTHING_TRIED, Pane, Tried
from console.plans import REASONS, Line
from console.routing import ACTING, STAFF, get
from console.visits import Visit
from dialogs.refusals import FARTHEST, LONGEST_COMMENT, LONGEST_DETAILS, LONGEST_TITLE
from locales.catalogs import reader
from locales.text import Text

LIMITS = {"title": LONGEST_TITLE, "details": LONGEST_DETAILS, "comment": LONGEST_COMMENT}
REMEMBERED = 40
"""How many changes the history shows at first."""


@get("/candidates/{candidate:[0-9]+}/plan", roles=STAFF)
async def plan(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await panes.came_to(visit))
    return await panes.shown(visit, ready, whole(visit, ready))


def whole(visit: Visit, ready: Desk, said: Text | None = None, tried: Tried = NOTHING_TRIED) -> Pane:
    url = visit.url("plan", candidate=ready.candidate.id)
    return Pane("_plan.html", url, tried=tried, said=said, status=422 if tried.refusal else 200)


@get("/candidates/{candidate:[0-9]+}/plan/history", roles=STAFF)
async def plan_history(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await panes.came_to(visit))
    if ready.plan is None:
        return await panes.shown(visit, ready, whole(visit, ready))
    everything = "all" in visit.request.query
    told = ready.plan.history if everything else ready.plan.history[:REMEMBERED]
    days = [
        (day, list(moments)) for day, moments in groupby(told, lambda moment: times.day(visit.reader.zone, moment.at))
    ]
    values = {"days": days, "more": len(told) < len(ready.plan.history)}
    url = visit.url("plan_history", candidate=ready.candidate.id, all="1" if everything else "")
    return await panes.shown(visit, ready, Pane("_history.html", url, values))


@get("/candidates/{candidate:[0-9]+}/plan/{step:[0-9]+}", roles=STAFF)
async def plan_step(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await panes.came_to(visit))
    line = ready.plan.line(visit.number("step")) if ready.plan else None
    if line is None:
        return await panes.shown(visit, ready, gone(visit, ready))
    return await panes.shown(visit, ready, one(visit, ready, line))


def one(visit: Visit, ready: Desk, line: Line, said: Text | None = None, tried: Tried = NOTHING_TRIED) -> Pane:
    """A step, as it is read and as it can be changed."""
    url = visit.url("plan_step", candidate=ready.candidate.id, step=line.id)
    title, details = words(ready, line)
    form = {"limits": LIMITS, "reasons": REASONS.items(), "farthest": ready.today + FARTHEST}
    values = {"line": line, "title": title, "details": details, **form}
    return Pane("_step.html", url, values, tried, said, 422 if tried.refusal else 200)


def words(ready: Desk, line: Line) -> tuple[str, str]:
    """A title and what there is to know, as the candidate reads them now."""
    plain = reader(ready.conversation.locale, ready.conversation.time_zone).plain if ready.conversation else str
    return plain(line.told.title), plain(line.told.why)


def gone(visit: Visit, ready: Desk, tried: Tried = NOTHING_TRIED) -> Pane:
    """What is shown of a step that is not in the plan any more, with what was written about it."""
    return replace(whole(visit, ready), template="_gone.html", tried=tried, status=404)


@get("/candidates/{candidate:[0-9]+}/plan/add", roles=ACTING)
async def add_step(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await panes.came_to(visit))
    return await panes.shown(visit, ready, chosen(visit, ready) or adding(visit, ready))


def chosen(visit: Visit, ready: Desk, tried: Tried = NOTHING_TRIED) -> Pane | None:
    """One step of the catalogue, to be read before it is added; None where the address names none."""
    key = visit.request.query.get("step", "") or tried.typed.get("step", "")
    template = visit.parts.settings.programme.catalogue.get(key)
    if template is None or ready.plan is None:
        return None
    found = choosing.found(template, ready.plan, _profile(visit, ready), visit.parts.settings.programme, ready.today)
    url = visit.url("add_step", candidate=ready.candidate.id, step=key)
    values = {"found": found, "farthest": ready.today + FARTHEST}
    return Pane("_chosen.html", url, values, tried, status=422 if tried.refusal else 200)


def adding(visit: Visit, ready: Desk, tried: Tried = NOTHING_TRIED) -> Pane:
    """The catalogue, and a form for a step in one's own words."""
    if ready.plan is None:
        return whole(visit, ready)
    asked = visit.request.query.get("q", "")[:100]
    programme = visit.parts.settings.programme
    shelves = choosing.search(asked, ready.plan, _profile(visit, ready), programme, ready.today)
    url = visit.url("add_step", candidate=ready.candidate.id, q=asked)
    form = {"phases": list(Phase), "limits": LIMITS, "farthest": ready.today + FARTHEST}
    values = {"shelves": shelves, "asked": asked, **form}
    return Pane("_adding.html", url, values, tried, status=422 if tried.refusal else 200)


def _profile(visit: Visit, ready: Desk) -> Profile:
    row = ready.candidate.profile
    return profiles.read(row, visit.parts.settings.programme.occupations) if row else Profile()
