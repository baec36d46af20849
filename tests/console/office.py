"""An office for tests: the console on a server of its own, people in its database, and the bot's turns behind it."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from itertools import count
from typing import TypeVar

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDictProxy
from sqlalchemy.orm import Session

from bot.arrivals import Arrival
from bot.turns import Answered, Turns
from coaching import catalogue, occupations
from coaching.programme import Programme
from console.app import ConsoleSettings, create
from console.sessions import COOKIE
from dialogs.engine.staffing import StaffEvent
from dialogs.front import site
from storage import staff
from storage.database import Database
from storage.messages import Author, Delivery, Direction, Kind, Message
from storage.staff import Role, Staff
from tests.people import NOW, a_member_of_staff

T = TypeVar("T")
PROGRAMME = Programme(catalogue.shipped(), occupations.shipped())
KEY = "0b54f0a2-7a52-4a53-9ba9-3a1d0d6c2e51"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser got."""

    status: int
    text: str
    headers: CIMultiDictProxy[str]
    cookies: dict[str, str]

    @property
    def words(self) -> str:
        """What a person reads: no tags, one space between words."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    @property
    def location(self) -> str:
        return self.headers.get("Location", "") or self.headers.get("HX-Redirect", "")

    def field(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return unescape(found[1]) if found else ""


@dataclass
class Office:
    database: Database
    client: "TestClient[web.Request, web.Application]"
    now: datetime = NOW
    bot_link: str = "https://t.me/jalon_test_bot"
    files: dict[str, bytes] = field(default_factory=dict)
    posted: list[StaffEvent] = field(default_factory=list)
    tokens: "count[int]" = field(default_factory=lambda: count(1))

    def with_(self, work: Callable[[Session], T]) -> T:
        """Does work in the database, as nobody in particular."""
        with self.database.session() as session, session.begin():
            return work(session)

    def hires(self, role: Role = Role.COUNSELLOR, **columns: object) -> Staff:
        return self.with_(lambda session: a_member_of_staff(session, role, **{"locale": "en", **columns}))

    def signs_in(self, member: Staff, data: dict[str, str] | None = None) -> str:
        """Opens a session without the form, and hands its cookie to the browser."""
        token = f"token-{next(self.tokens)}"
        until = self.now + timedelta(hours=2)
        self.with_(lambda session: staff.sign_in(session, member.id, token, self.now, until, data or {}) and None)
        self.client.session.cookie_jar.update_cookies({COOKIE: token}, self.client.make_url("/"))
        return token

    def hired(self, role: Role = Role.COUNSELLOR, **columns: object) -> Staff:
        """Somebody who has signed in already."""
        member = self.hires(role, **columns)
        self.signs_in(member)
        return member

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._asks("GET", path, headers)

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """Sends a form just as it is."""
        return await self._asks("POST", path, headers, fields)

    async def submit(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """Sends a form as a page of ours would."""
        csrf = (await self.get("/account")).field("csrf")
        return await self.post(path, {"csrf": csrf, "key": KEY, **(fields or {})}, **headers)

    async def _asks(
        self, method: str, path: str, headers: dict[str, str], fields: dict[str, str] | None = None
    ) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = path if path.startswith("/console") else f"/console{path}"
        response = await self.client.request(method, url, headers=named, data=fields, allow_redirects=False)
        return await _read(response)


async def _read(response: ClientResponse) -> Answer:
    cookies = {name: morsel.OutputString() for name, morsel in response.cookies.items()}
    return Answer(response.status, await response.text(), response.headers, cookies)


@asynccontextmanager
async def opened(database: Database, public_url: str = "", proxies: int = 0) -> AsyncIterator[Office]:
    """The console under /console, as the house mounts it, with turns that are the bot's own."""
    told: list[Office] = []
    codes = (f"CODE-{number:04}" for number in count(1))
    turns = Turns(database, site(), PROGRAMME, lambda: told[0].now, lambda: None)

    async def fetch(file_id: str) -> bytes:
        return told[0].files[file_id]

    async def post(event: StaffEvent) -> Answered:
        told[0].posted.append(event)
        return await turns.take(Arrival(event.key, event, conversation_id=event.conversation_id))

    settings = ConsoleSettings(
        PROGRAMME,
        now=lambda: told[0].now,
        chance=lambda: next(codes),
        bot_link=lambda: told[0].bot_link,
        public_url=public_url,
        fetch=fetch,
        proxies=proxies,
    )
    app = web.Application()
    app.add_subapp("/console", create(database, settings, post))
    async with TestClient(TestServer(app, handler_cancellation=True)) as client:
        told.append(Office(database, client))
        yield told[0]


def said(session: Session, conversation_id: int, body: str = "", **columns: object) -> Message:
    """Words of the person in a conversation; with `direction=Direction.OUT`, ours."""
    given: dict[str, object] = {
        "conversation_id": conversation_id,
        "direction": Direction.IN,
        "author": Author.CANDIDATE,
        "kind": Kind.TEXT,
        "body": body,
        "created_at": NOW,
        "delivery": Delivery.RECEIVED,
    }
    if columns.get("direction") == Direction.OUT:
        given |= {"author": Author.BOT, "delivery": Delivery.SENT}
    message = Message(**given | columns)
    session.add(message)
    session.flush()
    return message
