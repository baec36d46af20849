"""Offers for one candidate, out of the database: the best now, and those that they have not been told of yet."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from sqlalchemy.orm import Session

from coaching import matching, occupations, profiles, scoring
from coaching.closeness import tier
from coaching.findings import Place, Seeker
from coaching.matching import Fitting
from coaching.occupations import Occupations
from coaching.profile import Profile
from storage import resumes, searching
from storage.candidates import Candidate
from storage.searching import Alerts, Opinion, Search

DIGEST = "offers"
"""The timer by which new offers are told."""
NOON = time(12)
"""When they are told, on the candidate's own clock: not with the reminders of the morning."""
THURSDAY = 3
"""The day of those who hear once a week: the plan speaks on Mondays, and there is time to apply before the weekend."""
WORTH = 30
"""Below this an offer is not among those for somebody: it is other work, or much is missing. One's own profession is,
though its permit is missing."""
NEWS = 45
"""Below this it is not told by itself: there is something to mend first."""
NEWEST = 1000
"""So many offers are looked at, the newest first."""
TOLD = 3
"""How many one message tells: more are on the page."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suggesting:
    """A candidate, seen at a moment, with what they wish."""

    session: Session
    candidate: Candidate
    profile: Profile
    occupations: Occupations
    now: datetime
    today: date

    def best(self) -> list[Fitting]:
        """What fits best now, without what was refused or stands on the board."""
        told = searching.told(self.session, self.candidate.id)
        refused = {number for number, opinion in told.items() if opinion == Opinion.NO}
        taken = searching.taken_up(self.session, self.candidate.id)
        seeker = self.seeker()
        rows = searching.near(self.session, within(self.profile.occupation), self.today, NEWEST)
        open_ones = [matching.offer_of(row, self.occupations) for row in rows if row.id not in refused | set(taken)]
        found = matching.offers_for(seeker, open_ones, self.today)
        return [each for each in found if each.match.score >= WORTH]

    def news(self) -> list[Fitting]:
        """What is told next: never the same twice, and of the kinds that are wished."""
        told = searching.told(self.session, self.candidate.id).keys()
        kinds = searching.of(self.session, self.candidate.id, self.now).kinds
        fresh = [each for each in self.best() if each.match.score >= NEWS and each.offer.id not in told]
        return [each for each in fresh if not kinds or each.offer.kind in kinds][:TOLD]

    def seeker(self) -> Seeker:
        search = self.session.get(Search, self.candidate.id)
        code = self.profile.occupation
        work = self.occupations.by_code(code) if code else None
        return matching.seeker_of(self.candidate.id, self.profile, work, search, self._texts())

    def _texts(self) -> Iterator[str]:
        """What the newest version of the resume says, and the titles of all work."""
        newest = next(iter(resumes.of_candidate(self.session, self.candidate.id)), None)
        if newest:
            yield newest.target
            yield from map(str, newest.skills)
        yield from (each.title for each in resumes.experiences(self.session, self.candidate.id))


def of(session: Session, candidate: Candidate, table: Occupations, now: datetime, today: date) -> Suggesting | None:
    """None until the profile was answered to its end."""
    profile = profiles.of(candidate, table)
    return Suggesting(session, candidate, profile, table, now, today) if profile else None


@cache
def within(own: str | None) -> Collection[str]:
    """The occupations of which an offer can be worth telling."""
    return [code for code in occupations.table() if scoring.bound(tier(own, code), Place.WISHED, 1) >= WORTH]


def next_day(alerts: Alerts, first: date) -> date | None:
    """The next day from `first` on at which new offers are told; None where they are not wished."""
    match alerts:
        case Alerts.NEVER:
            return None
        case Alerts.DAILY:
            return first
        case Alerts.WEEKLY:
            return first + timedelta(days=(THURSDAY - first.weekday()) % 7)


def noon_from(local: datetime) -> date:
    """The day of the first noon that is still to come."""
    return local.date() if local.time() < NOON else local.date() + DAY
