from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage import plans
from storage.candidates import Candidate
from storage.database import Database
from storage.plans import Plan, Progress, Step
from tests.people import NOW, a_candidate, a_member_of_staff


def a_plan(session: Session, person: Candidate) -> Plan:
    plan = Plan(candidate_id=person.id, created_at=NOW, updated_at=NOW)
    plan.steps = [
        Step(template="nas", position=2, due=date(2027, 6, 1), because={"landing": "2027-05-20"}),
        Step(template="diploma", position=1),
    ]
    session.add(plan)
    session.flush()
    return plan


def test_steps_stand_in_the_order_of_their_positions(database: Database) -> None:
    with database.session() as session:
        person = a_candidate(session)
        assert plans.of_candidate(session, person.id) is None
        plan = a_plan(session, person)
        session.commit()
        session.expire_all()
        assert plans.of_candidate(session, person.id) is plan
        assert [(step.template, step.progress) for step in plan.steps] == [
            ("diploma", Progress.TODO),
            ("nas", Progress.TODO),
        ]
        assert plan.steps[1].because == {"landing": "2027-05-20"}


def test_a_step_of_another_candidate_is_as_if_it_were_not_there(database: Database) -> None:
    with database.session() as session:
        person, other = a_candidate(session), a_candidate(session)
        step = a_plan(session, person).steps[0]
        assert plans.step_of(session, person.id, step.id) is step
        assert plans.step_of(session, other.id, step.id) is None
        assert plans.step_of(session, person.id, 404) is None


def test_every_change_of_a_plan_is_kept_with_the_steps_that_it_touched(database: Database) -> None:
    with database.session() as session:
        plan, staff = a_plan(session, a_candidate(session)), a_member_of_staff(session)
        plans.keep_version(session, plan, NOW, {"kind": "made"}, plan.steps)
        first, second = plan.steps
        first.progress, first.title = Progress.DONE, "Mon NAS"
        plans.keep_version(session, plan, NOW + timedelta(days=1), {"kind": "done"}, [first], staff.id)
        session.commit()
        session.expire_all()
        made, done = plans.versions(session, plan)
        assert (made.change, made.at, made.author) == ({"kind": "made"}, NOW, None)
        assert (done.change, done.author) == ({"kind": "done"}, staff)
        assert {step["template"]: step["progress"] for step in made.steps} == {"nas": "todo", "diploma": "todo"}
        assert [step["template"] for step in done.steps] == ["nas"]
        kept = {"due": "2027-06-01", "held": False, "details": None, "phase": None, "reason": None}
        stood = plans.as_it_stood([made, done])
        assert stood["nas"] == {"template": "nas", "progress": "done", "title": "Mon NAS", **kept}
        assert stood["diploma"] == plans.as_it_stood([made])["diploma"]
        plans.keep_version(session, plan, NOW, {"kind": "followed", "removed": ["diploma"]}, [])
        assert set(plans.as_it_stood(plans.versions(session, plan))) == {"nas"}
        assert second.progress is Progress.TODO


def test_a_plan_holds_each_step_once_and_a_candidate_one_plan(database: Database) -> None:
    with database.session() as session:
        person = a_candidate(session)
        plan = a_plan(session, person)
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(Step(plan_id=plan.id, template="nas", position=3))
        with pytest.raises(IntegrityError):
            a_plan(session, person)
