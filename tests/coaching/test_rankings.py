"""Ranking thousands finds exactly what scoring every pair would find."""

from collections.abc import Sequence

import pytest

from bench.crowd import Crowd
from bench.labelled import TODAY
from coaching import matching, rankings, scoring
from coaching.findings import Offer, Seeker
from coaching.rankings import Scored


@pytest.mark.parametrize(("seed", "people", "posted", "limit"), [(1, 60, 400, 20), (2, 200, 150, 20), (3, 80, 80, 3)])
def test_the_best_are_exactly_those_of_every_pair(seed: int, people: int, posted: int, limit: int) -> None:
    crowd = Crowd(seed, TODAY)
    seekers, offers = crowd.seekers(people), crowd.offers(posted)
    opened = [each for each in offers if matching.is_open(each, TODAY)]
    of_offers = rankings.of_offers(seekers, offers, TODAY, limit)
    of_seekers = rankings.of_seekers(seekers, offers, TODAY, limit)
    assert of_offers == {each.id: best_offers(each, opened, limit) for each in seekers}
    assert of_seekers == {each.id: best_seekers(each, seekers, limit) for each in opened}


def test_one_person_alone_and_among_thousands_sees_the_same_offers() -> None:
    crowd = Crowd(4, TODAY)
    seekers, offers = crowd.seekers(30), crowd.offers(200)
    ranked = rankings.of_offers(seekers, offers, TODAY)
    for seeker in seekers:
        alone = [(each.match.score, each.offer.id) for each in matching.offers_for(seeker, offers, TODAY)]
        assert alone == ranked[seeker.id]


def test_nobody_and_nothing_rank_to_nothing() -> None:
    crowd = Crowd(5, TODAY)
    assert rankings.of_offers([], crowd.offers(3), TODAY) == {}
    assert rankings.of_seekers(crowd.seekers(3), [], TODAY) == {}
    assert rankings.of_offers(crowd.seekers(1), [], TODAY) == {1: []}


def best_offers(seeker: Seeker, offers: Sequence[Offer], limit: int) -> Sequence[Scored]:
    return first([(scoring.points(seeker, each, TODAY), each.id) for each in offers], limit)


def best_seekers(offer: Offer, seekers: Sequence[Seeker], limit: int) -> Sequence[Scored]:
    return first([(scoring.points(each, offer, TODAY), each.id) for each in seekers], limit)


def first(scored: list[Scored], limit: int) -> Sequence[Scored]:
    return sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1]))[:limit]
