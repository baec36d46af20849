"""Organizations: who offers opportunities, under one name each."""

from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import offering, opportunities, regions
from coaching.cells import Cells
from coaching.postings import LONGEST_NAME
from console.routing import ACTING, STAFF, get, post
from console.visits import Visit
from locales.text import Text, _
from storage import audit
from storage import opportunities as store
from storage.opportunities import Organization, Sort

NOTHING: Mapping[str, Text] = MappingProxyType({})


@get("/organizations", roles=STAFF)
async def organization_list(visit: Visit) -> web.StreamResponse:
    found = await visit.read(store.organizations)
    return visit.page("organizations.html", organizations=found, sorts=offering.SORTS, by_code=regions.by_code)


@get("/organizations/{organization:[0-9]+}", roles=ACTING)
async def organization(visit: Visit) -> web.StreamResponse:
    return _form(visit, await _found(visit))


async def _found(visit: Visit) -> Organization:
    number = visit.number("organization")
    found = await visit.read(lambda session: session.get(Organization, number))
    if found is None:
        raise web.HTTPNotFound
    return found


def _form(
    visit: Visit, row: Organization, typed: Mapping[str, str] | None = None, problems: Mapping[str, Text] = NOTHING
) -> web.StreamResponse:
    stored = {"name": row.name, "sort": row.sort, "region": row.region or "", "website": row.website or ""}
    return visit.page(
        "organization.html",
        422 if problems else 200,
        organization=row,
        typed=typed or stored,
        problems=problems,
        sorts=offering.SORTS,
        regions=regions.every(),
    )


@post("/organizations/{organization:[0-9]+}", roles=ACTING)
async def change_organization(visit: Visit) -> web.StreamResponse:
    row = await _found(visit)
    form = await visit.form()
    typed = {name: form.get(name, "") for name in ("name", "sort", "region", "website")}
    cells = Cells(typed)
    name, sort = cells.needed("name", LONGEST_NAME), Sort(cells.one_of("sort", list(Sort), Sort.EMPLOYER))
    region, website = regions.by_code(typed["region"]), cells.link("website")
    if cells.faults:
        return _form(visit, row, typed, cells.faults)

    def work(session: Session) -> None:
        kept = session.get_one(Organization, row.id)
        kept.name, kept.folded, kept.sort = name, opportunities.fold(name), sort
        kept.region, kept.website = region.code if region else None, website
        audit.note(session, visit.staff, "organization.changed", visit.now, detail=f"organization {row.id}")

    try:
        await visit.run(work)
    except IntegrityError:
        return _form(visit, row, typed, {"name": _("Another organization has this name already.")})
    return visit.redirect("organization_list")
