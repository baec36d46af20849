"""Changing the plan together with the candidate: each form is an event, applied by the bot's turns, told, and noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aiohttp import web
from sqlalchemy.orm import Session

from coaching.history import Reason
from coaching.phases import Phase
from console import panes
from console.desk import Desk, event_key, looked_at
from console.pages import plan as views
from console.panes import Tried
from console.plans import Line
from console.routing import ACTING, post
from console.visits import Visit
from dialogs.engine.staffing import (
    OwnStep,
    PlanEvent,
    PlanSigned,
    StepAdded,
    StepCommented,
    StepDated,
    StepEvent,
    StepFreed,
    StepReworded,
    StepSettled,
)
from dialogs.engine.words import clean
from dialogs.refusals import Refusal, refusal
from locales.text import Text, _
from storage import audit, plans
from storage.candidates import Status
from storage.plans import Progress

NO_DATE = Refusal("day", _("Please write a date, like this: 2027-03-15."))
NO_PHASE = Refusal("phase", _("Please choose a part of the plan."))
IS_SETTLED = Refusal("day", _("This step is done or set aside. Put it back into the plan first, then choose its day."))
NOT_UNDERSTOOD = Refusal("progress", _("Please choose what has become of it."))
DEEDS = {"comment": "commented", "date": "dated", "words": "reworded", "settle": "settled", "free": "freed"}
"""What each form about a step does, as the audit log says it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form about a plan, from somebody who may change it; `ids` are what every event begins with."""

    visit: Visit
    desk: Desk
    fields: Mapping[str, str]
    ids: tuple[str, int, int]

    @property
    def line(self) -> Line | None:
        """The step that the address names, while it is in the plan."""
        return self.desk.plan.line(self.visit.number("step")) if self.desk.plan else None

    def field(self, name: str) -> str:
        return self.fields.get(name, "")

    def day(self) -> date | None:
        """The date that was written; None where there is none, or none that can be read."""
        try:
            return date.fromisoformat(self.field("day"))
        except ValueError:
            return None

    def tried(self, form: str, why_not: Refusal | None = None) -> Tried:
        return Tried(form, why_not, self.fields)


async def _sent(visit: Visit) -> Sent:
    """Takes a form in, where staff may still say something to this candidate; its answer shows the plan."""
    found, form = await looked_at(visit, "candidate.read"), await visit.form()
    if found.conversation is None or found.candidate.status == Status.LEFT:
        raise web.HTTPConflict
    ids = (event_key(form), found.conversation.id, visit.staff.id)
    return Sent(visit, await panes.laid_out(visit, found), form, ids)


@post("/candidates/{candidate:[0-9]+}/plan/{step:[0-9]+}/comment", roles=ACTING)
async def comment_on_step(visit: Visit) -> web.StreamResponse:
    sent = await _sent(visit)
    return await _on_step(sent, StepCommented(*sent.ids, visit.number("step"), sent.field("text")), "comment")


@post("/candidates/{candidate:[0-9]+}/plan/{step:[0-9]+}/date", roles=ACTING)
async def date_step(visit: Visit) -> web.StreamResponse:
    """Another day, or with `release` the day of the plan again."""
    sent = await _sent(visit)
    if sent.line and sent.line.progress != Progress.TODO:
        pane = views.one(visit, sent.desk, sent.line, tried=sent.tried("back", IS_SETTLED))
        return await panes.shown(visit, sent.desk, pane)
    day = None if sent.field("release") else sent.day()
    wrong = NO_DATE if day is None and not sent.field("release") else None
    return await _on_step(sent, StepDated(*sent.ids, visit.number("step"), day), "date", wrong)


@post("/candidates/{candidate:[0-9]+}/plan/{step:[0-9]+}/words", roles=ACTING)
async def reword_step(visit: Visit) -> web.StreamResponse:
    """Other words, or with `release` those of the content; what was left as it is goes on following the content."""
    sent = await _sent(visit)
    words = ("", "") if sent.field("release") else _changed(sent)
    return await _on_step(sent, StepReworded(*sent.ids, visit.number("step"), *words), "words")


def _changed(sent: Sent) -> tuple[str, str]:
    """The title and the details that were written, "" for what is still the content's."""
    title, details = " ".join(sent.field("title").split()), sent.field("details")
    if sent.line is None:
        return title, details
    before, step = views.words(sent.desk, sent.line), sent.line.step
    return (
        "" if title == clean(before[0]) and not step.title else title,
        "" if details == clean(before[1]) and not step.details else details,
    )


@post("/candidates/{candidate:[0-9]+}/plan/{step:[0-9]+}/settle", roles=ACTING)
async def settle_step(visit: Visit) -> web.StreamResponse:
    sent = await _sent(visit)
    known = sent.field("progress") in set(Progress)
    progress = Progress(sent.field("progress")) if known else Progress.TODO
    reason = Reason(sent.field("reason")) if sent.field("reason") in set(Reason) else None
    event = StepSettled(*sent.ids, visit.number("step"), progress, reason)
    return await _on_step(sent, event, "settle", None if known else NOT_UNDERSTOOD)


@post("/candidates/{candidate:[0-9]+}/plan/{step:[0-9]+}/free", roles=ACTING)
async def free_step(visit: Visit) -> web.StreamResponse:
    """The candidate is not stuck with it any more, as the counsellor knows."""
    sent = await _sent(visit)
    return await _on_step(sent, StepFreed(*sent.ids, visit.number("step")), "free")


@post("/candidates/{candidate:[0-9]+}/plan/add", roles=ACTING)
async def put_in_plan(visit: Visit) -> web.StreamResponse:
    """A step of the catalogue, or one in the counsellor's own words."""
    sent = await _sent(visit)
    if sent.desk.plan is None:
        return await panes.shown(visit, sent.desk, views.gone(visit, sent.desk, sent.tried("own")))
    key, form = sent.field("step"), "chosen" if sent.field("step") else "own"
    if sent.desk.plan.of_template(key):
        return await _added(sent, key)
    phase = Phase(sent.field("phase")) if sent.field("phase") in set(Phase) else None
    own = OwnStep(" ".join(sent.field("title").split()), sent.field("details"), phase or Phase.FIRST_MONTH)
    wrong = NO_PHASE if not (key or phase) else NO_DATE if sent.field("day") and not sent.day() else None
    why_not = wrong or await _done(sent, StepAdded(*sent.ids, key or own, sent.day()), "added", key)
    if why_not:
        tried = sent.tried(form, why_not)
        pane = views.chosen(visit, sent.desk, tried) or views.adding(visit, sent.desk, tried)
        return await panes.shown(visit, sent.desk, pane)
    return await _added(sent, key)


async def _added(sent: Sent, key: str) -> web.StreamResponse:
    """Shows the step that is new in the plan."""
    visit = sent.visit
    ready = await panes.laid_out(visit, await looked_at(visit, "candidate.read"))
    lines = ready.plan.lines if ready.plan else []
    own = max((line for line in lines if line.is_own), key=lambda line: line.id, default=None)
    line = ready.plan.of_template(key) if ready.plan and key else own
    if line is None:
        return await panes.shown(visit, ready, views.gone(visit, ready, sent.tried("own")))
    if not visit.by_htmx:
        return visit.redirect("plan_step", candidate=ready.candidate.id, step=line.id)
    pane = views.one(visit, ready, line, _told(sent, ready))
    response = await panes.shown(visit, ready, pane)
    response.headers["HX-Replace-Url"] = pane.url
    return response


@post("/candidates/{candidate:[0-9]+}/plan/sign", roles=ACTING)
async def sign_plan(visit: Visit) -> web.StreamResponse:
    sent = await _sent(visit)
    if sent.desk.plan:
        await _done(sent, PlanSigned(*sent.ids), "signed")
    if not visit.by_htmx:
        return visit.redirect("plan", candidate=sent.desk.candidate.id)
    ready = await panes.laid_out(visit, await looked_at(visit, "candidate.read"))
    return await panes.shown(visit, ready, views.whole(visit, ready, _told(sent, ready)))


async def _on_step(sent: Sent, event: StepEvent, form: str, wrong: Refusal | None = None) -> web.StreamResponse:
    """Does what was asked for to a step, and shows it as it is then, or what keeps it from being done."""
    visit = sent.visit
    if sent.line is None:
        return await panes.shown(visit, sent.desk, views.gone(visit, sent.desk, sent.tried(form)))
    why_not = wrong or await _done(sent, event, DEEDS[form], f"step {event.step_id}")
    if why_not:
        return await panes.shown(
            visit, sent.desk, views.one(visit, sent.desk, sent.line, tried=sent.tried(form, why_not))
        )
    if not visit.by_htmx:
        return visit.redirect("plan_step", candidate=sent.desk.candidate.id, step=event.step_id)
    ready = await panes.laid_out(visit, await looked_at(visit, "candidate.read"))
    line = ready.plan.line(event.step_id) if ready.plan else None
    pane = views.one(visit, ready, line, _told(sent, ready)) if line else views.gone(visit, ready, sent.tried(form))
    return await panes.shown(visit, ready, pane)


async def _done(sent: Sent, event: PlanEvent, deed: str, detail: str = "") -> Refusal | None:
    """Applies an event unless something keeps it from being done, and notes it where it counted."""
    why_not = refusal(event, sent.visit.parts.settings.programme.catalogue, sent.desk.today)
    if why_not is None and (await sent.visit.parts.post(event)).counted:
        await sent.visit.run(lambda session: _note(session, sent, deed, detail))
    return why_not


def _note(session: Session, sent: Sent, deed: str, detail: str) -> None:
    """Notes what this form made of the plan; words are noted in any case, for they are told even where a step is gone.

    Without a `detail` it is the key of the step.
    """
    visit, candidate, before = sent.visit, sent.desk.candidate, sent.desk.plan
    plan = plans.of_candidate(session, candidate.id)
    made = plans.versions(session, plan)[len(before.history) :] if plan and before else ()
    mine = [version.change for version in made if version.staff_id == visit.staff.id]
    if mine or deed == DEEDS["comment"]:
        said = detail or mine[-1].get("step", "")
        audit.note(session, visit.staff, f"plan.{deed}", visit.now, candidate.id, said)


def _told(sent: Sent, ready: Desk) -> Text:
    """What the counsellor is told when something was done; of what has changed nothing the candidate is not."""
    before, after = (len(desk.plan.history) if desk.plan else 0 for desk in (sent.desk, ready))
    if after == before or not ready.is_told:
        return _("Done.")
    return _("Done. {name} reads it in the chat.", name=ready.candidate.first_name)
