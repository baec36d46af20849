from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogs.engine.world import World
from storage.candidates import Candidate
from tests.people import a_candidate


def people(session: Session) -> int:
    return session.scalar(select(func.count(Candidate.id))) or 0


def test_a_world_goes_back_to_any_earlier_moment() -> None:
    with World() as world:
        nothing = world.moment
        with world.at(nothing) as session:
            a_candidate(session)
            one = world.keep(session)
        with world.at(one) as session:
            a_candidate(session)
            two = world.keep(session)
        for moment, count in ((nothing, 0), (two, 2), (one, 1), (two, 2), (nothing, 0)):
            with world.at(moment) as session:
                assert people(session) == count


def test_what_is_not_kept_did_not_happen() -> None:
    with World() as world:
        with world.at(world.moment) as session:
            a_candidate(session)
            assert people(session) == 1
        with world.at(world.moment) as session:
            assert people(session) == 0
