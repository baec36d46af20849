"""The training: what one candidate has learned, and how each module fares with everybody."""

from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from coaching import statistics
from coaching.modules import Module
from coaching.statistics import Question, Stretch
from console import panes
from console import training as views
from console.desk import Desk
from console.panes import NOTHING_TRIED, Pane, Tried
from console.routing import STAFF, get
from console.visits import Visit
from locales.text import Text
from storage import training as store

LONGEST_REASON = 300


@get("/candidates/{candidate:[0-9]+}/training", roles=STAFF)
async def candidate_training(visit: Visit) -> web.StreamResponse:
    ready = await panes.laid_out(visit, await panes.came_to(visit))
    return await panes.shown(visit, ready, await learned(visit, ready))


async def learned(visit: Visit, ready: Desk, said: Text | None = None, tried: Tried = NOTHING_TRIED) -> Pane:
    """The pane of a candidate's training."""
    whole, candidate = visit.parts.settings.programme.training, ready.candidate.id
    view = await visit.read(lambda session: views.opened(session, candidate, whole))
    url = visit.url("candidate_training", candidate=candidate)
    values = {"view": view, "longest_reason": LONGEST_REASON}
    return Pane("_training.html", url, values, tried, said, 422 if tried.refusal else 200)


@get("/training", roles=STAFF)
async def training(visit: Visit) -> web.StreamResponse:
    """Every module with how often it was begun and finished, and what was gained."""
    whole = visit.parts.settings.programme.training
    courses, days = await visit.read(lambda session: (store.courses(session), store.days_taken(session)))
    summaries = statistics.summaries(whole, courses, days)
    return visit.page("training.html", summaries=summaries, few=statistics.FEW)


@get("/training/{module:[a-z0-9_-]+}", roles=STAFF)
async def training_module(visit: Visit) -> web.StreamResponse:
    """Where people leave a module, and what they choose."""
    module = visit.parts.settings.programme.training.get(visit.request.match_info["module"])
    if module is None:
        raise web.HTTPNotFound
    since = visit.now - statistics.QUIET
    stretches, questions = await visit.read(lambda session: _counted(session, module, since))
    flagged = [question for question in questions if question.flags]
    return visit.page(
        "training_module.html",
        module=module,
        stretches=stretches,
        questions=questions,
        flagged=flagged,
        few=statistics.FEW,
        quiet=statistics.QUIET.days,
    )


def _counted(session: Session, module: Module, since: datetime) -> tuple[list[Stretch], list[Question]]:
    standings, tallies = store.standings(session, module.key, since), store.tallies(session, module.key)
    return statistics.stretches(module, standings, tallies), statistics.questions(module, tallies)
