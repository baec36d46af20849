"""The training in the console: what one candidate has learned, and how each module fares."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import certifying
from coaching.cards import Card, Quiz, Saying, Scenario
from coaching.modules import Lesson, Module
from locales.catalogs import reader
from storage import training as store
from storage.audit import AuditEntry
from storage.certificates import Certificate
from storage.conversations import Conversation
from storage.database import Database
from storage.staff import Role, Staff
from storage.training import Enrolment, Mode, Phase, SavedWord, TrainingAnswer
from tests.browser import chromium, violations
from tests.console.office import PROGRAMME, Office
from tests.console.planned import sends
from tests.console.test_browser import WIDTHS, window
from tests.console.test_candidate import followed, page
from tests.people import NOW, a_candidate

MODULE = next(iter(PROGRAMME.training))
WORD = next(iter(PROGRAMME.training.glossary))
ENGLISH = {"Accept-Language": "en-CA"}
SAID = "Bonjour Julie, <b>je</b> serai en retard."
plain = reader("en", "America/Montreal").plain


def first_card(kind: type[Card]) -> tuple[Module, Lesson, Card]:
    """The first card of a form that the content has."""
    return next(
        (module, lesson, card)
        for module in PROGRAMME.training
        for lesson in module.lessons
        for card in lesson.cards
        if isinstance(card, kind)
    )


def enrols(session: Session, candidate_id: int, module: Module = MODULE, **columns: Any) -> None:
    given: dict[str, Any] = {
        "locale": "fr",
        "began_at": NOW - timedelta(days=20),
        "touched_at": NOW - timedelta(days=2),
        "done": [],
    }
    session.add(Enrolment(candidate_id=candidate_id, module=module.key, **given | columns))


def answers(session: Session, candidate_id: int, module: Module, card: str, chosen: str, **columns: object) -> None:
    given = {"phase": Phase.LESSON, "right": False, "at": NOW}
    session.add(
        TrainingAnswer(candidate_id=candidate_id, module=module.key, card=card, chosen=chosen, **given | columns)
    )


def trained(session: Session, talk: Conversation) -> Certificate:
    """Somebody who has finished a module, missed a few things, and kept a word."""
    candidate = talk.candidate
    assert candidate
    done = [lesson.key for lesson in MODULE.lessons]
    of: dict[str, Any] = {"before": 1, "before_of": 4, "after": 4, "after_of": 4}
    enrols(session, candidate.id, mode=Mode.FRENCH_CLASS, done=done, finished_at=NOW, **of)
    session.add(SavedWord(candidate_id=candidate.id, word=WORD.key, at=NOW))
    module, lesson, card = first_card(Quiz)
    assert isinstance(card, Quiz)
    wrong = next(option for option in card.options if not option.good)
    answers(session, candidate.id, module, card.key, wrong.key, lesson=lesson.key)
    module, lesson, card = first_card(Saying)
    answers(session, candidate.id, module, card.key, "1/3", lesson=lesson.key, right=None, said=SAID)
    certificate = certifying.earn(session, candidate, MODULE, PROGRAMME.training, NOW).module
    session.flush()
    return certificate


def fill(office: Office, role: Role = Role.COUNSELLOR) -> tuple[Conversation, Certificate]:
    return filled_for(office, office.hired(role))


def filled_for(office: Office, member: Staff) -> tuple[Conversation, Certificate]:
    def work(session: Session) -> tuple[Conversation, Certificate]:
        talk = followed(session, member)
        return talk, trained(session, talk)

    return office.with_(work)


async def test_the_pane_tells_what_was_done_gained_and_kept(office: Office) -> None:
    talk, certificate = fill(office)
    words = (await office.get(f"{page(talk)}/training")).words
    total = len(MODULE.lessons)
    for said in (
        "1 module finished",
        plain(MODULE.title),
        "in a French class",
        f"{total} of {total} lessons",
        "Before 25 % After 100 % Gain +75 points",
        "Begun December 26, 2026 · finished January 15, 2027",
        WORD.term,
        certificate.code,
    ):
        assert said in words


async def test_what_was_missed_stands_with_what_was_chosen_and_what_is_right(office: Office) -> None:
    talk, _certificate = fill(office)
    words = (await office.get(f"{page(talk)}/training")).words
    _module, _lesson, card = first_card(Quiz)
    assert isinstance(card, Quiz)
    wrong = next(option for option in card.options if not option.good)
    assert plain(card.asks) in words
    assert f"Chosen: {plain(wrong.text)}" in words
    assert all(plain(option.text) in words for option in card.options if option.good)
    assert "in a lesson · January 15, 2027" in words


async def test_what_they_would_say_stands_as_they_wrote_it_and_is_never_markup(office: Office) -> None:
    talk, _certificate = fill(office)
    answer = await office.get(f"{page(talk)}/training")
    assert SAID in answer.words.replace("< b>", "<b>")
    assert "&lt;b&gt;je&lt;/b&gt;" in answer.text
    assert "points of a good answer found: 1/3" in answer.words


async def test_the_newest_stands_first_and_what_is_understood_since_is_only_counted(office: Office) -> None:
    member = office.hired()
    questions = MODULE.check[:3]

    def work(session: Session) -> Conversation:
        talk = followed(session, member)
        assert talk.candidate
        enrols(session, talk.candidate.id)
        for hours, question in enumerate(questions):
            told = {"lesson": question.lesson, "at": NOW + timedelta(hours=hours)}
            answers(session, talk.candidate.id, MODULE, question.key, "-", phase=Phase.BEFORE, **told)
        right = next(option for option in questions[0].options if option.good)
        told = {"lesson": questions[0].lesson, "at": NOW + timedelta(days=1)}
        answers(session, talk.candidate.id, MODULE, questions[0].key, right.key, phase=Phase.AFTER, right=True, **told)
        return talk

    words = (await office.get(f"{page(office.with_(work))}/training")).words
    assert words.index(plain(questions[2].asks)) < words.index(plain(questions[1].asks))
    assert plain(questions[0].asks) not in words
    assert "1 question was missed once, and answered rightly since." in words
    assert "“I do not know”" in words


async def test_a_choice_that_has_a_better_one_is_told_with_the_better_ones(office: Office) -> None:
    member = office.hired()
    module, lesson, card = first_card(Scenario)
    assert isinstance(card, Scenario)
    worse = next(option for option in card.options if not option.good)

    def work(session: Session) -> Conversation:
        talk = followed(session, member)
        assert talk.candidate
        enrols(session, talk.candidate.id, module)
        answers(session, talk.candidate.id, module, card.key, worse.key, lesson=lesson.key, right=None)
        answers(session, talk.candidate.id, module, "gone", worse.key, lesson=lesson.key)
        return talk

    answer = await office.get(f"{page(office.with_(work))}/training")
    assert plain(worse.text) in answer.words
    assert 'aria-label="Better ways"' in answer.text
    assert answer.text.count('class="asks"') == 1


async def test_where_nothing_is_begun_it_is_said_what_to_do(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    words = (await office.get(f"{page(talk)}/training")).words
    assert "No module is begun yet" in words
    assert "A word from you helps to begin." in words


async def test_a_module_that_has_left_the_content_is_still_told(office: Office) -> None:
    member = office.hired()

    def work(session: Session) -> Conversation:
        talk = followed(session, member)
        session.add(
            Enrolment(
                candidate_id=talk.candidate_id,
                module="bygone",
                locale="fr",
                began_at=NOW,
                touched_at=NOW,
                done=["a", "b"],
            )
        )
        return talk

    words = (await office.get(f"{page(office.with_(work))}/training")).words
    assert "bygone" in words
    assert "2 of 2 lessons" in words


async def test_the_pane_is_asked_for_alone_or_comes_with_the_page(office: Office) -> None:
    talk, _certificate = fill(office)
    whole = await office.get(f"{page(talk)}/training")
    alone = await office.get(f"{page(talk)}/training", HX_Request="true")
    assert "<html" in whole.text
    assert "<html" not in alone.text
    assert f'hx-get="/console{page(talk)}/training"' in alone.text


async def test_a_certificate_is_taken_back_with_a_reason_which_is_noted(office: Office) -> None:
    talk, certificate = fill(office)
    path = f"{page(talk)}/certificates/{certificate.id}/revoke"
    empty = await sends(office, path, {"reason": "  "}, **{"HX-Request": "true"})
    assert empty.status == 422
    assert "Please write why it is taken back." in empty.words
    assert "taken back" not in (await office.get(f"/certificate/{certificate.code}")).words
    answer = await sends(office, path, {"reason": "Another person answered"}, **{"HX-Request": "true"})
    assert "Taken back. The public page says so from now on." in answer.words
    assert "Taken back on January 15, 2027 by Josée Tremblay: Another person answered" in answer.words
    again = await sends(office, path, {"reason": "Something else"})
    assert again.location == f"/console{page(talk)}/training"
    assert "Something else" not in (await office.get(f"{page(talk)}/training")).words
    entries = office.with_(lambda session: list(session.scalars(select(AuditEntry))))
    noted = [(entry.action, entry.detail) for entry in entries if entry.action.startswith("certificate")]
    assert noted == [("certificate.revoked", certificate.code)]


async def test_who_only_looks_on_sees_no_way_to_take_back(office: Office) -> None:
    talk, certificate = fill(office, Role.AUDITOR)
    answer = await office.get(f"{page(talk)}/training")
    assert certificate.code in answer.words
    assert "/revoke" not in answer.text


async def test_a_certificate_of_somebody_else_is_not_there(office: Office) -> None:
    talk, certificate = fill(office)
    other = office.with_(lambda session: a_candidate(session).id)
    answer = await sends(office, f"/candidates/{other}/certificates/{certificate.id}/revoke", {"reason": "x"})
    assert answer.status == 404
    assert "Public page" in (await office.get(f"{page(talk)}/training")).text


def many(session: Session, number: int = 24) -> None:
    """So many people in the first module: one stands at its first card, the others finished its first lesson."""
    question, lesson = MODULE.check[0], MODULE.lessons[0]
    right = next(option for option in question.options if option.good)
    wrong = next(option for option in question.options if not option.good)
    for each in range(number):
        id_ = a_candidate(session).id
        place: dict[str, Any] = {
            "lesson": lesson.key,
            "card": lesson.cards[0].key,
            "touched_at": NOW - timedelta(days=30),
        }
        finished: dict[str, Any] = {
            "done": [lesson.key],
            "before": 1,
            "before_of": 4,
            "after": 3,
            "after_of": 4,
            "finished_at": NOW,
        }
        enrols(session, id_, **(finished if each else place))
        told = {"lesson": question.lesson}
        answers(session, id_, MODULE, question.key, right.key, phase=Phase.BEFORE, right=True, **told)
        answers(session, id_, MODULE, question.key, wrong.key, phase=Phase.AFTER, **told)


async def test_each_module_is_told_with_how_many_began_finished_and_gained(office: Office) -> None:
    office.hired(Role.AUDITOR)
    office.with_(many)
    words = (await office.get("/training")).words
    assert f"{plain(MODULE.title)} 24 23 (96 %) +50 points 23 people 20" in words
    assert all(plain(module.title) in words for module in PROGRAMME.training)


async def test_few_people_are_told_without_shares(office: Office) -> None:
    office.hired()
    office.with_(lambda session: many(session, 4))
    words = (await office.get("/training")).words
    assert f"{plain(MODULE.title)} 4 3 too few to tell –" in words
    module = (await office.get(f"/training/{MODULE.key}")).words
    assert "Too few answers for shares." in module
    assert "100 %" not in module


async def test_a_module_shows_where_people_leave_and_what_they_choose(office: Office) -> None:
    office.hired()
    office.with_(many)
    words = (await office.get(f"/training/{MODULE.key}")).words
    assert "begun 24, finished 23 · left 1" in words
    assert "Too easy: 100 % know it before the module." in words
    assert "Misleading, chosen more often than what is right:" in words
    assert plain(MODULE.check[0].asks) in words


async def test_a_module_that_is_not_there_is_said_to_be_so(office: Office) -> None:
    office.hired()
    assert (await office.get("/training/nowhere")).status == 404


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_everybody_can_use_what_is_told_of_the_training(
    office: Office, browser: Browser, scheme: str, width: str
) -> None:
    member = office.hires()
    talk, _certificate = filled_for(office, member)
    office.with_(many)
    async with window(office, browser, office.signs_in(member), scheme, width) as tab:
        for path in ("/training", f"/training/{MODULE.key}"):
            await tab.goto(f"/console{path}")
            assert await violations(tab) == []
            assert await tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        await tab.goto(f"/console{page(talk)}/training")
        assert await violations(tab) == []
        for measure in ("scrollWidth - innerWidth", "scrollHeight - innerHeight"):
            assert await tab.evaluate(f"document.documentElement.{measure}") <= 0


async def test_a_certificate_is_taken_back_by_keyboard_without_a_reload(office: Office, browser: Browser) -> None:
    member = office.hires()
    talk, certificate = filled_for(office, member)
    async with window(office, browser, office.signs_in(member)) as tab:
        await tab.goto(f"/console{page(talk)}")
        await tab.evaluate("window.same = true")
        await (
            tab.get_by_role("navigation", name="Plan and training").get_by_role("link", name="Training").press("Enter")
        )
        await expect(tab.get_by_role("heading", name="Training")).to_be_focused()
        await expect(tab).to_have_url(re.compile(r"/training$"))
        await tab.get_by_text("Take back", exact=True).press("Enter")
        await tab.get_by_label("Why").fill("Another person answered")
        await tab.keyboard.press("Enter")
        await expect(tab.locator("#told")).to_have_text("Taken back. The public page says so from now on.")
        await expect(tab.locator(".held")).to_contain_text("by Josée Tremblay: Another person answered")
        assert await tab.evaluate("window.same")
    assert "not valid any more" in (await office.get(f"/certificate/{certificate.code}", **ENGLISH)).words


@pytest.mark.parametrize("count", [0, 24])
async def test_everybody_is_counted_on_both_databases(database: Database, count: int) -> None:
    def ask(session: Session) -> tuple[int, int, int, int]:
        if count:
            many(session, count)
            session.flush()
        since = NOW - timedelta(days=14)
        return (
            sum(course.begun for course in store.courses(session)),
            sum(sum(days.values()) for days in store.days_taken(session).values()),
            sum(each.count for each in store.standings(session, MODULE.key, since)),
            sum(each.count for each in store.tallies(session, MODULE.key)),
        )

    assert await database.run(ask) == (count, max(0, count - 1), count, 2 * count)
