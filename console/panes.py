"""The pane beside the conversation on a candidate's page: the plan, a step, the catalogue, the history, the training.

Each is an address of its own. A browser that follows a link gets the whole page with that pane open, a page that asks
for it gets the pane alone; and a pane draws itself again from its own address when the plan changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from console import plans
from console.desk import Desk, desk, drawing, looked_at, opened
from console.visits import Visit
from dialogs.refusals import Refusal
from locales.text import Text
from storage import transcripts
from storage.dossiers import Dossier
from storage.transcripts import Excerpt

NOTHING_SAID = Excerpt((), None, frozenset(), {}, {})


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was sent: what was wrong with it, and what was written in it, which is shown again."""

    form: str = ""
    refusal: Refusal | None = None
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def problem(self, form: str) -> Refusal | None:
        return self.refusal if self.form == form else None

    def value(self, form: str, name: str, otherwise: str = "") -> str:
        return self.typed.get(name, "") if self.form == form else otherwise


NOTHING_TRIED = Tried()


@dataclass(frozen=True, slots=True)
class Pane:
    """A template, the address that it is drawn from, and what it shows beside the desk."""

    template: str
    url: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    tried: Tried = NOTHING_TRIED
    said: Text | None = None
    status: int = 200


async def came_to(visit: Visit) -> Dossier:
    """Opens the dossier for its page, or for a part of a page that has it open already; either is written down."""
    return await looked_at(visit, "candidate.read") if visit.by_htmx else await opened(visit, "candidate.read")


async def laid_out(visit: Visit, found: Dossier) -> Desk:
    """The desk with the plan on it."""
    plan = await visit.read(lambda session: plans.opened(session, found.candidate.id))
    return desk(visit, found, plan)


async def shown(visit: Visit, ready: Desk, pane: Pane) -> web.StreamResponse:
    if visit.by_htmx:
        return visit.page("_pane.html", pane.status, desk=ready, pane=pane, **pane.values)
    said = await visit.read(lambda session: _said(session, ready.dossier))
    return visit.page(
        "candidate.html",
        pane.status,
        desk=ready,
        pane=pane,
        bubbles=drawing(visit, ready.conversation).of(said) if ready.conversation else [],
        older=said.messages[0].id if said.before else 0,
        last=said.messages[-1].id if said.messages else 0,
        **pane.values,
    )


def _said(session: Session, found: Dossier) -> Excerpt:
    return transcripts.excerpt(session, found.conversation.id) if found.conversation else NOTHING_SAID
