"""Laws of a plan that is stored: made, made again, and lived."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from coaching import catalogue, occupations, plans, profiles
from coaching.plans import Changes, Reason
from coaching.profile import Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry
from coaching.programme import Programme
from locales.text import Country, Day, Text, _
from storage.candidates import Candidate
from storage.database import Database
from storage.plans import Plan, Progress, Step, versions
from tests.people import a_candidate

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NURSE = Profile(
    immigration=ImmigrationClass.SKILLED,
    country="DZ",
    family=Family.ALONE,
    occupation="31301",
    regulated=Regulated.YES,
    permit=Permit.NOT_STARTED,
    french_speaking=Level.INTERMEDIATE,
    region="05",
    landing=date(2027, 3, 15),
    landing_known=True,
    worry=Worry.WINTER,
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped())


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened, opened.begin():
        yield opened


@pytest.fixture
def candidate(session: Session) -> Candidate:
    return a_candidate(session)


@pytest.fixture
def plan(session: Session, candidate: Candidate, programme: Programme) -> Plan:
    return plans.make(session, candidate, NURSE, programme, NOW)[0]


def step(plan: Plan, key: str) -> Step:
    return next(each for each in plan.steps if each.template == key)


def test_a_first_plan_is_its_own_first_version(session: Session, plan: Plan) -> None:
    assert [version.reason for version in versions(session, plan)] == ["made"]
    assert [each.position for each in plan.steps] == list(range(len(plan.steps)))
    assert all(each.because for each in plan.steps)


def test_the_same_profile_makes_the_same_plan(
    session: Session, candidate: Candidate, plan: Plan, programme: Programme
) -> None:
    assert plans.make(session, candidate, NURSE, programme, NOW + timedelta(hours=1))[1] == Changes()
    assert len(versions(session, plan)) == 1


def test_a_later_landing_moves_the_dates_and_keeps_the_steps(
    session: Session, candidate: Candidate, plan: Plan, programme: Programme
) -> None:
    before = {each.template: each.due for each in plan.steps}
    later = replace(NURSE, landing=date(2027, 6, 15))
    changes = plans.make(session, candidate, later, programme, NOW)[1]
    assert not changes.added
    assert not changes.removed
    assert "sin" in changes.moved
    assert step(plan, "sin").due == (before["sin"] or NOW.date()) + timedelta(days=92)


def test_what_no_longer_applies_goes_unless_it_was_settled_or_noted(
    session: Session, candidate: Candidate, plan: Plan, programme: Programme
) -> None:
    regulated = [each for each in plan.steps if programme.catalogue[each.template].phase == "regulated"]
    done, noted, bare = regulated[:3]
    plans.finish(session, done, NURSE, programme, NOW)
    noted.note = "Josée has written to the order."
    other = replace(NURSE, occupation="11200", regulated=Regulated.NO, permit=None)
    changes = plans.make(session, candidate, other, programme, NOW)[1]
    kept = {each.template for each in plan.steps}
    assert {done.template, noted.template} <= kept
    assert bare.template in changes.removed
    assert bare.template not in kept


def test_a_step_that_has_left_the_content_stays_untouched(
    session: Session, candidate: Candidate, plan: Plan, programme: Programme
) -> None:
    step(plan, "sin").template = "gone"
    session.flush()
    changes = plans.make(session, candidate, NURSE, programme, NOW)[1]
    assert "gone" in {each.template for each in plan.steps}
    assert changes.added == ("sin",)
    assert plans.words(step(plan, "gone"), NURSE, programme) is None


def test_what_hangs_on_a_step_is_dated_by_the_day_it_was_done(
    session: Session, plan: Plan, programme: Programme
) -> None:
    hanging = next(each for each in plan.steps if programme.catalogue[each.template].due.step)
    template = programme.catalogue[hanging.template]
    before = step(plan, template.due.step or "")
    late = datetime(2027, 8, 1, 9, 0, tzinfo=UTC)
    plans.finish(session, before, NURSE, programme, late)
    assert hanging.due == template.due.on(late.date())


def test_finishing_twice_counts_once(session: Session, plan: Plan, programme: Programme) -> None:
    sin = step(plan, "sin")
    plans.finish(session, sin, NURSE, programme, NOW)
    plans.finish(session, sin, NURSE, programme, NOW + timedelta(days=1))
    assert sin.settled_at == NOW
    assert len(versions(session, plan)) == 2


def test_a_step_is_set_aside_for_a_reason_and_put_back(session: Session, plan: Plan) -> None:
    sin = step(plan, "sin")
    plans.set_aside(session, sin, Reason.ALREADY, NOW)
    assert plans.why_aside(session, sin) is Reason.ALREADY
    plans.put_back(session, sin, NOW)
    plans.put_back(session, sin, NOW)
    assert (sin.progress, sin.settled_at) == (Progress.TODO, None)
    assert plans.why_aside(session, sin) is None
    assert [version.reason for version in versions(session, plan)][1:] == ["set aside sin: already", "put back sin"]


def test_the_words_of_a_step_name_who_governs_the_work(plan: Plan, programme: Programme) -> None:
    told = [plans.words(each, NURSE, programme) for each in plan.steps]
    named = [text for template in told if template for text in (template.why, *template.actions) if text.values]
    assert any("Ordre des infirmières" in str(text.values) for text in named)
    assert plans.words(plan.steps[0], None, programme)


def test_a_sentence_is_stored_with_its_values() -> None:
    text = _("{a} {b} {c} {d}", a="x", b=3, c=Country("DZ"), d=_("inner {e}", e="y"))
    assert plans.read(plans.spell(text)) == text
    assert plans.read(None) == Text("")


def test_a_value_that_no_reason_uses_is_our_mistake() -> None:
    with pytest.raises(TypeError):
        plans.spell(_("{day}", day=Day(NOW.date())))


def test_a_profile_comes_back_as_it_was_kept(session: Session, candidate: Candidate, programme: Programme) -> None:
    assert profiles.of(candidate, programme.occupations) is None
    profiles.keep(session, candidate, NURSE, NOW)
    session.expire_all()
    assert profiles.of(candidate, programme.occupations) == NURSE


def test_a_profile_kept_again_remembers_when_it_was_completed(
    session: Session, candidate: Candidate, programme: Programme
) -> None:
    profiles.keep(session, candidate, NURSE, NOW)
    row = profiles.keep(session, candidate, replace(NURSE, landing=None), NOW + timedelta(days=1))
    assert (row.completed_at, row.updated_at) == (NOW, NOW + timedelta(days=1))
    told = profiles.of(candidate, programme.occupations)
    assert told
    assert told.landing_known is False


def test_whether_work_is_regulated_follows_from_the_work(programme: Programme) -> None:
    assert profiles.regulated("31301", programme.occupations) is Regulated.YES
    assert profiles.regulated(None, programme.occupations) is Regulated.UNKNOWN
    assert profiles.regulated("00000", programme.occupations) is Regulated.UNKNOWN
