"""Laws of what staff say about the job search: offers with a word of their own, once; comments on a résumé."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from dialogs import refusals
from dialogs.engine.markup import units
from dialogs.engine.staffing import OfferSent, ResumeCommented
from locales.catalogs import languages
from storage.candidates import Candidate, Status
from storage.consents import Consent
from storage.searching import Opinion, Suggestion
from tests.dialogs.applicant import begins
from tests.dialogs.driver import Person
from tests.offered import an_offer

WITH = ("staff:1", 1, 1)
"""The key, the conversation, and Josée Tremblay."""
Offering = Callable[..., int]


@pytest.fixture
def offer(coached: Person) -> Offering:
    """Puts an offer up; returns its number."""

    def offered(**columns: Any) -> int:
        given: dict[str, Any] = {
            "published_at": coached.now,
            "expires_on": (coached.now + timedelta(days=30)).date(),
        }
        return coached.looks_up(lambda session, _chat: an_offer(session, **(given | columns)).id)

    return offered


def kept(person: Person) -> list[tuple[int, int | None]]:
    return person.looks_up(
        lambda session, _chat: [(each.opportunity_id, each.staff_id) for each in session.query(Suggestion)]
    )


def test_an_offer_comes_under_the_name_of_who_sends_it_with_their_word(coached: Person, offer: Offering) -> None:
    number = offer()
    said = coached.does(OfferSent(*WITH, number, "They know <b>our</b> nurses & hire soon."))
    assert said.startswith("Josée Tremblay sends you an offer:\nThey know <b>our</b> nurses & hire soon.\n\nNurse\n")
    assert "Reply" in coached.sees
    assert kept(coached) == [(number, 1)]
    assert coached.taps("🔖 Save").startswith("Saved on your board.")


def test_a_word_is_answered_to_who_wrote_it(coached: Person, offer: Offering) -> None:
    coached.does(OfferSent(*WITH, offer(), "Look!"))
    assert "Write your message." in coached.taps("Reply")


def test_an_offer_is_sent_once(coached: Person, offer: Offering) -> None:
    number = offer()
    assert coached.does(OfferSent(*WITH, number, "Look!"))
    assert coached.does(OfferSent("staff:2", 1, 1, number, "Look again!")) == ""
    assert kept(coached) == [(number, 1)]


def test_what_the_bot_told_may_still_be_sent_by_a_person(coached: Person, offer: Offering) -> None:
    number = offer()
    columns = {"candidate_id": 1, "opportunity_id": number, "score": 60, "at": coached.now}
    coached.looks_up(lambda session, _chat: session.add(Suggestion(**columns)))
    assert coached.does(OfferSent(*WITH, number, "Look!"))
    assert kept(coached) == [(number, 1)]


def test_what_is_not_wished_closed_or_gone_is_not_sent(coached: Person, offer: Offering) -> None:
    refused, over = offer(), offer(expires_on=(coached.now - timedelta(days=1)).date())
    withdrawn = offer(withdrawn_at=coached.now)
    coached.follows(f"match/{refused}/no")
    for number in (refused, over, withdrawn, 999):
        assert coached.does(OfferSent(*WITH, number, "Look!")) == ""
    assert kept(coached) == [(refused, None)]
    assert coached.looks_up(lambda session, _chat: session.query(Suggestion).one().opinion) == Opinion.NO


@pytest.mark.parametrize("word", ["", "x" * (refusals.LONGEST_WORD + 1)])
def test_a_word_that_is_missing_or_too_long_sends_nothing(coached: Person, offer: Offering, word: str) -> None:
    assert coached.does(OfferSent(*WITH, offer(), word)) == ""
    assert kept(coached) == []


def test_who_has_not_agreed_is_left_in_peace(coached: Person, offer: Offering) -> None:
    number = offer()
    coached.looks_up(lambda session, _chat: session.query(Consent).delete())
    assert coached.does(OfferSent(*WITH, number, "Look!")) == ""
    assert coached.does(ResumeCommented(*WITH, 1, "Good!")) == ""
    assert kept(coached) == []


def test_who_left_gets_nothing(coached: Person, offer: Offering) -> None:
    number = offer()
    coached.looks_up(lambda session, _chat: setattr(session.get_one(Candidate, 1), "status", Status.LEFT))
    assert coached.does(OfferSent(*WITH, number, "Look!")) == ""
    assert kept(coached) == []


def test_a_question_that_is_asked_still_waits(coached: Person, offer: Offering) -> None:
    coached.follows("resume")
    coached.taps("Begin my résumé")
    said = coached.does(OfferSent(*WITH, offer(), "Look!"))
    assert "The question above still waits for your answer." in said


@pytest.mark.parametrize("locale", languages())
def test_the_longest_offer_with_the_longest_word_fits_a_message(coached: Person, offer: Offering, locale: str) -> None:
    number = offer(title="t" * 200, description="d" * 8000, place="p" * 120, link="https://example.org/1")
    coached.looks_up(lambda _session, chat: setattr(chat, "locale", locale))
    said = coached.does(OfferSent(*WITH, number, "<" * refusals.LONGEST_WORD))
    assert 0 < units(said) <= 4096


def test_a_comment_names_the_resume_and_opens_it(coached: Person) -> None:
    begins(coached)
    said = coached.does(ResumeCommented(*WITH, 1, "Add a <figure> & a date."))
    assert said.startswith("Josée Tremblay, about your résumé Nurse:\nAdd a <figure> & a date.")
    assert coached.taps("Open this résumé").startswith("Your résumé: Nurse")


def test_a_comment_on_a_resume_that_is_gone_is_still_told(coached: Person) -> None:
    assert coached.does(ResumeCommented(*WITH, 9, "Good!")) == "Josée Tremblay:\nGood!"
    assert coached.sees[0] == "Reply"
