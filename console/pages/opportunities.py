"""Opportunities: the list, one of them, entering and changing it, and what candidates find suspicious."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import offering, opportunities, postings, regions
from coaching.postings import Posting
from console import offers
from console.desk import event_key
from console.offers import EMPTY, SUGGESTED, Draft, View
from console.routing import ACTING, STAFF, get, post
from console.visits import Visit, whole
from storage import audit, events
from storage import opportunities as store
from storage.opportunities import Opportunity

ENTERED = "opportunity.entered"


@get("/opportunities", roles=STAFF)
async def opportunity_list(visit: Visit) -> web.StreamResponse:
    query, day = visit.request.query, offers.today(visit)
    listing = await visit.read(lambda session: offers.listing(session, query, day))
    return visit.page(
        "opportunities.html",
        listing=listing,
        kinds=offering.KINDS,
        regions=regions.every(),
        standings=offering.STANDINGS,
        pay=offering.pay,
    )


@get("/opportunities/new", roles=ACTING)
async def new_opportunity(visit: Visit) -> web.StreamResponse:
    return await _form(visit, EMPTY)


@post("/opportunities/new", roles=ACTING)
async def enter_opportunity(visit: Visit) -> web.StreamResponse:
    form = await visit.form()
    key = event_key(form)
    posting, draft = offers.written(visit, form, key.removeprefix("staff:"))
    if posting is None:
        return await _form(visit, draft)
    number = await _surely(visit, partial(_enter, visit=visit, posting=posting, key=key))
    return visit.redirect("opportunity", opportunity=number)


def _enter(session: Session, visit: Visit, posting: Posting, key: str) -> int:
    """Enters it; a form that is sent twice leads to what was entered the first time."""
    if events.counted(session, [key]):
        entry = audit.last(session, visit.staff, ENTERED)
        return (whole(entry.detail.removeprefix("opportunity ")) if entry else None) or 0
    events.count(session, [key], visit.now)
    table = visit.parts.settings.programme.occupations
    made = opportunities.enter(session, visit.staff, posting, table, visit.now)
    _note(session, visit, ENTERED, made)
    return made.id


async def _surely(visit: Visit, work: Callable[[Session], int]) -> int:
    try:
        return await visit.run(work)
    except IntegrityError:  # this form, or an organization of this name, was written meanwhile: now it is seen
        return await visit.run(work)


def _note(session: Session, visit: Visit, action: str, row: Opportunity) -> None:
    audit.note(session, visit.staff, action, visit.now, detail=f"opportunity {row.id}")


@get("/opportunities/{opportunity:[0-9]+}", roles=STAFF)
async def opportunity(visit: Visit) -> web.StreamResponse:
    view = await _view(visit)
    await visit.note_once("opportunity.read", detail=f"opportunity {view.row.id}")
    return await _shown(visit, view, Draft(postings.cells_of(view.row), {}))


async def _view(visit: Visit) -> View:
    number, day = visit.number("opportunity"), offers.today(visit)
    found = await visit.read(lambda session: offers.view(session, number, day))
    if found is None:
        raise web.HTTPNotFound
    return found


async def _shown(visit: Visit, view: View, draft: Draft) -> web.StreamResponse:
    known = await visit.read(lambda session: store.organizations(session, SUGGESTED))
    occupation = visit.parts.settings.programme.occupations.by_code(view.row.occupation or "")
    return visit.page(
        "opportunity.html",
        422 if draft.problems else 200,
        view=view,
        draft=draft,
        occupation=occupation.title(visit.reader.locale) if occupation else "",
        reasons=offering.REASONS,
        standings=offering.STANDINGS,
        pay=offering.pay,
        by_code=regions.by_code,
        **offers.choices(visit, known),
    )


async def _form(visit: Visit, draft: Draft) -> web.StreamResponse:
    known = await visit.read(lambda session: store.organizations(session, SUGGESTED))
    status = 422 if draft.problems else 200
    return visit.page("opportunity_new.html", status, draft=draft, **offers.choices(visit, known))


@post("/opportunities/{opportunity:[0-9]+}", roles=ACTING)
async def change_opportunity(visit: Visit) -> web.StreamResponse:
    form = await visit.form()
    view = await _view(visit)
    posting, draft = offers.written(visit, form, view.row.reference)
    if posting is None:
        return await _shown(visit, view, draft)
    number = await _surely(visit, partial(_change, visit=visit, number=view.row.id, posting=posting))
    return visit.redirect("opportunity", opportunity=number)


def _change(session: Session, visit: Visit, number: int, posting: Posting) -> int:
    row = session.get_one(Opportunity, number)
    same_day = posting.published_on == row.published_at.date()
    kept = replace(posting, published_on=None) if same_day else posting
    table = visit.parts.settings.programme.occupations
    opportunities.change(session, row, visit.staff, kept, table, visit.now)
    _note(session, visit, "opportunity.changed", row)
    return row.id


@post("/opportunities/{opportunity:[0-9]+}/withdraw", roles=ACTING)
async def withdraw_opportunity(visit: Visit) -> web.StreamResponse:
    """Nobody finds it any more; what was reported of it is settled by that."""

    def withdraw(session: Session, row: Opportunity) -> None:
        opportunities.withdraw(row, visit.staff, visit.now)
        opportunities.settle(session, row, visit.staff, visit.now)

    return await _done(visit, "opportunity.withdrawn", withdraw)


@post("/opportunities/{opportunity:[0-9]+}/reopen", roles=ACTING)
async def reopen_opportunity(visit: Visit) -> web.StreamResponse:
    return await _done(visit, "opportunity.reopened", lambda _session, row: opportunities.reopen(row, visit.now))


@post("/opportunities/{opportunity:[0-9]+}/settle", roles=ACTING)
async def settle_opportunity(visit: Visit) -> web.StreamResponse:
    """Staff have looked at it, and find it fine."""

    def settle(session: Session, row: Opportunity) -> None:
        opportunities.settle(session, row, visit.staff, visit.now)

    return await _done(visit, "opportunity.settled", settle)


async def _done(visit: Visit, action: str, change: Callable[[Session, Opportunity], None]) -> web.StreamResponse:
    number = visit.number("opportunity")

    def work(session: Session) -> bool:
        row = session.get(Opportunity, number)
        if row is None:
            return False
        change(session, row)
        _note(session, visit, action, row)
        return True

    if not await visit.run(work):
        raise web.HTTPNotFound
    return visit.redirect("opportunity", opportunity=number)
