"""The job search of a candidate in the console: at a glance, offers that are sent, comments on a résumé."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import applications
from coaching.applications import Moment, Own
from console import searches
from storage import searching
from storage.audit import AuditEntry
from storage.candidates import Candidate, Status
from storage.consents import Consent
from storage.conversations import Conversation
from storage.database import Database
from storage.messages import Author, transcript
from storage.opportunities import Opportunity
from storage.participations import Stage, with_events
from storage.resumes import Posting, Resume
from storage.searching import Suggestion
from storage.staff import Role, Staff
from tests.browser import chromium, violations
from tests.console.office import Office
from tests.console.planned import planned, sends, told
from tests.console.test_browser import WIDTHS, window
from tests.console.test_candidate import followed, page
from tests.offered import an_offer
from tests.people import NOW, a_candidate

ZONE = "Africa/Algiers"
NAME = "Clinique <Exemple>"


def ago(days: int) -> Moment:
    return Moment(NOW - timedelta(days=days), ZONE)


def searched(session: Session, talk: Conversation) -> int:
    """Applications of every kind, a goal, two résumés, and an offer that fits; returns the offer's number."""
    candidate = talk.candidate
    assert candidate
    for title, days, onward in (
        ("Silent one", 30, ()),
        ("Fresh one", 3, ()),
        ("Answered one", 20, (Stage.INTERVIEW,)),
        ("Refused one", 40, (Stage.REFUSED,)),
    ):
        row = applications.begin(session, candidate.id, Own(title, NAME), Stage.APPLIED, ago(days))
        for stage in onward:
            applications.move(session, row, stage, ago(2))
    applications.begin(session, candidate.id, Own("Saved one", NAME), Stage.SAVED, ago(0))
    searching.of(session, candidate.id, NOW).goal = 4
    shared = {"candidate_id": candidate.id, "created_at": NOW, "summary": "", "skills": [], "hidden": []}
    rows = [Resume(name=each, target=each, updated_at=NOW, **shared) for each in ("Nurse", "Nurse aide")]
    session.add_all(rows)
    session.flush()
    session.add(Posting(candidate_id=candidate.id, resume_id=rows[0].id, posted_at=NOW, abroad=True))
    return an_offer(session, "Nurse in the region", region="03", from_abroad=True, permit=True).id


def fill(office: Office, role: Role = Role.COUNSELLOR) -> tuple[Conversation, int]:
    return filled_for(office, office.hired(role))


def filled_for(office: Office, member: Staff) -> tuple[Conversation, int]:
    def work(session: Session) -> tuple[Conversation, int]:
        talk = planned(session, member)
        return talk, searched(session, talk)

    return office.with_(work)


def noted(office: Office) -> list[tuple[str, str]]:
    entries = office.with_(lambda session: list(session.scalars(select(AuditEntry).order_by(AuditEntry.id))))
    return [(each.action, each.detail) for each in entries if each.action.startswith(("offer.", "resume."))]


def kept(office: Office) -> list[tuple[int, int | None]]:
    rows = office.with_(lambda session: list(session.scalars(select(Suggestion))))
    return [(each.opportunity_id, each.staff_id) for each in rows]


async def test_the_search_stands_at_a_glance(office: Office) -> None:
    talk, _offer = fill(office)
    words = (await office.get(f"{page(talk)}/search")).words
    for said in (
        "Applications sent 4 With an answer 2 Silent 1",
        "1 of 4",
        "Silent one , Clinique <Exemple> silent for 30 days touched 30 days ago · next: Ask the employer for news",
        "Fresh one , Clinique <Exemple> touched 3 days ago",
        "Saved one , Clinique <Exemple> touched today · next: Apply, by January 18, 2027",
    ):
        assert said in words
    assert "silent for 3" not in words.replace("silent for 30", "")


async def test_each_resume_stands_with_its_hints_and_whether_employers_see_it(office: Office) -> None:
    talk, _offer = fill(office)
    words = (await office.get(f"{page(talk)}/search")).words
    assert "Nurse changed on January 15, 2027 employers see it since January 15, 2027 posted from abroad" in words
    assert "Nurse aide changed on January 15, 2027 not posted" in words
    assert "Add your work: it is the first thing that an employer in Québec looks at." in words


async def test_an_offer_that_fits_stands_with_why_and_with_what_is_missing(office: Office) -> None:
    talk, _offer = fill(office)
    words = (await office.get(f"{page(talk)}/search")).words
    assert "Nurse in the region Hôpital Exemple" in words
    assert "It is the work that you do." in words
    assert "You have applied for yours, and do not have it yet." in words


async def test_an_offer_is_sent_into_the_chat_once_with_a_word(office: Office) -> None:
    talk, offer = fill(office)
    path = f"{page(talk)}/search/offers/{offer}"
    sent = await sends(office, path, {"text": "They hire <soon> & well."})
    assert (sent.status, sent.location) == (303, f"/console{page(talk)}/search")
    body = told(office, talk)[-1]
    assert body.startswith("<b>Josée Tremblay</b> sends you an offer:\nThey hire &lt;soon&gt; &amp; well.")
    again = await sends(office, path, {"text": "Once more"})
    assert again.status == 422
    assert "This offer was sent already. You wrote: “Once more”" in again.words
    assert len(told(office, talk)) == 1
    assert noted(office) == [("offer.sent", f"opportunity {offer}")]
    words = (await office.get(f"{page(talk)}/search")).words
    assert "sent on January 15, 2027 by Josée Tremblay · not taken up yet" in words
    assert "Send the offer" not in words


async def test_words_of_staff_stand_in_the_transcript_as_theirs(office: Office) -> None:
    talk, offer = fill(office)
    await sends(office, f"{page(talk)}/search/offers/{offer}", {"text": "Look!"})
    last = office.with_(lambda session: transcript(session, talk.id)[-1])
    assert (last.author, last.staff_id) == (Author.STAFF, kept(office)[0][1])


async def test_a_form_sent_twice_counts_once(office: Office) -> None:
    talk, offer = fill(office)
    for _time in range(2):
        await office.submit(f"{page(talk)}/search/offers/{offer}", {"text": "Look!"})
    assert len(told(office, talk)) == len(noted(office)) == 1


async def test_a_word_that_is_missing_or_too_long_is_told_beside_what_was_written(office: Office) -> None:
    talk, offer = fill(office)
    path = f"{page(talk)}/search/offers/{offer}"
    assert "Write something first." in (await sends(office, path, {"text": " "})).words
    answer = await sends(office, path, {"text": "x" * 501}, HX_Request="true")
    assert answer.status == 422
    assert "This is 501 characters long, and 500 fit here." in answer.words
    assert "x" * 501 in answer.text
    assert not kept(office)
    assert not noted(office)


async def test_an_offer_that_is_closed_meanwhile_is_not_sent(office: Office) -> None:
    talk, offer = fill(office)
    office.with_(lambda session: setattr(session.get_one(Opportunity, offer), "withdrawn_at", NOW))
    answer = await sends(office, f"{page(talk)}/search/offers/{offer}", {"text": "Look!"})
    assert answer.status == 422
    assert "This offer cannot be sent any more" in answer.words
    assert "You wrote: “Look!”" in answer.words
    assert not kept(office)
    assert not noted(office)


async def test_nothing_is_sent_to_who_has_not_agreed_or_has_left(office: Office) -> None:
    talk, offer = fill(office)
    for path in (f"offers/{offer}", "resumes/1"):
        office.with_(lambda session: session.query(Consent).delete())
        answer = await sends(office, f"{page(talk)}/search/{path}", {"text": "Look!"})
        assert "They have not agreed to be coached here" in answer.words
    office.with_(lambda session: session.query(Candidate).update({"status": Status.LEFT}))
    assert (await sends(office, f"{page(talk)}/search/offers/{offer}", {"text": "Look!"})).status == 409
    assert not told(office, talk)
    assert not noted(office)


async def test_a_resume_is_commented_in_the_chat(office: Office) -> None:
    talk, _offer = fill(office)
    answer = await sends(office, f"{page(talk)}/search/resumes/1", {"text": "Add a figure."}, HX_Request="true")
    assert "Done. Amina reads it in the chat." in answer.words
    assert told(office, talk)[-1] == "<b>Josée Tremblay</b>, about your résumé <b>Nurse</b>:\nAdd a figure."
    assert noted(office) == [("resume.commented", "resume 1")]
    gone = await sends(office, f"{page(talk)}/search/resumes/99", {"text": "Add a figure."})
    assert "This résumé is not there any more. You wrote: “Add a figure.”" in gone.words


async def test_an_auditor_reads_and_sends_nothing(office: Office) -> None:
    member = office.hires()
    talk, offer = filled_for(office, member)
    office.hired(Role.AUDITOR)
    words = (await office.get(f"{page(talk)}/search")).words
    assert "Offers that fit" in words
    assert "Send the offer" not in words
    assert "Send the comment" not in words
    for path in (f"offers/{offer}", "resumes/1"):
        assert (await sends(office, f"{page(talk)}/search/{path}", {"text": "Look!"})).status == 403


async def test_the_candidate_of_a_colleague_is_not_there(office: Office) -> None:
    talk, offer = filled_for(office, office.hires())
    office.hired()
    assert (await office.get(f"{page(talk)}/search")).status == 404
    assert (await sends(office, f"{page(talk)}/search/offers/{offer}", {"text": "Look!"})).status == 404


async def test_an_empty_search_says_what_to_do(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    words = (await office.get(f"{page(talk)}/search")).words
    assert "None yet. Amina follows them in the chat" in words
    assert "Ask Amina to answer the last questions in the chat." in words
    assert "None yet. Amina begins one in the chat" in words
    assert "no goal is set" in words


async def test_reading_a_search_writes_nothing(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    assert (await office.get(f"{page(talk)}/search")).status == 200
    assert office.with_(lambda session: session.query(searching.Search).count()) == 0


async def test_who_waits_longest_for_an_answer_stands_first_on_both_databases(database: Database) -> None:
    def ask(session: Session) -> list[tuple[str, int]]:
        candidate = a_candidate(session)
        for days in (3, 20, 13, 14, 40):
            applications.begin(session, candidate.id, Own(str(days), NAME), Stage.APPLIED, ago(days))
        applied = searches.board(with_events(session, candidate.id), ago(0)).columns[0]
        return [(each.title, each.silent) for each in applied.rows]

    assert await database.run(ask) == [("40", 40), ("20", 20), ("14", 14), ("3", 0), ("13", 0)]


async def test_an_interview_without_news_is_silent_too(database: Database) -> None:
    def ask(session: Session) -> list[int]:
        candidate = a_candidate(session)
        row = applications.begin(session, candidate.id, Own("A", NAME), Stage.APPLIED, ago(60))
        applications.move(session, row, Stage.INTERVIEW, ago(50))
        before = searches.silence(row, ago(0))
        applications.meet(row, NOW - timedelta(days=15), None, ago(50))
        return [before, searches.silence(row, ago(0))]

    assert await database.run(ask) == [0, 15]


async def test_what_became_of_an_offer_that_was_sent_is_told(office: Office) -> None:
    talk, offer = fill(office)
    await sends(office, f"{page(talk)}/search/offers/{offer}", {"text": "Look!"})

    def saves(session: Session) -> None:
        row = session.get_one(Opportunity, offer)
        applications.begin(session, talk.candidate_id or 0, row, Stage.SAVED, ago(0))

    office.with_(saves)
    assert "by Josée Tremblay · on the board: Saved" in (await office.get(f"{page(talk)}/search")).words


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_everybody_can_use_the_search(office: Office, browser: Browser, scheme: str, width: str) -> None:
    member = office.hires()
    talk, _offer = filled_for(office, member)
    async with window(office, browser, office.signs_in(member), scheme, width) as tab:
        await tab.goto(f"/console{page(talk)}/search")
        await tab.locator(".fitting summary").first.click()
        assert await violations(tab) == []
        assert await tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_an_offer_is_sent_by_keyboard_without_a_reload(office: Office, browser: Browser) -> None:
    member = office.hires()
    talk, _offer = filled_for(office, member)
    async with window(office, browser, office.signs_in(member)) as tab:
        await tab.goto(f"/console{page(talk)}")
        await tab.evaluate("window.same = true")
        await tab.locator(".pane-tabs").get_by_role("link", name="Job search").press("Enter")
        await expect(tab.get_by_role("heading", name="Job search")).to_be_focused()
        await tab.locator(".fitting summary").first.press("Enter")
        await tab.get_by_label("A word of your own").fill("They hire soon.")
        await tab.get_by_role("button", name="Send the offer").press("Enter")
        await expect(tab.locator("#told")).to_have_text("Done. Amina reads it in the chat.")
        await expect(tab.locator(".fitting")).to_contain_text("by Josée Tremblay")
        assert await tab.evaluate("window.same")
