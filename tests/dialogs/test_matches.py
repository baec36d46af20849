"""Laws of "Offers for you": the best first, with why and what is missing; new ones told once, at noon, when wished."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coaching.suggesting import DIGEST
from dialogs.engine.events import Reminded
from storage import searching
from storage.opportunities import Kind
from storage.participations import Participation, Stage
from storage.resumes import Experience, Resume
from storage.searching import Search, Suggestion
from storage.timers import Timer
from tests.dialogs.driver import Person
from tests.offered import WELDER, an_offer

Offering = Callable[..., int]
AIDE, ESTRIE = "33102", "05"


@pytest.fixture
def offer(coached: Person) -> Offering:
    """Puts an offer up, for a nurse aide in the region that is wished; returns its number."""

    def offered(title: str = "Nurse aide", **columns: Any) -> int:
        given: dict[str, Any] = {
            "occupation": AIDE,
            "region": ESTRIE,
            "from_abroad": True,
            "published_at": coached.now,
            "expires_on": (coached.now + timedelta(days=90)).date(),
        }
        return coached.looks_up(lambda session, _chat: an_offer(session, title, **(given | columns)).id)

    return offered


def told(person: Person) -> list[int]:
    query = Suggestion.id
    return person.looks_up(
        lambda session, _chat: [each.opportunity_id for each in session.query(Suggestion).order_by(query)]
    )


def rings(person: Person) -> str | None:
    """When offers are told next, by the weekday and hour on the wall."""
    found = person.looks_up(lambda session, _chat: session.query(Timer).filter(Timer.subject == DIGEST).one_or_none())
    return f"{found.wall:%A %H:%M}" if found else None


def hears(person: Person, **duration: float) -> list[str]:
    """Time goes by: every message that tells of offers."""
    until, said = person.now + timedelta(**duration), []
    while due := person._next_timer(until):
        person.now = max(due[0], person.now)
        text = person.does(Reminded(due[1]))
        if due[1] == DIGEST and text:
            said.append(text)
    person.now = until
    return said


def test_the_best_come_first_with_why_and_what_is_missing(coached: Person, offer: Offering) -> None:
    offer("Nurse", occupation="31301", permit=True, french=5)
    offer()
    offer("Welder", occupation=WELDER)
    coached.says("/start")
    coached.taps("Job search")
    said = coached.taps("🎯 Offers for you")
    assert said.index("1. Nurse aide") < said.index("2. Nurse")
    assert "✅ It is in your field, and you can do it as a first job here" in said
    assert "❗ It asks for a permit or a card of your profession." in said
    assert "Welder" not in said


def test_one_offer_tells_all_with_the_steps_and_lessons_that_help(coached: Person, offer: Offering) -> None:
    number = offer("Nurse", occupation="31301", permit=True, french=6, region="08")
    said = coached.follows(f"match/{number}")
    assert "✅ It is the work that you do." in said
    assert "❗ French: level 6 is asked. You told us: Beginner (levels 1 to 4). You are nearly there." in said
    assert "There are free French courses, from abroad and here." in said
    assert "❗ It is in this region: Abitibi-Témiscamingue. You wish another one." in said
    assert [label for label in coached.sees if label.startswith(("Step: ", "Lesson: "))]
    assert coached.taps("Read the offer").startswith("Nurse")


def test_what_is_not_for_me_is_shown_no_more(coached: Person, offer: Offering) -> None:
    number = offer()
    offer("Orderly")
    coached.follows(f"match/{number}")
    said = coached.taps("Not for me")
    assert "Nurse aide" not in said
    assert "Orderly" in said
    coached.follows(f"match/{number}/no")
    assert told(coached) == [number]


def test_what_stands_on_the_board_is_not_offered_again(coached: Person, offer: Offering) -> None:
    number = offer()

    def take_up(session: Any, chat: Any) -> None:
        session.add(
            Participation(
                candidate_id=chat.candidate_id, opportunity_id=number, stage=Stage.SAVED,
                began_at=coached.now, touched_at=coached.now,
            )
        )  # fmt: skip

    coached.looks_up(take_up)
    assert "No offer fits you well today." in coached.follows("matches")


def test_the_resume_speaks_too(coached: Person, offer: Offering) -> None:
    number = offer(skills=["dialyse"])
    assert "your résumé does not tell it: dialyse." in coached.follows(f"match/{number}")

    def write(session: Any, chat: Any) -> None:
        given = {"candidate_id": chat.candidate_id}
        session.add(
            Resume(name="A", target="Infirmière", skills=["Dialyse"], created_at=coached.now,
                   updated_at=coached.now, **given)
        )  # fmt: skip
        session.add(Experience(title="Infirmière en chef", employer="CHU", began="2020-01", **given))

    coached.looks_up(write)
    assert "You have what is asked: dialyse." in coached.follows(f"match/{number}")


def test_many_offers_come_in_parts(coached: Person, offer: Offering) -> None:
    for number in range(9):
        offer(f"Aide {number}")
    assert coached.follows("matches").count("fits") == 4
    coached.taps("More ›")
    coached.taps("More ›")
    assert coached.reads.count("fits") == 1
    assert "More ›" not in coached.sees
    assert "5. Aide" in coached.taps("‹ Better ones")
    assert "9. Aide" in coached.follows("matches/99")


def test_what_is_gone_leads_on(coached: Person) -> None:
    for path in ("match/99", "match/99/no"):
        assert "This offer is not there." in coached.follows(path)


def test_without_a_profile_nothing_is_matched(amina: Person) -> None:
    for path in ("matches", "match/1"):
        assert "Your profile is not finished yet." in amina.follows(path)


def test_nothing_is_told_before_it_is_wished(coached: Person, offer: Offering) -> None:
    offer()
    assert hears(coached, days=10) == []


def test_new_offers_are_told_at_noon_and_never_twice(coached: Person, offer: Offering) -> None:
    first = offer()
    coached.follows("matches/alerts")
    assert "Now: Every day" in coached.taps("Every day")
    said = hears(coached, days=2)
    assert len(said) == 1
    assert said[0].startswith("Hello, Amina. These offers are new, and fit you:\n\n1. Nurse aide")
    assert told(coached) == [first]
    second = offer("Orderly")
    assert ["Orderly" in each for each in hears(coached, days=3)] == [True]
    assert told(coached) == [first, second]
    assert str(rings(coached)).endswith("12:00")


def test_a_few_at_a_time_and_the_rest_the_next_day(coached: Person, offer: Offering) -> None:
    numbers = {offer(f"Aide {number}") for number in range(5)}
    coached.follows("matches/alerts/daily")
    assert [text.count("fits") for text in hears(coached, days=3)] == [3, 2]
    assert set(told(coached)) == numbers


def test_once_a_week_is_on_thursdays(coached: Person, offer: Offering) -> None:
    offer()
    coached.follows("matches/alerts/weekly")
    assert rings(coached) == "Thursday 12:00"
    assert len(hears(coached, days=21)) == 1


def test_never_takes_it_back(coached: Person, offer: Offering) -> None:
    offer()
    coached.follows("matches/alerts/daily")
    coached.follows("matches/alerts/never")
    assert rings(coached) is None
    coached.does(Reminded(DIGEST))
    assert coached.screens == []


def test_only_the_kinds_that_are_wished_are_told(coached: Person, offer: Offering) -> None:
    offer()
    fair = offer("Job fair", kind=Kind.JOB_FAIR, occupation=None)

    def narrow(session: Any, chat: Any) -> None:
        searching.of(session, chat.candidate_id, coached.now).kinds = ["job_fair"]

    coached.looks_up(narrow)
    coached.follows("matches/alerts/daily")
    assert len(hears(coached, days=3)) == 1
    assert told(coached) == [fair]


def test_a_pause_puts_it_off(coached: Person, offer: Offering) -> None:
    offer()
    coached.follows("matches/alerts/daily")
    coached.follows("settings/pause/7")
    assert hears(coached, days=6) == []
    assert len(hears(coached, days=3)) == 1


def test_who_leaves_hears_nothing_more(coached: Person, offer: Offering) -> None:
    offer()
    coached.follows("matches/alerts/daily")
    coached.follows("leave/keep")
    coached.taps("Yes, leave")
    assert rings(coached) is None


def test_wishes_are_begun_once(coached: Person) -> None:
    def begin(session: Any, chat: Any) -> tuple[date, bool]:
        one = searching.of(session, chat.candidate_id, coached.now)
        return one.updated_at.date(), searching.of(session, chat.candidate_id, coached.now) is one

    assert coached.looks_up(begin) == (coached.now.date(), True)
    assert coached.looks_up(lambda session, _chat: session.query(Search).count()) == 1
