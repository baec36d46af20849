"""Sign-ins: the browser holds a random token, the table its digest; each ends when idle, and at the end of the day."""

from datetime import datetime, timedelta

from aiohttp import web
from aiohttp_session import AbstractStorage, Session, new_session

from console.settings import ConsoleSettings
from storage import staff
from storage.database import Database
from storage.staff import Staff, StaffSession

COOKIE = "jalon_session"
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
FRESH = timedelta(minutes=1)
"""How far the end of a sign-in may lag behind, so that not every page writes."""
STAFF_ID = "staff"
SIGN_IN: web.RequestKey[StaffSession] = web.RequestKey("sign_in", StaffSession)


class DatabaseStorage(AbstractStorage):
    """Keeps the sessions of `aiohttp_session` in the table of sign-ins. Nothing is kept of who is not signed in."""

    def __init__(self, database: Database, settings: ConsoleSettings) -> None:
        super().__init__(cookie_name=COOKIE, secure=settings.secure, httponly=True, samesite="Lax")
        self._database = database
        self._settings = settings

    async def load_session(self, request: web.Request) -> Session:
        token = self.load_cookie(request)
        found = await self._find(token) if token else None
        if found is None:
            return await self.new_session()
        request[SIGN_IN] = found
        return Session(token, data={"session": found.data}, new=False)

    async def save_session(self, request: web.Request, response: web.StreamResponse, session: Session) -> None:
        old = self.load_cookie(request)
        if old and (session.empty or session.new):
            await self._database.run(lambda connection: staff.sign_out(connection, old))
        if session.empty:
            self.save_cookie(response, "")
        elif session.new:
            self.save_cookie(response, await self._begin(dict(session)))

    async def _find(self, token: str) -> StaffSession | None:
        now = self._settings.now()
        found = await self._database.read(lambda session: staff.signed_in(session, token, now))
        if found and _until(found.created_at, now) - found.expires_at > FRESH:
            until = _until(found.created_at, now)
            await self._database.run(lambda session: staff.prolong(session, token, until))
        return found

    async def _begin(self, data: dict[str, object]) -> str:
        token, now = self._settings.token(), self._settings.now()
        staff_id = int(str(data[STAFF_ID]))
        await self._database.run(
            lambda session: staff.sign_in(session, staff_id, token, now, _until(now, now), data) and None
        )
        return token


def _until(created_at: datetime, now: datetime) -> datetime:
    return min(now + IDLE, created_at + LONGEST)


async def begin(request: web.Request, member: Staff) -> None:
    """Signs a member of staff in, under a new token."""
    session = await new_session(request)
    session[STAFF_ID] = member.id
    session["browser"] = request.headers.get("User-Agent", "")[:200]
