"""A posting: an opportunity as a file or a form brings it, checked cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from coaching import folding, regions
from coaching.cells import Cells
from coaching.occupations import Occupations
from locales.text import Money, _
from storage.opportunities import Kind, Opportunity, Sort

NEEDED = ("reference", "title", "employer", "expires_on")
OTHERS = (
    *("kind", "description", "occupation", "skills", "region", "place", "remote", "from_abroad"),
    *("french", "english", "experience_years", "permit", "pay_from", "pay_to", "pay_per", "hours"),
    *("starts_on", "link", "places", "published_on", "employer_sort"),
)
COLUMNS = (*NEEDED, *OTHERS)
SHORTEST_TITLE, LONGEST_TITLE, LONGEST_NAME, LONGEST_PLACE, LONGEST_REFERENCE = 3, 200, 200, 120, 80
LONGEST_TEXT, LONGEST_SKILL, MOST_SKILLS = 8000, 80, 40
MOST_LEVEL, MOST_YEARS, MOST_PLACES, MOST_HOURS = 12, 50, 9999, 80
LEAST_PAY, MOST_PAY = 500, 50_000
"""Cents an hour: what is less or more is no pay by the hour."""
WEEKS = 52
FARTHEST = timedelta(days=2 * 366)
HOUR, YEAR = "hour", "year"
CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Posting:
    """What it says; pay in cents an hour. `published_on` is None where nobody told it."""

    reference: str
    employer: str
    employer_sort: Sort
    kind: Kind
    title: str
    description: str
    occupation: str | None
    skills: Sequence[str]
    region: str | None
    place: str
    remote: bool
    from_abroad: bool
    french: int
    english: int
    experience_years: int
    permit: bool
    pay_from: int | None
    pay_to: int | None
    hours: float | None
    starts_on: date | None
    link: str | None
    places: int | None
    expires_on: date
    published_on: date | None

    def columns(self, occupations: Occupations) -> dict[str, Any]:
        """What is stored of it, but for when it was published."""
        apart = {"employer", "employer_sort", "published_on", "skills"}
        kept = {name: getattr(self, name) for name in self.__slots__ if name not in apart}
        pay = self.pay_from if self.pay_to is None else self.pay_to
        return {**kept, "pay": pay, "skills": list(self.skills), "stems": stems(self, occupations)}

    def published_at(self, otherwise: datetime) -> datetime:
        return datetime.combine(self.published_on, time(), UTC) if self.published_on else otherwise


def read(cells: Cells, occupations: Occupations, today: date) -> Posting | None:
    """The posting that a row tells; None where something is wrong, which is noted on the cells."""
    pay = wages(cells)
    expires_on = ending(cells, today)
    posting = Posting(
        reference=cells.needed("reference", LONGEST_REFERENCE),
        employer=cells.needed("employer", LONGEST_NAME),
        employer_sort=Sort(cells.one_of("employer_sort", list(Sort), Sort.EMPLOYER)),
        kind=Kind(cells.one_of("kind", list(Kind), Kind.JOB)),
        title=cells.needed("title", LONGEST_TITLE, SHORTEST_TITLE),
        description=cells.text("description", LONGEST_TEXT),
        occupation=occupation(cells, occupations),
        skills=cells.listed("skills", LONGEST_SKILL, MOST_SKILLS),
        region=region(cells),
        place=cells.words("place", LONGEST_PLACE),
        remote=cells.yes("remote"),
        from_abroad=cells.yes("from_abroad"),
        french=cells.number("french", 0, MOST_LEVEL) or 0,
        english=cells.number("english", 0, MOST_LEVEL) or 0,
        experience_years=cells.number("experience_years", 0, MOST_YEARS) or 0,
        permit=cells.yes("permit"),
        pay_from=pay[0],
        pay_to=pay[1],
        hours=cells.decimal("hours", 1, MOST_HOURS),
        starts_on=soon(cells, "starts_on", today),
        link=cells.link("link"),
        places=cells.number("places", 1, MOST_PLACES),
        expires_on=expires_on or today,
        published_on=published(cells, today),
    )
    return None if cells.faults else posting


def ending(cells: Cells, today: date) -> date | None:
    day = soon(cells, "expires_on", today)
    if day is None:
        cells.wrong("expires_on", _("The last day of the offer is needed."))
    elif day < today:
        cells.wrong("expires_on", _("{date} is past: the offer has ended.", date=day))
    return day


def soon(cells: Cells, column: str, today: date) -> date | None:
    day = cells.day(column)
    if day and day - today > FARTHEST:
        cells.wrong(column, _("{date} is very far away. Please check the year.", date=day))
    return day


def published(cells: Cells, today: date) -> date | None:
    day = cells.day("published_on")
    if day and day > today + timedelta(days=1):
        cells.wrong("published_on", _("{date} has not come yet.", date=day))
    return day


def occupation(cells: Cells, occupations: Occupations) -> str | None:
    code = cells.raw("occupation")
    if not code:
        return None
    if occupations.by_code(code):
        return code
    whole = code.zfill(CODE_LENGTH)
    if code.isdigit() and len(code) < CODE_LENGTH and occupations.by_code(whole):
        told = _(
            "There is no occupation {code}. A spreadsheet may have dropped the zeros of {whole}.",
            code=code,
            whole=whole,
        )
    else:
        told = _("There is no occupation {code} in the National Occupational Classification.", code=code[:20])
    cells.wrong("occupation", told)
    return None


@cache
def known_regions() -> Mapping[str, str]:
    """The codes of the regions by all that they are called."""
    named = {" ".join(folding.words(each.name)): each.code for each in regions.every()}
    short = {str(int(each.code)): each.code for each in regions.every()}
    return {**named, **short, **{each.code: each.code for each in regions.every()}}


def region(cells: Cells) -> str | None:
    told = cells.raw("region")
    if not told:
        return None
    found = known_regions().get(told) or known_regions().get(" ".join(folding.words(told)))
    if found is None:
        cells.wrong("region", _("One of the seventeen regions is expected: its code, 01 to 17, or its name."))
    return found


def wages(cells: Cells) -> tuple[int | None, int | None]:
    """The lowest and the highest pay in cents an hour."""
    per = cells.one_of("pay_per", (HOUR, YEAR), HOUR)
    if per == YEAR and cells.raw("pay_from") + cells.raw("pay_to") and not cells.raw("hours"):
        cells.wrong("hours", _("The hours a week are needed where the pay is by year."))
    low, high = by_hour(cells, "pay_from", per), by_hour(cells, "pay_to", per)
    if low is not None and high is not None and low > high:
        cells.wrong("pay_from", _("The lowest pay is higher than the highest, {amount}.", amount=Money(high)))
    return low, high


def by_hour(cells: Cells, column: str, per: str) -> int | None:
    cents = cells.cents(column)
    hours = cells.decimal("hours", 1, MOST_HOURS) if per == YEAR else None
    if cents is None or (per == YEAR and hours is None):
        return None
    hourly = round(cents / (hours * WEEKS)) if hours else cents
    if not LEAST_PAY <= hourly <= MOST_PAY:
        told = _("{amount} an hour is no pay. For a pay by year, write “year” under pay_per.", amount=Money(hourly))
        cells.wrong(column, told)
    return hourly


def stems(posting: Posting, occupations: Occupations) -> str:
    """The words by which it is found: its title, employer and place, what the work is called, and skills."""
    found = occupations.by_code(posting.occupation) if posting.occupation else None
    where = regions.by_code(posting.region) if posting.region else None
    said = [posting.title, posting.employer, posting.place, *posting.skills, where.name if where else ""]
    said += [found.title_fr, found.title_en] if found else []
    return f" {' '.join(dict.fromkeys(stem for part in said for stem in folding.stems(part)))} "


def cells_of(row: Opportunity) -> dict[str, str]:
    """What is stored, as somebody would write it in a form."""
    told: dict[str, object] = {name: getattr(row, name) for name in COLUMNS if hasattr(Opportunity, name)}
    told |= {"employer": row.organization.name, "employer_sort": row.organization.sort, "skills": "|".join(row.skills)}
    told |= {name: money(getattr(row, name)) for name in ("pay_from", "pay_to")}
    told |= {name: "yes" if getattr(row, name) else "" for name in ("remote", "from_abroad", "permit")}
    told |= {"hours": f"{row.hours:g}" if row.hours else "", "pay_per": HOUR}
    told |= {"published_on": row.published_at.date()}
    return {name: "" if value is None else str(value) for name, value in told.items()}


def money(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100}.{cents % 100:02}"
