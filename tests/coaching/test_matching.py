"""Laws of matching: every score is made of what is said, every lack has its mend, and nothing closed is offered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given

from bench.labelled import TODAY
from coaching import catalogue, closeness, findings, match_lacks, match_words, matching, occupations, scoring, training
from coaching.closeness import Tier
from coaching.findings import Findings, Licence, Moment, Offer, Pay, Place, Seeker, Speech, State, Years
from coaching.folding import stems
from coaching.match_words import Reason, Topic
from coaching.profile import Level, Permit, Profile
from locales.catalogs import reader
from storage.opportunities import Kind, Opportunity
from storage.searching import Search
from tests.coaching.seeking import AIDE, AMINA, LATER, NURSE, offers, seekers


def english(text: object) -> str:
    return reader("en", "UTC").plain(text)  # type: ignore[arg-type]


def said(reasons: tuple[Reason, ...]) -> dict[Topic, str]:
    return {each.topic: english(each.text) for each in reasons}


def test_a_match_says_why_and_what_is_missing_with_the_mend() -> None:
    found = matching.match(AMINA, replace(NURSE, region="12", french=5), TODAY)
    assert said(found.reasons) == {
        Topic.WORK: "It is the work that you do.",
        Topic.SKILLS: "You have what is asked: triage.",
        Topic.PLACE: "It is in a region near the one that you wish: Chaudière-Appalaches.",
        Topic.YEARS: "You have the year of experience that is asked.",
    }
    assert said(found.missing) == {
        Topic.MOMENT: "It begins on February 1, 2027. You land on May 15, 2027.",
        Topic.LICENCE: "It asks for a permit or a card of your profession. You told us that you do not have it.",
        Topic.ENGLISH: "English: level 4 is asked. You told us: Not at all. It is not enough yet.",
        Topic.FRENCH: "French: level 5 is asked. You told us: Beginner (levels 1 to 4). You are nearly there.",
        Topic.SKILLS: "This is asked too, and your résumé does not tell it: dialyse.",
    }


def test_what_is_missing_stands_in_the_order_of_what_it_would_bring() -> None:
    found = findings.find(AMINA, NURSE, TODAY)
    lacking = [each.topic for each in matching.match(AMINA, NURSE, TODAY).missing]
    brings = [scoring.score(matching.mended(found, topic)) for topic in lacking]
    assert brings == sorted(brings, reverse=True)
    assert len(lacking) > 3


def test_work_on_the_way_to_a_permit_comes_before_the_work_that_asks_for_it() -> None:
    fitting = matching.offers_for(AMINA, [NURSE, AIDE], TODAY)
    assert [each.offer.id for each in fitting] == [AIDE.id, NURSE.id]
    assert "first job here, on the way" in said(fitting[0].match.reasons)[Topic.WORK]


def test_the_permit_that_is_held_opens_reserved_work() -> None:
    amina = replace(AMINA, french=Level.ADVANCED, moves=True)
    held = matching.match(replace(amina, permit=Permit.HELD), NURSE, TODAY)
    asked_for = matching.match(replace(amina, permit=Permit.IN_PROGRESS), NURSE, TODAY)
    assert held.score > asked_for.score > matching.match(amina, NURSE, TODAY).score
    assert Topic.LICENCE in said(held.reasons)
    assert Topic.LICENCE not in said(held.missing)


def test_the_same_word_in_another_trade_brings_little() -> None:
    cook = Seeker(1, "62200", words=frozenset(stems("Chef cuisinier, chef de partie")))
    lead = Offer(2, LATER, occupation="20012", words=closeness.shares(["Chef de projet"]))
    assert scoring.points(cook, lead, TODAY) < 15


def test_every_finding_has_its_number_and_the_best_of_each_makes_a_hundred() -> None:
    tables: dict[type[StrEnum], tuple[Mapping[Any, object], ...]] = {
        Tier: (closeness.RANGES,),
        Place: (scoring.PLACES, scoring.ABODES),
        Speech: (scoring.SPEECHES, scoring.FRENCH_CEILINGS, scoring.ENGLISH_CEILINGS),
        Moment: (scoring.MOMENTS, scoring.DATES),
        Years: (scoring.LENGTHS,),
        Pay: (scoring.PAYS,),
        Licence: (scoring.LICENCES,),
        State: (scoring.STATES,),
    }
    assert all(set(table) == set(states) for states, found in tables.items() for table in found)
    weights = (scoring.PLACE, scoring.FRENCH, scoring.ENGLISH, scoring.MOMENT, scoring.YEARS, scoring.PAY)
    assert scoring.OWN_WORK + sum(weights) == 100
    assert set(matching.MENDED) == set(Topic)


@given(seekers, offers)
def test_every_lack_has_a_mend_and_mending_it_never_lowers_the_score(seeker: Seeker, offer: Offer) -> None:
    found, told = findings.find(seeker, offer, TODAY), matching.match(seeker, offer, TODAY)
    assert 0 <= told.score <= 100
    assert all(each.mend for each in told.missing)
    assert all(scoring.score(matching.mended(found, each.topic)) >= told.score for each in told.missing)
    english([each.text for each in (*told.reasons, *told.missing)])


@given(seekers, offers)
def test_who_misses_nothing_of_the_same_work_fits_wholly(seeker: Seeker, offer: Offer) -> None:
    told = matching.match(seeker, offer, TODAY)
    if not told.missing and findings.tier(seeker, offer) is Tier.SAME:
        assert told.score >= 80


@given(seekers, offers)
def test_no_score_is_above_its_bound(seeker: Seeker, offer: Offer) -> None:
    found = findings.find(seeker, offer, TODAY)
    assert scoring.score(found) <= scoring.bound(found.tier, found.place, found.shared)


@given(seekers, offers)
def test_what_is_closed_scores_nothing_and_is_not_offered(seeker: Seeker, offer: Offer) -> None:
    for closed in (replace(offer, withdrawn=True), replace(offer, expires=TODAY - timedelta(1))):
        told = matching.match(seeker, closed, TODAY)
        assert told.score == 0
        assert Topic.STATE in said(told.missing)
        assert matching.offers_for(seeker, [closed], TODAY) == []


def reached() -> list[Findings]:
    """Findings that hold every state of every kind."""
    start = findings.find(AMINA, NURSE, TODAY)
    kinds: dict[str, Any] = {
        "tier": Tier,
        "place": Place,
        "french": Speech,
        "english": Speech,
        "years": Years,
        "moment": Moment,
        "pay": Pay,
        "licence": Licence,
        "state": State,
    }
    return [replace(start, **{name: state}) for name, states in kinds.items() for state in states]


def test_what_helps_with_a_lack_is_taught_and_planned() -> None:
    steps, taught = {each.key for each in catalogue.shipped()}, training.shipped()
    lessons = {(module.key, lesson.key) for module in taught for lesson in module.lessons}
    for found in reached():
        for each in (*match_lacks.missing(found, AMINA, NURSE), *match_words.told(found, AMINA, NURSE)):
            assert set(each.steps) <= steps
            assert each.lesson is None or (each.lesson.module, each.lesson.key) in lessons


def test_both_sides_see_the_same_match() -> None:
    omar = replace(AMINA, id=7, permit=Permit.HELD, french=Level.ADVANCED)
    suited = matching.candidates_for(NURSE, [AMINA, omar], TODAY)
    assert [each.seeker.id for each in suited] == [omar.id, AMINA.id]
    assert suited[0].match == matching.offers_for(omar, [NURSE], TODAY)[0].match


def test_a_seeker_is_made_of_profile_wishes_and_resume() -> None:
    profile = Profile(occupation="31301", permit=Permit.HELD, region="03", french_speaking=Level.ADVANCED)
    search = Search(candidate_id=5, regions=["12"], moves=True, pay=3000)
    work = occupations.table()["31301"]
    seeker = matching.seeker_of(5, profile, work, search, ["Infirmière aux urgences"])
    assert (seeker.id, seeker.regions, seeker.moves, seeker.pay) == (5, frozenset({"03", "12"}), True, 3000)
    assert seeker.words >= set(stems("infirmière urgences nurses"))
    unsure = matching.seeker_of(6, Profile(), None, None, [])
    assert (unsure.regions, unsure.words, unsure.moves, unsure.pay) == (frozenset(), frozenset(), False, None)


def opportunity(**told: object) -> Opportunity:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    row = Opportunity(
        id=4, kind=Kind.JOB, title="Infirmière", expires_on=LATER, skills=["triage"], region="03", remote=False,
        from_abroad=True, french=7, english=0, experience_years=2, permit=True, pay=3000, published_at=moment,
    )  # fmt: skip
    for name, value in told.items():
        setattr(row, name, value)
    return row


def test_an_offer_is_made_of_its_row() -> None:
    offer = matching.offer_of(opportunity(occupation="31301"), occupations.shipped())
    assert (offer.id, offer.occupation, offer.regulated, offer.pay, offer.withdrawn) == (4, "31301", True, 3000, False)
    assert offer.authorities[0].startswith("Ordre des infirmières")
    assert sum(offer.words.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("title", "code"),
    [("Infirmière auxiliaire", "32101"), ("Civil engineer", "21300"), ("Personne motivée recherchée", None)],
)
def test_work_without_a_code_is_read_from_a_title_that_is_sure(title: str, code: str | None) -> None:
    assert matching.offer_of(opportunity(title=title), occupations.shipped()).occupation == code


def test_what_is_open_to_everyone_is_read_from_no_title() -> None:
    fair = matching.offer_of(opportunity(title="Infirmière", kind=Kind.JOB_FAIR), occupations.shipped())
    assert fair.occupation is None
    assert findings.tier(AMINA, fair) is Tier.EVERYONE
