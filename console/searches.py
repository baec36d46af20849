"""A candidate's job search as the console shows it: applications, the goal of the week, résumés, offers that fit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from coaching import applications, critique, regions, resumes, suggesting
from coaching.applications import ACTIONS, STAGES, Moment
from coaching.critique import Hint
from coaching.matching import Fitting, Match
from coaching.occupations import Occupations
from coaching.suggesting import NEWS
from locales.text import Text, _
from storage import participations, searching
from storage import resumes as written
from storage.candidates import Candidate
from storage.opportunities import Opportunity
from storage.participations import Participation, Stage
from storage.resumes import Posting, Resume
from storage.searching import Opinion, Search

SILENT = 14
"""After so many days without an answer an application is silent."""
BEST, SHOWN = 5, 10
"""How many offers that fit are shown, and how many applications of a stage."""
VERY_WELL = 75
ORDER = (Stage.OFFER, Stage.INTERVIEW, Stage.APPLIED, Stage.SAVED, Stage.ACCEPTED, Stage.REFUSED, Stage.CLOSED)
OVER = {Stage.REFUSED, Stage.CLOSED}
ANSWERED = {Stage.INTERVIEW, Stage.OFFER, Stage.ACCEPTED, Stage.REFUSED}
SENT = {Stage.APPLIED, *ANSWERED}


@dataclass(frozen=True, slots=True)
class Followed:
    """An application: `touched` are days since it was touched, `silent` days without an answer, 0 where none is due.

    `reached` are the stages that it has reached so far.
    """

    title: str
    employer: str
    link: str | None
    opportunity: int | None
    touched: int
    silent: int
    next: Text | None
    next_on: date | None
    late: bool
    interview_at: datetime | None
    reached: Collection[Stage]


@dataclass(frozen=True, slots=True)
class Column:
    """The applications of a stage; `more` of them are not shown."""

    stage: Text
    key: Stage
    rows: Sequence[Followed]
    more: int

    @property
    def is_over(self) -> bool:
        return self.key in OVER


@dataclass(frozen=True, slots=True)
class Board:
    """All applications, and how many were sent, were answered, are silent."""

    columns: Sequence[Column]
    sent: int
    answered: int
    silent: int


@dataclass(frozen=True, slots=True)
class Version:
    """A résumé with the hints that the candidate reads; `posted` where employers see it now."""

    resume: Resume
    hints: Sequence[Hint]
    posted: Posting | None


@dataclass(frozen=True, slots=True)
class Sent:
    """An offer that a member of staff sent; `became` is the stage that it stands at on the board."""

    id: int
    title: str
    employer: str
    at: datetime
    by: str
    became: Text | None
    refused: bool


@dataclass(frozen=True, slots=True)
class Fits:
    """An offer that fits; `sent` where a member of staff sent it."""

    id: int
    title: str
    employer: str
    where: str
    words: Text
    match: Match
    sent: Sent | None

    @property
    def is_good(self) -> bool:
        return self.match.score >= NEWS


@dataclass(frozen=True, slots=True)
class SearchView:
    """`goal` is of a week, 0 where none was set; `has_profile` is what offers are matched by."""

    board: Board
    goal: int
    done: int
    versions: Sequence[Version]
    offers: Sequence[Fits]
    sent: Sequence[Sent]
    has_profile: bool

    def shows(self, form: str) -> bool:
        """Whether a form stands in the pane, so that what is wrong with it is told there."""
        offers = {f"offer{each.id}" for each in self.offers if each.sent is None}
        return form in offers | {f"resume{each.resume.id}" for each in self.versions}


def opened(session: Session, candidate_id: int, table: Occupations, when: Moment) -> SearchView:
    """Reads all of a candidate's search, for it is shown when the transaction is over."""
    candidate = session.get_one(Candidate, candidate_id)
    rows = participations.with_events(session, candidate_id)
    sent = _sent(session, candidate_id, rows)
    looked = suggesting.of(session, candidate, table, when.now, when.today)
    best = looked.best()[:BEST] if looked else []
    wishes = session.get(Search, candidate_id)
    return SearchView(
        board(rows, when),
        (wishes.goal or 0) if wishes else 0,
        applications.this_week(session, candidate_id, when.today),
        _versions(session, candidate, table, when.today),
        [_fits(session.get_one(Opportunity, each.offer.id), each, sent) for each in best],
        list(sent.values()),
        looked is not None,
    )


def is_sent(session: Session, candidate_id: int, number: int) -> bool:
    """Whether a member of staff sent this offer."""
    return any(offer.id == number for _kept, offer, _by in searching.sent(session, candidate_id))


def has_resume(session: Session, candidate_id: int, number: int) -> bool:
    return any(row.id == number for row in written.of_candidate(session, candidate_id))


def board(rows: Sequence[Participation], when: Moment) -> Board:
    """The applications by their stage: who waits longest for an answer first, then the last touched."""
    told = [(row.stage, _followed(row, when)) for row in rows]
    columns = []
    for stage in ORDER:
        here = sorted((each for key, each in told if key is stage), key=lambda each: -each.silent)
        if here:
            columns.append(Column(STAGES[stage], stage, here[:SHOWN], max(0, len(here) - SHOWN)))
    every = [each for _stage, each in told]
    return Board(
        columns,
        sum(bool(SENT & set(each.reached)) for each in every),
        sum(bool(ANSWERED & set(each.reached)) for each in every),
        sum(each.silent > 0 for each in every),
    )


def _followed(row: Participation, when: Moment) -> Followed:
    about = row.opportunity
    return Followed(
        about.title if about else row.title or "",
        about.organization.name if about else row.employer or "",
        None if about else row.link,
        row.opportunity_id,
        max(0, (when.today - when.day(row.touched_at)).days),
        silence(row, when),
        ACTIONS[row.next] if row.next else None,
        row.next_on,
        row.next_on is not None and row.next_on < when.today,
        row.interview_at if row.stage is Stage.INTERVIEW else None,
        {row.stage, *(event.stage for event in row.events)},
    )


def silence(row: Participation, when: Moment) -> int:
    """For how many days nobody has answered, once that is long: since it was sent, or since the interview."""
    since = _waits_since(row, when)
    days = (when.today - since).days if since else 0
    return days if days >= SILENT else 0


def _waits_since(row: Participation, when: Moment) -> date | None:
    if row.stage is Stage.APPLIED:
        return max((event.day for event in row.events if event.stage is Stage.APPLIED), default=when.day(row.began_at))
    if row.stage is Stage.INTERVIEW and row.interview_at:
        return when.day(row.interview_at)
    return None


def _versions(session: Session, candidate: Candidate, table: Occupations, today: date) -> list[Version]:
    posting = written.posting(session, candidate.id)
    return [
        Version(
            row,
            critique.hints(resumes.draft(session, candidate, row, table), today),
            posting if posting and posting.resume_id == row.id else None,
        )
        for row in written.of_candidate(session, candidate.id)
    ]


def _sent(session: Session, candidate_id: int, rows: Sequence[Participation]) -> Mapping[int, Sent]:
    stages = {row.opportunity_id: STAGES[row.stage] for row in rows}
    return {
        offer.id: Sent(
            offer.id,
            offer.title,
            offer.organization.name,
            kept.at,
            by.name,
            stages.get(offer.id),
            kept.opinion == Opinion.NO,
        )
        for kept, offer, by in searching.sent(session, candidate_id)
    }


def _fits(row: Opportunity, fitting: Fitting, sent: Mapping[int, Sent]) -> Fits:
    region = regions.by_code(row.region) if row.region else None
    where = row.place or (region.name if region else "")
    score = fitting.match.score
    return Fits(row.id, row.title, row.organization.name, where, fit(score), fitting.match, sent.get(row.id))


def fit(score: int) -> Text:
    """How well an offer fits, in words."""
    if score >= VERY_WELL:
        return _("fits very well")
    return _("fits well") if score >= NEWS else _("fits in part")
