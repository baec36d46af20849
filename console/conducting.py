"""Running a group session: the same for staff and for a trainer who has its link and no account."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import structlog
from aiohttp import web
from aiohttp_sse import sse_response
from sqlalchemy.orm import Session

from coaching import groups
from coaching.groups import Scene
from coaching.modules import Module
from console import csrf, stage, streams
from console.desk import event_key
from console.following import Counted
from console.stage import Present, Stage
from console.visits import Visit, whole
from dialogs.engine.staffing import SessionMoved
from locales.catalogs import LANGUAGES, reader, resolve
from locales.text import _
from storage import audit, candidates, conversations
from storage import groups as store
from storage.groups import GroupSession, Tally
from storage.staff import Staff

T = TypeVar("T")
EVERYBODY = "all"
SCAN = _("QR code that joins this session")
log = structlog.get_logger()
Draw: TypeAlias = Callable[["Conductor", Tally], Awaitable[str]]
"""Puts a session at a moment into the parts of an open page."""


@dataclass(frozen=True, slots=True)
class Conductor:
    """Whoever looks at a session: a member of staff, or a trainer by the `secret` of its link."""

    visit: Visit
    group: GroupSession
    module: Module
    secret: str = ""

    @property
    def member(self) -> Staff | None:
        """Under whose name things are done; nobody's where the link is used, whoever is signed in besides."""
        return None if self.secret else self.visit.staff

    @property
    def may_run(self) -> bool:
        return bool(self.secret) or self.visit.may_act

    def url(self, deed: str, **values: object) -> str:
        if self.secret:
            return self.visit.url(f"trainer_{deed}", secret=self.secret, **values)
        return self.visit.url(f"group_{deed}", group=self.group.id, **values)

    def note(self, session: Session, action: str, candidate_id: int | None = None) -> None:
        """Writes down what was done, and that it was by the link where it was."""
        detail = f"session {self.group.id}{' by its link' if self.secret else ''}"
        audit.note(session, self.member, action, self.visit.now, candidate_id, detail)

    def stage(self, tally: Tally) -> Stage:
        return Stage(self.group, self.module, tally)

    def people(self, session: Session) -> list[Present]:
        """Who is there, by their whole names where whoever looks may open their files."""
        found = store.attendances(session, self.group.id)
        ids = [each.candidate_id for each in found]
        seen = candidates.visible_among(session, self.member, ids) if self.member else ()
        return [stage.named(each, fully=each.candidate_id in seen) for each in found]


async def of_staff(visit: Visit) -> Conductor:
    """The session that the path names, for staff."""
    number = visit.number("group")
    return _conducted(visit, await visit.read(lambda session: session.get(GroupSession, number)))


async def of_link(visit: Visit) -> Conductor:
    """The session that a trainer's link leads to. Too many that lead nowhere are refused; a right one never is."""
    secret, attempts = visit.request.match_info["secret"], visit.parts.attempts
    found = await visit.read(lambda session: groups.by_link(session, secret, visit.now))
    if found is None and not await attempts.may_guess(visit.address):
        raise web.HTTPTooManyRequests
    return _conducted(visit, found, secret)


def _conducted(visit: Visit, group: GroupSession | None, secret: str = "") -> Conductor:
    module = visit.parts.settings.programme.training.get(group.module) if group else None
    if group is None or module is None:
        raise web.HTTPNotFound
    return Conductor(visit, group, module, secret)


async def desk(conductor: Conductor) -> web.StreamResponse:
    """The trainer's page."""
    visit = conductor.visit
    csrf.receive(visit.request, visit.parts.settings.token())
    response = visit.page("group.html", **await _desk(conductor))
    csrf.keep(visit.request, response, secure=visit.parts.settings.secure)
    return response


async def _desk(conductor: Conductor) -> dict[str, Any]:
    def work(session: Session) -> dict[str, Any]:
        secret = "" if conductor.secret else groups.link(session, conductor.group)
        return {
            "conductor": conductor,
            "stage": conductor.stage(store.tally(session, conductor.group.id)),
            "people": conductor.people(session),
            "link": _address(conductor.visit, secret) if secret else "",
        }

    return await conductor.visit.read(work)


def _address(visit: Visit, secret: str) -> str:
    """The trainer's link as it can be handed on."""
    path = visit.url("trainer_desk", secret=secret)
    public = visit.parts.settings.public_url
    return f"{public}{path}" if public else str(visit.request.url.join(visit.request.url.with_path(path)))


async def projector(conductor: Conductor) -> web.StreamResponse:
    """The page for the room, in a language that the address may name."""
    visit = conductor.visit
    tally = await visit.read(lambda session: store.tally(session, conductor.group.id))
    return visit.page("group_projector.html", languages=LANGUAGES, **_projected(conductor, tally))


def _projected(conductor: Conductor, tally: Tally) -> dict[str, Any]:
    visit = conductor.visit
    locale = visit.request.query.get("locale", "")
    words = reader(resolve(locale), visit.reader.zone) if locale else visit.reader
    link = stage.deep_link(visit.parts.settings.bot_link(), conductor.group)
    return {
        "conductor": conductor,
        "stage": conductor.stage(tally),
        "reader": words,
        "locale": locale,
        "picture": stage.picture(link, words.plain(SCAN)) if link else "",
    }


async def live(conductor: Conductor, draw: Draw) -> web.StreamResponse:
    """Draws an open page anew with each tally that differs from the one before."""
    visit, id_ = conductor.visit, conductor.group.id
    async with sse_response(visit.request) as response:
        with suppress(*streams.CLOSED), visit.parts.follower.watch_group(id_) as viewer:
            now = await visit.read(lambda session: store.tally(session, id_))
            await response.send(await draw(conductor, now))
            async for change in streams.changes(visit, viewer, response):
                if isinstance(change, Counted):
                    await response.send(await draw(conductor, change.tally))
    return response


async def room(conductor: Conductor, tally: Tally) -> str:
    """What the room sees."""
    return conductor.visit.words("_group_projected.html", **_projected(conductor, tally))


async def table(conductor: Conductor, tally: Tally) -> str:
    """What the trainer sees, with who is there."""
    people = await conductor.visit.read(conductor.people)
    drawn = {"conductor": conductor, "stage": conductor.stage(tally), "people": people}
    return conductor.visit.words("_group_changed.html", **drawn)


async def move(conductor: Conductor) -> web.StreamResponse:
    """Goes to a card, and brings it to everybody in the session."""
    form = await conductor.visit.form()
    lesson, _slash, card = form.get("to", "").partition("/")
    scene, key = groups.scene(conductor.module, lesson, card), event_key(form)
    if scene is None:
        raise web.HTTPBadRequest

    def work(session: Session, group: GroupSession) -> Sequence[int]:
        if not groups.move(group, scene):
            return ()
        conductor.note(session, "session.moved")
        return store.reachable(session, group.id)

    await _bring(conductor, scene, key, await _changed(conductor, work))
    return await _shown(conductor)


async def _bring(conductor: Conductor, scene: Scene, key: str, conversation_ids: Sequence[int]) -> None:
    """One event for each; whom it fails to reach gets the card with their next tap."""
    place = groups.scenes(conductor.module).index(scene)
    events = (
        SessionMoved(f"{key}:{place}:{id_}", id_, conductor.group.staff_id, conductor.group.id, *scene.keys)
        for id_ in conversation_ids
    )
    done = await asyncio.gather(*map(conductor.visit.parts.post, events), return_exceptions=True)
    failed = [type(each).__name__ for each in done if isinstance(each, Exception)]
    if failed:
        log.error("a card did not come", session=conductor.group.id, failed=len(failed), errors=sorted(set(failed)))


async def show(conductor: Conductor) -> web.StreamResponse:
    def work(session: Session, group: GroupSession) -> None:
        if groups.show(group, conductor.visit.now):
            conductor.note(session, "session.shown")

    await _changed(conductor, work)
    return await _shown(conductor)


async def close(conductor: Conductor) -> web.StreamResponse:
    def work(session: Session, group: GroupSession) -> None:
        if groups.close(group, conductor.visit.now):
            conductor.note(session, "session.closed")

    await _changed(conductor, work)
    return await _shown(conductor)


async def confirm(conductor: Conductor) -> web.StreamResponse:
    """Confirms that one was there, or all."""
    who = (await conductor.visit.form()).get("who", "")
    if who != EVERYBODY and whole(who) is None:
        raise web.HTTPBadRequest

    def work(session: Session) -> None:
        talks = conversations.locked(session, (), store.talks(session, conductor.group.id))
        chats = {talk.candidate_id: talk for talk, _newest in talks}
        for each in store.attendances(session, conductor.group.id):
            chosen, chat = who in {EVERYBODY, str(each.id)}, chats.get(each.candidate_id)
            if chosen and groups.confirm(session, each, conductor.module, chat, conductor.visit.now):
                conductor.note(session, "attendance.confirmed", each.candidate_id)

    await conductor.visit.run(work)
    return await _shown(conductor)


async def _changed(conductor: Conductor, work: Callable[[Session, GroupSession], T]) -> T:
    """Does work with the session while nobody else changes it."""

    def alone(session: Session) -> T:
        group = store.locked(session, conductor.group.id)
        if group is None:
            raise web.HTTPNotFound
        return work(session, group)

    return await conductor.visit.run(alone)


async def _shown(conductor: Conductor) -> web.StreamResponse:
    """The page as it is now, or its changed parts."""
    visit = conductor.visit
    if not visit.by_htmx:
        return visit.go(conductor.url("desk"))
    return visit.page("_group_changed.html", **await _desk(conductor))
