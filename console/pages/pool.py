"""The placement pool: what candidates let the team show to employers, without a name."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.orm import Session

from coaching import regions, resumes
from coaching.unnamed import Unnamed, anonymous
from console.routing import STAFF, get
from console.visits import OFFICE_ZONE, Visit, whole
from storage import resumes as store
from storage.resumes import Posting, Resume

SHOWN = 20
NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class Seen:
    """A posting as it may be shown: `title` is the occupation's, "" where none is known."""

    posting: Posting
    unnamed: Unnamed
    title: str
    region: str


@get("/pool", roles=STAFF)
async def pool(visit: Visit) -> web.StreamResponse:
    before = whole(visit.request.query.get("before", "")) or NEWEST
    today = visit.now.astimezone(ZoneInfo(OFFICE_ZONE)).date()

    def work(session: Session) -> list[Seen]:
        found = store.pool(session, before, SHOWN + 1)
        return [_seen(session, visit, each, each.resume, today) for each in found if each.resume]

    found = await visit.read(work)
    more = found[SHOWN - 1].posting.id if len(found) > SHOWN else None
    return visit.page("pool.html", seen=found[:SHOWN], more=more)


def _seen(session: Session, visit: Visit, posting: Posting, resume: Resume, today: date) -> Seen:
    occupations = visit.parts.settings.programme.occupations
    shown = anonymous(resumes.draft(session, posting.candidate, resume, occupations), today)
    occupation = occupations.by_code(shown.occupation) if shown.occupation else None
    region = regions.by_code(shown.region) if shown.region else None
    return Seen(
        posting, shown, occupation.title(visit.reader.locale) if occupation else "", region.name if region else ""
    )
