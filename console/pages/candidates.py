"""The list of candidates: who waits stands first, and comes up by itself."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web
from aiohttp_sse import sse_response
from sqlalchemy.orm import Session

from console import streams, times
from console.routing import STAFF, get
from console.visits import Visit, whole
from dialogs.engine.words import fold
from storage import candidates as files
from storage import caseload, transcripts
from storage.caseload import Case, Counts, Part, Place
from storage.conversations import AccessRequest
from storage.staff import Role, Staff

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list; `more` is where the next one begins, `mark` tells whether it is still true."""

    part: Part | None
    words: str
    cases: Sequence[Case]
    requests: Sequence[AccessRequest]
    counts: Counts
    more: str
    mark: str


@get("/candidates", roles=STAFF)
async def candidates(visit: Visit) -> web.StreamResponse:
    query = visit.request.query
    part = _part(visit.staff, query.get("part", ""))
    words, after = query.get("q", "").strip()[:100], _place(query.get("after", ""))
    listing = await visit.read(lambda session: _listing(session, visit.staff, part, words, after))
    today = times.day(visit.reader.zone, visit.now)
    return visit.page("candidates.html", listing=listing, now=visit.now, today=today)


@get("/candidates/live", roles=STAFF)
async def live_list(visit: Visit) -> web.StreamResponse:
    """Tells an open list that somebody waits, or does so no more."""
    seen = visit.request.headers.get("Last-Event-ID") or visit.request.query.get("seen", "")
    async with sse_response(visit.request) as response:
        with suppress(*streams.CLOSED), visit.parts.follower.watch_list() as viewer:
            stream = streams.Caseload(response, seen)
            await stream.compare(await visit.read(transcripts.pulse))
            async for change in streams.changes(visit, viewer, response):
                await stream.tell(change)
    return response


def _part(member: Staff, asked: str) -> Part | None:
    """None is the visitors who ask for access."""
    if asked == "requests":
        return None
    if asked in set(Part):
        return Part(asked)
    return Part.MINE if member.role == Role.COUNSELLOR else Part.ALL


def _listing(session: Session, member: Staff, part: Part | None, words: str, after: Place | None) -> Listing:
    counts, mark = caseload.counts(session, member), streams.mark(transcripts.pulse(session))
    if part is None:
        return Listing(None, "", [], caseload.requests(session), counts, "", mark)
    among = _found(session, member, words) if words else None
    cases = caseload.cases(session, member, part, among=among, after=after, limit=PAGE + 1)
    more = _spelled(cases[PAGE - 1].place) if len(cases) > PAGE else ""
    return Listing(part, words, cases[:PAGE], [], counts, more, mark)


def _found(session: Session, member: Staff, words: str) -> list[int]:
    """Whoever is called so, or has this file number."""
    by_number = files.by_file_number(session, words)
    return [*caseload.named(session, member, _matching(words)), *([by_number.id] if by_number else [])]


def _matching(words: str) -> "Matching":
    return Matching(fold(words).split())


@dataclass(frozen=True, slots=True)
class Matching:
    """Fits a name in which each of the words begins one of its own."""

    words: list[str]

    def __call__(self, name: str) -> bool:
        parts = fold(name).split()
        return all(any(part.startswith(word) for part in parts) for word in self.words)


def _spelled(place: Place) -> str:
    return f"{place.id}-{place.waiting_since.timestamp()}" if place.waiting_since else str(place.id)


def _place(spelled: str) -> Place | None:
    """Reads a place as `_spelled` wrote it; whatever else stands there is the beginning."""
    digits, _, since = spelled.partition("-")
    id_ = whole(digits)
    try:
        moment = datetime.fromtimestamp(float(since), UTC) if since else None
    except (ValueError, OverflowError):
        return None
    return Place(id_, moment) if id_ is not None else None
