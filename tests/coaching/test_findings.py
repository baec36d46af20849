"""Laws of what is found where somebody is held against an offer, question by question."""

from dataclasses import replace
from datetime import date

import pytest

from bench.labelled import TODAY
from coaching import closeness, findings, occupations
from coaching.closeness import Tier
from coaching.findings import Licence, Moment, Offer, Place, Seeker, Speech
from coaching.profile import UNDECIDED, Level, Permit
from storage.opportunities import Kind
from tests.coaching.seeking import AMINA, LATER, NURSE


@pytest.mark.parametrize(
    ("offer", "state"),
    [
        (NURSE, Licence.MISSING),
        (replace(NURSE, permit=False), Licence.MISSING),
        (replace(NURSE, permit=False, regulated=False), Licence.NOT_NEEDED),
        (replace(NURSE, kind=Kind.FIRST_EXPERIENCE, permit=False), Licence.NOT_NEEDED),
        (replace(NURSE, kind=Kind.FIRST_EXPERIENCE), Licence.MISSING),
        (replace(NURSE, kind=Kind.MENTORING), Licence.NOT_NEEDED),
        (replace(NURSE, occupation="31302"), Licence.MISSING),
        (replace(NURSE, occupation="32101", authorities=("Ordre des infirmières auxiliaires",)), Licence.OTHER),
        (replace(NURSE, occupation=None), Licence.OTHER),
    ],
)
def test_a_permit_counts_for_its_own_profession_only(offer: Offer, state: Licence) -> None:
    assert findings.licence(AMINA, offer) is state


def test_the_card_of_one_trade_is_not_that_of_another() -> None:
    building = ("Commission de la construction du Québec",)
    carpenter = Seeker(1, "72310", building, permit=Permit.HELD)
    offer = Offer(2, LATER, occupation="72310", authorities=building, permit=True)
    assert findings.licence(carpenter, offer) is Licence.HELD
    assert findings.licence(carpenter, replace(offer, occupation="72200")) is Licence.OTHER


@pytest.mark.parametrize(
    ("asked", "told", "state"),
    [
        (0, None, Speech.NOT_ASKED),
        (5, None, Speech.UNTOLD),
        (5, Level.INTERMEDIATE, Speech.ENOUGH),
        (7, Level.INTERMEDIATE, Speech.PERHAPS),
        (8, Level.INTERMEDIATE, Speech.PERHAPS),
        (9, Level.INTERMEDIATE, Speech.NEARLY),
        (11, Level.INTERMEDIATE, Speech.TOO_LITTLE),
        (9, Level.ADVANCED, Speech.ENOUGH),
        (12, Level.ADVANCED, Speech.PERHAPS),
        (1, Level.NONE, Speech.TOO_LITTLE),
        (6, Level.BEGINNER, Speech.NEARLY),
    ],
)
def test_a_stage_is_held_against_a_level_without_claiming_more_than_was_told(
    asked: int, told: Level | None, state: Speech
) -> None:
    assert findings.speech(asked, told) is state


@pytest.mark.parametrize(
    ("landing", "starts", "moment"),
    [
        (TODAY, None, Moment.HERE),
        (None, None, Moment.UNTOLD),
        (date(2027, 3, 1), None, Moment.SOON),
        (date(2027, 9, 1), None, Moment.AWAY),
        (date(2027, 9, 1), TODAY, Moment.AWAY),
        (date(2027, 9, 1), date(2027, 9, 1), Moment.AFTER_LANDING),
        (date(2027, 9, 1), date(2027, 8, 1), Moment.WAIT),
        (date(2027, 9, 1), date(2027, 2, 1), Moment.TOO_EARLY),
    ],
)
def test_days_of_beginning_are_held_against_the_landing(
    landing: date | None, starts: date | None, moment: Moment
) -> None:
    offer = Offer(2, LATER, starts=starts)
    assert findings.moment(Seeker(1, landing=landing), offer, TODAY) is moment
    abroad = Moment.HERE if moment is Moment.HERE else Moment.FROM_ABROAD
    assert findings.moment(Seeker(1, landing=landing), replace(offer, from_abroad=True), TODAY) is abroad


@pytest.mark.parametrize(
    ("wished", "region", "moves", "remote", "place"),
    [
        ({"03"}, "03", False, False, Place.WISHED),
        ({"03"}, "12", False, False, Place.NEAR),
        ({"03"}, "12", True, False, Place.NEAR),
        ({"03"}, "08", True, False, Place.MOVES),
        ({"03"}, "08", False, False, Place.ELSEWHERE),
        ({"03"}, "08", False, True, Place.REMOTE),
        ({"03"}, None, False, True, Place.REMOTE),
        ({"03"}, None, False, False, Place.UNSAID),
        (set(), "08", False, False, Place.UNDECIDED),
        ({UNDECIDED}, "08", False, False, Place.UNDECIDED),
    ],
)
def test_a_place_fits_by_the_wish_the_way_there_and_the_will_to_move(
    wished: set[str],
    region: str | None,
    moves: bool,  # noqa: FBT001 - rows of a table
    remote: bool,  # noqa: FBT001
    place: Place,
) -> None:
    assert findings.place(frozenset(wished), region, moves=moves, remote=remote) is place


@pytest.mark.parametrize(
    ("own", "offered", "tier"),
    [
        ("31301", "31301", Tier.SAME),
        ("31301", "33102", Tier.STEP),
        ("33102", "31301", Tier.BROAD),
        ("63200", "63202", Tier.SIDE),
        ("63202", "63200", Tier.SIDE),
        ("21300", "21301", Tier.MINOR),
        ("21300", "21320", Tier.FIELD),
        ("85100", "94141", Tier.ENTRY),
        ("21300", "21110", Tier.MAJOR),
        ("62200", "20012", Tier.OTHER),
        (None, "20012", Tier.WORDS),
        ("20012", None, Tier.WORDS),
    ],
)
def test_occupations_are_as_near_as_their_codes_and_what_is_written_down(
    own: str | None, offered: str | None, tier: Tier
) -> None:
    assert closeness.tier(own, offered) is tier


def test_what_is_written_down_as_near_names_occupations_and_regions_that_there_are() -> None:
    known = occupations.table()
    assert all({own, offered} <= known.keys() and own != offered for own, offered in closeness.nearby())
    assert closeness.neighbours("12") == {"03"}
    assert closeness.neighbours("06") == {"05", "13", "14", "15", "16"}
    assert closeness.neighbours("09") == frozenset()
