"""Pages of the console: each declares its path, the roles that may open it, and its handler.

@get("/candidates/{candidate:[0-9]+}", roles=STAFF)
async def candidate(visit: Visit) -> web.StreamResponse: ...
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules
from types import ModuleType
from typing import Literal, TypeAlias

from aiohttp import web

import console.pages
from console.visits import Visit
from storage.staff import Role

Handler: TypeAlias = Callable[[Visit], Awaitable[web.StreamResponse]]
Roles: TypeAlias = frozenset[Role]

PUBLIC: Roles = frozenset()
"""Open to who is not signed in."""
STAFF: Roles = frozenset(Role)
"""All who work here, those who only look on too."""
ACTING: Roles = STAFF - {Role.AUDITOR}
"""Those who talk with candidates."""


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is what links call it; pages of one path share it."""

    method: Literal["GET", "POST"]
    path: str
    name: str
    roles: Roles
    handler: Handler


def get(path: str, *, roles: Roles) -> Callable[[Handler], Page]:
    return lambda handler: Page("GET", path, _name(handler), roles, handler)


def post(path: str, *, roles: Roles) -> Callable[[Handler], Page]:
    return lambda handler: Page("POST", path, _name(handler), roles, handler)


def _name(handler: Handler) -> str:
    return str(getattr(handler, "__name__", ""))


def modules() -> list[ModuleType]:
    """Every file of console/pages/."""
    package = console.pages
    return [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]


def pages() -> list[Page]:
    return [part for module in modules() for part in vars(module).values() if isinstance(part, Page)]


def resources(found: Iterable[Page]) -> Iterator[tuple[str, list[Page]]]:
    """Pages by path."""
    for path, group in groupby(sorted(found, key=lambda page: page.path), key=lambda page: page.path):
        yield path, list(group)
