"""Somebody new who looks for work: joins, tells who they are, writes a résumé, and hears from the board by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from coaching.applications import EVE, NEXT
from dialogs.engine.events import Reminded
from tests.dialogs.applicant import taken
from tests.dialogs.conftest import CODE
from tests.dialogs.driver import Person
from tests.offered import an_offer
from tests.papers.reading import Paper


@dataclass(frozen=True, slots=True)
class Work:
    """A job of a résumé, as it is typed; the months are told as people write them."""

    title: str
    employer: str
    place: str
    began: str
    ended: str
    result: str


def joins(person: Person, city: str) -> Person:
    """Opens the invitation, agrees, and says where they are."""
    person.opens(CODE)
    person.taps("Français" if person.language == "fr" else "English")
    person.taps("I agree")
    person.says(city)
    return person


def answers(person: Person, *given: str) -> str:
    """Each answer is a tap where a button of the question begins so, and typed otherwise."""
    for answer in given:
        person.now += timedelta(seconds=10)
        if any(label.startswith((answer, person.in_words(answer))) for label in person.sees):
            person.taps(answer)
        else:
            person.says(answer)
        assert person.in_words("Please tap one of the buttons below.") not in person.reads, answer
    return person.reads


def begins_a_resume(person: Person, *given: str) -> str:
    """From home on: the work that is looked for, and how the offers call it."""
    person.says("/start")
    person.taps("Job search")
    person.taps("📄 My résumé")
    person.taps("Begin my résumé")
    return answers(person, *given)


def looks_at_offers(person: Person) -> str:
    person.says("/start")
    person.taps("Job search")
    return person.taps("🎯 Offers for you")


def tells_work(person: Person, work: Work) -> str:
    person.follows("resume/1/jobs/add")
    return answers(person, work.title, work.employer, work.place, work.began, work.ended, work.result, "Skip")


def tells_the_rest(person: Person, summary: str, skills: str, diploma: Sequence[str], contact: Sequence[str]) -> str:
    """All that matters besides work."""
    for part, given in (("summary", (summary,)), ("skills/write", (skills,))):
        person.follows(f"resume/1/{part}")
        answers(person, *given)
    person.follows("resume/1/studies/add")
    answers(person, *diploma)
    person.follows("resume/1/contact")
    answers(person, *contact)
    return person.follows("resume/1")


def takes_it_in_french(person: Person) -> Paper:
    """The PDF in French, made all the same where the sentences are in another language."""
    person.follows("resume/1")
    person.taps("PDF in French")
    if person.screens[-1].document is None:
        person.taps("Make it all the same")
    return taken(person)


def offered(person: Person, title: str, employer: str, **columns: Any) -> int:
    """An offer that is put up today, for two months; its number."""
    given = {"published_at": person.now, "expires_on": (person.now + timedelta(days=60)).date()} | columns
    return person.looks_up(lambda session, _chat: an_offer(session, title, employer, **given).id)


def hears(person: Person, **duration: float) -> list[tuple[str, str]]:
    """Time goes by: all that the board says by itself, by the clock on the person's wall; the last can be answered."""
    zone = ZoneInfo(person.looks_up(lambda _session, chat: chat.time_zone))
    until, said = person.now + timedelta(**duration), []
    heard = person.screens
    while due := person._next_timer(until):
        person.now = max(due[0], person.now)
        text = person.does(Reminded(due[1]))
        if due[1] in {NEXT, EVE} and text:
            said.append((f"{person.now.astimezone(zone):%d %H:%M}", text))
            heard = person.screens
    person.now, person.screens = until, heard
    return said
