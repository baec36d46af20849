"""Laws of opportunities in the console: listed, entered, changed, withdrawn, and looked at where one is suspicious."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from coaching import opportunities
from storage.audit import AuditEntry
from storage.opportunities import Opportunity, Organization, Reason, Suspicion
from storage.participations import Participation, Stage
from storage.staff import Role
from tests.console.office import Office
from tests.offered import an_offer, an_organization
from tests.people import NOW, a_candidate

FILLED = {
    "title": "Welder",
    "employer": "Soudure Exemple inc.",
    "employer_sort": "employer",
    "kind": "job",
    "occupation": "72106",
    "pay_from": "28,50",
    "hours": "37.5",
    "expires_on": "2027-03-01",
    "region": "05",
    "french": "4",
    "english": "0",
    "places": "2",
    "link": "https://exemple.ca/soudeur",
    "permit": "yes",
}


def offered(office: Office, title: str = "Nurse", **columns: Any) -> int:
    return office.with_(lambda session: an_offer(session, title, **columns).id)


def row(office: Office, number: int) -> Opportunity:
    return office.with_(lambda session: session.get_one(Opportunity, number))


def audited(office: Office) -> list[str]:
    found = office.with_(lambda session: [f"{each.action} {each.detail}" for each in session.query(AuditEntry)])
    return [each for each in found if each.startswith(("opportunity", "organization"))]


def reported(office: Office, number: int, reason: Reason = Reason.OTHER, said: str = "Pay <me> first") -> None:
    def work(session: Session) -> None:
        candidate = a_candidate(session)
        opportunities.report(session, session.get_one(Opportunity, number), candidate.id, reason, said, NOW)

    office.with_(work)


async def test_an_offer_is_entered_once_however_often_the_form_is_sent(office: Office) -> None:
    office.hired()
    assert "Choose one by its name" in (await office.get("/opportunities/new")).words
    first = await office.submit("/opportunities/new", FILLED)
    again = await office.submit("/opportunities/new", FILLED)
    assert first.location == again.location
    assert office.with_(lambda session: session.query(Opportunity).count()) == 1
    made = row(office, 1)
    assert (made.pay_from, made.pay, made.hours, made.permit, made.remote) == (2850, 2850, 37.5, True, False)
    page = await office.get("/opportunities/1")
    assert "$28.50 an hour, about $55,600 a year" in page.words
    assert "0 of 2 places taken" in page.words
    assert audited(office) == ["opportunity.entered opportunity 1", "opportunity.read opportunity 1"]


async def test_an_organization_is_one_however_its_name_is_spelled(office: Office) -> None:
    office.hired()
    office.with_(lambda session: an_organization(session, "Café L’Étoile inc.") and None)
    await office.submit("/opportunities/new", FILLED | {"employer": "CAFE L'ETOILE, INC"})
    assert office.with_(lambda session: [each.name for each in session.query(Organization)]) == ["Café L’Étoile inc."]


async def test_what_is_wrong_is_told_by_field_and_what_was_written_stays(office: Office) -> None:
    office.hired()
    wrong = {
        "title": "W",
        "occupation": "99999",
        "pay_from": "40",
        "pay_to": "30",
        "link": "http://exemple.ca",
        "expires_on": "2026-12-01",
        "french": "13",
    }
    answer = await office.submit("/opportunities/new", FILLED | wrong)
    assert answer.status == 422
    for told in (
        "at least 3 characters",
        "There is no occupation 99999",
        "The lowest pay is higher",
        "begins with https://",
        "is past: the offer has ended",
        "from 0 to 12",
    ):
        assert told in answer.words
    assert 'value="http://exemple.ca"' in answer.text
    assert office.with_(lambda session: session.query(Opportunity).count()) == 0


async def test_an_offer_is_changed_and_its_reference_stays(office: Office) -> None:
    office.hired()
    number = offered(office, source="emploi", reference="R-1", published_at=NOW - timedelta(hours=30))
    page = await office.get(f"/opportunities/{number}")
    assert "The next import puts back what the file says." in page.words
    published = page.field("published_on")
    answer = await office.submit(
        f"/opportunities/{number}", FILLED | {"published_on": published, "title": "<b>=Welder"}
    )
    assert answer.location.endswith(f"/opportunities/{number}")
    kept = row(office, number)
    assert (kept.title, kept.source, kept.reference) == ("=Welder", "emploi", "R-1")
    assert kept.published_at == NOW - timedelta(hours=30)
    assert (await office.submit(f"/opportunities/{number}", {"title": "x"})).status == 422
    assert f"opportunity.changed opportunity {number}" in audited(office)


async def test_an_offer_is_withdrawn_and_opened_again(office: Office) -> None:
    office.hired()
    number = offered(office)
    await office.submit(f"/opportunities/{number}/withdraw")
    assert "Withdrawn" in (await office.get(f"/opportunities/{number}")).words
    assert "Nurse" not in (await office.get("/opportunities")).words
    await office.submit(f"/opportunities/{number}/reopen")
    assert "Nurse" in (await office.get("/opportunities")).words


async def test_suspicious_offers_stand_first_until_staff_have_looked(office: Office) -> None:
    office.hired()
    number = offered(office, "Too good", published_at=NOW - timedelta(days=9))
    for _time in range(2):
        reported(office, number)
    offered(office, "New")
    listed = (await office.get("/opportunities")).words
    assert listed.index("Candidates find these suspicious") < listed.index("Too good") < listed.index("New")
    assert "2 reports" in listed
    page = await office.get(f"/opportunities/{number}")
    assert "Something else Pay <me> first" in page.words
    await office.submit(f"/opportunities/{number}/settle")
    assert "suspicious" not in (await office.get("/opportunities")).words
    assert "looked at by Josée Tremblay" in (await office.get(f"/opportunities/{number}")).words
    assert f"opportunity.settled opportunity {number}" in audited(office)


async def test_withdrawing_settles_what_was_reported(office: Office) -> None:
    office.hired()
    number = offered(office)
    reported(office, number)
    await office.submit(f"/opportunities/{number}/withdraw")
    assert office.with_(lambda session: session.query(Suspicion).one().settled_at) is not None
    assert row(office, number).withdrawn_at is not None


async def test_the_list_is_filtered_by_words_kind_region_and_standing(office: Office) -> None:
    office.hired()
    offered(office, "Infirmière de nuit", region="05")
    offered(office, "Soudeur", employer="Atelier Nord")
    offered(office, "Oldish", expires_on=(NOW - timedelta(days=2)).date())
    offered(office, "Gone", withdrawn_at=NOW)

    async def shown(query: str) -> set[str]:
        words = (await office.get(f"/opportunities?{query}")).words
        return {title for title in ("Infirmière", "Soudeur", "Oldish", "Gone") if f" {title} " in f" {words} "}

    assert await shown("") == {"Infirmière", "Soudeur"}
    assert await shown("q=infirmiers") == {"Infirmière"}
    assert await shown("q=ateliers+soud") == {"Soudeur"}
    assert await shown("q=100%25_") == {"Infirmière", "Soudeur"}
    assert await shown("region=05") == {"Infirmière"}
    assert await shown("kind=training") == set()
    assert "Gone" in (await office.get("/opportunities?standing=withdrawn")).text
    assert "Infirmière" not in (await office.get("/opportunities?standing=expired")).text
    assert await shown("standing=all&after=x&kind=x&region=99") >= {"Infirmière", "Soudeur"}


async def test_a_long_list_is_paged_by_where_one_page_ended(office: Office) -> None:
    office.hired()
    for number in range(52):
        offered(office, f"Offer {number:02}")
    first = await office.get("/opportunities")
    assert "Offer 51" in first.words
    assert "Offer 01" not in first.words
    second = await office.get("/opportunities?after=3")
    assert "Offer 01" in second.words
    assert "Offer 02" not in second.words


async def test_places_taken_are_those_of_who_was_accepted(office: Office) -> None:
    office.hired()
    number = offered(office, places=3)

    def accept(session: Session) -> None:
        for stage in (Stage.ACCEPTED, Stage.REFUSED):
            candidate = a_candidate(session).id
            given = {"candidate_id": candidate, "opportunity_id": number, "stage": stage}
            session.add(Participation(**given, began_at=NOW, touched_at=NOW))

    office.with_(accept)
    assert "1 of 3 places taken" in (await office.get("/opportunities")).words


async def test_an_auditor_reads_and_changes_nothing(office: Office) -> None:
    office.hired(Role.AUDITOR)
    number = offered(office)
    page = await office.get(f"/opportunities/{number}")
    assert page.status == 200
    assert "Change the offer" not in page.words
    for path in (f"/opportunities/{number}", f"/opportunities/{number}/withdraw", "/opportunities/new"):
        assert (await office.submit(path, FILLED)).status == 403


async def test_an_offer_that_is_not_there_is_not_found(office: Office) -> None:
    office.hired()
    assert (await office.get("/opportunities/9")).status == 404
    assert (await office.submit("/opportunities/9/withdraw")).status == 404
    assert (await office.get("/organizations/9")).status == 404


async def test_an_organization_is_changed_and_no_two_have_one_name(office: Office) -> None:
    office.hired()
    first = office.with_(lambda session: [an_organization(session, name).id for name in ("One", "Two")])[0]
    assert "One" in (await office.get("/organizations")).words
    assert (await office.get(f"/organizations/{first}")).status == 200
    fields = {"name": "Uno", "sort": "partner", "region": "06", "website": "https://uno.ca"}
    assert (await office.submit(f"/organizations/{first}", fields)).status == 303
    assert "Partner organization Montréal" in (await office.get("/organizations")).words
    taken = await office.submit(f"/organizations/{first}", fields | {"name": "two"})
    assert "Another organization has this name already." in taken.words
    assert (await office.submit(f"/organizations/{first}", fields | {"website": "x"})).status == 422
    assert f"organization.changed organization {first}" in audited(office)


async def test_the_list_of_organizations_says_when_it_is_empty(office: Office) -> None:
    office.hired()
    assert "No organization yet" in (await office.get("/organizations")).words
    assert "No offer fits" in (await office.get("/opportunities")).words
