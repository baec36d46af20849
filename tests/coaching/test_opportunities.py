"""Laws of opportunities: a row that is read, an import that counts once, a last place that one person gets."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from coaching import occupations, opportunities, postings
from coaching.cells import Cells, Note
from coaching.opportunities import Counts
from coaching.postings import Posting
from locales.catalogs import reader
from storage import opportunities as store
from storage import postings as written
from storage.database import Database
from storage.opportunities import Kind, Opportunity, Organization, Reason, Wanted
from storage.participations import Participation, Stage
from tests.offered import an_offer
from tests.people import NOW, a_candidate, a_member_of_staff

TODAY = NOW.date()
TABLE = occupations.shipped()
GOOD = {"reference": "R1", "title": "Nurse", "employer": "Hôpital Exemple", "expires_on": "2027-03-01"}
DAY = timedelta(days=1)


def told(**row: str) -> tuple[Posting | None, Cells]:
    cells_ = Cells(GOOD | row)
    return postings.read(cells_, TABLE, TODAY), cells_


def posting(**row: str) -> Posting:
    found, cells_ = told(**row)
    assert found, cells_.faults
    return found


def fault(column: str, **row: str) -> str:
    found, cells_ = told(**row)
    assert found is None
    return reader("en", "UTC").plain(cells_.faults[column])


def test_a_whole_row_is_read() -> None:
    read = posting(
        kind="Training",
        occupation="31301",
        skills="IV therapy| triage |IV therapy",
        region="Montréal",
        remote="Oui",
        french="7",
        pay_from="30,5",
        pay_to="$41.25",
        hours="37.5",
        places="3",
        link="https://exemple.ca/1?a=b",
        published_on="2027-01-02",
    )
    assert (read.kind, read.region, read.remote, read.french) == (Kind.TRAINING, "06", True, 7)
    assert (read.pay_from, read.pay_to, read.hours, read.places) == (3050, 4125, 37.5, 3)
    assert read.skills == ["IV therapy", "triage"]
    assert read.published_at(NOW) == datetime(2027, 1, 2, tzinfo=UTC)
    assert posting().published_at(NOW) == NOW


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("reference", "", "needed"),
        ("reference", "x" * 81, "At most 80"),
        ("title", "ab", "at least 3"),
        ("title", "x" * 201, "At most 200"),
        ("title", "<b></b>", "at least 3"),
        ("employer", "\u200b", "needed"),
        ("kind", "jobb", "did you mean “job”"),
        ("kind", "zzz", "One of these is expected: job, networking"),
        ("occupation", "99999", "There is no occupation 99999"),
        ("occupation", "10", "may have dropped the zeros of 00010"),
        ("region", "18", "One of the seventeen regions"),
        ("region", "Ontario", "One of the seventeen regions"),
        ("french", "13", "from 0 to 12"),
        ("french", "-1", "from 0 to 12"),
        ("english", "B2", "from 0 to 12"),
        ("remote", "perhaps", "Yes or no"),
        ("pay_from", "abc", "An amount in dollars"),
        ("pay_from", "52000", "For a pay by year"),
        ("pay_from", "1", "is no pay"),
        ("hours", "200", "from 1 to 80"),
        ("places", "0", "from 1 to 9,999"),
        ("expires_on", "", "last day of the offer"),
        ("expires_on", "2026-02-30", "A date is expected"),
        ("expires_on", "01/03/2027", "A date is expected"),
        ("expires_on", "2027-01-14", "January 14, 2027 is past"),
        ("expires_on", "2207-01-14", "very far away"),
        ("published_on", "2027-02-01", "has not come yet"),
        ("link", "http://exemple.ca", "https://"),
        ("link", "https://exemple", "https://"),
        ("link", "https://quebec.ca@evil.example/", "https://"),
        ("link", "https://exemple.ca/a b", "https://"),
        ("link", "https://[::1", "https://"),
        ("link", "https://exemple.ca:99999/", "https://"),
        ("link", "https://exemple.ca/" + "x" * 500, "https://"),
        ("link", "javascript:alert(1)", "https://"),
        ("skills", "|".join(map(str, range(41))), "At most 40 parts"),
        ("description", "x" * 8001, "At most 8,000"),
        ("description", "<" * 90_000, "At most 8,000"),
    ],
)
def test_what_is_wrong_is_told_at_its_column(column: str, cell: str, expected: str) -> None:
    assert expected in fault(column, **{column: cell})


def test_the_lowest_pay_is_not_above_the_highest() -> None:
    assert "higher than the highest, $30" in fault("pay_from", pay_from="31", pay_to="30")


def test_a_pay_by_year_is_turned_into_hours() -> None:
    assert posting(pay_from="58500", pay_to="78000", pay_per="year", hours="37.5").pay_from == 3000
    assert "hours a week are needed" in fault("hours", pay_from="58500", pay_per="year")


def test_tags_are_taken_out_and_a_formula_stays_text() -> None:
    read, cells_ = told(
        title="=cmd|' /C calc'!A0",
        description="<p>One</p><script>alert(1)</script>Two &amp; <b>three</b><br>4 < 5",
    )
    assert read
    assert read.title == "=cmd|' /C calc'!A0"
    assert read.description == "One\nTwo & three\n4 < 5"
    assert cells_.notes == {"title": Note.FORMULA, "description": Note.HTML}


def test_a_dash_of_a_list_is_no_formula() -> None:
    assert told(description="- Care\n- Triage")[1].notes == {}


@given(st.text(max_size=300), st.sampled_from(postings.COLUMNS))
def test_whatever_stands_in_a_cell_is_taken_or_told(cell: str, column: str) -> None:
    read, cells_ = told(**{column: cell})
    assert (read is None) == bool(cells_.faults)
    if read:
        assert "\0" not in read.title + read.description + read.employer
        assert 0 < len(read.title) <= 200


@pytest.mark.parametrize(
    ("one", "other"), [("Café L’Étoile inc.", "CAFE L'ETOILE, INC"), ("Œuvre", "oeuvre"), ("A  B", "a b")]
)
def test_an_organization_is_one_however_it_is_spelled(one: str, other: str) -> None:
    assert opportunities.fold(one) == opportunities.fold(other)


def test_a_name_without_letters_is_still_a_name() -> None:
    assert opportunities.fold("***") == "***"


async def kept(database: Database, brought: Sequence[Posting], source: str = "s", now: datetime = NOW) -> Counts:
    return await database.run(lambda session: opportunities.keep(session, source, brought, TABLE, now))


async def test_an_import_twice_changes_nothing_and_a_changed_row_is_updated(database: Database) -> None:
    both = [posting(skills="a|b", pay_from="20"), posting(reference="R2", employer="HOPITAL EXEMPLE")]
    assert await kept(database, both) == Counts(new=2)
    assert await kept(database, both, now=NOW + DAY) == Counts(same=2)
    changed = [posting(title="Nurse at night"), both[1]]
    compared = await database.read(
        lambda session: opportunities.compare(session, "s", [*changed, posting(reference="R3")], TABLE)
    )
    assert compared == Counts(new=1, changed=1, same=1)
    assert await kept(database, changed, now=NOW + DAY) == Counts(changed=1, same=1)
    assert await kept(database, both[:1], "other") == Counts(new=1)

    def look(session: Session) -> tuple[int, list[tuple[str, datetime, datetime]]]:
        rows = session.query(Opportunity).filter_by(source="s").order_by(Opportunity.reference)
        told_ = [(row.title, row.published_at, row.updated_at) for row in rows]
        return session.query(Organization).count(), told_

    assert await database.read(look) == (1, [("Nurse at night", NOW, NOW + DAY), ("Nurse", NOW, NOW)])


async def test_what_is_not_in_a_file_any_more_is_withdrawn_and_comes_back_with_it(
    database: Database,
) -> None:
    both = [posting(), posting(reference="R2")]
    await kept(database, both)
    gone = await database.read(lambda session: written.others(session, "s", {"R1"}))
    assert await database.run(lambda session: written.withdraw(session, gone, NOW)) == 1
    assert await kept(database, both) == Counts(changed=1, same=1)
    assert await database.read(lambda session: written.others(session, "s", {"R1", "R2"})) == []
    assert await database.run(lambda session: written.withdraw(session, [], NOW)) == 0


async def test_what_staff_withdrew_no_import_brings_back(database: Database) -> None:
    await kept(database, [posting()])

    def withdraw(session: Session) -> None:
        row = session.query(Opportunity).one()
        opportunities.withdraw(row, a_member_of_staff(session), NOW)

    await database.run(withdraw)
    assert await kept(database, [posting()]) == Counts(same=1)
    assert await kept(database, [posting(title="Another title")]) == Counts(changed=1)
    assert await database.read(lambda session: session.query(Opportunity).one().withdrawn_at) == NOW


async def test_staff_may_withdraw_for_good_what_a_file_withdrew(database: Database) -> None:
    def work(session: Session) -> tuple[datetime | None, bool]:
        row = an_offer(session, withdrawn_at=NOW)
        opportunities.withdraw(row, a_member_of_staff(session), NOW + DAY)
        opportunities.withdraw(row, a_member_of_staff(session), NOW + 2 * DAY)
        is_first = row.withdrawn_by == 1
        opportunities.reopen(row, NOW)
        return row.withdrawn_at, is_first

    assert await database.run(work) == (None, True)


def test_two_imports_at_once_leave_each_row_once(postgres: Database) -> None:
    brought = [posting(reference=f"R{number}", employer=f"Employer {number % 7}") for number in range(300)]
    together = Barrier(3)

    def run(order: list[Posting]) -> None:
        together.wait()
        for _again in range(3):
            with postgres.session() as session, session.begin():
                opportunities.keep(session, "s", order, TABLE, NOW)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(run, [brought, brought[::-1], brought[150:]]))
    with postgres.session() as session:
        assert session.query(Opportunity).count() == 300
        assert session.query(Organization).count() == 7


def takers(database: Database, places: int | None, count: int) -> tuple[int, list[int]]:
    def work(session: Session) -> tuple[int, list[int]]:
        return an_offer(session, places=places).id, [a_candidate(session).id for _each in range(count)]

    with database.session() as session, session.begin():
        return work(session)


def take(database: Database, offer: int, candidate: int, together: Barrier) -> bool:
    together.wait()
    with database.session() as session, session.begin():
        is_free = opportunities.take_place(session, offer)
        if is_free:
            given_ = {"candidate_id": candidate, "opportunity_id": offer, "stage": Stage.ACCEPTED}
            session.add(Participation(**given_, began_at=NOW, touched_at=NOW))
        return is_free


def all_at_once(database: Database, people: int) -> list[bool]:
    """Whether each of them got the only place."""
    offer, candidates = takers(database, 1, people)
    together = Barrier(people)
    with ThreadPoolExecutor(people) as threads:
        return sorted(threads.map(partial(take, database, offer, together=together), candidates))


def test_the_last_place_is_taken_by_one_of_those_who_want_it_at_once(postgres: Database) -> None:
    for _again in range(5):
        assert all_at_once(postgres, 3) == [False, False, True]


def test_on_sqlite_too_the_last_place_is_taken_once(sqlite: Database) -> None:
    """Its transactions come one after the other, so nobody counts while another takes."""
    assert all_at_once(sqlite, 3) == [False, False, True]


def test_a_place_is_free_again_when_somebody_gives_it_up(sqlite: Database) -> None:
    offer, (first, second) = takers(sqlite, 1, 2)
    alone = Barrier(1)
    assert take(sqlite, offer, first, alone)
    assert not take(sqlite, offer, second, alone)
    with sqlite.session() as session, session.begin():
        assert opportunities.places_left(session, session.get_one(Opportunity, offer)) == 0
        session.query(Participation).one().stage = Stage.CLOSED
    assert take(sqlite, offer, second, alone)


def test_where_nobody_counts_places_there_is_always_one_and_in_nothing_there_is_none(sqlite: Database) -> None:
    offer, (first,) = takers(sqlite, None, 1)
    assert take(sqlite, offer, first, Barrier(1))
    assert not take(sqlite, 999, first, Barrier(1))
    with sqlite.session() as session:
        assert opportunities.places_left(session, session.get_one(Opportunity, offer)) is None


async def test_two_reports_warn_and_one_candidate_is_one_voice(database: Database) -> None:
    def work(session: Session) -> list[bool]:
        row, member = an_offer(session), a_member_of_staff(session)
        first, second = a_candidate(session).id, a_candidate(session).id
        seen = []
        for candidate in (first, first, second):
            opportunities.report(session, row, candidate, Reason.MONEY, "", NOW)
            seen.append(opportunities.is_suspect(session, row))
        assert [(each.id, voices) for each, voices in store.suspicious(session)] == [(row.id, 2)]
        assert opportunities.settle(session, row, member, NOW) == 2
        session.flush()
        seen.append(opportunities.is_suspect(session, row))
        opportunities.report(session, row, first, Reason.OTHER, "Again", NOW)
        assert len(store.suspicions(session, row.id)) == 3
        return seen

    assert await database.run(work) == [False, False, True, False]


async def test_a_search_is_answered_alike_on_both_databases(database: Database) -> None:
    def work(session: Session) -> list[list[str]]:
        an_offer(session, "old", published_at=NOW - DAY, french=4, pay_from=2000, pay_to=3000)
        an_offer(session, "new", occupation="31302", region="06", kind=Kind.TRAINING, french=9)
        an_offer(session, "other", occupation="72106")
        an_offer(session, "ended", expires_on=TODAY - DAY)
        an_offer(session, "last day", expires_on=TODAY, published_at=NOW - 2 * DAY, occupation=None)
        asked = (
            *(Wanted(), Wanted("3130"), Wanted("31301"), Wanted(region="06"), Wanted(kind=Kind.TRAINING)),
            *(Wanted(french=4), Wanted(pay=3000), Wanted(pay=3001)),
        )
        found = [[row.title for row in store.found(session, each, TODAY)] for each in asked]
        assert [store.count(session, each, TODAY, 2) for each in asked] == [min(2, len(each)) for each in found]
        return found

    assert await database.run(work) == [
        ["other", "new", "old", "last day"],
        ["new", "old"],
        ["old"],
        ["new"],
        ["new"],
        ["other", "old", "last day"],
        ["old"],
        [],
    ]


def test_a_year_is_counted_with_the_hours_that_are_told() -> None:
    assert opportunities.by_year(3000, 37.5) == 5_850_000
    assert opportunities.by_year(2000, None) == 4_160_000


def test_what_is_stored_is_read_again_as_it_was(sqlite: Database) -> None:
    whole = posting(skills="a|b", pay_from="30.05", hours="37.5", starts_on="2027-02-01", remote="yes", places="2")
    with sqlite.session() as session, session.begin():
        made = opportunities.enter(session, a_member_of_staff(session), whole, TABLE, NOW)
        cells_ = Cells(postings.cells_of(made))
        again = postings.read(cells_, TABLE, date(2027, 1, 15))
        assert again
        assert again.columns(TABLE) == whole.columns(TABLE)
