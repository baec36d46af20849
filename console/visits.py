"""A visit: one request to a page, with who makes it and all that the page may use to answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from console import csrf
from console.attempts import address
from console.parts import PARTS, Parts
from console.sessions import SIGN_IN
from dialogs.engine.words import clean
from locales.catalogs import reader
from locales.reader import Reader
from storage import audit
from storage.staff import Role, Staff, StaffSession

T = TypeVar("T")
OFFICE_ZONE = "America/Montreal"
NOTED = timedelta(hours=1)
"""For how long one entry of the audit log stands for reading the same again."""
SPOKEN = ("fr", "en")
"""The languages of the console; candidates have more."""


@dataclass(frozen=True, slots=True)
class Visit:
    request: web.Request
    parts: Parts

    @classmethod
    def of(cls, request: web.Request) -> "Visit":
        return cls(request, request.app[PARTS])

    @property
    def sign_in(self) -> StaffSession | None:
        return self.request.get(SIGN_IN)

    @property
    def member(self) -> Staff | None:
        """Who is signed in."""
        return self.sign_in.staff if self.sign_in else None

    @property
    def staff(self) -> Staff:
        """Who is signed in; public pages may not ask."""
        if self.member is None:
            raise LookupError(f"nobody is signed in at {self.request.path}")
        return self.member

    @property
    def may_act(self) -> bool:
        return self.member is not None and self.member.role != Role.AUDITOR

    @property
    def now(self) -> datetime:
        return self.parts.settings.now()

    @property
    def key(self) -> str:
        """A key for a form that must count once."""
        return str(self.parts.settings.key())

    @property
    def reader(self) -> Reader:
        if self.member:
            return reader(self.member.locale, self.member.time_zone)
        return reader(preferred(self.request.headers.get("Accept-Language", "")), OFFICE_ZONE)

    @property
    def by_htmx(self) -> bool:
        """Whether the page asks for a part of itself."""
        return "HX-Request" in self.request.headers

    @property
    def address(self) -> str:
        return address(self.request, self.parts.settings.proxies)

    def number(self, name: str) -> int:
        """A number in the path; one that no table can hold names nothing."""
        found = whole(self.request.match_info[name])
        if found is None:
            raise web.HTTPNotFound
        return found

    async def form(self) -> dict[str, str]:
        """The fields of a form, passwords as typed, all else without invisible characters."""
        fields = await self.request.post()
        typed = {name: value for name, value in fields.items() if isinstance(value, str)}
        return {name: value if "password" in name else clean(value) for name, value in typed.items()}

    async def read(self, work: Callable[[Session], T]) -> T:
        return await self.parts.database.read(work)

    async def run(self, work: Callable[[Session], T]) -> T:
        return await self.parts.database.run(work)

    async def note_once(self, action: str, candidate_id: int | None = None, detail: str = "") -> None:
        """Writes down that something is read which its reader may read again and again, once in an hour."""
        member, since = self.staff, self.now - NOTED
        if await self.read(lambda session: audit.noted(session, member, action, since, candidate_id, detail)):
            return
        await self.run(lambda session: audit.note(session, member, action, self.now, candidate_id, detail))

    def url(self, name: str, /, **values: object) -> str:
        """Where a page is; values that its path does not name become the query."""
        resource = self.request.app.router[name]
        names = resource.get_info().get("formatter", "")
        inside = {key: str(value) for key, value in values.items() if f"{{{key}}}" in names}
        query = {key: str(value) for key, value in values.items() if key not in inside and value not in ("", None)}
        return str(resource.url_for(**inside).with_query(query))

    def asset(self, path: str) -> str:
        return f"{self.url('asset', file=path)}?v={self.parts.assets[path].version}"

    def words(self, template: str, **context: Any) -> str:
        """A template put into words for this visitor."""
        common = {"visit": self, "reader": self.reader, "csrf": csrf.token(self.request), "csrf_field": csrf.FIELD}
        return aiohttp_jinja2.render_string(template, self.request, common | context)

    def page(self, template: str, status: int = 200, **context: Any) -> web.Response:
        return web.Response(text=self.words(template, **context), status=status, content_type="text/html")

    def redirect(self, name: str, /, **values: object) -> web.Response:
        """Sends the browser on, after a form was taken or for a part that cannot be shown in place."""
        return self.go(self.url(name, **values))

    def go(self, url: str) -> web.Response:
        if self.by_htmx:
            return web.Response(headers={"HX-Redirect": url})
        return web.Response(status=303, headers={"Location": url})


def whole(digits: str) -> int | None:
    """A number as addresses hold them, if a table can hold it too."""
    return int(digits) if re.fullmatch(r"[0-9]{1,18}", digits) else None


def preferred(accepted: str) -> str:
    """The language of the console that a browser asks for first."""
    asked = (part.strip()[:2].lower() for part in accepted.split(","))
    return next((language for language in asked if language in SPOKEN), SPOKEN[0])
