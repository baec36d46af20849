"""Group sessions, as staff open and run them."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import groups
from coaching.groups import TOGETHER, Opening
from coaching.modules import Module, Training
from console import conducting, stage
from console.desk import event_key
from console.routing import ACTING, STAFF, get, post
from console.stage import Stage
from console.visits import Visit, whole
from locales.text import Text, _
from storage import audit, events
from storage import groups as store
from storage.training import Mode

OPENED = "session.opened"
LONGEST_ORGANIZATION = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was filled in."""

    module: str = ""
    mode: str = Mode.GROUP
    organization: str = ""

    def opening(self, training: Training) -> Opening | None:
        """What was chosen; None where the module or the mode is no choice."""
        module = training.get(self.module)
        chosen = module is not None and groups.scenes(module) and self.mode in TOGETHER
        return Opening(module, Mode(self.mode), self.organization) if module and chosen else None


@get("/sessions", roles=STAFF)
async def sessions(visit: Visit) -> web.StreamResponse:
    stages = await visit.read(lambda session: _stages(session, visit.parts.settings.programme.training))
    return visit.page("groups.html", stages=stages)


def _stages(session: Session, training: Training) -> Sequence[Stage]:
    """The sessions whose module is still taught."""
    found = [(group, module) for group in store.recent(session) if (module := training.get(group.module))]
    tallies = store.tallies(session, [group.id for group, _module in found])
    return [Stage(group, module, tallies[group.id]) for group, module in found]


@get("/sessions/new", roles=ACTING)
async def new_session(visit: Visit) -> web.StreamResponse:
    return _form(visit, Asked(module=visit.request.query.get("module", "")))


def _form(visit: Visit, asked: Asked, problem: Text | None = None) -> web.StreamResponse:
    modules: Sequence[Module] = [each for each in visit.parts.settings.programme.training if groups.scenes(each)]
    status = 422 if problem else 200
    return visit.page("group_new.html", status, asked=asked, problem=problem, modules=modules, modes=stage.MODES)


@post("/sessions/new", roles=ACTING)
async def open_session(visit: Visit) -> web.StreamResponse:
    form = await visit.form()
    organization = " ".join(form.get("organization", "").split())[:LONGEST_ORGANIZATION]
    asked, key = Asked(form.get("module", ""), form.get("mode", ""), organization), event_key(form)
    opening = asked.opening(visit.parts.settings.programme.training)
    if opening is None:
        return _form(visit, asked, _("Choose a module, and how it is taken."))
    number = await _opened(visit, opening, key)
    return visit.redirect("group_desk", group=number) if number else visit.redirect("sessions")


async def _opened(visit: Visit, opening: Opening, key: str) -> int | None:
    def once(session: Session) -> int | None:
        return _once(session, visit, opening, key)

    try:
        return await visit.run(once)
    except IntegrityError:  # this form, or a session under this code, was written meanwhile: now it is seen
        return await visit.run(once)


def _once(session: Session, visit: Visit, opening: Opening, key: str) -> int | None:
    """Opens a session; a form that is sent twice leads to the one that was opened the first time."""
    if events.counted(session, [key]):
        entry = audit.last(session, visit.staff, OPENED)
        return whole(entry.detail.removeprefix("session ")) if entry else None
    events.count(session, [key], visit.now)
    group = groups.open_(session, visit.staff, opening, visit.parts.settings.token, visit.now)
    audit.note(session, visit.staff, OPENED, visit.now, detail=f"session {group.id}")
    return group.id


@get("/sessions/{group:[0-9]+}", roles=STAFF)
async def group_desk(visit: Visit) -> web.StreamResponse:
    conductor = await conducting.of_staff(visit)
    await visit.note_once("session.read", detail=f"session {conductor.group.id}")
    return await conducting.desk(conductor)


@get("/sessions/{group:[0-9]+}/screen", roles=STAFF)
async def group_screen(visit: Visit) -> web.StreamResponse:
    return await conducting.projector(await conducting.of_staff(visit))


@get("/sessions/{group:[0-9]+}/screen/live", roles=STAFF)
async def group_screen_live(visit: Visit) -> web.StreamResponse:
    return await conducting.live(await conducting.of_staff(visit), conducting.room)


@get("/sessions/{group:[0-9]+}/live", roles=STAFF)
async def group_live(visit: Visit) -> web.StreamResponse:
    return await conducting.live(await conducting.of_staff(visit), conducting.table)


@post("/sessions/{group:[0-9]+}/move", roles=ACTING)
async def group_move(visit: Visit) -> web.StreamResponse:
    return await conducting.move(await conducting.of_staff(visit))


@post("/sessions/{group:[0-9]+}/show", roles=ACTING)
async def group_show(visit: Visit) -> web.StreamResponse:
    return await conducting.show(await conducting.of_staff(visit))


@post("/sessions/{group:[0-9]+}/confirm", roles=ACTING)
async def group_confirm(visit: Visit) -> web.StreamResponse:
    return await conducting.confirm(await conducting.of_staff(visit))


@post("/sessions/{group:[0-9]+}/close", roles=ACTING)
async def group_close(visit: Visit) -> web.StreamResponse:
    return await conducting.close(await conducting.of_staff(visit))
